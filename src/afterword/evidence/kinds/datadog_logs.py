"""Datadog logs: answers of searches (v1 and v2), and archives as lines."""

from collections.abc import Iterator
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import inner, made, moment_of, read_records, score_of, words
from afterword.evidence.fields import Fields
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text

JSON: Final = True
"""Only of texts that are JSON it is asked."""

BY_LINE: Final = True
"""Each line is a record by itself, where the text is lines."""


def score(sample: Sample) -> float:
    """By the part of the objects that are logs of Datadog."""
    return score_of(sample, _is_record)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each log, at its own time."""
    return read_records(text, context, _is_record, _record)


def _is_record(value: Fields) -> bool:
    return _is_archived(value) or _inside(value) is not None


def _inside(value: Fields) -> Fields | None:
    """What holds the log of an answer: ``attributes`` in version 2, ``content`` in version 1."""
    about = inner(value, "attributes") if value.get("type") == "log" else inner(value, "content")
    return about if "timestamp" in about and about.keys() & {"message", "service", "host"} else None


def _is_archived(value: Fields) -> bool:
    return {"_id", "date", "status"} <= value.keys() and bool(value.keys() & {"message", "service"})


def _record(value: Fields, clock: Clock) -> Record:
    about = value if _is_archived(value) else _inside(value) or value
    more = inner(about, "attributes")
    what = words(about, "message") or words(more, "message") or words(more, "msg") or words(more, "title")
    who = words(more, "usr", "email") or words(about, "service") or words(about, "host")
    moment = moment_of(about.get("timestamp", about.get("date")), clock)
    severity = words(about, "status") or words(more, "status") or words(more, "level")
    return made(moment, what, who=who)._replace(severity=severity, native_id=words(value, "id") or words(value, "_id"))
