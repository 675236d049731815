"""Prometheus, Alertmanager, and ClickHouse's SQL asked for real, where their programs are here."""

import json
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from afterword.cli.main import main
from afterword.evidence.collection import Collection, read
from afterword.evidence.options import Options

START = datetime(2024, 2, 15, 14, 0, tzinfo=UTC)
ROUTES = "route: {receiver: nobody}\nreceivers: [{name: nobody}]\n"


@pytest.fixture(scope="module")
def prometheus(tmp_path_factory: pytest.TempPathFactory, servers: Any) -> str:
    """A Prometheus that holds three hours of one metric, every 15 seconds; requests fail in the second hour."""
    folder = tmp_path_factory.mktemp("prometheus")
    lines = ["# TYPE failed gauge"]
    for n in range(720):
        at = START + timedelta(seconds=15 * n)
        lines.append(f'failed{{job="shop"}} {30 if 240 <= n < 480 else 0} {at.timestamp():.0f}')
    (folder / "history").write_text("\n".join([*lines, "# EOF", ""]))
    promtool = shutil.which("promtool")
    if promtool:
        command = [promtool, "tsdb", "create-blocks-from", "openmetrics", "history", "data"]
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
    (folder / "prometheus.yml").write_text("scrape_configs: []\n")
    arguments = ["--config.file=prometheus.yml", "--storage.tsdb.path=data", "--storage.tsdb.retention.time=100y"]
    address: str = servers.start("prometheus", folder, lambda host: [*arguments, f"--web.listen-address={host}"])
    return address


def saved(path: Path) -> Collection:
    """What is read of a saved answer."""
    return read([path], options=Options())


