"""AWS CloudTrail: delivered files, lists of records, and answers of LookupEvents."""

import json
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

_READING: Final = ("Get", "List", "Describe", "Head", "Lookup", "Decrypt", "AssumeRole", "GenerateDataKey")
_MOST: Final = 4
_LONGEST: Final = 80


def score(sample: Sample) -> float:
    """By the part of the objects that are records of CloudTrail, or events that hold one as text."""
    return score_of(sample, _is_event)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each call, at the time of the call."""
    return read_records(text, context, _is_event, _record)


def _is_event(value: Fields) -> bool:
    full = {"eventTime", "eventSource", "eventName"} <= value.keys() and bool(
        value.keys() & {"userIdentity", "awsRegion", "eventID"}
    )
    return full or (
        {"EventTime", "EventName"} <= value.keys() and bool(value.keys() & {"CloudTrailEvent", "EventSource"})
    )


def _record(value: Fields, clock: Clock) -> Record:
    event = _inside(value)
    outer = moment_of(value.get("EventTime"), clock)
    # The looked-up time is written in the caller's zone; it is the one that the record itself shows.
    main = outer if outer.at else moment_of(event.get("eventTime"), clock)
    name = words(event, "eventName") or words(value, "EventName")
    service = (words(event, "eventSource") or words(value, "EventSource") or "").removesuffix(".amazonaws.com")
    error = joined(": ", words(event, "errorCode"), words(event, "errorMessage"))
    origin = words(event, "sourceIPAddress")
    what = joined(" ", joined(":", service or None, name), _asked(event, name), f"from {origin}" if origin else None)
    record = made(main, joined(": ", what, error), who=_who(event) or words(value, "Username"))
    name = words(event, "eventID") or words(value, "EventId")
    return record._replace(severity="error" if error else None, native_id=name)


def _asked(event: Fields, name: str | None) -> str | None:
    """What a call that may change something was given, as far as it is short; None for one that only reads."""
    if event.get("readOnly") is True or (name or "").startswith(_READING):
        return None
    given = inner(event, "requestParameters")
    short = [(key, words(given, key)) for key in given]
    return joined(" ", *[f"{key}={word}" for key, word in short if word and len(word) <= _LONGEST][:_MOST])


def _inside(value: Fields) -> Fields:
    """The record that a looked-up event holds as text; the object itself where it holds none."""
    text = value.get("CloudTrailEvent")
    if not isinstance(text, str):
        return value
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return value
    return found if isinstance(found, Mapping) else value


def _who(event: Fields) -> str | None:
    identity = inner(event, "userIdentity")
    return (
        words(identity, "userName")
        or words(identity, "arn")
        or words(identity, "invokedBy")
        or words(identity, "principalId")
        or words(identity, "type")
    )
