"""GELF messages of Graylog: lines or lists with short_message, host, and a numbered level."""

from collections.abc import Iterator
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import made, moment_of, read_records, score_of, words
from afterword.evidence.fields import SYSLOG, Fields
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text

JSON: Final = True
"""Only of texts that are JSON it is asked."""

BY_LINE: Final = True
"""Each line is a record by itself, where the text is lines."""


def score(sample: Sample) -> float:
    """By the part of the objects that are messages in GELF."""
    return score_of(sample, _is_record)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each message, at the time that its sender gave it."""
    return read_records(text, context, _is_record, _record)


def _is_record(value: Fields) -> bool:
    return {"short_message", "host"} <= value.keys() and bool(value.keys() & {"version", "timestamp", "level"})


def _record(value: Fields, clock: Clock) -> Record:
    level = value.get("level")
    known = isinstance(level, int) and not isinstance(level, bool) and 0 <= level < len(SYSLOG)
    # The full message repeats the short one and adds the rest, such as a stack trace.
    short, full = words(value, "short_message"), words(value, "full_message")
    what = full if full and short and full.startswith(short) else "\n".join(part for part in (short, full) if part)
    who = next((name for key in ("_service", "_app", "_application", "_container_name", "facility")
                if (name := words(value, key))), None)  # fmt: skip
    record = made(moment_of(value.get("timestamp"), clock), what or None, who=who or words(value, "host"))
    named = SYSLOG[level] if known and isinstance(level, int) else None
    return record._replace(severity=named or words(value, "level"), native_id=words(value, "_id"))