def test_a_range_of_prometheus_is_evidence(prometheus: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The samples of the window, and no other, are read from the file; asked again, they are the same."""
    out = tmp_path / "failed.json"
    window = ["--from", "2024-02-15T14:30Z", "--to", "2024-02-15T16:00Z", "--step", "15"]
    assert main(["evidence", "query", "prometheus", prometheus, 'failed{job="shop"}', *window, "-o", str(out)]) == 0
    entries = list(saved(out).entries())
    assert (len(entries), entries[0].at, entries[-1].at) == (360, "2024-02-15T14:30:00Z", "2024-02-15T15:59:45Z")
    assert main(["timeline", str(out)]) == 0
    told = capfd.readouterr().out
    assert "rose from 0 to 30" in told
    assert main(["evidence", "repeat", str(out), "-o", str(tmp_path / "again.json")]) == 0
    assert "360 records are the same as in" in capfd.readouterr().err


def test_a_long_window_is_asked_in_parts(prometheus: str, tmp_path: Path) -> None:
    """More points than Prometheus gives at once come in several answers, none twice and none lost."""
    out = tmp_path / "failed.json"
    window = ["--from", "2024-02-15T13:00Z", "--to", "2024-02-15T18:00Z", "--step", "1"]
    assert main(["evidence", "query", "prometheus", prometheus, "failed", *window, "-o", str(out)]) == 0
    times = [entry.at for entry in saved(out).entries()]
    assert len(json.loads(out.read_bytes())["answers"]) == 2
    assert len(set(times)) == len(times) > 10_800
    assert times == sorted(at or "" for at in times)


@pytest.mark.parametrize(
    ("query", "words"), [("failed{", "answers 400 Bad Request"), ("1 +", "parse error: unexpected end of input")]
)
def test_what_prometheus_refuses_is_said(
    prometheus: str, query: str, words: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """A query that it cannot read is refused in its own words, and nothing is written."""
    out = tmp_path / "failed.json"
    window = ["--from", "2024-02-15T14:30Z", "--to", "2024-02-15T16:00Z"]
    assert main(["evidence", "query", "prometheus", prometheus, query, *window, "-o", str(out)]) == 2
    assert words in capfd.readouterr().err
    assert not out.exists()


def test_alerts_of_alertmanager_are_evidence(servers: Any, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Its alerts, those of a matcher, and its silences are each a file of evidence."""
    (tmp_path / "routes.yml").write_text(ROUTES)
    arguments = ["--config.file=routes.yml", "--cluster.listen-address=", "--storage.path=data"]
    address = servers.start(
        "prometheus-alertmanager", tmp_path, lambda host: [*arguments, f"--web.listen-address={host}"]
    )
    since = (datetime.now(UTC) - timedelta(minutes=5)).isoformat(timespec="seconds")
    until = (datetime.now(UTC) + timedelta(hours=1)).isoformat(timespec="seconds")
    alerts = [
        {"labels": {"alertname": name, "severity": grave}, "annotations": {"summary": "x"}, "startsAt": since}
        for name, grave in (("Down", "critical"), ("Slow", "warning"))
    ]
    matchers = [{"name": "alertname", "value": "Slow", "isRegex": False}]
    silence = {"matchers": matchers, "startsAt": since, "endsAt": until, "createdBy": "Ana", "comment": "known"}
    for path, body in (("alerts", alerts), ("silences", silence)):
        request = urllib.request.Request(  # noqa: S310  an address of this test
            f"{address}/api/v2/{path}", json.dumps(body).encode(), {"Content-Type": "application/json"}
        )
        urllib.request.urlopen(request, timeout=5).close()  # noqa: S310  the same
    out = tmp_path / "out"
    out.mkdir()
    patience = time.monotonic() + 10
    found: list[str | None] = []
    while len(found) < 2 and time.monotonic() < patience:
        assert main(["evidence", "query", "alertmanager", address, "-o", str(out / "a"), "--force"]) == 0
        found = [entry.what for entry in saved(out / "a").entries()]
    assert [what.partition(":")[0] for what in sorted(str(what) for what in found)] == ["Down", "Slow"]
    matcher = ['{severity="critical", alertname=~"D.*"}']
    assert main(["evidence", "query", "alertmanager", address, *matcher, "-o", str(out / "b")]) == 0
    assert [entry.severity for entry in saved(out / "b").entries()] == ["critical"]
    assert main(["evidence", "query", "alertmanager", address, "silences", "-o", str(out / "c")]) == 0
    assert [entry.who for entry in saved(out / "c").entries()] == ["Ana"]
    assert "EV114: Alertmanager keeps no history" in capfd.readouterr().err


@pytest.fixture
def clickhouse(stand_in: Callable[..., Any], tmp_path: Path) -> Iterator[Any]:
    """ClickHouse's own engine behind a few lines of HTTP."""
    session = pytest.importorskip("chdb.session", reason="chdb, ClickHouse's engine as a package, is not installed")
    engine = session.Session(str(tmp_path / "engine"))
    engine.query("CREATE TABLE logs (ts DateTime64(3), local DateTime('Europe/Berlin'), level String, message String,"
                 " host String) ENGINE = MergeTree ORDER BY ts")  # fmt: skip
    engine.query(
        "INSERT INTO logs SELECT toDateTime64(1708005600 + number, 3, 'UTC'), toDateTime(1708005600 + number),"
        " if(number % 2, 'error', 'info'), concat('request ', toString(number), ' failed'), 'web-1' FROM numbers(7200)"
    )

    def answer(request: Any) -> object:
        settings = {k: v for k, v in request.params.items() if k in {"limit", "date_time_output_format", "readonly"}}
        for name, value in request.params.items():
            if name.startswith("param_"):
                engine.query(f"SET {name} = '{value}'")
        sql = request.body.decode()
        if settings:
            sql += "\nSETTINGS " + ", ".join(f"{name} = '{value}'" for name, value in settings.items())
        try:
            return 200, {}, engine.query(sql, request.params["default_format"]).bytes()
        except RuntimeError as error:
            return 400, {"X-ClickHouse-Exception-Code": "1"}, str(error).encode()

    yield stand_in(answer)
    engine.close()


SQL = "SELECT ts, level, message, host FROM logs WHERE ts >= {from:DateTime} AND ts < {to:DateTime} ORDER BY ts"
WINDOW = ["--from", "2024-02-15T14:30Z", "--to", "2024-02-15T14:31Z"]


def test_rows_of_clickhouse_are_evidence(clickhouse: Any, tmp_path: Path) -> None:
    """The rows of the window are records, with their time in UTC, host, grade, and words."""
    out = tmp_path / "rows.json"
    assert main(["evidence", "query", "clickhouse", clickhouse.address, SQL, *WINDOW, "-o", str(out)]) == 0
    entries = list(saved(out).entries())
    assert (len(entries), entries[0].at, entries[-1].at) == (60, "2024-02-15T14:30:00.000Z", "2024-02-15T14:30:59.000Z")
    assert (entries[1].severity, entries[1].what, entries[1].who) == ("error", "request 1801 failed", "web-1")


def test_rows_beyond_the_limit_are_said(clickhouse: Any, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """An answer that was cut says so when it is asked, and whenever it is read."""
    out = tmp_path / "rows.json"
    assert (
        main(["evidence", "query", "clickhouse", clickhouse.address, SQL, *WINDOW, "--limit", "7", "-o", str(out)]) == 0
    )
    assert "rows.json: 7 records, not all that there are" in capfd.readouterr().err
    assert [finding.code for finding in saved(out).findings] == ["EV114"]
    assert "there are at least" in saved(out).findings[0].message


@pytest.mark.parametrize("statement", ["DROP TABLE logs", "INSERT INTO logs SELECT * FROM logs", "SELEC 1"])
def test_a_query_that_writes_is_refused(
    clickhouse: Any, statement: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """The engine is asked to read only; what it refuses is said, and nothing is written."""
    out = tmp_path / "rows.json"
    sql = f"{statement} -- {{from:DateTime}} {{to:DateTime}}"
    assert main(["evidence", "query", "clickhouse", clickhouse.address, sql, *WINDOW, "-o", str(out)]) == 2
    assert "answers 400" in capfd.readouterr().err
    assert not out.exists()
