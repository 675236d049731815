"""Bunyan logs of Node.js: lines with name, host, process, numbered level, and version."""

from collections.abc import Iterator
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import made, moment_of, read_records, score_of, words
from afterword.evidence.fields import Fields, severity_of, what_of
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text

JSON: Final = True
"""Only of texts that are JSON it is asked."""

BY_LINE: Final = True
"""Each line is a record by itself, where the text is lines."""


def score(sample: Sample) -> float:
    """By the part of the objects that have all the fields of Bunyan."""
    return score_of(sample, _is_record)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each line, at its time."""
    return read_records(text, context, _is_record, _record)


def _is_record(value: Fields) -> bool:
    return {"name", "hostname", "pid", "level", "time", "v"} <= value.keys() and isinstance(value["level"], int)


def _record(value: Fields, clock: Clock) -> Record:
    what = what_of(value, "time")
    record = made(moment_of(value.get("time"), clock), what, who=words(value, "name") or words(value, "hostname"))
    return record._replace(severity=severity_of({"level": value.get("level")}))
