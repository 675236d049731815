"""Closing and reopening a postmortem: shown, refused with nothing written, and written with name and date."""

import json
import subprocess
from pathlib import Path

import pytest

from afterword.cli.main import main

Captured = pytest.CaptureFixture[str]
DONE = """---
house: seal
status: Final
responders: [Ana Silva]
shared_with: [the team]
---
# Post-Mortem: Checkout failed

## Metadata

| Field | Value |
|---|---|
| Incident Date | 2026-03-12 |
| Severity | P2 |
| Authors | Ana Silva |
| Incident Log | [log](log.md) |

## Root Cause

### Primary Cause

The pool of connections had no limit.

## What Went Well

- The alert came in time

## Action Items

| ID | Action | Owner | Deadline | Status |
|---|---|---|---|---|
| A-1 | Limit the pool to 40 connections | Ana | 2026-04-01 | Pending |
"""


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A postmortem of house seal that may be closed."""
    made = tmp_path / "pm.md"
    made.write_bytes(DONE.replace("\n", "\r\n").encode())
    return made


def changed(before: bytes, after: bytes) -> list[bytes]:
    """The lines that are new."""
    old = before.split(b"\r\n")
    return [line for line in after.split(b"\r\n") if line not in old]


def test_closing_writes_status_name_and_date_and_nothing_else(document: Path, capfd: Captured) -> None:
    """Two lines of the front matter change; every other byte stays."""
    before = document.read_bytes()
    assert main(["close", str(document), "--by", "Ana Silva", "--today", "2026-03-20"]) == 0
    after = document.read_bytes()
    assert changed(before, after) == [b"status: Closed", b'history: ["2026-03-20 closed by Ana Silva"]']
    assert len(after.split(b"\r\n")) == len(before.split(b"\r\n")) + 1
    out = capfd.readouterr().out
    assert "[x] root cause documented\n    line 22: The pool of connections had no limit." in out
    assert out.endswith("4 of 4 criteria hold; closed by Ana Silva on 2026-03-20.\n")


def test_a_criterion_that_does_not_hold_stops_it(document: Path, capfd: Captured) -> None:
    """Exit code 1, what is missing with its line, and no byte written."""
    document.write_bytes(document.read_bytes().replace(b"| Ana | 2026-04-01 ", b"| | "))
    before = document.read_bytes()
    assert main(["close", str(document), "--by", "Ana Silva"]) == 1
    assert document.read_bytes() == before
    out = capfd.readouterr().out
    assert "[ ] actions owned and dated\n    missing: line 32: A-1: Limit the pool" in out
    assert "3 of 4 criteria hold; not closed." in out


def test_a_dry_run_shows_the_change_and_writes_nothing(document: Path, capfd: Captured) -> None:
    """The difference is what closing would write."""
    before = document.read_bytes()
    assert main(["close", str(document), "--by", "Ana", "--today", "2026-03-20", "--dry-run"]) == 0
    out = capfd.readouterr().out
    assert document.read_bytes() == before
    assert "it would be closed by Ana on 2026-03-20." in out
    assert "+status: Closed" in out


def test_closing_as_data(document: Path, capfd: Captured) -> None:
    """Every criterion with its evidence; what was written stands beside it."""
    assert main(["close", str(document), "--by", "Ana", "--today", "2026-03-20", "--format", "json"]) == 0
    told = json.loads(capfd.readouterr().out)
    assert (told["holds"], told["closed_by"], told["closed_on"]) == (True, "Ana", "2026-03-20")
    assert all(each["holds"] and each["evidence"] for each in told["criteria"])
    assert main(["close", str(document), "--by", "Ana", "--format", "json"]) == 0
    again = json.loads(capfd.readouterr().out)
    assert (again["was_closed"], again["output"], again["diff"]) == (True, None, "")


def test_opening_again_keeps_the_history(document: Path, capfd: Captured) -> None:
    """The reason stands in the document, below who closed it; a second closing stands below that."""
    assert main(["close", str(document), "--by", "Ana", "--today", "2026-03-20"]) == 0
    closed = document.read_bytes()
    words = ["--by", "Jo Park", "--today", "2026-03-25"]
    assert main(["reopen", str(document), "--why", "it came back,\nwith 60 connections", *words]) == 0
    assert changed(closed, document.read_bytes()) == [
        b"status: In review",
        b'history: ["2026-03-20 closed by Ana", "2026-03-25 reopened by Jo Park: it came back, with 60 connections"]',
    ]
    capfd.readouterr()
    assert main(["close", str(document), "--by", "Ana", "--today", "2026-04-02"]) == 0
    assert main(["read", str(document), "--format", "json"]) == 0
    out = capfd.readouterr().out
    record = json.loads(out[out.index("\n{\n") :])
    assert [line[:10] for line in record["history"]] == ["2026-03-20", "2026-03-25", "2026-04-02"]


def test_only_what_is_closed_is_opened_again(document: Path, capfd: Captured) -> None:
    """Anything else is a mistake of the caller; so is no reason."""
    assert main(["reopen", str(document), "--why", "x", "--by", "Ana"]) == 2
    assert "is not closed; its status is Final" in capfd.readouterr().err
    assert main(["reopen", str(document), "--by", "Ana"]) == 2
    assert main(["reopen", str(document), "--why", "  ", "--by", "Ana"]) == 2


def git(folder: Path, *words: str) -> None:
    """Runs Git as a user would."""
    who = ["-c", "user.name=Mia Chen", "-c", "user.email=mia@example.com"]
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)


def test_a_house_that_asks_for_it_wants_the_document_committed(tmp_path: Path, capfd: Captured) -> None:
    """No repository, never committed, changed since, clean: each is told by a real Git."""
    document = tmp_path / "pm.md"
    criteria = (
        "closure: {root cause documented: {value: false, reason: a test}, deadlines set: {value: false, reason: x}"
    )
    criteria += ", actions assigned: {value: false, reason: x}, lessons written: {value: false, reason: x}"
    document.write_text(f"---\npolicy:\n  {criteria}, kept: {{committed: true}}}}\n---\n# X\n", encoding="utf-8")

    def missing() -> str:
        code = main(["close", str(document), "--by", "Ana", "--dry-run", "--format", "json"])
        (one,) = json.loads(capfd.readouterr().out)["criteria"]
        assert code == (0 if one["holds"] else 1)
        return str((one["evidence"] if one["holds"] else one["missing"])[0]["text"])

    assert missing() == "the document is in no Git repository"
    git(tmp_path, "init", "-q")
    assert missing() == "it was never committed"
    git(tmp_path, "add", "pm.md")
    assert missing() == "it was never committed"
    git(tmp_path, "commit", "-q", "-m", "A postmortem.")
    assert missing().endswith("no local changes")
    document.write_text(document.read_text(encoding="utf-8") + "more\n", encoding="utf-8")
    assert missing() == "it has changes that are not committed"
    git(tmp_path, "commit", "-q", "-a", "-m", "More.")
    (tmp_path / ".gitignore").write_text("*.md\n")
    git(tmp_path, "rm", "-q", "--cached", "pm.md")
    git(tmp_path, "commit", "-q", "-m", "Not here.")
    assert missing() == "Git ignores the document"


def test_the_name_is_that_of_the_committer(document: Path, capfd: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without --by it is Git's user.name, and without that it has to be given."""
    monkeypatch.setenv("HOME", str(document.parent))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(document.parent))
    assert main(["close", str(document)]) == 2
    assert "--by NAME" in capfd.readouterr().err
    (document.parent / ".gitconfig").write_text("[user]\n\tname = Mia Chen\n")
    assert main(["close", str(document), "--today", "2026-03-20"]) == 0
    assert b"closed by Mia Chen" in document.read_bytes()


def test_the_team_adds_criteria_and_a_loosening_needs_a_reason(document: Path, capfd: Captured) -> None:
    """afterword.toml tightens; what it may not change is said, and holds."""
    (document.parent / "afterword.toml").write_text(
        '[policy.closure]\n"two approvals" = { approved = 2 }\n"root cause documented" = false\n', encoding="utf-8"
    )
    assert main(["close", str(document), "--by", "Ana"]) == 1
    out = capfd.readouterr().out
    assert "setting not taken: afterword.toml: policy: closure: root cause documented" in out
    assert "[x] root cause documented" in out
    assert "[ ] two approvals\n    missing: no reviewer is named" in out
