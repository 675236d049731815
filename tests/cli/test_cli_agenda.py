"""The sheet of a meeting at the command line."""

import json
from pathlib import Path

import pytest

from afterword.cli.main import main

Captured = pytest.CaptureFixture[str]
DOCUMENT = (
    "---\nhouse: seal\n---\n# Post-Mortem: Checkout\n\n## Impact\n\n### Users\n\n- Users affected:\n- Duration:\n"
)


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A document with gaps."""
    made = tmp_path / "pm.md"
    made.write_text(DOCUMENT, encoding="utf-8")
    return made


def filled(document: Path) -> Path:
    """A sheet in which somebody answered one question."""
    notes = document.with_name("notes.md")
    assert main(["agenda", str(document), "-o", str(notes)]) == 0
    mark = "<!-- take: impact.users -->"
    notes.write_text(notes.read_text(encoding="utf-8").replace(mark, f"{mark} 7,918"), encoding="utf-8")
    return notes


def test_a_sheet_is_not_overwritten(document: Path, capfd: Captured) -> None:
    """Notes that people took are safe."""
    notes = filled(document)
    before = notes.read_bytes()
    assert main(["agenda", str(document), "-o", str(notes)]) == 2
    assert notes.read_bytes() == before
    assert "--force" in capfd.readouterr().err


def test_a_dry_run_takes_nothing(document: Path, capfd: Captured) -> None:
    """It shows the line that would change."""
    notes = filled(document)
    capfd.readouterr()
    assert main(["agenda", str(document), "--take", str(notes), "--dry-run"]) == 0
    out = capfd.readouterr().out
    assert document.read_text(encoding="utf-8") == DOCUMENT
    assert "+- Users affected: 7,918\n" in out
    assert out.endswith("1 answer: 1 written.\n")


def test_the_document_may_go_elsewhere(document: Path, capfd: Captured) -> None:
    """On standard output it stands alone; what became of the answers is said beside it."""
    notes = filled(document)
    capfd.readouterr()
    assert main(["agenda", str(document), "--take", str(notes), "-o", "-", "--format", "json"]) == 0
    said = capfd.readouterr()
    assert said.out == DOCUMENT.replace("affected:", "affected: 7,918")
    assert json.loads(said.err)["taken"][0]["path"] == "impact.users"
    assert document.read_text(encoding="utf-8") == DOCUMENT


def test_notes_without_answers_change_nothing(document: Path, capfd: Captured) -> None:
    """An empty file, and one that is only blank lines."""
    notes = document.with_name("empty.md")
    for text in ("", "\n\n"):
        notes.write_text(text)
        assert main(["agenda", str(document), "--take", str(notes)]) == 0
    assert document.read_text(encoding="utf-8") == DOCUMENT
    assert "no answers" in capfd.readouterr().out


@pytest.mark.parametrize("words", [["--dry-run"], ["--take", "missing.md"]])
def test_what_cannot_be_done_is_refused(document: Path, words: list[str]) -> None:
    """One line, and nothing written."""
    assert main(["agenda", str(document), *words]) == 2
    assert main(["agenda", "-", "--take", "-"]) == 2
    assert document.read_text(encoding="utf-8") == DOCUMENT
