"""``convert``: a postmortem in another house's shape, what was carried, and what the house asks."""

import json
from pathlib import Path

import pytest

from afterword.cli.main import main
from afterword.houses import lens

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "checkout-outage"
Captured = pytest.CaptureFixture[str]

ARCHIVED = """---
title: Search down
layout: post
authors: [ana]
---

# Search down

## Summary

The index filled the disk. See the [thread][t] and the note[^1].

<!-- more -->

## Timeline

All times in UTC.

- 2024-02-15 10:00 - Alert fires
- 10:07 - ana pages the database team
- 10:31 - Service is back

## What went well

- The alert was early.

## Action items

- [ ] Add a quota

## Vendor contact

Ticket 4711.

[t]: https://example.com/thread
[^1]: Written by support.
"""


@pytest.fixture
def archived(tmp_path: Path) -> Path:
    """A document of no known house."""
    path = tmp_path / "old.md"
    path.write_text(ARCHIVED, encoding="utf-8")
    return path


def read(path: Path) -> str:
    """A file, character for character."""
    return path.read_bytes().decode("utf-8")


def test_the_result_is_in_the_house_and_says_the_same(archived: Path, capfd: Captured) -> None:
    """Every event, action, and text is there, and nothing is printed on standard output."""
    out = archived.with_name("new.md")
    assert main(["convert", str(archived), "--to", "seal", "-o", str(out)]) == 0
    assert capfd.readouterr().out == ""
    reading = lens.get(read(out))
    assert reading.house.name == "seal"
    assert [e.at for e in reading.record.timeline] == [
        "2024-02-15T10:00:00Z",
        "2024-02-15T10:07:00Z",
        "2024-02-15T10:31:00Z",
    ]
    assert [a.what for a in reading.record.actions] == ["Add a quota"]
    assert reading.record.went_well[0].text == "The alert was early."


def test_what_stands_beside_the_record_is_kept(archived: Path) -> None:
    """Keys of the front matter that are no field, definitions of links, footnotes, and unknown sections go along."""
    out = archived.with_name("new.md")
    main(["convert", str(archived), "--to", "seal", "-o", str(out)])
    text = read(out)
    assert "layout: post" in text
    assert "[t]: https://example.com/thread" in text
    assert "[^1]: Written by support." in text
    assert "## Vendor contact\n\nTicket 4711." in text


def test_stderr_says_what_was_carried_and_what_is_open(archived: Path, capfd: Captured) -> None:
    """Field by field, in words; the sections that the house does not have; and its questions by section."""
    assert main(["convert", str(archived), "--to", "soc", "-o", str(archived.with_name("new.md"))]) == 0
    said = " ".join(capfd.readouterr().err.split())
    assert "house soc, from no known house" in said
    assert "carried: summary (in the block at the end)" in said
    assert "in the front matter: authors" in said
    assert '"Vendor contact"' in said
    assert "left behind: comments and the template's words (line 13)" in said
    assert "Incident Timeline (Authoritative Record) (" in said
    assert "Severity declared" in said
    assert "Primary Root Cause" in said


def test_json_gives_the_same_as_data(archived: Path, capfd: Captured) -> None:
    """On standard output where the document goes to a file, on stderr where standard output has the document."""
    out = archived.with_name("new.md")
    assert main(["convert", str(archived), "--to", "soc", "-o", str(out), "--format", "json"]) == 0
    told = json.loads(capfd.readouterr().out)
    assert told["to"] == "soc"
    assert told["from"] is None
    assert told["carried"] == [{"field": "summary", "items": None, "parts": [], "shown": "nowhere"}]
    assert {"section": "Root Cause Analysis", "asks": "Primary Root Cause", "field": "analysis.root_cause"} in told[
        "open"
    ]
    assert main(["convert", str(archived), "--to", "soc", "--format", "json"]) == 0
    captured = capfd.readouterr()
    assert captured.out == read(out)
    assert json.loads(captured.err)["output"] == "-"


