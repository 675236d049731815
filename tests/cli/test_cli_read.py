"""``read`` over one document and over many, as a person and as a program reads it."""

import json
import os
import unicodedata
from pathlib import Path

import pytest

from afterword.cli.main import main
from afterword.houses import library
from afterword.model.validation import validate_record

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "checkout-outage"
Captured = pytest.CaptureFixture[str]

FREE = """# 2024-02-15 Disk full on the database of the checkout service in region eu-west-1 and its replicas

**Severity:** SEV2

## Summary

The [disk](https://example.com/disk) was full because the logs of the new version were never rotated.

## Timeline

- 10:00 Alert fired
- ~10:05 Ann noticed the disk

## Special thanks

Bo.

## Action items

- [x] Watch all disks of all databases in all regions and alert on nine tenths of each of them before it is too late
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two postmortems, one of them below, and with what is none."""
    (tmp_path / "2024").mkdir()
    (tmp_path / ".git").mkdir()
    (tmp_path / "a.md").write_text(FREE, encoding="utf-8")
    (tmp_path / "2024" / "b.markdown").write_bytes((EXAMPLE / "sre.md").read_bytes())
    (tmp_path / "notes.txt").write_text("no postmortem", encoding="utf-8")
    (tmp_path / ".git" / "c.md").write_text("# hidden", encoding="utf-8")
    return tmp_path


