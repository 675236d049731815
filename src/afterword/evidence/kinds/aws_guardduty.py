"""Amazon GuardDuty: findings of the API, of exports, and of EventBridge."""

from collections.abc import Iterator
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import further, inner, joined, made, moment_of, read_records, score_of, words
from afterword.evidence.fields import Fields
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text

JSON: Final = True
"""Only of texts that are JSON it is asked."""

_GRADES: Final = ((9.0, "critical"), (7.0, "high"), (4.0, "medium"), (0.0, "low"))


def score(sample: Sample) -> float:
    """By the part of the objects that are findings."""
    return score_of(sample, _is_record)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each finding, when it was first seen; when it was reported is a further time."""
    return read_records(text, context, _is_record, _record)


def _is_record(value: Fields) -> bool:
    own = _plain(value)
    service = _plain(inner(own, "service"))
    return {"type", "severity", "service"} <= own.keys() and bool(service.keys() & {"eventFirstSeen", "detectorId"})


def _plain(value: Fields) -> Fields:
    """An object with the names of exports; the API writes them with capitals."""
    return {key[:1].lower() + key[1:]: item for key, item in value.items()}


def _record(value: Fields, clock: Clock) -> Record:
    own = _plain(value)
    service = _plain(inner(own, "service"))
    main = moment_of(service.get("eventFirstSeen") or own.get("createdAt"), clock)
    moments = [
        *further(own.get("createdAt"), "reported", clock, main=main),
        *further(service.get("eventLastSeen"), "last seen", clock, main=main),
    ]
    count = words(service, "count")
    several = f"({count} times)" if count not in (None, "0", "1") else None
    what = joined(" ", joined(": ", words(own, "type"), words(own, "title"), words(own, "description")), several)
    grade = own.get("severity")
    severity = (
        next((word for least, word in _GRADES if grade >= least), None) if isinstance(grade, int | float) else None
    )
    record = made(main, what, who="GuardDuty", moments=moments)
    return record._replace(kind="alert", severity=severity, native_id=words(own, "id"))
