"""Grafana OnCall: alert groups, alerts, resolution notes, and outgoing webhooks, as the API gives them."""

from collections.abc import Iterator, Mapping
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import further, inner, joined, made, moment_of, read_records, score_of, words
from afterword.evidence.fields import Fields
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.model.evidence import EntryMoment
from afterword.model.moment import Moment
from afterword.model.vocabulary import EventKind, Phase

JSON: Final = True
"""Only of texts that are JSON it is asked."""

_EVENTS: Final[dict[str, tuple[EventKind | None, Phase | None]]] = {
    "alert group created": ("alert", None),
    "escalation": ("escalation", "escalated"),
    "acknowledge": ("action", "acknowledged"),
    "acknowledged": ("action", "acknowledged"),
    "resolve": ("recovery", None),
    "resolved": ("recovery", None),
}


def score(sample: Sample) -> float:
    """By the part of the objects that are alert groups of OnCall, or about one."""
    return score_of(sample, _is_record)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each alert group at its creation, and for each alert, note, or webhook."""
    return read_records(text, context, _is_record, _record)


def _is_record(value: Fields) -> bool:
    return _is_group(value) or _is_webhook(value) or _is_part(value)


def _is_group(value: Fields) -> bool:
    public = {"integration_id", "created_at", "state"} <= value.keys() and bool(
        value.keys() & {"route_id", "alerts_count"}
    )
    return public or {"pk", "started_at", "render_for_web", "alert_receive_channel"} <= value.keys()


def _is_webhook(value: Fields) -> bool:
    return "time" in inner(value, "event") and isinstance(value.get("alert_group"), Mapping)


def _is_part(value: Fields) -> bool:
    return {"alert_group_id", "created_at"} <= value.keys() and bool(value.keys() & {"payload", "text"})


def _record(value: Fields, clock: Clock) -> Record:
    if _is_webhook(value):
        return _webhook(value, clock)
    if _is_group(value):
        return _group(value, clock)
    moment, title = moment_of(value.get("created_at"), clock), _payload(inner(value, "payload"))
    note = words(value, "text")
    what = joined(": ", "Note added", note) if note else joined(": ", "Alert received", title)
    record = made(moment, what, who=words(value, "author") or words(value, "source"))
    return record._replace(kind="communication" if note else "alert", native_id=words(value, "id"))


def _payload(payload: Fields) -> str | None:
    return words(payload, "title") or words(payload, "message") or words(payload, "commonLabels", "alertname")


def _group(value: Fields, clock: Clock) -> Record:
    main = moment_of(value.get("created_at", value.get("started_at")), clock)
    count = words(value, "alerts_count")
    title = words(value, "title") or words(value, "render_for_web", "title")
    several = f"({count} alerts)" if count not in (None, "0", "1") else None
    what = joined(" ", joined(": ", "Alert group created", title), several)
    record = made(main, what, moments=_moments(value, main, clock))
    return record._replace(kind="alert", native_id=words(value, "id") or words(value, "pk"))


def _moments(value: Fields, main: Moment, clock: Clock) -> list[EntryMoment]:
    found: list[EntryMoment] = []
    for said in ("acknowledged", "silenced", "resolved"):
        who = words(value, f"{said}_by") or words(value, f"{said}_by_user", "username")
        phase: Phase | None = "acknowledged" if said == "acknowledged" else None
        found += further(value.get(f"{said}_at"), f"{said} by {who}" if who else said, clock, main=main, phase=phase)
    return sorted(found, key=lambda moment: moment.at or "")


def _webhook(value: Fields, clock: Clock) -> Record:
    action = words(value, "event", "type") or ""
    group = inner(value, "alert_group")
    title = words(group, "title") or _payload(inner(value, "alert_payload"))
    kind, phase = _EVENTS.get(action, (None, None))
    who = words(value, "user", "username") or words(value, "user", "email") or words(value, "integration", "name")
    record = made(
        moment_of(inner(value, "event").get("time"), clock), joined(": ", action.capitalize(), title), who=who
    )
    return record._replace(kind=kind, phase=phase, reason=f"{phase} in Grafana OnCall" if phase else None)
