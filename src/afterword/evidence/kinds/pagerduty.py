"""PagerDuty: log entries, incidents, alerts, notes, changes, and webhooks (v2 and v3), as lists, answers, or lines."""

import re
from collections.abc import Iterator
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import further, inner, joined, made, many, moment_of, read_records, score_of, words
from afterword.evidence.fields import Fields
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.model.evidence import EntryMoment
from afterword.model.moment import Moment
from afterword.model.vocabulary import EventKind, Phase

JSON: Final = True
"""Only of texts that are JSON it is asked."""

_ENTRY: Final = re.compile(r"([a-z_]+)_log_entry(?:_reference)?$")
_EVENT: Final = re.compile(r"(?:incident|service|pagey|page)\.[a-z_.]+$")
_BY: Final = re.compile(
    r"^(?:Acknowledged|Resolved|Escalated|Reassigned|Snoozed|Unacknowledged)\b.* by (?P<who>[^.:]+)$"
)
_NUMBER: Final = re.compile(r"\[#(\d+)\]\s*")
_VERBS: Final = {
    "trigger": "Triggered",
    "acknowledge": "Acknowledged",
    "unacknowledge": "Unacknowledged",
    "assign": "Assigned",
    "escalate": "Escalated",
    "notify": "Notified",
    "annotate": "Note added",
    "resolve": "Resolved",
    "reassign": "Reassigned",
    "snooze": "Snoozed",
    "delegate": "Delegated",
}
_KINDS: Final[dict[str, EventKind]] = {
    "trigger": "alert",
    "acknowledge": "action",
    "escalate": "escalation",
    "annotate": "communication",
    "status_update": "communication",
    "resolve": "recovery",
    "reopen": "alert",
}
_PHASES: Final[dict[str, Phase]] = {"acknowledge": "acknowledged", "escalate": "escalated"}


def score(sample: Sample) -> float:
    """By the part of the objects that are log entries, incidents, notes, or webhooks of PagerDuty."""
    return score_of(sample, _is_record)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each log entry, incident, note, or webhook."""
    return read_records(text, context, _is_record, _record)


def _is_record(value: Fields) -> bool:
    return any(
        test(value) for test in (_is_entry, _is_incident, _is_webhook, _is_old_webhook, _is_note, _is_alert, _is_change)
    )


def _is_entry(value: Fields) -> bool:
    # A reference within an incident has the same type, but neither time nor agent.
    kind = value.get("type")
    if not isinstance(kind, str):
        return False
    old = kind in _VERBS and {"created_at", "channel"} <= value.keys()
    return old or (bool(_ENTRY.match(kind)) and bool(value.keys() & {"created_at", "agent"}))


def _is_incident(value: Fields) -> bool:
    own = {"incident_key", "incident_number", "last_status_change_at", "escalation_policy", "urgency"}
    return len(value.keys() & own) >= 3 and bool(value.keys() & {"created_at", "created_on"})


def _is_webhook(value: Fields) -> bool:
    event = inner(value, "event")
    return bool(_EVENT.match(words(event, "event_type") or "")) and bool(event.keys() & {"occurred_at", "agent"})


def _is_old_webhook(value: Fields) -> bool:
    event = words(value, "event")
    return event is not None and event.startswith("incident.") and bool(value.keys() & {"incident", "log_entries"})


def _is_note(value: Fields) -> bool:
    channel = words(inner(value, "channel"), "summary") or ""
    person = words(inner(value, "user"), "type") == "user_reference"
    return {"content", "user", "created_at"} <= value.keys() and ("PagerDuty" in channel or person)


def _is_alert(value: Fields) -> bool:
    return value.get("type") == "alert" and {"alert_key", "created_at", "incident"} <= value.keys()


def _is_change(value: Fields) -> bool:
    return value.get("type") == "change_event" and {"timestamp", "summary"} <= value.keys()


def _record(value: Fields, clock: Clock) -> Record:
    return _told(value, clock)._replace(native_id=words(value, "id") or words(value, "event", "id"))


def _told(value: Fields, clock: Clock) -> Record:
    if _is_webhook(value):
        return _webhook(value, clock)
    if _is_old_webhook(value):
        return _old_webhook(value, clock)
    if _is_note(value):
        moment = moment_of(value.get("created_at"), clock)
        note = made(moment, joined(": ", "Note added", words(value, "content")), who=words(value, "user", "summary"))
        return note._replace(kind="communication")
    if _is_alert(value) or _is_change(value):
        return _signal(value, clock)
    if _is_incident(value) and not _is_entry(value):
        return _incident(value, clock)
    return _entry(value, clock)


def _signal(value: Fields, clock: Clock) -> Record:
    """An alert that an incident was made of, or a change that somebody told of."""
    change = _is_change(value)
    main = moment_of(value.get("timestamp") if change else value.get("created_at"), clock)
    who = words(value, "source") if change else words(value, "service", "summary")
    ended = [] if change else further(value.get("resolved_at"), "resolved", clock, main=main)
    what = words(value, "summary") if change else joined(": ", "Alert", words(value, "summary"))
    record = made(main, what, who=who, moments=ended)
    return record._replace(kind="change" if change else "alert", severity=words(value, "severity"))


def _entry(value: Fields, clock: Clock) -> Record:
    kind = words(value, "type") or ""
    found = _ENTRY.match(kind)
    action = found.group(1) if found else kind if kind in _VERBS else ""
    said = (words(value, "summary") or _VERBS.get(action) or action.replace("_", " ").capitalize()).rstrip(".")
    if action == "annotate":
        note = words(value, "channel", "summary") or words(value, "channel", "content") or words(value, "note")
        said = f"{said}: {note}" if note and note not in said else said
    title = words(value, "incident", "summary") or words(value, "incident", "title")
    title = title or words(value, "event_details", "description") or words(value, "channel", "summary")
    if action == "notify":
        channel = inner(value, "channel", "notification")
        status = words(channel, "status")
        said = f"{said} ({status.replace('_', ' ')})" if status and status != "success" else said
    record = made(
        moment_of(value.get("created_at"), clock),
        _about(said, title, whole=action == "trigger") or None,
        who=words(value, "agent", "summary") or words(value, "agent", "name") or words(value, "user", "summary"),
    )
    if record.who is None and (by := _BY.search(said)):
        record = record._replace(who=by["who"])
    return _marked(record, action)


def _about(said: str, title: str | None, *, whole: bool) -> str:
    """What happened, with the incident's title, or with its number only."""
    if not title or title in said:
        return said
    number = _NUMBER.match(title)
    if whole:
        return f"{said}: {title}" if said else title
    return f"{said} (#{number.group(1)})" if number and said else said or title


