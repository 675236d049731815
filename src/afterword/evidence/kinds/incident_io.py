"""incident.io: incidents with their timestamps, and the updates to them, as the API gives them."""

from collections.abc import Iterator
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import inner, joined, made, many, moment_of, read_records, score_of, words
from afterword.evidence.fields import Fields
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.model.evidence import EntryMoment
from afterword.model.vocabulary import Phase

JSON: Final = True
"""Only of texts that are JSON it is asked."""

_PHASES: Final[dict[str, Phase]] = {
    "impact started": "began",
    "detected": "detected",
    "reported": "detected",
    "declared": "declared",
    "acknowledged": "acknowledged",
    "identified": "identified",
    "mitigated": "mitigated",
    "fixed": "mitigated",
    "resolved": "resolved",
}


def score(sample: Sample) -> float:
    """By the part of the objects that are incidents or updates of incident.io."""
    return score_of(sample, _is_record)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each incident at its creation, and for each update."""
    return read_records(text, context, _is_record, _record)


def _is_record(value: Fields) -> bool:
    return _is_incident(value) or _is_update(value)


def _is_incident(value: Fields) -> bool:
    known = {"incident_timestamp_values", "incident_role_assignments", "incident_status", "call_url", "timestamps"}
    return {"reference", "name", "created_at"} <= value.keys() and bool(value.keys() & known)


def _is_update(value: Fields) -> bool:
    return {"incident_id", "created_at"} <= value.keys() and bool(value.keys() & {"new_incident_status", "updater"})


def _record(value: Fields, clock: Clock) -> Record:
    main = moment_of(value.get("created_at"), clock)
    name = words(value, "id")
    if _is_update(value):
        state = joined(", ", words(value, "new_incident_status", "name"), words(value, "new_severity", "name"))
        who = words(value, "updater", "user", "name") or words(value, "updater", "api_key", "name")
        record = made(main, joined(": ", "Update", state, words(value, "message")), who=who)
        return record._replace(kind="communication", native_id=name)
    found: list[EntryMoment] = []
    for item in many(value, "incident_timestamp_values"):
        found += _reached(words(item, "incident_timestamp", "name"), inner(item, "value"), "value", clock)
    for item in many(value, "timestamps"):
        found += _reached(words(item, "name"), item, "last_occurred_at", clock)
    moments = sorted((moment for moment in found if moment.at != main.at), key=lambda moment: moment.at or "")
    what = joined(": ", f"Incident {words(value, 'reference')} created", words(value, "name"))
    record = made(main, what, who=words(value, "creator", "user", "name"), moments=moments)
    return record._replace(severity=words(value, "severity", "name"), native_id=name)


def _reached(name: str | None, value: Fields, key: str, clock: Clock) -> list[EntryMoment]:
    """A milestone that the team set, by the name that it gave it."""
    said = (name or "milestone").lower().removesuffix(" at")
    moment = clock.read(value.get(key))
    return [EntryMoment(at=moment.at, what=said, phase=_PHASES.get(said))] if moment and moment.at else []
