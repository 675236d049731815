"""Every command that reads a document, given what is none: one line, exit code 2, nothing written."""

from pathlib import Path

import pytest

from afterword.cli.files import MAX_BYTES
from afterword.cli.main import main

# What follows the document in a call of the command; "-" stands for an output that is printed.
COMMANDS = {
    "read": ["read", "DOCUMENT"],
    "metrics": ["metrics", "DOCUMENT"],
    "verify": ["verify", "DOCUMENT"],
    "set": ["set", "DOCUMENT", "title=x"],
    "export md": ["export", "DOCUMENT", "--to", "md", "-o", "OUT"],
    "export json": ["export", "DOCUMENT", "--to", "json", "-o", "OUT"],
    "export html": ["export", "DOCUMENT", "--to", "html", "-o", "OUT"],
    "export pdf": ["export", "DOCUMENT", "--to", "pdf", "-o", "OUT"],
    "check": ["check", "DOCUMENT"],
    "close": ["close", "DOCUMENT", "--by", "Ana"],
    "reopen": ["reopen", "DOCUMENT", "--by", "Ana", "--why", "x"],
    "agenda": ["agenda", "DOCUMENT", "-o", "OUT"],
    "agenda take": ["agenda", "DOCUMENT", "--take", "EVIDENCE"],
    "draft into": ["draft", "EVIDENCE", "--into", "DOCUMENT"],
}
DOCUMENTS = {
    "missing": None,
    "binary": b"\x7fELF" + bytes(64),
    "not UTF-8": b"# Caf\xe9\n",
    "large": b"a" * (MAX_BYTES + 1),
    "a PDF": b"%PDF-1.7\n\xe2\xe3",
}


@pytest.mark.parametrize("content", DOCUMENTS.values(), ids=DOCUMENTS)
@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_what_is_no_document_is_refused(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], command: list[str], content: bytes | None
) -> None:
    """The line names the file; no output appears, and the file stays as it was."""
    document = tmp_path / "document.md"
    if content is not None:
        document.write_bytes(content)
    (tmp_path / "evidence.log").write_text("2026-03-12T14:06:12Z first\n2026-03-12T14:07:12Z second\n" * 20)
    places = {"DOCUMENT": document, "OUT": tmp_path / "out", "EVIDENCE": tmp_path / "evidence.log"}
    before = sorted(tmp_path.iterdir())
    code = main([str(places.get(word, word)) for word in command])
    said = capfd.readouterr()
    assert (code, said.out) == (2, "")
    last = said.err.splitlines()[-1]
    assert last.startswith("afterword: ")
    assert "document.md" in last
    assert "Traceback" not in said.err
    assert sorted(tmp_path.iterdir()) == before
    if content is not None:
        assert document.read_bytes() == content


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_a_folder_is_no_document(tmp_path: Path, capfd: pytest.CaptureFixture[str], command: list[str]) -> None:
    """A folder in place of a document is refused by name."""
    (tmp_path / "evidence.log").write_text("2026-03-12T14:06:12Z first\n" * 20)
    places = {"DOCUMENT": tmp_path, "OUT": tmp_path / "out", "EVIDENCE": tmp_path / "evidence.log"}
    assert main([str(places.get(word, word)) for word in command]) == 2
    assert capfd.readouterr().err.splitlines()[-1].startswith("afterword: ")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("command", ["timeline", "draft"])
@pytest.mark.parametrize("evidence", ["missing", "empty"])
def test_no_evidence_is_no_timeline(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], command: str, evidence: str
) -> None:
    """Missing evidence cannot be read (2); an empty folder holds nothing that was understood (1 or 2); no traceback."""
    if evidence == "empty":
        (tmp_path / "empty").mkdir()
    code = main([command, str(tmp_path / evidence), "-o", str(tmp_path / "out")])
    assert code in ({2} if evidence == "missing" else {1, 2})
    said = capfd.readouterr().err
    assert said
    assert "Traceback" not in said


def test_the_program_takes_hostile_structure_for_text(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Anchors, deep nesting, and ragged tables are read, with findings at worst."""
    for number, text in enumerate(
        [
            "---\na: &a [x]\nb: [*a, *a]\n---\n# T\n",
            "> " * 10_000 + "x",
            "- " * 5_000 + "x",
            "[" * 10_000,
            "| a | b |\n|---|---|\n| 1 |\n| 1 | 2 | 3 |\n",
            "",
        ]
    ):
        document = tmp_path / f"{number}.md"
        document.write_text(text)
        assert main(["read", str(document), "--format", "md"]) == 0
        assert capfd.readouterr().out == text