def width(line: str) -> int:
    """Columns that a line takes in a terminal."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in line)


def test_the_record_says_where_it_comes_from(folder: Path, capfd: Captured) -> None:
    """The JSON has an origin for each field, and what is doubtful has its reason; it is a record."""
    assert main(["read", str(folder / "a.md"), "--format", "json"]) == 0
    said = capfd.readouterr().out
    found = {origin["path"]: origin for origin in json.loads(said)["provenance"]}
    assert found["summary"]["line"] == 7
    assert found["summary"]["how"] == "heading"
    assert "zone" in found["timeline[1].at"]["doubt"]
    assert not isinstance(validate_record(said), tuple)


def test_a_person_sees_what_to_check(folder: Path, capfd: Captured) -> None:
    """The page names the house in words, each field with line and origin, and each doubt with its line."""
    assert main(["read", str(folder / "a.md")]) == 0
    said = capfd.readouterr().out
    assert "No known house" in said
    (summary,) = [line for line in said.splitlines() if line.startswith("  summary")]
    assert summary.split()[-3:] == ["7", "under", "Summary"]
    assert "? timeline" in said
    assert "~2024-02-15 10:05 ?" in said
    assert "(done)" in said
    assert "https://example.com" not in said
    assert any(line.split()[:2] == ["11", "RD412"] for line in said.splitlines())


def test_a_document_in_order_says_so(tmp_path: Path, capfd: Captured) -> None:
    """Where nothing is doubtful, one line says that."""
    (tmp_path / "a.md").write_text("# Outage\n\n## Summary\n\nIt broke.\n", encoding="utf-8")
    assert main(["read", str(tmp_path / "a.md")]) == 0
    assert "Nothing to check" in capfd.readouterr().out


@pytest.mark.parametrize("columns", [60, 80, 120])
@pytest.mark.parametrize("name", [*library.names(), "free", "wide"])
def test_no_line_is_wider_than_the_terminal(
    name: str, columns: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: Captured
) -> None:
    """At 60, 80, and 120 columns nothing is wrapped by the terminal, wide characters included."""
    monkeypatch.setenv("COLUMNS", str(columns))
    source = tmp_path / "wide.md"
    wide = FREE.replace("Alert fired", "アラート" * 40).replace("SEV2", "重大" * 30).replace("# 2024", "# 障害 2024")
    source.write_text(wide if name == "wide" else FREE, encoding="utf-8")
    path = EXAMPLE / f"{name}.md" if name in library.names() else source
    assert main(["read", str(path)]) == 0
    assert max(map(width, capfd.readouterr().out.splitlines())) <= columns


def test_a_folder_is_read_whole(folder: Path, capfd: Captured) -> None:
    """Markdown in and below a folder is read, a line each; hidden files and others are not."""
    assert main(["read", str(folder)]) == 0
    lines = capfd.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[1:-1]] == ["2024/b.markdown", "a.md"]
    assert lines[-1].startswith("2 documents: 1 in a known house")


def test_records_of_a_folder_name_their_file(folder: Path, capfd: Captured) -> None:
    """As JSON lines and as a list, each record is what it is by itself, after its file."""
    alone = str(folder / "a.md")
    assert main(["read", alone, "--format", "json"]) == 0
    one = json.loads(capfd.readouterr().out)
    assert main(["read", str(folder), "--format", "jsonl"]) == 0
    lines = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert main(["read", str(folder), "--format", "json"]) == 0
    assert json.loads(capfd.readouterr().out) == lines
    assert lines[1] == {"file": alone, **one}
    assert next(iter(lines[0])) == "file"


def test_a_file_that_cannot_be_read_is_said_and_the_rest_is_read(folder: Path, capfd: Captured) -> None:
    """One line on standard error for each, exit code 1, and the others on standard output."""
    (folder / "broken.md").write_bytes(b"\xff\xfe\x00 no text")
    missing = str(folder / "missing.md")
    assert main(["read", str(folder), missing, "--format", "jsonl"]) == 1
    said = capfd.readouterr()
    assert len(said.out.splitlines()) == 2
    first, second = said.err.splitlines()
    assert "broken.md" in first
    assert "missing.md" in second


def test_where_nothing_can_be_read_nothing_is_written(folder: Path, capfd: Captured) -> None:
    """Exit code 2: no document, none that can be read, none in a folder, or one output for many documents."""
    out = folder / "out.json"
    empty = folder / "2023"
    empty.mkdir()
    for arguments in (
        [str(folder / "x.md"), str(folder / "y.md")],
        [str(empty)],
        ["--records", str(folder / "*.adoc")],
        [str(folder), "--format", "md"],
    ):
        assert main(["read", *arguments, "-o", str(out)]) == 2
        assert not out.exists()
    assert "Traceback" not in capfd.readouterr().err


def test_a_team_names_its_records_once(folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: Captured) -> None:
    """Without a file the globs of ``afterword.toml`` are read, from below as well; ``--records`` replaces them."""
    (folder / "afterword.toml").write_text('records = ["*.md"]\n', encoding="utf-8")
    for below in (folder, folder / "2024"):
        monkeypatch.chdir(below)
        assert main(["read", "--format", "jsonl"]) == 0
        assert [Path(json.loads(line)["file"]).name for line in capfd.readouterr().out.splitlines()] == ["a.md"]
    monkeypatch.chdir(folder)
    assert main(["read", "--records", "2024/*", "--format", "jsonl"]) == 0
    assert [json.loads(line)["house"] for line in capfd.readouterr().out.splitlines()] == ["sre"]
    (folder / "afterword.toml").write_text("records = 3\n", encoding="utf-8")
    assert main(["read"]) == 2
    (folder / "afterword.toml").unlink()
    assert main(["read"]) == 2


@pytest.mark.parametrize("hostile", ["[", "[a](", "[](", "![", "(", "<!--"])
def test_a_line_of_brackets_is_read_like_any_other(tmp_path: Path, hostile: str, capfd: Captured) -> None:
    """A long line that opens links without end is a text, shown from its start."""
    (tmp_path / "a.md").write_text(f"# Drift\n\n## Summary\n\nWords {hostile * 20_000}\n")
    assert main(["read", str(tmp_path / "a.md")]) == 0
    assert "summary  Words" in capfd.readouterr().out


def test_links_are_shown_by_their_words(tmp_path: Path, capfd: Captured) -> None:
    """A value is shown without addresses and comments, whatever brackets an address holds."""
    links = 'See [one](a_(b)) and ![two](c "d") <!-- three --> in [four].'
    (tmp_path / "a.md").write_text(f"# Drift\n\n## Summary\n\n{links}\n")
    assert main(["read", str(tmp_path / "a.md")]) == 0
    assert "See one and two in [four]." in capfd.readouterr().out


def test_a_folder_keeps_to_itself(tmp_path: Path, capfd: Captured) -> None:
    """Links out of a folder and what is no file are passed over, each with a word; links within are read."""
    folder = tmp_path / "records"
    folder.mkdir()
    (tmp_path / "secret.md").write_text("# Secret\n")
    (folder / "a.md").write_text("# Drift\n")
    (folder / "b.md").symlink_to(folder / "a.md")
    (folder / "c.md").symlink_to(tmp_path / "secret.md")
    (folder / "d.md").symlink_to(folder / "gone.md")
    os.mkfifo(folder / "e.md")
    assert main(["read", str(folder)]) == 0
    out, err = capfd.readouterr()
    assert "2 documents" in out
    assert "Secret" not in out
    assert [line.partition(": passed over: ")[2] for line in err.splitlines()] == [
        "a link to a file outside of the folder; name it itself to read it",
        "a link that leads nowhere",
        "no regular file",
    ]


def test_where_nothing_is_set_the_usual_folder_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: Captured
) -> None:
    """In a folder that `init` made, `status` shows its postmortems, or says that there is none."""
    monkeypatch.chdir(tmp_path)
    assert main(["init"]) == 0
    assert main(["status"]) == 2
    assert capfd.readouterr().err == "afterword: postmortems/**/*.md: no Markdown file is there\n"
    (tmp_path / "postmortems" / "a.md").write_text(
        "# Outage of mail\n\n## Impact\n\nNo mail.\n\n## Root cause\n\nA fault.\n"
    )
    assert main(["status"]) == 0
    assert "a.md" in capfd.readouterr().out
    (tmp_path / "postmortems" / "a.md").unlink()
    (tmp_path / "postmortems" / ".gitkeep").unlink()
    (tmp_path / "postmortems").rmdir()
    assert main(["status"]) == 2
    assert "afterword.toml names no records" in capfd.readouterr().err
