"""Pino logs of Node.js: lines with a numbered level and the time in milliseconds."""

from collections.abc import Iterator
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import inner, joined, made, moment_of, read_records, score_of, words
from afterword.evidence.fields import Fields, severity_of, what_of
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text

JSON: Final = True
"""Only of texts that are JSON it is asked."""

BY_LINE: Final = True
"""Each line is a record by itself, where the text is lines."""


def score(sample: Sample) -> float:
    """By the part of the objects that have a numbered level and a time as Pino writes them."""
    return score_of(sample, _is_record)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each line, at its time."""
    return read_records(text, context, _is_record, _record)


def _is_record(value: Fields) -> bool:
    level, time = value.get("level"), value.get("time")
    if isinstance(level, bool) or not isinstance(level, int) or not 10 <= level <= 60 or value.get("v") == 0:
        return False
    process = {"pid", "hostname"} <= value.keys()
    return isinstance(time, int) and time > 10**12 if not process else isinstance(time, int | str)


def _record(value: Fields, clock: Clock) -> Record:
    request, answer = inner(value, "req"), inner(value, "res")
    called = joined(" ", words(request, "method"), words(request, "url"), words(answer, "statusCode"))
    rest = {key: item for key, item in value.items() if key not in _FRAME}
    what = joined(": ", what_of(rest, "time"), called) if "msg" in value or not called else called
    who = words(value, "name") or words(value, "service") or words(value, "context") or words(value, "hostname")
    record = made(moment_of(value.get("time"), clock), what, who=who)
    return record._replace(severity=severity_of({"level": value.get("level")}))


_FRAME = frozenset({"level", "pid", "hostname", "name", "req", "res", "v"})
