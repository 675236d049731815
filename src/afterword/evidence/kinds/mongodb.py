"""MongoDB logs since 4.4: lines with t.$date, severity, component, context, and attributes."""

from collections.abc import Iterator, Mapping
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import inner, joined, made, moment_of, read_records, score_of, words
from afterword.evidence.fields import Fields
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text

JSON: Final = True
"""Only of texts that are JSON it is asked."""

BY_LINE: Final = True
"""Each line is a record by itself, where the text is lines."""
_SEVERITY: Final = {"F": "fatal", "E": "error", "W": "warning", "I": "info", "D": "debug"}
_LONGEST: Final = 240


def score(sample: Sample) -> float:
    """By the part of the objects that are log lines of MongoDB."""
    return score_of(sample, _is_record)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each line: its message, and what its attributes say."""
    return read_records(text, context, _is_record, _record)


def _is_record(value: Fields) -> bool:
    return {"t", "s", "c", "msg"} <= value.keys() and isinstance(value["t"], Mapping) and "$date" in value["t"]


def _record(value: Fields, clock: Clock) -> Record:
    letter = words(value, "s") or ""
    said = " ".join(f"{key}={text}" for key in inner(value, "attr") if (text := _short(inner(value, "attr"), key)))
    what = joined(" ", words(value, "msg"), f"({said[:_LONGEST]})" if said else None)
    who = joined(" ", words(value, "c"), words(value, "ctx"))
    record = made(moment_of(inner(value, "t").get("$date"), clock), what, who=who)
    return record._replace(severity=_SEVERITY.get(letter[:1], letter or None))


def _short(attributes: Fields, key: str) -> str | None:
    """An attribute in words; an error says its name and its message, other objects nothing."""
    about = inner(attributes, key)
    return words(attributes, key) or joined(": ", words(about, "codeName"), words(about, "errmsg"))
