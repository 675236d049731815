"""Rootly: incidents, the events of their timelines, and webhooks, as the API and edge connectors give them."""

import re
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

_ISSUED: Final = re.compile(r"(?:alert|incident|pulse|genius_workflow_run|incident_\w+)(?:\.\w+)+$")
_KNOWN: Final = frozenset({"sequential_id", "team_id", "external_id", "slug", "ended_at"})
_TIMES: Final[tuple[tuple[str, str, Phase | None], ...]] = (
    ("started_at", "started", "began"),
    ("detected_at", "detected", "detected"),
    ("acknowledged_at", "acknowledged", "acknowledged"),
    ("mitigated_at", "mitigated", "mitigated"),
    ("resolved_at", "resolved", "resolved"),
    ("cancelled_at", "cancelled", None),
)


def score(sample: Sample) -> float:
    """By the part of the objects that are incidents of Rootly, or events of their timelines."""
    return score_of(sample, _is_record)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each incident at its creation, and for each event when it occurred."""
    return read_records(text, context, _is_record, _record)


def _is_record(value: Fields) -> bool:
    return _is_incident(value) or _is_event(value) or _is_issued(value)


def _is_issued(value: Fields) -> bool:
    """Whether it is a webhook or an event for an edge connector: what happened, around what it happened to."""
    name = words(value, "event", "type") or words(value, "event_type") or ""
    about = inner(value, "data")
    return bool(_ISSUED.match(name) and about.keys() & _KNOWN and ("event" in value or "timestamp" in value))


def _is_incident(value: Fields) -> bool:
    about = inner(value, "attributes")
    return (
        value.get("type") == "incidents"
        and "created_at" in about
        and bool(about.keys() & {"started_at", "sequential_id", "mitigated_at"})
    )


def _is_event(value: Fields) -> bool:
    return value.get("type") == "incident_events" and "event" in inner(value, "attributes")


def _issued(value: Fields, clock: Clock) -> Record:
    """What happened, when it was issued; the times that the incident or alert states are further ones."""
    about, name = inner(value, "data"), words(value, "event", "type") or words(value, "event_type") or ""
    main = moment_of(inner(value, "event").get("issued_at") or value.get("timestamp"), clock)
    moments = [m for key, what, phase in _TIMES for m in further(about.get(key), what, clock, main=main, phase=phase)]
    sort, _, done = name.replace("_", " ").rpartition(".")
    number, title = words(about, "sequential_id"), words(about, "title") or words(about, "summary")
    what = joined(": ", joined(" ", sort.capitalize(), f"#{number}" if number else None, done), title)
    who = words(about, "user", "full_name") or words(about, "user", "name") or words(about, "source")
    severity = words(about, "severity", "name") or words(about, "severity") or words(about, "labels", "severity")
    record = made(main, what, who=who, moments=moments)
    native = words(value, "event", "id") or words(value, "event_id")
    return record._replace(severity=severity, native_id=native, kind="alert" if sort == "alert" else None)


def _record(value: Fields, clock: Clock) -> Record:
    if _is_issued(value):
        return _issued(value, clock)
    about = inner(value, "attributes")
    name = words(value, "id")
    if _is_event(value):
        main = moment_of(about.get("occurred_at") or about.get("created_at"), clock)
        moments = further(about.get("created_at"), "written down", clock, main=main)
        who = words(about, "user_display_name") or words(about, "user", "name") or words(about, "source")
        return made(main, words(about, "event"), who=who, moments=moments)._replace(native_id=name)
    main = moment_of(about.get("created_at"), clock)
    moments = [m for key, what, phase in _TIMES for m in further(about.get(key), what, clock, main=main, phase=phase)]
    number = words(about, "sequential_id")
    what = joined(": ", f"Incident #{number} created" if number else "Incident created", words(about, "title"))
    severity = words(about, "severity", "data", "attributes", "name") or words(about, "severity", "name")
    who = words(about, "user", "data", "attributes", "name") or words(about, "user", "name")
    record = made(main, what, who=who, moments=moments)
    return record._replace(severity=severity or words(about, "severity"), native_id=name)
