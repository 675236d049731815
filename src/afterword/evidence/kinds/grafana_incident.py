"""Grafana Incident (IRM): incidents, and the activity of their timelines, as the API gives them."""

from collections.abc import Iterator
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import further, inner, joined, made, moment_of, read_records, score_of, words
from afterword.evidence.fields import Fields
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.model.vocabulary import Phase

JSON: Final = True
"""Only of texts that are JSON it is asked."""

_TIMES: Final[tuple[tuple[str, str, Phase | None], ...]] = (
    ("incidentStart", "started", "began"),
    ("incidentEnd", "ended", None),
    ("closedTime", "resolved", "resolved"),
)


def score(sample: Sample) -> float:
    """By the part of the objects that are incidents of Grafana, or items of their activity."""
    return score_of(sample, _is_record)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each incident at its declaration, and for each item when it happened."""
    return read_records(text, context, _is_record, _record)


def _is_record(value: Fields) -> bool:
    return _is_item(value) or {"incidentID", "createdTime", "title", "status"} <= value.keys()


def _is_item(value: Fields) -> bool:
    return {"activityItemID", "activityKind"} <= value.keys()


def _record(value: Fields, clock: Clock) -> Record:
    return _item(value, clock) if _is_item(value) else _incident(value, clock)


def _item(value: Fields, clock: Clock) -> Record:
    main = moment_of(value.get("eventTime") or value.get("createdTime"), clock)
    moments = further(value.get("createdTime"), "written down", clock, main=main)
    said = words(value, "body") or _spaced(words(value, "activityKind") or "")
    record = made(main, said or None, who=words(value, "user", "name"), moments=moments)
    return record._replace(native_id=words(value, "activityItemID"))


def _incident(value: Fields, clock: Clock) -> Record:
    main = moment_of(value.get("createdTime"), clock)
    moments = [m for key, what, phase in _TIMES for m in further(value.get(key), what, clock, main=main, phase=phase)]
    what = joined(": ", "Incident declared", words(value, "title"))
    who = words(inner(value, "createdByUser"), "name") or words(inner(value, "creator"), "name")
    record = made(main, what, who=who, moments=moments)
    severity = words(value, "severity") or words(value, "severityLabel")
    return record._replace(severity=severity, phase="declared", native_id=words(value, "incidentID"))


def _spaced(name: str) -> str:
    """The kind of an item in words."""
    text = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name)
    return text[:1].upper() + text[1:]
