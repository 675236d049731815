"""The example's evidence is what its script writes, and what its truth says of it is true."""

import gzip
import json
import re
import subprocess
import sys
import zlib
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from afterword.evidence import collection
from afterword.evidence.options import Options

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "checkout-outage"
EVIDENCE = EXAMPLE / "evidence"


@pytest.fixture(scope="module")
def truth() -> Any:
    """The example's truth."""
    return json.loads((EXAMPLE / "truth.json").read_text(encoding="utf-8"))


def _json(name: str) -> Any:
    return json.loads((EVIDENCE / name).read_text(encoding="utf-8"))


def _samples(name: str) -> int:
    return sum(len(series["values"]) for series in _json(name)["data"]["result"])


def _access_lines() -> list[str]:
    return gzip.decompress((EVIDENCE / "edge-02-access.log.gz").read_bytes()).decode("ascii").splitlines()


def _hits() -> Iterator[tuple[datetime, str, int]]:
    pattern = re.compile(r'\S+ - - \[([^]]+)\] "([^"]+)" (\d{3}) \d+ "[^"]*" "[^"]*"')
    for line in _access_lines():
        found = pattern.fullmatch(line)
        assert found, line
        moment = datetime.strptime(found[1], "%d/%b/%Y:%H:%M:%S %z")
        yield moment.astimezone(UTC), found[2], int(found[3])


def test_script_writes_the_committed_bytes(tmp_path: Path, truth: Any) -> None:
    """A run of the script gives every file of evidence byte for byte, and no other."""
    script = ROOT / "tools" / "make_checkout_outage.py"
    subprocess.run([sys.executable, str(script), str(tmp_path)], check=True, cwd=tmp_path)
    made = {path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file()}
    kept = {path.relative_to(EXAMPLE) for path in EVIDENCE.rglob("*") if path.is_file()}
    assert made == kept | {Path("truth.json")}
    for path in sorted(kept):
        one, two = (tmp_path / path).read_bytes(), (EXAMPLE / path).read_bytes()
        if path.suffix == ".gz" and truth["zlib"] != zlib.ZLIB_RUNTIME_VERSION:
            # Another zlib packs the same data into other bytes.
            one, two = gzip.decompress(one), gzip.decompress(two)
        assert one == two, path
    again = json.loads((tmp_path / "truth.json").read_text(encoding="utf-8"))
    assert {**again, "zlib": ""} == {**truth, "zlib": ""}


def test_example_says_that_it_is_made_up(truth: Any) -> None:
    """The README says so before anything else, and the truth says so."""
    readme = (EXAMPLE / "README.md").read_text(encoding="utf-8")
    assert readme.splitlines()[2] == "**Everything here is made up.**"
    assert truth["made_up"] is True


def test_only_reserved_hosts_and_addresses_stand_in_the_evidence() -> None:
    """Every address and every host of a URL is of a range reserved for documentation."""
    address = re.compile(r"(?<![\d.])(\d{1,3}(?:\.\d{1,3}){3})(?![\d.])")
    allowed = re.compile(r"192\.0\.2\.|198\.51\.100\.|203\.0\.113\.|133\.0\.0\.0")
    host = re.compile(r"https?:(?:\\?/){2}([\w.-]+)")
    for path in EVIDENCE.rglob("*"):
        if path.is_file() and path.suffix not in {".gz", ".png"}:
            text = path.read_text(encoding="utf-8")
            assert all(allowed.match(found) for found in address.findall(text)), path
            assert all(found.endswith((".example.com", ".example.net")) for found in host.findall(text)), path
    for line in _access_lines():
        client = line.split(" ", 1)[0]
        assert allowed.match(client) or client.startswith("2001:db8:"), line


def test_access_log_has_the_stated_counts(truth: Any) -> None:
    """Lines, late lines, errors, and failed orders are as many as the truth says."""
    hits = list(_hits())
    said = truth["access_log"]
    start, end = (datetime.fromisoformat(text) for text in said["window"])
    inside = [hit for hit in hits if start <= hit[0] < end]
    orders = [status for _, request, status in inside if request.startswith("POST /api/checkout/orders")]
    assert len(hits) == said["lines"] == 50_000
    assert sum(two[0] < one[0] for one, two in pairwise(hits)) == said["backward_steps"]
    assert sum(status >= 500 for _, _, status in hits) == said["status_5xx"]
    assert sum(status == 499 for _, _, status in hits) == said["status_499"]
    assert len(inside) == said["window_lines"]
    assert sum(status >= 500 for _, _, status in inside) == said["window_5xx"]
    assert len(orders) == said["window_orders"]
    assert sum(status != 201 for status in orders) == said["window_orders_failed"]


def test_every_file_has_the_stated_number_of_records(truth: Any) -> None:
    """Counting each format by its own unit gives the truth's number."""
    stamped = re.compile(r"^2026-03-12 \d\d:\d\d:\d\d,\d{3} ", re.MULTILINE)
    text = {
        path.name: path.read_text(encoding="utf-8")
        for path in EVIDENCE.glob("*.*")
        if path.suffix not in {".gz", ".png"}
    }
    days = [*(EVIDENCE / "slack-export").glob("*/*.json")]
    counted = {
        "alertmanager-webhooks.jsonl": len(text["alertmanager-webhooks.jsonl"].splitlines()),
        "checkout-api-2.log": len(stamped.findall(text["checkout-api-2.log"])),
        "db-checkout-01.syslog": len(text["db-checkout-01.syslog"].splitlines()),
        "egress-01.log": len(text["egress-01.log"].splitlines()),
        "git-log.txt": len(re.findall(r"^commit [0-9a-f]{40}$", text["git-log.txt"], re.MULTILINE)),
        "github-deployment-statuses.json": len(_json("github-deployment-statuses.json")),
        "github-deployments.json": len(_json("github-deployments.json")),
        "github-pull-requests.json": len(_json("github-pull-requests.json")),
        "github-workflow-runs.json": len(_json("github-workflow-runs.json")["workflow_runs"]),
        "incident-log.md": len(re.findall(r"^\| [\d -]*\d\d:\d\d \|", text["incident-log.md"], re.MULTILINE)),
        "pagerduty-log-entries.json": len(_json("pagerduty-log-entries.json")["log_entries"]),
        **{path.name: _samples(path.name) for path in EVIDENCE.glob("prometheus-*.json")},
        "slack-export": sum(len(json.loads(path.read_text(encoding="utf-8"))) for path in days),
        "support-tickets.csv": len(text["support-tickets.csv"].splitlines()) - 1,
    }
    assert counted == truth["records"]


