"""Datadog events and audit trail: answers of the API (v1 and v2)."""

from collections.abc import Iterator
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import inner, joined, made, moment_of, read_records, score_of, words
from afterword.evidence.fields import Fields
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.model.vocabulary import EventKind

JSON: Final = True
"""Only of texts that are JSON it is asked."""


def score(sample: Sample) -> float:
    """By the part of the objects that are events of Datadog."""
    return score_of(sample, _is_record)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each event, when it happened."""
    return read_records(text, context, _is_record, _record)


def _is_record(value: Fields) -> bool:
    old = "date_happened" in value and bool(value.keys() & {"title", "text"})
    return old or (value.get("type") in ("event", "audit") and "timestamp" in inner(value, "attributes"))


def _record(value: Fields, clock: Clock) -> Record:
    name = words(value, "id")
    if "date_happened" in value:
        said = joined(": ", words(value, "title"), (words(value, "text") or "").removeprefix("%%% \n").strip())
        record = made(
            moment_of(value.get("date_happened"), clock), said, who=words(value, "source") or words(value, "host")
        )
        return record._replace(severity=words(value, "alert_type"), kind=_kind(value), native_id=name)
    outer = inner(value, "attributes")
    about = inner(outer, "attributes")
    title, said = words(about, "title") or words(about, "evt", "name"), words(outer, "message")
    who = (
        words(about, "usr", "email")
        or words(about, "service")
        or words(outer, "service")
        or words(about, "source_type_name")
    )
    what = joined(": ", title, said if said != title else None)
    record = made(moment_of(outer.get("timestamp"), clock), what, who=who)
    severity = words(about, "status") or words(outer, "status")
    return record._replace(severity=severity, kind="alert" if inner(about, "monitor") else None, native_id=name)


def _kind(value: Fields) -> EventKind | None:
    """An alert where a monitor sent it."""
    return "alert" if value.get("alert_type") in ("error", "warning") and "monitor_id" in value else None