def _marked(record: Record, action: str) -> Record:
    phase = _PHASES.get(action)
    reason = f"{phase} in PagerDuty" if phase else None
    return record._replace(kind=_KINDS.get(action), phase=phase, reason=reason)


def _incident(value: Fields, clock: Clock) -> Record:
    moment = moment_of(value.get("created_at", value.get("created_on")), clock)
    record = made(
        moment,
        joined(": ", "Incident triggered", _title(value)),
        who=words(value, "service", "summary") or words(value, "service", "name"),
        moments=_moments(value, moment, clock),
    )
    return record._replace(kind="alert", severity=_severity(value))


def _title(value: Fields) -> str | None:
    number = words(value, "incident_number") or words(value, "number")
    title = words(value, "title") or words(value, "summary") or words(value, "description")
    if title and number and not title.startswith("[#"):
        return f"[#{number}] {title}"
    return title or (f"#{number}" if number else words(value, "id"))


def _severity(value: Fields) -> str | None:
    return words(value, "priority", "summary") or words(value, "priority", "name") or words(value, "urgency")


def _moments(value: Fields, main: Moment, clock: Clock) -> list[EntryMoment]:
    found: list[EntryMoment] = []
    for item in many(value, "assignments"):
        who = words(item, "assignee", "summary")
        found += further(item.get("at"), f"assigned to {who}" if who else "assigned", clock, main=main)
    for item in many(value, "acknowledgements"):
        who = words(item, "acknowledger", "summary")
        said = f"acknowledged by {who}" if who else "acknowledged"
        found += further(item.get("at"), said, clock, main=main, phase="acknowledged")
    ended = value.get("resolved_at")
    if ended is None and value.get("status") == "resolved":
        ended = value.get("last_status_change_at")
    who = words(value, "last_status_change_by", "summary") if value.get("status") == "resolved" else None
    found += further(ended, f"resolved by {who}" if who else "resolved", clock, main=main)
    for entry in many(value, "log_entries"):
        record = _entry(entry, clock)
        found += further(entry.get("created_at"), record.what or "", clock, main=main, phase=record.phase)
    for note in many(value, "notes"):
        content = joined(": ", joined(" by ", "note", words(note, "user", "summary")), words(note, "content"))
        found += further(note.get("created_at"), content or "note", clock, main=main)
    return sorted(found, key=lambda item: item.at or "")


def _webhook(value: Fields, clock: Clock) -> Record:
    event = inner(value, "event")
    kind = words(event, "event_type") or ""
    data = inner(event, "data")
    who = words(event, "agent", "summary") or words(event, "client", "name") or words(data, "service", "summary")
    said = kind.partition(".")[2].replace(".", " ").replace("_", " ").capitalize()
    about = _title(data) or _title(inner(data, "incident"))
    extra = words(data, "content") or words(data, "message") or words(data, "state")
    what = joined(": ", joined(": ", said, extra), about)
    return _marked(made(moment_of(event.get("occurred_at"), clock), what, who=who), _action(kind))


def _old_webhook(value: Fields, clock: Clock) -> Record:
    event = words(value, "event") or ""
    entries = many(value, "log_entries")
    title = _title(inner(value, "incident"))
    if entries:
        record = _entry(entries[0], clock)
        return record._replace(what=_about(record.what or "", title, whole="trigger" in event) or None)
    said = event.partition(".")[2].replace("_", " ").capitalize()
    return _marked(made(moment_of(value.get("created_on"), clock), joined(": ", said, title)), _action(event))


def _action(event: str) -> str:
    """The action of a log entry that an event's name says."""
    name = event.partition(".")[2].partition(".")[0]
    past = {"triggered": "trigger", "acknowledged": "acknowledge", "escalated": "escalate", "resolved": "resolve"}
    return {**past, "annotated": "annotate", "status_update_published": "status_update", "reopened": "reopen"}.get(
        name, name
    )