def test_reader_finds_every_record(truth: Any) -> None:
    """The program reads as many records of each file as the truth says, and understands all files but the picture."""
    read = collection.read([EVIDENCE], options=Options(year=2026, tz="UTC"))
    found: Counter[str] = Counter()
    for entry in read.entries():
        found[entry.sources[0].file.split("/")[0].split("!")[0]] += 1
    assert dict(found) == truth["records"] | {"edge-02-access.log.gz": truth["access_log"]["lines"]}
    assert [row.path for row in read.ledger(None) if row.kind is None] == truth["not_understood"]


def test_milestones_stand_in_the_evidence(truth: Any) -> None:
    """Each system gives the milestones that it is the source of, to the second."""
    said = truth["milestones"]
    statuses = {
        (item["description"], item["state"]): item["created_at"] for item in _json("github-deployment-statuses.json")
    }
    entries = _json("pagerduty-log-entries.json")["log_entries"]
    pager = {entry["type"]: datetime.fromisoformat(entry["created_at"]) for entry in reversed(entries)}
    firing = json.loads((EVIDENCE / "alertmanager-webhooks.jsonl").read_text(encoding="utf-8").splitlines()[0])
    assert statuses["4 of 4 pods serve v4.18.0", "success"] == said["deployed"]
    assert statuses["4 of 4 pods serve v4.17.3", "success"] == said["mitigated"]
    assert pager["trigger_log_entry"] == datetime.fromisoformat(said["paged"])
    assert pager["escalate_log_entry"] == datetime.fromisoformat(said["escalated"])
    assert firing["alerts"][0]["startsAt"][:19] == said["detected"][:19]
    errors = re.findall(
        r"^(\S+ \S+) ERROR", (EVIDENCE / "checkout-api-2.log").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert errors[0] == "2026-03-12 14:06:12,419"
    assert len(errors) == truth["application_log"]["errors"]


def test_orders_of_the_metrics_add_up_to_the_stated_numbers(truth: Any) -> None:
    """The counters over the minutes in which orders failed give attempts and failures."""
    start, end = (datetime.fromisoformat(text).timestamp() for text in truth["access_log"]["window"])
    sums = {
        series["metric"]["outcome"]: sum(int(value) for at, value in series["values"] if start < at <= end)
        for series in _json("prometheus-orders.json")["data"]["result"]
    }
    assert sums["failed"] == truth["orders"]["failed"]
    assert sums["failed"] + sums["placed"] == truth["orders"]["attempted"]


def test_proxy_clock_is_behind_by_the_stated_seconds(truth: Any) -> None:
    """An order's void stands in the proxy's log as much before the service's own words as its clock is behind."""
    service = (EVIDENCE / "checkout-api-2.log").read_text(encoding="utf-8")
    proxy = (EVIDENCE / "egress-01.log").read_text(encoding="utf-8")
    voids = re.findall(r"^(\S+ \S+) WARN .*Voiding .*\[trace=(\w+)\]", service, re.MULTILINE)
    stamps = {
        trace: stamp for stamp, trace in re.findall(r"^<134>1 (\S+) .*trace=\"(\w+)\".*/void", proxy, re.MULTILINE)
    }
    gaps = [
        (
            datetime.fromisoformat(said.replace(",", ".") + "+00:00") - datetime.fromisoformat(stamps[trace])
        ).total_seconds()
        for said, trace in voids
    ]
    behind = truth["clock_skew"]["seconds_behind"]
    assert len(gaps) == truth["application_log"]["errors"]
    assert all(behind - 1 < gap < behind for gap in gaps)


def test_scribe_and_deploy_system_disagree_on_the_rollback(truth: Any) -> None:
    """The scribe's log ends the rollback about two minutes before the deploy system does."""
    said = truth["contradiction"]
    assert "| 14:44 | Tomas | Rollback to v4.17.3 finished |" in (EVIDENCE / "incident-log.md").read_text(
        encoding="utf-8"
    )
    gap = datetime.fromisoformat(said["github-deployment-statuses.json"]) - datetime.fromisoformat(
        said["incident-log.md"]
    )
    assert gap.total_seconds() == 131


def test_pasted_keys_are_the_documented_ones(truth: Any) -> None:
    """The keys stand in the chat where the truth says, and nowhere else."""
    for path, keys in truth["secrets"].items():
        text = (EVIDENCE / path).read_text(encoding="utf-8").replace("\\/", "/")
        assert all(key in text for key in keys)
        assert all("EXAMPLE" in key for key in keys)


def test_example_stays_small() -> None:
    """The whole example is under three megabytes, as files."""
    assert sum(path.stat().st_size for path in EXAMPLE.rglob("*") if path.is_file()) < 3_000_000
