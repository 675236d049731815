"""Checking with a baseline, mending what is safe, and the hook that runs before a commit."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, cast

import pytest

from afterword.cli.main import main
from afterword.houses.comparing import comparable
from afterword.houses.reading.getting import get
from afterword.text import yaml

Captured = pytest.CaptureFixture[str]
HOOK_FILE = Path(__file__).resolve().parents[2] / ".pre-commit-hooks.yaml"
OLD = """# Checkout

Severity: SEV-2

## Root cause

The on-call should have escalated sooner.

## Lessons learned

Obviously, the alert was too noisy.
"""


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A folder with one old document."""
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "pm.md").write_text(OLD, encoding="utf-8")
    return tmp_path


def found(capfd: Captured, *words: str | Path) -> list[str]:
    """The codes that a check reports."""
    capfd.readouterr()
    main(["check", *map(str, words), "--format", "json", "--today", "2026-03-20"])
    return [row["code"] for row in json.loads(capfd.readouterr().out)]


def test_a_baseline_lets_pass_what_is_known(archive: Path, capfd: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the working directory, and though lines move; what is new is reported."""
    document, baseline = archive / "old" / "pm.md", archive / "baseline.json"
    assert "LNG301" in found(capfd, document)
    assert main(["check", str(document), "--write-baseline", str(baseline), "--today", "2026-03-20"]) == 0
    assert found(capfd, document, "--baseline", baseline) == []
    monkeypatch.chdir(archive / "old")
    document.write_text(OLD.replace("# Checkout\n", "# Checkout\n\nOne more paragraph.\n\nAnd another.\n"))
    assert found(capfd, "pm.md", "--baseline", "../baseline.json") == []
    document.write_text(OLD + "\nThe engineer failed to look.\n", encoding="utf-8")
    assert found(capfd, "pm.md", "--baseline", "../baseline.json") == ["LNG101"]
    assert main(["check", "pm.md", "--baseline", "../baseline.json", "--today", "2026-03-20"]) == 1


def test_the_same_words_twice_are_two_findings(archive: Path, capfd: Captured) -> None:
    """A copy of a known finding is new."""
    document, baseline = archive / "old" / "pm.md", archive / "baseline.json"
    main(["check", str(document), "--write-baseline", str(baseline)])
    document.write_text(OLD.replace("sooner.", "sooner. The on-call should have escalated sooner."))
    assert found(capfd, document, "--baseline", baseline) == ["LNG301"]


def test_what_is_mended_expires(archive: Path, capfd: Captured) -> None:
    """An entry that knows nothing any more is told, and so is one whose day has passed."""
    document, baseline = archive / "old" / "pm.md", archive / "baseline.json"
    main(["check", str(document), "--write-baseline", str(baseline)])
    document.write_text(OLD.replace("The on-call should have escalated sooner.", "No alert named the runbook."))
    capfd.readouterr()
    main(["check", str(document), "--baseline", str(baseline), "--today", "2026-03-20"])
    assert "pm.md: LNG301 'should have escalated' (not found any more)" in capfd.readouterr().err
    document.write_text(OLD)
    tree = json.loads(baseline.read_text(encoding="utf-8"))
    for entry in tree["entries"]:
        entry["until"] = "2026-03-19"
    baseline.write_text(json.dumps(tree), encoding="utf-8")
    assert "LNG301" in found(capfd, document, "--baseline", baseline)
    main(["check", str(document), "--baseline", str(baseline), "--today", "2026-03-20"])
    assert "(until 2026-03-19)" in capfd.readouterr().err


def test_writing_it_anew_keeps_reasons_and_drops_what_is_gone(archive: Path, capfd: Captured) -> None:
    """A baseline is replaced without force; another file is not."""
    document, baseline = archive / "old" / "pm.md", archive / "baseline.json"
    main(["check", str(document), "--write-baseline", str(baseline)])
    tree = json.loads(baseline.read_text(encoding="utf-8"))
    for entry in tree["entries"]:
        entry["reason"] = "an old one"
    baseline.write_text(json.dumps(tree), encoding="utf-8")
    document.write_text(OLD.replace("Obviously, the", "The"), encoding="utf-8")
    assert main(["check", str(document), "--write-baseline", str(baseline)]) == 0
    entries = json.loads(baseline.read_text(encoding="utf-8"))["entries"]
    assert "LNG401" not in {entry["code"] for entry in entries}
    assert {entry["reason"] for entry in entries} == {"an old one"}
    before = document.read_bytes()
    assert main(["check", str(document), "--write-baseline", str(document)]) == 2
    assert document.read_bytes() == before


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"schema": "afterword/baseline/1"}', "\x00", '{"schema": 1}'])
def test_what_is_no_baseline_is_refused(archive: Path, capfd: Captured, content: str) -> None:
    """One line, exit code 2."""
    (archive / "b.json").write_text(content)
    assert main(["check", str(archive / "old"), "--baseline", str(archive / "b.json")]) == 2
    assert "b.json" in capfd.readouterr().err


# What is mended: the document before and after.
MENDED = {
    "LNG401": ("## Summary\n\nIn hindsight, the alert was too noisy.", "## Summary\n\nThe alert was too noisy."),
    "LNG112": (
        "## Timeline\n\n- 2026-03-12 14:32 UTC Deploy v2.1.3 (buggy)",
        "## Timeline\n\n- 2026-03-12 14:32 UTC Deploy v2.1.3",
    ),
    "TIM109": (
        "## Timeline\n\n- 2026-03-12 14:40 UTC finally the on-call acknowledged",
        "## Timeline\n\n- 2026-03-12 14:40 UTC the on-call acknowledged",
    ),
    "CMP102": ("## Summary\n\n[2-4 paragraphs on what happened]\n\nOrders failed.", "## Summary\n\nOrders failed."),
    "REV104": ("## Summary\n\nAll well. <!-- afterword: ignore LNG301 agreed -->", "## Summary\n\nAll well."),
}


@pytest.mark.parametrize("code", MENDED)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_fix_changes_what_is_wrong_and_nothing_else(tmp_path: Path, capfd: Captured, code: str, end: str) -> None:
    """The document after it is as expected to the byte, one field of the record differs, and a second pass is idle."""
    before, after = (f"# Checkout\n\n{body}\n\n## Notes\n\nKept  as it\tis.\n" for body in MENDED[code])
    document = tmp_path / "pm.md"
    document.write_bytes(before.replace("\n", end).encode())
    assert code in found(capfd, document)
    main(["check", str(document), "--fix", "--today", "2026-03-20"])
    assert document.read_bytes() == after.replace("\n", end).encode()
    assert f"mended 1 finding ({code})" in capfd.readouterr().err
    one, other = (comparable(get(text).tree) for text in (before, after))
    assert len([key for key in {**one, **other} if one.get(key) != other.get(key)]) <= 1
    main(["check", str(document), "--fix", "--today", "2026-03-20"])
    assert document.read_bytes() == after.replace("\n", end).encode()


UNTOUCHED = [
    "The alert was **obviously** too noisy.",
    "It was obviously a bad day.",
    "Of course not everyone knew.",
    "## Timeline\n\n- 2026-03-12 14:32 UTC a\n- 2026-03-12 14:50 UTC b\n- 2025-03-12 14:52 UTC c",
    "## Timeline\n\n- 2026-03-12 14:40 UTC much too late the on-call acknowledged",
    "## Timeline\n\n- 2026-03-12 14:40 UTC we wrote to them, unfortunately the address bounced",
    "## Summary\n\n[2-4 paragraphs on what happened]",
    "| What |\n|---|\n| [describe it] |\n| done |",
]


@pytest.mark.parametrize("body", UNTOUCHED)
def test_what_needs_a_person_is_left_alone(tmp_path: Path, body: str) -> None:
    """No fact is made up, and no sentence is broken."""
    document = tmp_path / "pm.md"
    document.write_text(f"# Checkout\n\n{body}\n", encoding="utf-8")
    main(["check", str(document), "--fix"])
    assert document.read_text(encoding="utf-8") == f"# Checkout\n\n{body}\n"


def test_the_difference_is_shown_and_nothing_is_written(archive: Path, capfd: Captured) -> None:
    """Exit code 1 says that something would change."""
    document = archive / "old" / "pm.md"
    assert main(["check", str(archive), "--diff"]) == 1
    out = capfd.readouterr().out
    assert "-Obviously, the alert was too noisy.\n+The alert was too noisy.\n" in out
    assert document.read_text(encoding="utf-8") == OLD
    main(["check", str(archive), "--fix"])
    capfd.readouterr()
    assert main(["check", str(archive), "--diff"]) == 0
    assert capfd.readouterr().out == ""


@pytest.mark.parametrize("words", [["--diff", "--fix"], ["--baseline", "b", "--write-baseline", "b"]])
def test_options_that_contradict_each_other_are_refused(archive: Path, words: list[str]) -> None:
    """Nothing is written."""
    assert main(["check", str(archive), *words]) == 2


def test_standard_input_is_not_mended(capfd: Captured) -> None:
    """There is no place to write to."""
    assert main(["check", "-", "--fix"]) == 2
    assert "in place" in capfd.readouterr().err


HOOKS = {str(hook["id"]): hook for hook in cast("list[dict[str, Any]]", yaml.load(HOOK_FILE.read_text()))}


@pytest.mark.skipif(shutil.which("git") is None, reason="needs Git")
@pytest.mark.parametrize("name", sorted(HOOKS))
def test_the_hook_stops_a_commit_that_blames(name: str, tmp_path: Path) -> None:
    """In a real repository, with the command of the hook's file: a bad document is refused, a good one goes in."""
    hook = HOOKS[name]
    assert re.search(str(hook["files"]), "postmortems/2026-03-12-checkout.md")
    assert not re.search(str(hook["files"]), "docs/README.md")
    folder = tmp_path / "team"
    (folder / "postmortems").mkdir(parents=True)
    programs = Path(sys.executable).parent
    env = {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}", "HOME": str(tmp_path)}

    def git(*words: str) -> subprocess.CompletedProcess[str]:
        who = ["-c", "user.name=Mia", "-c", "user.email=mia@example.com", "-c", "core.hooksPath=.git/hooks"]
        return subprocess.run(["git", *who, *words], cwd=folder, env=env, capture_output=True, text=True, check=False)

    git("init", "-q")
    script = folder / ".git" / "hooks" / "pre-commit"
    script.parent.mkdir(exist_ok=True)
    words = shlex.join([*shlex.split(str(hook["entry"])), *map(str, hook.get("args", []))])
    script.write_text(
        f"#!/bin/sh\ngit diff --cached --name-only -z --diff-filter=ACM -- postmortems | xargs -0 {words}\n"
    )
    script.chmod(0o755)
    document = folder / "postmortems" / "2026-03-12-checkout.md"
    document.write_text("# Checkout\n\n## Root cause\n\nThe on-call engineer failed to look.\n", encoding="utf-8")
    git("add", ".")
    done = git("commit", "-q", "-m", "A postmortem.")
    assert done.returncode != 0
    assert "LNG101" in done.stdout + done.stderr
    document.write_text("# Checkout\n\n## Lead-up\n\nThe dashboard was not linked from the alert.\n", encoding="utf-8")
    git("add", ".")
    done = git("commit", "-q", "-m", "A postmortem.")
    assert done.returncode == 0, done.stdout + done.stderr
