"""The page of the JSON that commands print says what they print."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from afterword.cli.main import main

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "json.md"
LOG = (
    "# Log 2024-02-15\n\nTimes in UTC\n\n- 14:32 - Alert fired <!-- phase: detected -->\n- 14:40 - @ana: rolled back\n"
)
ROWS = {
    row[1].split(" ", 1)[1] if row[1].startswith("afterword") else row[1]: re.findall(r"`(\w+)`", row[2])
    for row in re.finditer(r"^\|[^`|]*`([^`]+)`[^|]*\| (.*) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
}


def printed(capfd: pytest.CaptureFixture[str], *words: str | Path) -> Any:
    """What a command prints, as data."""
    capfd.readouterr()
    assert main([str(word) for word in words]) == 0
    return json.loads(capfd.readouterr().out)


def test_the_page_names_every_key_in_its_order(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Neither more nor fewer than the commands print."""
    log, pm, ledger = tmp_path / "log.md", tmp_path / "pm.md", tmp_path / "ledger.json"
    log.write_text(LOG, encoding="utf-8")
    form = ("--format", "json")
    draft = printed(capfd, "draft", log, "--house", "sre", "-o", pm, "--ledger", ledger, *form)
    timeline = printed(capfd, "timeline", log, *form)
    verified = printed(capfd, "verify", pm, *form)
    (tmp_path / "bad.md").write_text("---\nhouse: bad\n---\n{{ nothing }}\n", encoding="utf-8")
    assert main(["house", "check", str(tmp_path / "bad.md"), *form]) == 1
    faults = json.loads(capfd.readouterr().out)
    own = printed(capfd, "house", "new", "--from", pm, "-o", tmp_path / "own.md", *form)
    converted = printed(capfd, "convert", pm, "--to", "soc", "-o", tmp_path / "soc.md", *form)
    found = {
        "timeline --format json": timeline[0],
        "sources": timeline[0]["sources"][0],
        "--ledger FILE": json.loads(ledger.read_text(encoding="utf-8"))["files"][0],
        "draft --format json": draft,
        "phases": draft["phases"][0],
        "set --format json": printed(capfd, "set", pm, "title=Other", *form),
        "convert --format json": converted,
        "carried": converted["carried"][0],
        "open": converted["open"][0],
        "new --format json": printed(capfd, "new", "--house", "sre", "-o", tmp_path / "new.md", *form),
        "house list --format json": printed(capfd, "house", "list", *form)[0],
        "house show --format json": printed(capfd, "house", "show", "sre", *form),
        "house check --format json": faults[0],
        "house new --format json": own,
        "doubts": own["doubts"][0],
        "metrics --format json": printed(capfd, "metrics", pm, *form)["duration"],
        "verify --format json": verified,
        "checked": verified["checked"][0],
        "evidence kinds --format json": printed(capfd, "evidence", "kinds", *form)[0],
        "init --format json": printed(capfd, "init", tmp_path / "team", *form),
    }
    assert {name: list(keys) for name, keys in found.items()} == {
        name: keys for name, keys in ROWS.items() if name != "schema"
    }
