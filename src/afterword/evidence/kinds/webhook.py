"""Webhooks and CloudEvents: an envelope with a type and a time around what it tells of, whatever sent it (generic)."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import joined, made, read_records, score_of, words
from afterword.evidence.fields import Fields, further_times, plain_name, read_time, severity_of, what_of, who_of
from afterword.evidence.options import Options
from afterword.evidence.record import NO_TIME, Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text

JSON: Final = True
"""Only of texts that are JSON it is asked."""

GENERIC: Final = True
"""Asked only where no other kind recognises a text."""

_HEADS: Final = ("event", "meta", "metadata", "header", "headers")
_TYPES: Final = ("type", "event_type", "eventType", "event", "event_name", "eventName", "topic", "action")
_TIMES: Final = frozenset(
    {
        "time",
        "timestamp",
        "ts",
        "issuedat",
        "occurredat",
        "createdat",
        "created",
        "sentat",
        "eventtime",
        "triggeredat",
        "firedat",
        "deliveredat",
    }
)
_TOLD: Final = ("data", "payload", "resource", "object", "body", "detail", "details", "attributes")
_NAMED: Final = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[._:/-][A-Za-z0-9]+)+$")
_MORE: Final = 1.04


def score(sample: Sample) -> float:
    """By the part of the objects that are envelopes; a little more than of any list of objects with times."""
    return _MORE * score_of(sample, _is_envelope)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each envelope, at its own time; the times of what it tells of are further ones."""
    return read_records(text, context, _is_envelope, _record)


def _is_envelope(value: Fields) -> bool:
    if _told(value) is None:
        return False
    return any(_type(head) and _time_key(head) for head in _heads(value))


def _heads(value: Fields) -> Iterator[Fields]:
    """Where an envelope says what it is: in an object of its own, or beside what it tells of."""
    yield from (head for name in _HEADS if isinstance(head := value.get(name), Mapping))
    yield value


def _type(head: Fields) -> str | None:
    return next((name for key in _TYPES if (name := words(head, key)) and _NAMED.match(name)), None)


def _time_key(head: Fields) -> str | None:
    clock = Clock(Options())
    return next((key for key in head if plain_name(key) in _TIMES and read_time(head[key], clock)), None)


def _told(value: Fields) -> Fields | None:
    return next((told for name in _TOLD if isinstance(told := value.get(name), Mapping) and told), None)


def _record(value: Fields, clock: Clock) -> Record | None:
    head = next((head for head in _heads(value) if _type(head)), value)
    told = _told(value) or {}
    key = _time_key(head)
    moment = read_time(head[key], clock) if key else None
    moments = [other for other in further_times(told, None, clock) if not moment or other.at != moment.at]
    what = joined(": ", _type(head), what_of(told, None))
    record = made(moment or NO_TIME, what, who=who_of(told) or who_of(value), moments=moments)
    return record._replace(severity=severity_of(told), native_id=words(head, "id") or words(value, "id"))
