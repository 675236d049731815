"""Logs of Python's structlog as JSON: event, level, timestamp."""

from collections.abc import Iterator
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import joined, made, moment_of, read_records, score_of, words
from afterword.evidence.fields import Fields, who_of
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text

JSON: Final = True
"""Only of texts that are JSON it is asked."""

BY_LINE: Final = True
"""Each line is a record by itself, where the text is lines."""


def score(sample: Sample) -> float:
    """By the part of the objects that have an event in words, a level, and a timestamp."""
    return 0.9 * score_of(sample, _is_record)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each line; an exception below the event it goes with."""
    return read_records(text, context, _is_record, _record)


def _is_record(value: Fields) -> bool:
    return (
        {"event", "level", "timestamp"} <= value.keys()
        and isinstance(value["event"], str)
        and isinstance(value["level"], str)
        and not value.keys() & {"message", "msg", "@timestamp"}
    )


def _record(value: Fields, clock: Clock) -> Record:
    said = joined(": ", words(value, "event"), words(value, "error"))
    trace = words(value, "exception") or words(value, "stack")
    who = words(value, "logger") or words(value, "logger_name") or words(value, "service")
    record = made(moment_of(value.get("timestamp"), clock), joined("\n", said, trace), who=who or who_of(value))
    return record._replace(severity=words(value, "level"))
