"""Webhooks of Alertmanager (version 4), one payload a line, as a receiver archived them."""

from dataclasses import dataclass

from checkout_outage.draw import Json, compact, token
from checkout_outage.story import at, clock_of

RUNBOOK = "https://runbooks.example.com/checkout"
"""Where the alerts' runbooks are."""

_NEVER = "0001-01-01T00:00:00Z"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One alert of the incident."""

    name: str
    """The rule's name."""
    severity: str
    """Its label."""
    summary: str
    """Its annotation."""
    starts: str
    """Clock time in UTC at which it fires."""
    ends: str
    """Clock time in UTC at which it resolves."""
    receiver: str
    """Who is told."""


ALERTS = (
    Alert(
        name="CheckoutErrorRatioHigh",
        severity="critical",
        summary="More than 5% of checkout orders fail over 5 minutes",
        starts=clock_of("detected"),
        ends=clock_of("alert_resolved"),
        receiver="pagerduty-checkout",
    ),
    Alert(
        name="CheckoutLatencyP99High",
        severity="warning",
        summary="p99 of POST /api/checkout/orders above 5 s for 5 minutes",
        starts="14:11:45",
        ends="14:52:45",
        receiver="slack-checkout",
    ),
    Alert(
        name="PaymentVoidsHigh",
        severity="warning",
        summary="More than 1 payment authorisation voided a second",
        starts="14:12:15",
        ends="14:53:15",
        receiver="slack-checkout",
    ),
)
"""The alerts, in the order in which they fire."""


def _labels(alert: Alert) -> dict[str, str]:
    return {"alertname": alert.name, "severity": alert.severity, "service": "checkout-api", "env": "production"}


def _stamp(clock: str) -> str:
    return at(clock).strftime("%Y-%m-%dT%H:%M:%S.") + "411Z"


def _notification(alert: Alert, status: str) -> Json:
    labels = _labels(alert)
    annotations = {"summary": alert.summary, "runbook_url": f"{RUNBOOK}/{alert.name}"}
    group = {"alertname": alert.name, "service": "checkout-api"}
    selector = ", ".join(f'{key}="{value}"' for key, value in group.items())
    return {
        "receiver": alert.receiver,
        "status": status,
        "alerts": [
            {
                "status": status,
                "labels": labels,
                "annotations": annotations,
                "startsAt": _stamp(alert.starts),
                "endsAt": _stamp(alert.ends) if status == "resolved" else _NEVER,
                "generatorURL": f"https://prometheus.example.com/graph?g0.expr={alert.name}&g0.tab=1",
                "fingerprint": token(f"fingerprint/{alert.name}", 16),
            }
        ],
        "groupLabels": group,
        "commonLabels": labels,
        "commonAnnotations": annotations,
        "externalURL": "https://alertmanager.example.com",
        "version": "4",
        "groupKey": '{}/{service="checkout-api"}:{' + selector + "}",
        "truncatedAlerts": 0,
    }


def notifications() -> list[tuple[str, Json]]:
    """Every payload in the order in which it was sent."""
    sent = [(alert.starts, _notification(alert, "firing")) for alert in ALERTS]
    sent += [(alert.ends, _notification(alert, "resolved")) for alert in ALERTS]
    return sorted(sent, key=lambda pair: pair[0])


def webhooks() -> bytes:
    """The archive: one payload a line."""
    return "".join(compact(payload) + "\n" for _, payload in notifications()).encode()