def test_standard_input_to_standard_output(archived: Path, capfd: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    """``-`` reads standard input; without ``-o`` the document is printed."""
    with archived.open() as stream:
        monkeypatch.setattr("sys.stdin", stream)
        assert main(["convert", "-", "--to", "cloud"]) == 0
    captured = capfd.readouterr()
    assert captured.out.startswith("---\n")
    assert "# Post Mortem" in captured.out
    assert captured.err.startswith("-: house cloud")


def test_lines_end_as_they_did(archived: Path) -> None:
    """A document with CRLF becomes one with CRLF."""
    archived.write_bytes(ARCHIVED.replace("\n", "\r\n").encode())
    out = archived.with_name("new.md")
    assert main(["convert", str(archived), "--to", "sre", "-o", str(out)]) == 0
    assert out.read_bytes().count(b"\n") == out.read_bytes().count(b"\r\n") > 0


def test_guidance_is_left_out_unless_asked_for(archived: Path, capfd: Captured) -> None:
    """Neither the old document's comments nor the new house's guidance are written; ``--guidance`` adds the latter."""
    assert main(["convert", str(archived), "--to", "seal"]) == 0
    body = capfd.readouterr().out.partition("<!-- afterword:carried -->")[0]
    assert "<!--" not in body.replace("<!-- phase", "")
    assert main(["convert", str(archived), "--to", "seal", "--guidance"]) == 0
    assert "<!-- Two to four paragraphs" in capfd.readouterr().out


def test_a_house_file_is_a_house(archived: Path, capfd: Captured) -> None:
    """``--to`` takes the path of a house file; the result names its house where its shape does not show it."""
    house = archived.with_name("ours.md")
    house.write_text(
        "---\nhouse: ours\nsummary: Ours\ntime: {zone: UTC, clock: 24h, zone_in: header, day_heading: null}\n---\n"
        "# {{ title }}\n\n## What broke\n\n{{ summary }}\n\n## Log\n\n| Time (UTC) | Event |\n|---|---|\n"
        "| {{ timeline.at }} | {{ timeline.what }} |\n",
        encoding="utf-8",
    )
    assert main(["convert", str(archived), "--to", str(house)]) == 0
    text = capfd.readouterr().out
    assert "## What broke\n\nThe index filled the disk." in text
    assert "| 2024-02-15 10:00 | Alert fires |" in text
    assert "afterword:carried" in text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--to", "nowhere", "-o", "new.md"], "nowhere"),
        (["--to", "missing/ours.md", "-o", "new.md"], "missing/ours.md"),
        (["--to", "seal", "-o", "old.md"], "exists already"),
        (["--to", "seal", "-o", "no/such/new.md"], "does not exist"),
        (["other.md", "--to", "seal"], "need -o OUT, a folder"),
        (["--to", "seal", "-o", ""], "name of the output is empty"),
    ],
)
def test_what_is_wrong_is_one_line_and_exit_2(
    words: list[str], said: str, archived: Path, capfd: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is written, and the line says what to do."""
    monkeypatch.chdir(archived.parent)
    assert main(["convert", "old.md", *words]) == 2
    captured = capfd.readouterr()
    assert captured.out == ""
    assert len(captured.err.splitlines()) == 1
    assert said in captured.err
    assert read(archived) == ARCHIVED
    assert not archived.with_name("new.md").exists()


def test_a_missing_document_is_refused(tmp_path: Path, capfd: Captured) -> None:
    """One line, exit 2."""
    assert main(["convert", str(tmp_path / "none.md"), "--to", "seal"]) == 2
    assert capfd.readouterr().err.endswith("no such file\n")


def test_force_overwrites(archived: Path) -> None:
    """With ``--force`` the old file gives way."""
    out = archived.with_name("new.md")
    out.write_text("old", encoding="utf-8")
    assert main(["convert", str(archived), "--to", "seal", "-o", str(out), "--force"]) == 0
    assert read(out).startswith("---\nlayout: post")


def test_a_folder_becomes_a_folder(tmp_path: Path, archived: Path, capfd: Captured) -> None:
    """Each postmortem goes to its own place; what is none is passed over, and that is no failure."""
    folder = tmp_path / "archive"
    (folder / "2024").mkdir(parents=True)
    (folder / "2024" / "search.md").write_text(ARCHIVED, encoding="utf-8")
    (folder / "README.md").write_text("# Our postmortems\n\nAll of them.\n", encoding="utf-8")
    out = tmp_path / "converted"
    assert main(["convert", str(folder), "--to", "sre", "-o", str(out)]) == 0
    assert [p.relative_to(out).as_posix() for p in out.rglob("*.md")] == ["2024/search.md"]
    said = capfd.readouterr().err
    assert "README.md: passed over" in said
    assert said.endswith("1 converted to house sre, 0 refused\n")


def test_one_bad_document_does_not_keep_back_the_others(tmp_path: Path, archived: Path, capfd: Captured) -> None:
    """It is named with its reason, the others are written, and the exit code is 1; 2 where none was written."""
    bad = tmp_path / "bad.md"
    bad.write_bytes(b"\xff\xfe\x00" * 40)
    out = tmp_path / "converted"
    assert main(["convert", str(archived), str(bad), "--to", "sre", "-o", str(out)]) == 1
    said = capfd.readouterr().err
    assert f"{bad}: refused: not a text file" in said
    assert [p.name for p in out.iterdir()] == ["old.md"]
    assert main(["convert", str(archived), str(bad), "--to", "sre", "-o", str(out)]) == 2
    assert "exists already" in capfd.readouterr().err


def test_a_folder_as_data(tmp_path: Path, archived: Path, capfd: Captured) -> None:
    """One list with an entry for each document."""
    assert (
        main(
            [
                "convert",
                str(archived),
                str(EXAMPLE / "soc.md"),
                "--to",
                "sre",
                "-o",
                str(tmp_path / "c"),
                "--format",
                "json",
            ]
        )
        == 0
    )
    told = json.loads(capfd.readouterr().out)
    assert [entry["from"] for entry in told] == [None, "soc"]
    assert all(Path(entry["output"]).is_file() for entry in told)


def test_there_and_back_by_the_command(tmp_path: Path) -> None:
    """The example goes through all houses and comes back with the same record."""
    path = EXAMPLE / "soc.md"
    for number, house in enumerate(["security", "seal", "cloud", "sre", "soc"]):
        out = tmp_path / f"{number}.md"
        assert main(["convert", str(path), "--to", house, "-o", str(out)]) == 0
        path = out
    first, last = lens.get(read(EXAMPLE / "soc.md")), lens.get(read(path))
    assert lens.states(last, first.record)


def test_what_is_passed_over_takes_no_place(tmp_path: Path, archived: Path, capfd: Captured) -> None:
    """A document that is no postmortem keeps no other from its name."""
    for folder, text in (("a", "# Our index\n"), ("b", read(archived))):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "one.md").write_text(text)
    out = tmp_path / "out"
    assert main(["convert", str(tmp_path / "a"), str(tmp_path / "b"), "--to", "soc", "-o", str(out)]) == 0
    assert (out / "one.md").is_file()
    assert "1 converted to house soc, 0 refused" in capfd.readouterr().err


def test_a_folder_of_one_is_a_list_as_data(tmp_path: Path, archived: Path, capfd: Captured) -> None:
    """The data of a folder is a list, however many documents it has."""
    folder = tmp_path / "single"
    folder.mkdir()
    (folder / "one.md").write_text(read(archived))
    assert main(["convert", str(folder), "--to", "soc", "-o", str(tmp_path / "out"), "--format", "json"]) == 0
    assert [told["to"] for told in json.loads(capfd.readouterr().out)] == ["soc"]
