"""ilert: alerts and the entries of their logs, as the API gives them."""

from collections.abc import Iterator
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import further, joined, made, moment_of, read_records, score_of, words
from afterword.evidence.fields import Fields
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.model.evidence import EntryMoment

JSON: Final = True
"""Only of texts that are JSON it is asked."""

_STATES: Final = ("PENDING", "ACCEPTED", "RESOLVED")


def score(sample: Sample) -> float:
    """By the part of the objects that are alerts of ilert, or entries of their logs."""
    return score_of(sample, _is_record)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each alert, when it was reported, and for each entry."""
    return read_records(text, context, _is_record, _record)


def _is_record(value: Fields) -> bool:
    return _is_entry(value) or (
        {"reportTime", "summary", "status"} <= value.keys()
        and bool(value.keys() & {"alertSource", "alertKey", "escalationPolicy", "resolvedOn"})
    )


def _is_entry(value: Fields) -> bool:
    return {"timestamp", "logEntryType"} <= value.keys()


def _record(value: Fields, clock: Clock) -> Record:
    name = words(value, "id")
    if _is_entry(value):
        sort = _spaced((words(value, "logEntryType") or "").removesuffix("LogEntry"))
        what = joined(": ", sort, words(value, "text"))
        return made(moment_of(value.get("timestamp"), clock), what, who=_who(value))._replace(native_id=name)
    main = moment_of(value.get("reportTime"), clock)
    moments: list[EntryMoment] = []
    if value.get("status") in _STATES:
        moments = further(value.get("resolvedOn"), "resolved", clock, main=main, phase="resolved")
    what = joined(": ", f"Alert #{name} triggered" if name else "Alert triggered", words(value, "summary"))
    record = made(main, what, who=words(value, "alertSource", "name") or "ilert", moments=moments)
    return record._replace(severity=words(value, "priority"), kind="alert", native_id=name)


def _who(value: Fields) -> str | None:
    first, last = words(value, "user", "firstName"), words(value, "user", "lastName")
    return joined(" ", first, last) or words(value, "user", "username")


def _spaced(name: str) -> str:
    """The name of a sort of entries in words."""
    text = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip()
    return text[:1].upper() + text[1:]
