"""Write the made-up evidence of ``examples/checkout-outage``, the same bytes on every run.

Usage: ``python tools/make_checkout_outage.py [FOLDER]``. It needs the standard library only, uses
no network, and replaces ``FOLDER/evidence`` file by file and ``FOLDER/truth.json``.
"""

import gzip
import io
import sys
from pathlib import Path

from checkout_outage import access, alerts, applog, changes, chat, github, metrics, notes, orders, pager
from checkout_outage.screenshot import screenshot
from checkout_outage.syslogs import database_lines, database_log, proxy_lines, proxy_log
from checkout_outage.truth import truth

HOME = Path(__file__).resolve().parents[1] / "examples" / "checkout-outage"
"""Where the example lives."""


def _gzip(data: bytes) -> bytes:
    out = io.BytesIO()
    # Neither name nor time in the header, so that the bytes depend on the data only.
    with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=out, mtime=0) as packed:
        packed.write(data)
    return out.getvalue()


def files() -> dict[str, bytes]:
    """Every file by its path under the example's folder."""
    hits = access.hits()
    sampled = orders.sampled()
    app = applog.records(sampled)
    database, proxy = database_lines(), proxy_lines(sampled)
    evidence = {
        "alertmanager-webhooks.jsonl": alerts.webhooks(),
        "checkout-api-2.log": applog.application_log(app),
        "db-checkout-01.syslog": database_log(database),
        "edge-02-access.log.gz": _gzip(access.access_log(hits)),
        "egress-01.log": proxy_log(proxy),
        "git-log.txt": changes.git_log(),
        "github-deployment-statuses.json": github.deployment_statuses(),
        "github-deployments.json": github.deployments(),
        "github-pull-requests.json": github.pull_requests(),
        "github-workflow-runs.json": github.workflow_runs(),
        "incident-log.md": notes.incident_log(),
        "pagerduty-log-entries.json": pager.log_entries(),
        "prometheus-error-ratio.json": metrics.error_ratio(),
        "prometheus-latency-p99.json": metrics.latency(),
        "prometheus-orders.json": metrics.orders(),
        "prometheus-pool.json": metrics.pool(),
        "screenshot-customer.png": screenshot(),
        "support-tickets.csv": notes.support_tickets(),
        **{f"slack-export/{path}": data for path, data in chat.slack_export().items()},
    }
    found = {f"evidence/{path}": data for path, data in evidence.items()}
    return {**found, "truth.json": truth(hits, app, database, proxy)}


def main(arguments: list[str]) -> int:
    """Write the files; returns the exit code."""
    home = Path(arguments[0]) if arguments else HOME
    for path, data in files().items():
        target = home / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
