"""What is true of the evidence, for tests: milestones, counts, and the traps that were laid."""

import zlib

from checkout_outage.access import Hit, backward_steps
from checkout_outage.alerts import notifications
from checkout_outage.applog import Record
from checkout_outage.changes import COMMITS, PULLS
from checkout_outage.chat import ACCESS_KEY, PASTED_KEY, message_count
from checkout_outage.draw import Json, pretty
from checkout_outage.github import DEPLOYMENTS, RUNS
from checkout_outage.load import END, START
from checkout_outage.metrics import STEP, order_counts
from checkout_outage.notes import TICKETS
from checkout_outage.pager import STEPS
from checkout_outage.story import (
    CLOCK_BEHIND,
    INCIDENT,
    MILESTONES,
    PODS,
    SCRIBE_ROLLBACK_DONE,
    at,
    clock_of,
    iso,
    second_of_day,
)
from checkout_outage.syslogs import Line

_FROM, _UNTIL = second_of_day("14:06:00"), second_of_day("14:50:00")


def _access(found: list[Hit]) -> Json:
    inside = [hit for hit in found if _FROM <= hit.second < _UNTIL]
    return {
        "lines": len(found),
        "backward_steps": backward_steps(found),
        "status_5xx": sum(hit.status >= 500 for hit in found),
        "status_499": sum(hit.status == 499 for hit in found),
        "window": ["2026-03-12T14:06:00Z", "2026-03-12T14:50:00Z"],
        "window_lines": len(inside),
        "window_5xx": sum(hit.status >= 500 for hit in inside),
        "window_orders": sum(hit.order for hit in inside),
        "window_orders_failed": sum(hit.order and hit.status != 201 for hit in inside),
    }


def _orders() -> Json:
    """Orders at all edge nodes while they failed, as the counters of the metrics give them."""
    counts = order_counts()
    minutes = slice(int(_FROM - START) // 60, int(_UNTIL - START) // 60)
    failed, placed = sum(counts["failed"][minutes]), sum(counts["placed"][minutes])
    return {"attempted": failed + placed, "failed": failed, "share": round(failed / (failed + placed), 4)}


def _records(app: list[Record], database: list[Line], proxy: list[Line]) -> Json:
    return {
        "alertmanager-webhooks.jsonl": len(notifications()),
        "checkout-api-2.log": len(app),
        "db-checkout-01.syslog": len(database),
        "egress-01.log": len(proxy),
        "git-log.txt": len(COMMITS),
        "github-deployment-statuses.json": sum(len(item.statuses) for item in DEPLOYMENTS),
        "github-deployments.json": len(DEPLOYMENTS),
        "github-pull-requests.json": len(PULLS),
        "github-workflow-runs.json": len(RUNS),
        "incident-log.md": 21,
        "pagerduty-log-entries.json": len(STEPS),
        "prometheus-error-ratio.json": (END - START) // STEP + 1,
        "prometheus-latency-p99.json": (END - START) // STEP + 1,
        "prometheus-orders.json": 2 * ((END - START) // 60),
        "prometheus-pool.json": 3 * len(PODS) * ((END - START) // STEP + 1),
        "slack-export": message_count(),
        "support-tickets.csv": TICKETS,
    }


def truth(hits: list[Hit], app: list[Record], database: list[Line], proxy: list[Line]) -> bytes:
    """The file ``truth.json``."""
    errors = [text for _, text in app if " ERROR " in text]
    return pretty(
        {
            "made_up": True,
            "incident": INCIDENT,
            "zlib": zlib.ZLIB_RUNTIME_VERSION,
            "milestones": {item.name: iso(at(item.clock)) for item in MILESTONES},
            "records": _records(app, database, proxy),
            "access_log": _access(hits),
            "orders": _orders(),
            "application_log": {
                "errors": len(errors),
                "first_error": "2026-03-12T14:06:12.419Z",
                "lines": sum(text.count("\n") + 1 for _, text in app),
            },
            "clock_skew": {"file": "egress-01.log", "seconds_behind": int(CLOCK_BEHIND.total_seconds())},
            "contradiction": {
                "what": "rollback finished",
                "incident-log.md": iso(at(f"{SCRIBE_ROLLBACK_DONE}:00")),
                "github-deployment-statuses.json": iso(at(clock_of("mitigated"))),
            },
            "secrets": {"slack-export/incidents/2026-03-12.json": [ACCESS_KEY, PASTED_KEY]},
            "not_understood": ["screenshot-customer.png"],
            "no_year": ["db-checkout-01.syslog"],
            "no_zone": ["checkout-api-2.log", "db-checkout-01.syslog"],
        }
    )
