"""Alerts of Prometheus Alertmanager and Grafana: webhooks, API v1 and v2, groups, and Prometheus' own list."""

from collections.abc import Iterator, Mapping
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import further, inner, joined, made, moment_of, read_records, score_of, words
from afterword.evidence.fields import Fields
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.model.evidence import EntryMoment
from afterword.model.moment import Moment, instant

JSON: Final = True
"""Only of texts that are JSON it is asked."""

_SAID: Final = ("summary", "description", "message", "title")
_HIDDEN: Final = {
    "alertname", "severity", "prometheus", "prometheus_replica", "replica", "monitor", "__name__", "grafana_folder",
    "alertgroup", "rule_uid", "endpoint", "uid", "team", "__alert_rule_uid__",
}  # fmt: skip
_MOST_LABELS: Final = 6


def score(sample: Sample) -> float:
    """By the part of the objects that are alerts: labels and the time at which they began."""
    return score_of(sample, _is_alert)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each alert of each notification or answer, at the time when it began to fire."""
    return read_records(text, context, _is_alert, _record)


def _is_alert(value: Fields) -> bool:
    return isinstance(value.get("labels"), Mapping) and (
        ("startsAt" in value and bool(value.keys() & {"endsAt", "fingerprint", "status", "annotations"}))
        or ("activeAt" in value and "state" in value)
    )


def _record(value: Fields, clock: Clock) -> Record:
    main = moment_of(value.get("startsAt", value.get("activeAt")), clock)
    record = made(main, _what(value), who=_who(value), moments=_moments(value, main, clock))
    severity = words(value, "labels", "severity") or words(value, "labels", "priority")
    # It appears once for each receiver, and again in each notice until it is over.
    name = joined("/", words(value, "fingerprint"), main.at) if "fingerprint" in value else None
    return record._replace(severity=severity, kind="alert", native_id=name)


def _what(value: Fields) -> str | None:
    """The alert's name, what it says, and the labels that tell it from others of that name."""
    labels, notes = inner(value, "labels"), inner(value, "annotations")
    name = words(labels, "alertname") or words(value, "name")
    said = next((text for key in (*_SAID, *notes) if (text := words(notes, key)) and "://" not in text), None)
    what = joined(": ", name, said) if said != name else name
    shown = [
        text
        for key in labels
        if key not in _HIDDEN and (text := words(labels, key)) and text.casefold() not in (what or "").casefold()
    ]
    shown = list(dict.fromkeys(shown))[:_MOST_LABELS]
    return joined(" ", what, f"({', '.join(shown)})" if shown else None)


def _who(value: Fields) -> str:
    if "activeAt" in value:
        return "Prometheus"
    grafana = any(key.startswith("grafana") for key in inner(value, "labels")) or "dashboardURL" in value
    return "Grafana" if grafana else "Alertmanager"


def _moments(value: Fields, main: Moment, clock: Clock) -> list[EntryMoment]:
    """The end of an alert that is over; what Alertmanager foresees for one that still fires is no event."""
    state = words(value, "status") or words(value, "status", "state") or words(value, "state") or ""
    ended = further(value.get("endsAt"), "resolved", clock, main=main)
    if state in {"firing", "alerting", "pending", "Alerting", "Pending"}:
        return []
    if state.lower() in {"resolved", "normal", "ok", "expired"}:
        return ended
    updated = clock.read(value.get("updatedAt"))
    last, end = instant(updated.at if updated else None), instant(ended[0].at if ended else None)
    return ended if last and end and end <= last else []
