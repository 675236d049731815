"""FireHydrant incidents with their milestones, as lists or answers of the API."""

from collections.abc import Iterator
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import further, joined, made, many, moment_of, read_records, score_of, words
from afterword.evidence.fields import Fields
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.model.evidence import EntryMoment
from afterword.model.vocabulary import Phase

JSON: Final = True
"""Only of texts that are JSON it is asked."""

_PHASES: Final[dict[str, Phase]] = {
    "started": "began",
    "detected": "detected",
    "acknowledged": "acknowledged",
    "investigating": "responding",
    "identified": "identified",
    "mitigated": "mitigated",
    "resolved": "resolved",
}


def score(sample: Sample) -> float:
    """By the part of the objects that are incidents of FireHydrant."""
    return score_of(sample, _is_incident)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each incident, at the time of its creation."""
    return read_records(text, context, _is_incident, _record)


def _is_incident(value: Fields) -> bool:
    known = {"current_milestone", "customer_impact_summary", "incident_roles", "private_id", "incident_url"}
    return isinstance(value.get("milestones"), list) and len(value.keys() & known) > 1


def _record(value: Fields, clock: Clock) -> Record:
    main = moment_of(value.get("created_at"), clock)
    moments: list[EntryMoment] = []
    for milestone in many(value, "milestones"):
        # The milestone's own created_at is when somebody typed it in.
        kind = words(milestone, "type") or "milestone"
        moments += further(milestone.get("occurred_at"), kind, clock, main=main, phase=_PHASES.get(kind))
    number = words(value, "number")
    what = joined(": ", f"Incident #{number} opened" if number else "Incident opened", words(value, "name"))
    severity = words(value, "severity")
    record = made(main, what, who=words(value, "created_by", "name"), moments=moments)
    return record._replace(severity=words(value, "priority") if severity in (None, "UNSET") else severity)
