"""The commands ``evidence kinds`` and ``verify``."""

import json
from pathlib import Path

import pytest

from afterword.cli.main import main
from afterword.evidence.citations import cite
from afterword.evidence.collection import read
from afterword.evidence.options import Options

LOG = "2024-02-15T14:32:10Z one\n2024-02-15T14:32:11Z two\n"


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """A document beside the evidence that it cites."""
    (tmp_path / "app.log").write_text(LOG)
    notes = [cite(entry.sources[0]) for entry in read([tmp_path], options=Options()).entries()]
    (tmp_path / "draft.md").write_text(f"# x\n\nOne[^e1], two[^e2].\n\n[^e1]: {notes[0]}\n[^e2]: {notes[1]}\n")
    return tmp_path / "draft.md"


def test_kinds_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    """Each kind has a line with its name and what it reads."""
    assert main(["evidence", "kinds"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) >= 10
    assert any(line.startswith("syslog ") and "RFC 5424" in line for line in lines)


def test_kinds_are_listed_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    """Programs get the same, and which kinds are generic."""
    assert main(["evidence", "kinds", "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert {row["kind"] for row in rows if row["generic"]} == {
        "csv",
        "json-lists",
        "jsonl",
        "text",
        "webhook",
        "yaml-documents",
    }
    assert all(row["reads"].endswith((".", ").")) for row in rows)


def test_citations_that_hold(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Evidence beside the document is found without being named."""
    assert main(["verify", str(draft)]) == 0
    assert capsys.readouterr().out.endswith("2 of 2 citations hold\n")


def test_citations_that_do_not_hold(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The answer is no, with the place and the reason."""
    (draft.parent / "app.log").write_text(LOG + "more\n")
    assert main(["verify", str(draft), "--evidence", str(draft.parent)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(f"{draft}:5: [^e1] does not hold: app.log has changed")
    assert lines[-1].endswith("0 of 2 citations hold")


def test_citations_as_json(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Programs get a row a citation."""
    (draft.parent / "app.log").unlink()
    assert main(["verify", str(draft), "--format", "json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert (answer["citations"], answer["failed"]) == (2, 2)
    assert answer["checked"][0]["reason"] == "app.log was not found"


def test_a_document_without_citations(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is said, and it is no failure."""
    (tmp_path / "x.md").write_text("# x\n")
    assert main(["verify", str(tmp_path / "x.md")]) == 0
    assert capsys.readouterr().out == f"{tmp_path / 'x.md'}: no citations\n"


@pytest.mark.parametrize("arguments", [["verify", "nowhere.md"], ["verify", "DRAFT", "--evidence", "nowhere"]])
def test_what_is_not_there_is_one_line(draft: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Missing files are the caller's error."""
    assert main([str(draft) if word == "DRAFT" else word for word in arguments]) == 2
    error = capsys.readouterr().err
    assert error.startswith("afterword: ")
    assert error.count("\n") == 1
