"""Logs of Go's zap, as services and Kubernetes controllers write them: level, ts, msg."""

from collections.abc import Iterator, Mapping
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import made, moment_of, read_records, score_of, words
from afterword.evidence.fields import Fields, severity_of, what_of, who_of
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text

JSON: Final = True
"""Only of texts that are JSON it is asked."""

BY_LINE: Final = True
"""Each line is a record by itself, where the text is lines."""
_SURE: Final = 0.9
"""Other programs, such as Caddy, log through zap and are known by more."""


def score(sample: Sample) -> float:
    """By the part of the objects that have the fields of zap."""
    return _SURE * score_of(sample, _is_record)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each line, at its time."""
    return read_records(text, context, _is_record, _record)


def _is_record(value: Fields) -> bool:
    return {"level", "ts", "msg"} <= value.keys() and isinstance(value["level"], str)


def _record(value: Fields, clock: Clock) -> Record:
    who = words(value, "logger") or words(value, "service") or words(value, "caller")
    trace = words(value, "stacktrace")
    inner = _passed_on(value)
    rest = inner or {key: item for key, item in value.items() if key != "stacktrace"}
    what = "\n".join(part for part in (what_of(rest, "ts"), trace) if part) or None
    severity = (severity_of(inner) if inner else None) or words(value, "level")
    return made(moment_of(value.get("ts"), clock), what, who=who or who_of(value))._replace(severity=severity)


def _passed_on(value: Fields) -> Fields | None:
    """The record of another program that an operator passes on: its message only names the field that holds it."""
    inner = value.get(words(value, "msg") or "")
    return inner if isinstance(inner, Mapping) and (words(inner, "message") or words(inner, "msg")) else None
