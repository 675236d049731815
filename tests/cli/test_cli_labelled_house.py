"""A team's house of bold labels without any heading: its own documents are read, written, and known again."""

import json
from pathlib import Path
from typing import Any

import pytest

from afterword.cli.main import main

HOUSE = """---
house: team
{free}---
**Title:** {{{{ title }}}}

**Date:** {{{{ report_date }}}}

**Severity:** {{{{ severity }}}}

**Summary:** {{{{ summary }}}}

**Root cause:** {{{{ analysis.root_cause }}}}

**Timeline:**

- {{{{ timeline.at }}}} - {{{{ timeline.what }}}}

**Action items:**

- {{{{ actions.what }}}}
"""
DOCUMENT = """**Title:** Checkout down
**Date:** 2024-02-03
**Severity:** SEV2

**Summary:** Checkout failed for 10 minutes.

**Root cause:** A limit was too low.

**Timeline:**

- 2024-02-03 10:00 UTC - errors begin
- 10:10 UTC - rolled back

**Action items:**

- Raise the limit
"""

Captured = pytest.CaptureFixture[str]


@pytest.fixture(params=["reading: free\n", ""], ids=["free", "strict"])
def team(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the house and a document in it, which does not name it."""
    (tmp_path / "afterword.toml").write_text('houses = "houses"\n', encoding="utf-8")
    (tmp_path / "houses").mkdir()
    (tmp_path / "houses" / "team.md").write_text(HOUSE.format(free=request.param), encoding="utf-8")
    (tmp_path / "pm.md").write_text(DOCUMENT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def record_of(file: str, capfd: Captured) -> Any:
    """The record of a document as ``read`` prints it."""
    capfd.readouterr()
    assert main(["read", file, "--format", "json"]) == 0
    return json.loads(capfd.readouterr().out)


def test_a_document_of_labels_is_known_and_read(team: Path, capfd: Captured) -> None:
    """Every label has its value, and neither list takes what stands before it."""
    record = record_of("pm.md", capfd)
    assert (record["house"], record["house_confidence"]) == ("team", 1.0)
    assert (record["title"], record["severity"]["written"]) == ("Checkout down", "SEV2")
    assert record["report_date"] == "2024-02-03"
    assert (record["summary"], record["analysis"]["root_cause"]) == (
        "Checkout failed for 10 minutes.",
        "A limit was too low.",
    )
    assert [(e["at"], e["what"]) for e in record["timeline"]] == [
        ("2024-02-03T10:00:00Z", "errors begin"),
        ("2024-02-03T10:10:00Z", "rolled back"),
    ]
    assert [a["what"] for a in record["actions"]] == ["Raise the limit"]
    assert record["remainder"] == []


def test_items_are_added_under_their_labels(team: Path) -> None:
    """A new event and a new action stand below the others of their lists, and nothing else changes."""
    words = ["timeline[+].at=2024-02-03T10:20Z", "timeline[+].what=all good", "actions[+].what=Tell support"]
    assert main(["set", "pm.md", *words]) == 0
    expected = DOCUMENT.replace("rolled back\n", "rolled back\n- 10:20 UTC - all good\n") + "- Tell support\n"
    assert (team / "pm.md").read_text(encoding="utf-8") == expected


def test_a_new_document_has_the_labels(team: Path, capfd: Captured) -> None:
    """What ``new`` writes says the title and nothing else."""
    assert main(["new", "Disk full", "--house", "team", "-o", "new.md"]) == 0
    record = record_of("new.md", capfd)
    assert (record["house"], record["title"]) == ("team", "Disk full")
    assert (record["timeline"], record["actions"], record["summary"]) == ([], [], None)
