"""What is late, and how SMART actions are, over many documents."""

import json
from pathlib import Path
from typing import Any

import pytest

from afterword.cli.main import main

Captured = pytest.CaptureFixture[str]
DOCUMENT = """---
house: {house}
status: {status}
---
# Post-Mortem: Checkout failed

## Metadata

| Field | Value |
|---|---|
| Incident Date | 2026-03-12 |
| Severity | {severity} |
| Authors | Ana |

## Summary

Orders failed.

## Timeline

| Time (UTC) | Event |
|---|---|
| 2026-03-12 14:06 | Incident began |
| 2026-03-12 14:49 | Resolved |

## Action Items

| ID | Action | Owner | Deadline | Status |
|---|---|---|---|---|
| A-1 | Limit the pool to 40 connections | Ana | 2026-04-01 | Pending |
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a draft of which nobody knows a meeting, and an index."""
    (tmp_path / "one.md").write_text(DOCUMENT.format(house="seal", status="Draft", severity="P2"), encoding="utf-8")
    (tmp_path / "README.md").write_text("# Our postmortems\n\n- [one](one.md)\n", encoding="utf-8")
    return tmp_path


def rows(capfd: Captured, *words: str | Path) -> tuple[int, list[dict[str, Any]]]:
    """What a command prints as data, and its exit code."""
    capfd.readouterr()
    code = main([*map(str, words), "--format", "json"])
    return code, json.loads(capfd.readouterr().out)


@pytest.mark.parametrize(
    ("today", "state", "late"), [("2026-03-19", "due", None), ("2026-03-20", "late", 1), ("2026-03-30", "late", 11)]
)
def test_a_meeting_that_nobody_held_becomes_late(
    folder: Path, capfd: Captured, today: str, state: str, late: int | None
) -> None:
    """The house's week counts from the day of the end; the last day is in time."""
    code, (row,) = rows(capfd, "status", folder, "--today", today)
    meeting = row["meeting"]
    assert (meeting["state"], meeting["days_late"], meeting["due"]) == (state, late, "2026-03-19")
    assert code == (1 if late else 0)
    assert row["publication"]["state"] == "open"


def test_what_is_not_said_is_unknown(folder: Path, capfd: Captured) -> None:
    """A final document without a day of its meeting is neither late nor in time."""
    (folder / "one.md").write_text(DOCUMENT.format(house="seal", status="Final", severity="P2"), encoding="utf-8")
    code, (row,) = rows(capfd, "status", folder, "--today", "2026-03-30")
    assert (row["meeting"]["state"], row["draft"]["state"], row["publication"]["state"]) == ("unknown", "done", "done")
    assert code == 0
    assert main(["status", str(folder), "--today", "2026-03-30"]) == 0
    assert "unknown" in capfd.readouterr().out


def test_the_team_sets_terms_by_severity_and_in_business_days(folder: Path, capfd: Captured) -> None:
    """A shorter term than the house's holds; a longer one does not, without a reason."""
    (folder / "afterword.toml").write_text(
        '[policy]\npublish_within = { P1 = "3bd", default = "5bd" }\nmeeting_within = "2w"\n'
        '[policy.calendar]\nholidays = ["2026-03-16"]\n',
        encoding="utf-8",
    )
    _, (row,) = rows(capfd, "status", folder, "--today", "2026-03-18")
    assert row["publication"]["due"] == "2026-03-20"
    assert row["meeting"]["due"] == "2026-03-19"


def test_targets_are_compared_with_the_timeline(folder: Path, capfd: Captured) -> None:
    """What the policy limits for the severity stands next to what it was."""
    (folder / "afterword.toml").write_text('[policy.targets.P2]\ntime_to_resolve = "15m"\n', encoding="utf-8")
    _, (row,) = rows(capfd, "status", folder, "--today", "2026-03-18")
    assert row["targets"] == [{"metric": "time_to_resolve", "limit": "15m", "seconds": 2580.0, "holds": False}]
    main(["status", str(folder), "--today", "2026-03-18"])
    assert "time to resolve over 15m" in capfd.readouterr().out


def test_one_row_a_document_and_overdue_actions_are_late(folder: Path, capfd: Captured) -> None:
    """An index is left out, and said to be; a broken document does not hide the others."""
    (folder / "two.md").write_bytes(b"# Caf\xe9\n")
    assert main(["status", str(folder), "--today", "2026-04-03"]) == 1
    said = capfd.readouterr()
    lines = said.out.splitlines()
    assert [line.split()[0].rsplit("/")[-1] for line in lines[:2]] == ["document", "one.md"]
    assert "1 open, 1 late" in lines[1]
    assert lines[-1] == "1 of 1 document is late."
    assert "README.md: left out" in said.err
    assert "two.md" in said.err


def test_actions_carry_their_verdicts(folder: Path, capfd: Captured) -> None:
    """As data each letter stands for itself; as text the verdict stands below the item."""
    code, (row,) = rows(capfd, "actions", folder, "--today", "2026-04-03")
    assert code == 0
    assert (row["id"], row["line"], row["overdue"], row["smart"]["score"]) == ("A-1", 30, True, 4)
    assert [name for name, holds in row["smart"].items() if holds is False] == ["timed"]
    assert main(["actions", str(folder), "--today", "2026-03-20"]) == 0
    out = capfd.readouterr().out
    assert "  A-1 Limit the pool to 40 connections\n" in out
    assert "    5 of 5\n" in out
    assert out.endswith("1 action: 1 open; 1 of 1 SMART.\n")


@pytest.mark.parametrize(
    ("words", "count"), [(["--owner", "ana"], 1), (["--owner", "jo"], 0), (["--overdue"], 0), (["--open"], 1)]
)
def test_actions_are_chosen(folder: Path, capfd: Captured, words: list[str], count: int) -> None:
    """By owner, by what is overdue, by what is open."""
    _, found = rows(capfd, "actions", folder, "--today", "2026-03-20", *words)
    assert len(found) == count
