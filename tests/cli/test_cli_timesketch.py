"""``afterword timeline --format timesketch``: what Timesketch imports, and what is left out of it."""

import csv
import io
import json
from pathlib import Path

import pytest

from afterword.cli.main import main

LOG = """\
2026-03-12T15:02:10.123456789+01:00 web-1 sshd[12]: Accepted publickey for ana
2026-03-12T14:02:11Z web-1 shop[1]: =cmd()
Mar 12 14:02:12 web-1 shop[1]: no year and no zone
"""


@pytest.fixture
def log(tmp_path: Path) -> str:
    """A log two of whose three lines state an instant."""
    path = tmp_path / "auth.log"
    path.write_text(LOG, encoding="utf-8")
    return str(path)


def test_lines_have_what_timesketch_asks_for(log: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Message, time in UTC, its microseconds, and its meaning; a time that is no instant is left out and counted."""
    assert main(["timeline", log, "--all", "--format", "timesketch"]) == 0
    out, err = capsys.readouterr()
    first, second = map(json.loads, out.splitlines())
    assert first["message"] == "Accepted publickey for ana"
    assert (first["datetime"], first["timestamp"]) == ("2026-03-12T14:02:10.123456+00:00", 1773324130123456)
    assert (first["timestamp_desc"], first["who"], first["tag"]) == ("event", "web-1 sshd", [])
    assert "`auth.log` line 1, bytes 0-" in first["evidence"]
    assert second["datetime"] == "2026-03-12T14:02:11+00:00"
    assert "TL107: 1 event is not in the timeline" in err


def test_a_spreadsheet_runs_nothing_of_the_csv(log: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The CSV has the same events, and words that begin like a formula have an apostrophe before them."""
    assert main(["timeline", log, "--all", "--format", "timesketch-csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["message"] for row in rows] == ["Accepted publickey for ana", "'=cmd()"]
    assert list(rows[0])[:4] == ["message", "datetime", "timestamp", "timestamp_desc"]


def test_supplied_years_and_zones_are_written(log: str, capsys: pytest.CaptureFixture[str]) -> None:
    """With what the log does not say, every record has an instant, marked as supplied."""
    assert main(["timeline", log, "--all", "--format", "timesketch", "--year", "2026", "--tz", "UTC"]) == 0
    last = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (last["datetime"], last["year_basis"]) == ("2026-03-12T14:02:12+00:00", "supplied")


def test_the_ledger_says_what_was_left_out(log: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A record that could not be written is set aside with the reason, not counted as used."""
    ledger = tmp_path / "ledger.json"
    assert main(["timeline", log, "--all", "--format", "timesketch", "--ledger", str(ledger)]) == 0
    capsys.readouterr()
    text = ledger.read_text(encoding="utf-8")
    assert "without an instant in UTC" in text


@pytest.mark.parametrize("form", ["timesketch", "timesketch-csv"])
def test_what_is_written_is_read_again(form: str, log: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Our own reader of Timesketch's timelines finds the same times."""
    written = tmp_path / "written"
    assert main(["timeline", log, "--all", "--format", form, "-o", str(written)]) == 0
    assert main(["timeline", str(written), "--all", "--format", "jsonl"]) == 0
    entries = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [entry["at"] for entry in entries] == ["2026-03-12T14:02:10.123456Z", "2026-03-12T14:02:11Z"]
    assert {entry["sources"][0]["kind"] for entry in entries} == {"timesketch"}
