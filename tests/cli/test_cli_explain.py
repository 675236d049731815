"""``afterword timeline --explain``: what became of a line."""

import gzip
import json
from pathlib import Path

import pytest

from afterword.cli.main import main

LOG = "".join(f"2024-02-15T14:30:{n:02}Z ERROR pool exhausted after {n} ms\n" for n in range(60))


@pytest.fixture
def evidence(tmp_path: Path) -> Path:
    """A folder with a log, a chat, a compressed file, and a picture."""
    folder = tmp_path / "evidence"
    folder.mkdir()
    (folder / "app.log").write_text("started without a time\n" + LOG)
    (folder / "old.log.gz").write_bytes(gzip.compress(LOG.replace("02-15", "02-14").encode()))
    (folder / "notes.md").write_text(
        "| Time (UTC) | What |\n|---|---|\n| 2024-02-15 14:40 | Rolled back |\n| 2024-02-15 14:44 | Fine |\n"
    )
    (folder / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x01")
    return folder


def explained(capfd: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    """Exit code, output, and what was said."""
    code = main(["timeline", *map(str, arguments)])
    out, err = capfd.readouterr()
    return code, out, err


def test_a_grouped_line_names_the_event_that_tells_it(evidence: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Its citation and how it was read stand before."""
    code, out, _ = explained(capfd, evidence, "--explain", "app.log:3")
    assert code == 0
    assert "app.log:3\n  2024-02-15T14:30:01Z ERROR pool exhausted after 1 ms\n" in out
    assert "record   text, `app.log` line 3, bytes " in out
    assert "told in  2024-02-14 14:30:00  pool exhausted after … ms (x120)" in out


def test_a_line_that_stands_by_itself(evidence: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """It is an event."""
    _, out, _ = explained(capfd, evidence, "--explain", "notes.md:3")
    assert "used: an event by itself" in out


def test_a_line_outside_of_all_records(evidence: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Its bytes are unparsed, and it says so."""
    _, out, _ = explained(capfd, evidence, "--explain", "app.log:1")
    assert "in no record: the kind text found none there" in out


def test_a_file_that_was_not_understood(evidence: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Nothing of it was read."""
    _, out, _ = explained(capfd, evidence, "--explain", "photo.png:1")
    assert "not read: no kind of evidence recognises the file" in out


def test_a_member_and_several_lines_as_data(evidence: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Lines count in the decompressed text; every line asked for is answered in order."""
    _, out, _ = explained(
        capfd, evidence, "--explain", "old.log:2", "--explain", f"{evidence}/app.log:2", "--format", "json"
    )
    first, second = json.loads(out)
    assert (first["file"], first["line"], first["kind"]) == ("old.log.gz!old.log", 2, "text")
    assert first["records"][0]["record"]["at"] == "2024-02-14T14:30:01Z"
    assert second["records"][0]["disposition"] in {"used", "grouped"}
    assert second["records"][0]["told_in"]


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("app.log", "write FILE:LINE"),
        ("app.log:0", "write FILE:LINE"),
        ("app.log:x", "write FILE:LINE"),
        ("app.log:99", "has no line 99"),
        ("other.log:1", "no such file"),
    ],
)
def test_what_cannot_be_explained_is_refused(
    evidence: Path, capfd: pytest.CaptureFixture[str], asked: str, words: str
) -> None:
    """One line, exit code 2."""
    code, out, err = explained(capfd, evidence, "--explain", asked)
    assert (code, out) == (2, "")
    assert words in err
    assert err.count("\n") == 1


def test_a_name_of_several_files_is_refused(evidence: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Both are named."""
    (evidence / "more").mkdir()
    (evidence / "less").mkdir()
    for folder in ("more", "less"):
        (evidence / folder / "web.log").write_text(LOG)
    code, _, err = explained(capfd, evidence, "--explain", "web.log:1")
    assert code == 2
    assert "several files are called so" in err


def test_every_record_is_explained_as_the_ledger_counts_it(evidence: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The lines of a file give the ledger's row."""
    ledger = evidence.parent / "ledger.json"
    explained(capfd, evidence, "--ledger", ledger)
    row = next(r for r in json.loads(ledger.read_text())["files"] if r["path"].endswith("app.log"))
    asked = [word for line in range(2, 62) for word in ("--explain", f"app.log:{line}")]
    _, out, _ = explained(capfd, evidence, *asked, "--format", "json")
    said = [fate["disposition"] for each in json.loads(out) for fate in each["records"]]
    assert said.count("grouped") == row["grouped"]["records"]
    assert said.count("used") == row["used"]["records"]
