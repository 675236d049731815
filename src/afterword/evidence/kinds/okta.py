"""Okta: the System Log, as the API, its exports, and log streams give it."""

from collections.abc import Iterator
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import inner, joined, made, many, moment_of, read_records, score_of, words
from afterword.evidence.fields import Fields
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text

JSON: Final = True
"""Only of texts that are JSON it is asked."""

_WELL: Final = frozenset({"SUCCESS", "ALLOW"})


def score(sample: Sample) -> float:
    """By the part of the objects that are events of the System Log."""
    return score_of(sample, _is_event)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each event."""
    return read_records(text, context, _is_event, _record)


def _is_event(value: Fields) -> bool:
    return {"eventType", "published", "actor"} <= value.keys() and bool(
        value.keys() & {"displayMessage", "outcome", "uuid", "legacyEventType"}
    )


def _record(value: Fields, clock: Clock) -> Record:
    actor = inner(value, "actor")
    about = [words(target, "displayName") or words(target, "alternateId") for target in many(value, "target")]
    result = words(value, "outcome", "result")
    failed = joined(" ", result and result.lower(), words(value, "outcome", "reason"))
    origin = words(value, "client", "ipAddress")
    what = joined(": ", words(value, "eventType"), words(value, "displayMessage"))
    what = joined(" ", what, joined(", ", *dict.fromkeys(about)), f"from {origin}" if origin else None)
    what = joined(": ", what, None if result in _WELL else failed)
    who = words(actor, "alternateId") or words(actor, "displayName")
    record = made(moment_of(value.get("published"), clock), what, who=who)
    return record._replace(severity=(words(value, "severity") or "").lower() or None, native_id=words(value, "uuid"))
