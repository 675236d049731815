"""Zenduty: incidents, as lists or answers of the API."""

from collections.abc import Iterator
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import further, joined, made, moment_of, read_records, score_of, words
from afterword.evidence.fields import Fields
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.model.vocabulary import Phase

JSON: Final = True
"""Only of texts that are JSON it is asked."""

_TIMES: Final[tuple[tuple[str, str, Phase], ...]] = (
    ("acknowledged_date", "acknowledged", "acknowledged"),
    ("resolved_date", "resolved", "resolved"),
)


def score(sample: Sample) -> float:
    """By the part of the objects that are incidents of Zenduty."""
    return score_of(sample, _is_incident)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each incident, at its creation."""
    return read_records(text, context, _is_incident, _record)


def _is_incident(value: Fields) -> bool:
    return {"incident_number", "creation_date", "unique_id"} <= value.keys()


def _record(value: Fields, clock: Clock) -> Record:
    main = moment_of(value.get("creation_date"), clock)
    moments = [m for key, what, phase in _TIMES for m in further(value.get(key), what, clock, main=main, phase=phase)]
    number = words(value, "incident_number")
    what = joined(": ", f"Incident #{number} triggered" if number else "Incident triggered", words(value, "title"))
    who = words(value, "service_object", "name") or words(value, "assigned_to_name") or "Zenduty"
    severity = words(value, "team_priority_object", "name")
    return made(main, what, who=who, moments=moments)._replace(
        severity=severity, kind="alert", native_id=words(value, "unique_id")
    )
