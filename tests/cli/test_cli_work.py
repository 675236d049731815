"""The working file at the command line: written by `timeline`, taken by `draft`, mergeable in git."""

import shutil
import subprocess
from pathlib import Path

import pytest

from afterword.cli.main import main

LOG = """\
# Incident log

| Time (UTC) | Who | What |
|---|---|---|
| 2024-02-15 14:32 | Ana | Customers report failed payments |
| 14:40 | Ana | Declared SEV-2 |
| 14:55 | Ben | Rollback started |
| 15:02 | Ben | Resolved |
"""
LATE = "2024-02-15T14:45:10Z ERROR pool is full\n2024-02-15T14:58:00Z INFO pool is fine\n"


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with evidence, in which the program runs."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "evidence").mkdir()
    (tmp_path / "evidence" / "log.md").write_text(LOG)
    return tmp_path


def run(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Exit code, output, and errors of the program."""
    code = main(list(arguments))
    said = capfd.readouterr()
    return code, said.out, said.err


def change(file: Path, before: str, *lines: str) -> None:
    """Write lines into the working file above the one that says something."""
    text = file.read_text()
    assert before in text
    file.write_text(text.replace(before, "\n".join([*lines, before]), 1))


def test_choices_outlive_evidence_and_reach_the_draft(case: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """What a person chose holds when more evidence came, and the draft follows it."""
    code, _, said = run(capfd, "timeline", "evidence", "--work", "case.toml")
    assert (code, "case.toml: 4 events" in said) == (0, True)
    file = case / "case.toml"
    change(file, 'what = "Declared SEV-2"', "keep = false", 'because = "it was SEV-3 first"')
    file.write_text(file.read_text().replace("Customers report failed payments", "Customers cannot pay"))
    (case / "evidence" / "app.log").write_text(LATE)
    file.write_text(
        file.read_text() + '\n[[event]]\nat = "2024-02-15 14:46"\nwhat = "Pool seen full"\nevidence = ["app.log:1"]\n'
    )
    code, out, said = run(capfd, "timeline", "evidence", "--work", "case.toml", "--tz", "UTC")
    assert code == 0
    assert "1 left out, 1 changed, 1 by hand" in said
    assert "Customers cannot pay" in out
    assert "Declared" not in out
    assert '#: proposed: "Customers report failed payments"' in file.read_text()
    before = file.read_bytes()
    code, out, said = run(capfd, "draft", "evidence", "--work", "case.toml", "--house", "sre", "--tz", "UTC")
    assert code == 0
    assert "Customers cannot pay" in out
    assert "Declared" not in out
    assert f"app.log` line 1, bytes 0-{LATE.index(chr(10)) + 1}, sha256" in out
    assert file.read_bytes() == before


def test_the_working_file_beside_the_evidence_is_none(case: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """It may lie in the folder that it is about; what it quotes is not told a second time."""
    _, first, _ = run(capfd, "timeline", "evidence", "--work", "evidence/case.toml")
    code, second, said = run(capfd, "timeline", "evidence", "--work", "evidence/case.toml")
    assert (code, second) == (0, first)
    assert "EV116: case.toml is the working file of a timeline" in said


def test_what_became_of_a_line_that_was_left_out(case: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """--explain says that a person chose so."""
    run(capfd, "timeline", "evidence", "--work", "case.toml")
    change(case / "case.toml", 'what = "Declared SEV-2"', "keep = false")
    _, out, _ = run(capfd, "timeline", "evidence", "--work", "case.toml", "--explain", "log.md:6")
    assert "set aside: left out by a person's choice" in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["timeline", "evidence", "--work", "evidence/log.md"], "evidence/log.md: is no working file"),
        (["timeline", "evidence", "--work", "no/case.toml"], "no/case.toml: the folder no does not exist"),
        (["timeline", "evidence", "--work", "case.toml", "--all"], "no meaning with --all"),
        (["timeline", "evidence", "--work", "case.toml", "--from", "2024"], "no meaning with --all, --from"),
        (["timeline", "evidence", "--work", "case.toml", "-o", "case.toml"], "named for two outputs"),
        (["draft", "evidence", "--work", "case.toml", "--house", "sre"], "case.toml: no such file"),
        (["timeline", "evidence", "--work", "hand.toml"], "hand.toml, line 2: evidence no.log: the evidence has no"),
        (["timeline", "evidence", "--work", "line.toml"], "line.toml, line 2: log.md: has no line 99"),
    ],
)
def test_what_cannot_be_is_refused(
    case: Path, arguments: list[str], words: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """A file that is no working file, or one that cites what is not there, is named in one line; nothing is written."""
    event = 'afterword_timeline = 1\n[[event]]\nat = "2024-02-15"\nwhat = "x"\nevidence = ["{}"]\n'
    (case / "hand.toml").write_text(event.format("no.log:1"))
    (case / "line.toml").write_text(event.format("evidence/log.md:99"))
    files = {path: path.read_bytes() for path in case.rglob("*") if path.is_file()}
    code, out, said = run(capfd, *arguments)
    assert (code, out) == (2, "")
    assert words in said
    assert {path: path.read_bytes() for path in case.rglob("*") if path.is_file()} == files


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_choices_of_two_people_merge(case: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Two people who choose about neighbouring events have no conflict, and both choices hold."""
    run(capfd, "timeline", "evidence", "--work", "case.toml")
    base = (case / "case.toml").read_text()
    for name in ("base", "ours", "theirs"):
        (case / f"{name}.toml").write_text(base)
    change(case / "ours.toml", 'at = "2024-02-15T14:40:00Z"', "keep = false")
    change(case / "theirs.toml", 'at = "2024-02-15T14:55:00Z"', "keep = true", 'because = "the mitigation"')
    done = subprocess.run(
        ["git", "merge-file", "-p", "ours.toml", "base.toml", "theirs.toml"], capture_output=True, check=False
    )
    assert done.returncode == 0
    (case / "case.toml").write_bytes(done.stdout)
    _, _, said = run(capfd, "timeline", "evidence", "--work", "case.toml")
    assert "4 events, of them 1 kept, 1 left out" in said
