"""Opsgenie alerts, incidents with their timelines, and logs, as lists or answers of the API, and its webhooks."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import further, inner, joined, made, many, moment_of, read_records, score_of, words
from afterword.evidence.fields import Fields
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.model.evidence import EntryMoment
from afterword.model.moment import Moment, format_instant, instant
from afterword.model.vocabulary import EventKind, Phase

JSON: Final = True
"""Only of texts that are JSON it is asked."""

_LOGS: Final[tuple[tuple[str, EventKind, Phase | None], ...]] = (
    ("alert created", "alert", None),
    ("alert acknowledged", "action", "acknowledged"),
    ("alert escalated", "escalation", "escalated"),
    ("alert closed", "recovery", None),
)
_REPORTED: Final[tuple[tuple[str, str, str, Phase | None], ...]] = (
    ("ackTime", "acknowledgedBy", "acknowledged", "acknowledged"),
    ("closeTime", "closedBy", "closed", None),
)

_EVENTS: Final[dict[str, Phase]] = {"ResponderAlertAcked": "acknowledged", "IncidentResolved": "resolved"}

_ACTIONS: Final[dict[str, tuple[str, EventKind | None, Phase | None]]] = {
    "Create": ("created", "alert", None),
    "Acknowledge": ("acknowledged", "action", "acknowledged"),
    "UnAcknowledge": ("no longer acknowledged", "action", None),
    "Escalate": ("escalated", "escalation", "escalated"),
    "EscalateNext": ("escalated to the next", "escalation", "escalated"),
    "AssignOwnership": ("given an owner", "action", None),
    "TakeOwnership": ("taken on", "action", None),
    "Snooze": ("snoozed", "action", None),
    "AddNote": ("noted on", "communication", None),
    "Close": ("closed", "recovery", None),
}
_CAPITAL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")


def score(sample: Sample) -> float:
    """By the part of the objects that are alerts or incidents of Opsgenie, or entries of their logs."""
    return score_of(sample, _is_record)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each alert or incident at its creation, and for each entry of a log."""
    return read_records(text, context, _is_record, _record)


def _is_record(value: Fields) -> bool:
    alert = {"tinyId", "createdAt"} <= value.keys() and bool(value.keys() & {"alias", "message"})
    return alert or _is_log(value) or _is_webhook(value)


def _is_webhook(value: Fields) -> bool:
    return "action" in value and "alertId" in inner(value, "alert")


def _is_log(value: Fields) -> bool:
    return {"log", "createdAt", "offset"} <= value.keys()


def _record(value: Fields, clock: Clock) -> Record:
    if _is_webhook(value):
        return _webhook(value, clock)
    main = moment_of(value.get("createdAt"), clock)
    if _is_log(value):
        said = words(value, "log")
        record = made(main, said, who=words(value, "owner"))
        for opening, kind, phase in _LOGS:
            if (said or "").lower().startswith(opening):
                return record._replace(kind=kind, phase=phase, reason=f"{phase} in Opsgenie" if phase else None)
        return record
    number = words(value, "tinyId")
    sort = "Incident" if "timelines" in value or "impactStartDate" in value else "Alert"
    what = joined(": ", f"{sort} #{number} created" if number else f"{sort} created", words(value, "message"))
    record = made(main, what, who=words(value, "source"), moments=_moments(value, main, clock))
    return record._replace(kind="alert", severity=words(value, "priority"))


def _webhook(value: Fields, clock: Clock) -> Record:
    """What was done with an alert: its creation at its own time, anything else at that of its last change."""
    alert, action = inner(value, "alert"), words(value, "action") or ""
    created = action == "Create"
    main = moment_of(alert.get("createdAt") if created else alert.get("updatedAt") or alert.get("createdAt"), clock)
    number = words(alert, "tinyId")
    said, kind, phase = _ACTIONS.get(action, (_CAPITAL.sub(" ", action).lower(), None, None))
    what = joined(": ", f"Alert #{number} {said}", words(alert, "message"), words(alert, "note"))
    record = made(main, what, who=words(alert, "username") or words(value, "source", "name") or words(alert, "source"))
    return record._replace(
        kind=kind, phase=phase, reason=f"{phase} in Opsgenie" if phase else None, severity=words(alert, "priority")
    )


def _moments(value: Fields, main: Moment, clock: Clock) -> list[EntryMoment]:
    """What the report states as milliseconds since the creation, the timeline, and the impact."""
    found: list[EntryMoment] = []
    start, report = instant(main.at), inner(value, "report")
    for key, who, said, phase in _REPORTED:
        spent, by = report.get(key), words(report, who)
        if start and isinstance(spent, int) and not isinstance(spent, bool) and 0 < spent < 10**11:
            at = format_instant(start + timedelta(milliseconds=spent))
            found.append(EntryMoment(at=at, what=f"{said} by {by}" if by else said, phase=phase))
    for entry in many(value, "timelines"):
        kind = words(entry, "type") or ""
        what = joined(" by ", words(entry, "title", "content") or kind, words(entry, "actor", "name")) or ""
        found += further(entry.get("eventTime"), what, clock, main=main, phase=_EVENTS.get(kind))
    found += further(value.get("impactStartDate"), "impact began", clock, main=main, phase="began")
    found += further(value.get("impactEndDate"), "impact ended", clock, main=main, phase="recovered")
    found += further(value.get("lastOccurredAt"), "last occurrence", clock, main=main)
    return found + further(value.get("updatedAt"), "updated", clock, main=main)
