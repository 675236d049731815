"""Logs of Go's logrus, slog, and zerolog as JSON: time, level, and msg or message."""

from collections.abc import Iterator
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import made, moment_of, read_records, score_of, words
from afterword.evidence.fields import Fields, what_of, who_of
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text

JSON: Final = True
"""Only of texts that are JSON it is asked."""

BY_LINE: Final = True
"""Each line is a record by itself, where the text is lines."""
_LEVELS = frozenset({"trace", "debug", "info", "warn", "warning", "error", "fatal", "panic"})


def score(sample: Sample) -> float:
    """By the part of the objects that have the three fields, with a level that Go knows."""
    return 0.85 * score_of(sample, _is_record)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each line, at its time."""
    return read_records(text, context, _is_record, _record)


def _is_record(value: Fields) -> bool:
    level = value.get("level")
    return (
        {"time", "level"} <= value.keys()
        and bool(value.keys() & {"msg", "message"})
        and not value.keys() & {"v", "hostname", "ts", "timestamp", "@timestamp"}
        and isinstance(level, str)
        # slog writes the levels between its own as INFO+2.
        and level.lower().partition("+")[0].partition("-")[0] in _LEVELS
    )


def _record(value: Fields, clock: Clock) -> Record:
    who = next((name for key in ("logger", "component", "service", "app") if (name := words(value, key))), None)
    who = who or words(value, "source", "function") or words(value, "func") or words(value, "caller")
    rest = {key: item for key, item in value.items() if key not in ("level", "source", "func", "file")}
    return made(moment_of(value.get("time"), clock), what_of(rest, "time"), who=who or who_of(rest))._replace(
        severity=words(value, "level")
    )
