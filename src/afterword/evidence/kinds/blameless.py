"""Blameless: incidents with their events, as the API gives them."""

from collections.abc import Iterator
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import further, inner, joined, made, many, moment_of, read_records, score_of, words
from afterword.evidence.fields import Fields
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.model.vocabulary import Phase

JSON: Final = True
"""Only of texts that are JSON it is asked."""

_TIMES: Final[tuple[tuple[str, str, Phase | None], ...]] = (
    ("acknowledged_at", "acknowledged", "acknowledged"),
    ("mitigated_at", "mitigated", "mitigated"),
    ("resolved_at", "resolved", "resolved"),
)


def score(sample: Sample) -> float:
    """By the part of the objects that are incidents of Blameless."""
    return score_of(sample, _is_incident)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each incident, at its creation; its events are further times."""
    return read_records(text, context, _is_incident, _record)


def _is_incident(value: Fields) -> bool:
    return {"id", "status"} <= value.keys() and (
        {"incident_type", "incident_url"} <= value.keys()
        or ("commander" in value and bool(value.keys() & {"retrospective_url", "postmortem_url", "communication_lead"}))
    )


def _record(value: Fields, clock: Clock) -> Record:
    main = moment_of(value.get("created_at") or value.get("created"), clock)
    moments = [m for key, what, phase in _TIMES for m in further(value.get(key), what, clock, main=main, phase=phase)]
    for event in many(value, "events"):
        who = words(event, "user", "name") or words(event, "user")
        said = words(event, "description") or words(event, "message") or words(event, "event_type")
        if said:
            at = event.get("created_at") or event.get("timestamp")
            moments += further(at, joined(": ", who, said) or said, clock, main=main)
    moments.sort(key=lambda moment: moment.at or "")
    number = words(value, "id")
    what = joined(": ", f"Incident #{number} created" if number else "Incident created", words(value, "title"))
    commander = words(inner(value, "commander"), "name") or words(value, "commander")
    record = made(main, what, who=commander, moments=moments)
    return record._replace(severity=words(value, "severity"), kind="alert", native_id=number)
