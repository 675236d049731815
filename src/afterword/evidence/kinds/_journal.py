"""What the fields of an entry of the systemd journal say, in whichever form they were written."""

from collections.abc import Mapping
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.kinds.syslog import SEVERITIES
from afterword.evidence.record import NO_TIME, Record
from afterword.model.evidence import EntryMoment
from afterword.model.moment import Moment

_MESSAGES: Final = ("MESSAGE", "_CMDLINE", "MESSAGE_ID")
_NAMES: Final = ("SYSLOG_IDENTIFIER", "_COMM", "_SYSTEMD_UNIT", "_TRANSPORT")


def journal_record(fields: Mapping[str, str], clock: Clock) -> Record:
    """The record of an entry, not yet placed."""
    moment, further = _times(fields, clock)
    severity = fields.get("PRIORITY", "")
    return Record(
        offset=0,
        length=0,
        lines=0,
        moment=moment,
        what=next((fields[name] for name in _MESSAGES if fields.get(name)), None),
        who=_who(fields),
        severity=SEVERITIES[int(severity)] if len(severity) == 1 and severity in "01234567" else None,
        moments=further,
        native_id=fields.get("__CURSOR"),
    )


def _times(fields: Mapping[str, str], clock: Clock) -> tuple[Moment, tuple[EntryMoment, ...]]:
    """When it was sent, where it says so, and when the journal took it."""
    sent = clock.epoch(fields.get("_SOURCE_REALTIME_TIMESTAMP", ""), "us")
    taken = clock.epoch(fields.get("__REALTIME_TIMESTAMP", ""), "us")
    if sent is None or taken is None or sent.at == taken.at:
        return sent or taken or NO_TIME, ()
    return sent, (EntryMoment(at=taken.at, what="taken by the journal"),)


def _who(fields: Mapping[str, str]) -> str | None:
    program = next((fields[name] for name in _NAMES if fields.get(name)), None)
    return " ".join(part for part in (fields.get("_HOSTNAME"), program) if part) or None
