"""Logs of Microsoft Configuration Manager and Intune (CMTrace): message, local time with its bias, component."""

import re
from collections.abc import Iterator
from typing import Final

from afterword.evidence.clock import Clock, Stamp
from afterword.evidence.headed import Head, decoded
from afterword.evidence.lines import gather
from afterword.evidence.record import NO_TIME, Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.model.moment import Moment

JSON: Final = False
"""Of texts that are JSON it is not asked."""

_OPENS: Final = b"<![LOG["
_END: Final = re.compile(
    r'\]LOG\]!><time="(?P<time>(?P<hour>\d{1,2}):(?P<minute>\d\d):(?P<second>\d\d)(?:\.(?P<fraction>\d{1,7}))?'
    r'(?P<bias>[+-]\d{1,4})?)" +date="(?P<date>(?P<month>\d{1,2})-(?P<day>\d{1,2})-(?P<year>\d{4}))"'
    r'(?: +component="(?P<component>[^"]*)")?(?: +context="[^"]*")?(?: +type="(?P<type>\d)")?'
)
_OLD: Final = re.compile(
    r"(?P<what>[^\n]*?)(?: +)?\$\$<(?P<component>[^>]*)><(?P<date>(?P<month>\d\d)-(?P<day>\d\d)-(?P<year>\d{4})) "
    r"(?P<time>(?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d)(?:\.(?P<fraction>\d{1,7}))?(?P<bias>[+-]\d{1,4})?)>"
)
_LEVELS: Final = {"1": "info", "2": "warning", "3": "error"}


def score(sample: Sample) -> float:
    """Whether messages open and end as these logs write them."""
    lines = sample.lines
    opened = sum(1 for line in lines if line.startswith(_OPENS) or _OLD.match(decoded(line)))
    ended = sum(1 for line in lines if _END.search(decoded(line)) or _OLD.match(decoded(line)))
    return 0.98 if opened and ended and opened * 5 >= len(lines) and ended * 2 >= opened else 0.0


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each message, whose time stands behind its last line."""
    for head, more, offset, length, line, lines in gather(text, _begins):
        whole = "\n".join([head, *map(decoded, more)])
        found = _END.search(whole) or _OLD.match(whole)
        what = whole[len(_OPENS) : found.start()] if found and found.re is _END else found["what"] if found else whole
        part = found.groupdict() if found else {}
        yield Record(
            offset=offset,
            length=length,
            lines=lines,
            line=line,
            moment=_moment(found, context.clock) if found else NO_TIME,
            what=what.strip(),
            who=part.get("component"),
            severity=_LEVELS.get(part.get("type") or ""),
        )


def _begins(raw: bytes) -> str | None:
    line = decoded(raw)
    return line if raw.startswith(_OPENS) or _OLD.match(line) else None


def _moment(found: Head, clock: Clock) -> Moment:
    """The instant: the bias is what has to be added to local time for UTC, the other way round than an offset."""
    zone = None
    if found["bias"]:
        minutes = -int(found["bias"])
        zone = f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
    stamp = Stamp(
        written=f"{found['date']} {found['time']}",
        year=int(found["year"]),
        month=int(found["month"]),
        day=int(found["day"]),
        hour=int(found["hour"]),
        minute=int(found["minute"]),
        second=int(found["second"]),
        fraction=found["fraction"] or "",
        zone=zone,
    )
    return clock.moment(stamp) or NO_TIME
