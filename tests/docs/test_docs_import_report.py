"""The page of the import's report names its keys."""

import json
import re
from pathlib import Path

import pytest

from afterword.cli.main import main

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "import-report.md"


def test_the_page_names_every_key_in_its_order(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Neither more nor fewer than the command writes."""
    rows = re.findall(r"^\| (`[a-z].*?) \| ", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    named = [key for row in rows for key in re.findall(r"`(\w+)`", row)]
    (tmp_path / "a.md").write_text("# Outage\n\n## Impact\n\nAll. ![g](gone.png)\n\n## Root cause\n\nA disk.\n")
    assert main(["import", str(tmp_path), "--dry-run", "--format", "json"]) == 0
    report = json.loads(capfd.readouterr().out)
    printed = [*report, *report["documents"][0]]
    assert sorted(named) == sorted(printed)
    assert set(report["documents"][0]["findings"][0]) == {"code", "message", "line"}
