"""VictorOps (Splunk On-Call) incidents with their transitions, as lists or answers of the API."""

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

_PHASES: Final[dict[str, Phase]] = {"acknowledged": "acknowledged"}


def score(sample: Sample) -> float:
    """By the part of the objects that are incidents of VictorOps."""
    return score_of(sample, _is_incident)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each incident, at its start."""
    return read_records(text, context, _is_incident, _record)


def _is_incident(value: Fields) -> bool:
    return isinstance(value.get("transitions"), list) and {"startTime", "entityId"} <= value.keys()


def _record(value: Fields, clock: Clock) -> Record:
    main = moment_of(value.get("startTime"), clock)
    moments: list[EntryMoment] = []
    for step in many(value, "transitions"):
        name, by = words(step, "name"), words(step, "by")
        said = joined(" by ", name, by)
        if said:
            moments += further(step.get("at"), said, clock, main=main, phase=_PHASES.get(name or ""))
    number = words(value, "incidentNumber")
    # an incident that somebody made by hand is called by its number
    names = (words(value, "entityDisplayName"), words(value, "service"))
    title, service = (None if name == f"#{number}" else name for name in names)
    what = joined(": ", f"Incident #{number} triggered" if number else "Incident triggered", title)
    record = made(main, what, who=service or words(value, "host"), moments=moments)
    return record._replace(kind="alert", severity=words(value, "entityState"))
