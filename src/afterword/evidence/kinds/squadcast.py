"""Squadcast incidents with their activity, as lists or answers of the API."""

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
    """By the part of the objects that are incidents of Squadcast."""
    return score_of(sample, _is_incident)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each incident, at the time of its creation."""
    return read_records(text, context, _is_incident, _record)


def _is_incident(value: Fields) -> bool:
    known = {"event_count", "tta (ms)", "acknowledged_at", "logs"}
    entry = next(iter(many(value, "logs")), {})
    return {"created_at", "status"} <= value.keys() and (
        ("alert_source" in value and bool(value.keys() & known)) or {"action", "assignedTo", "time"} <= entry.keys()
    )


def _record(value: Fields, clock: Clock) -> Record:
    main = moment_of(value.get("created_at"), clock)
    moments: list[EntryMoment] = []
    for entry in many(value, "logs"):
        action = (words(entry, "action") or "").replace("_", " ")
        said = joined(": ", action, words(entry, "reason"))
        if said and action != "triggered":
            moments += further(entry.get("time"), said, clock, main=main, phase=_PHASES.get(action))
    for action in ("acknowledged", "resolved"):
        ended = further(value.get(f"{action}_at"), action, clock, main=main, phase=_PHASES.get(action))
        moments += [m for m in ended if m.at not in {known.at for known in moments}]
    what = joined(": ", "Incident triggered", words(value, "title") or words(value, "message"))
    moments.sort(key=lambda moment: moment.at or "")
    who = words(value, "alert_source")
    return made(main, what, who=who, moments=moments)._replace(kind="alert", severity=_severity(value))


def _severity(value: Fields) -> str | None:
    return words(value, "tags", "severity", "value") or words(value, "priority")
