"""A team's folder of houses: one that is broken keeps no command from its work, unless it is the one asked for."""

import json
from pathlib import Path

import pytest

from afterword.cli.main import main

HOUSE = "---\nhouse: {name}\n---\n# {{{{ title }}}}\n\n## What happened\n\n{{{{ summary }}}}\n"
BROKEN = "---\nhouse: broken\n---\n# {{ title }}\n\n{{ summry }}\n"
TWICE = "---\nhouse: twice\n---\n# {{ title }}\n\n- {{ actions.what }}\n\n## More\n\n- {{ actions.what }}\n"
DOCUMENT = "---\nhouse: broken\n---\n# Disk full\n\n## Summary\n\nThe disk was full.\n"

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def team(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a sound house, one that means nothing, and one that reads and cannot be written."""
    (tmp_path / "afterword.toml").write_text('houses = "houses"\n')
    houses = tmp_path / "houses"
    houses.mkdir()
    (houses / "sound.md").write_text(HOUSE.format(name="sound"))
    (houses / "broken.md").write_text(BROKEN)
    (houses / "twice.md").write_text(TWICE)
    (houses / "README.md").write_text("# Our houses\n")
    (tmp_path / "one.md").write_text(DOCUMENT)
    (tmp_path / "two.md").write_text(DOCUMENT.replace("house: broken", "house: sound"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("words", [["read"], ["check"], ["metrics"], ["convert", "--to", "seal", "-o", "-"]])
def test_a_broken_house_stops_no_other_command(team: Path, words: list[str], capfd: Captured) -> None:
    """The document is read, and standard error says once which house is broken, where, and why."""
    assert main([words[0], "two.md", *words[1:]]) in {0, 1}
    told = [line for line in capfd.readouterr().err.splitlines() if "broken.md" in line]
    reason = "HF201 the record has no field summry; did you mean summary?"
    assert told == [f"afterword: {team}/houses/broken.md:6:1: {reason}; documents are read without this house"]


def test_a_document_of_a_broken_house_says_so(team: Path, capfd: Captured) -> None:
    """The finding that the house is not known has the place and the reason."""
    assert main(["read", "one.md", "--format", "json"]) == 0
    record = json.loads(capfd.readouterr().out)
    assert record["summary"] == "The disk was full."
    (found,) = [finding for finding in record["findings"] if finding["code"] == "RD401"]
    assert f"{team}/houses/broken.md:6:1: HF201" in found["message"]


def test_many_documents_are_told_once(team: Path, capfd: Captured) -> None:
    """Over a folder the broken house is said once and not for each document."""
    assert main(["read", "one.md", "two.md", "--format", "jsonl"]) == 0
    out, err = capfd.readouterr()
    assert len(out.splitlines()) == 2
    assert err.count("broken.md") == 1


@pytest.mark.parametrize("name", ["broken", "houses/broken.md", "twice", "houses/twice.md"])
@pytest.mark.parametrize("command", ["new", "convert"])
def test_a_house_with_faults_is_never_written_in(team: Path, name: str, command: str, capfd: Captured) -> None:
    """Who asks for it gets one line with path, line, and reason, code 2, and no file."""
    words = ["new", "Disk", "--house", name] if command == "new" else ["convert", "two.md", "--to", name]
    assert main([*words, "-o", "out.md"]) == 2
    last = capfd.readouterr().err.splitlines()[-1]
    stem = Path(name).stem
    assert last.startswith("afterword: ")
    assert f"houses/{stem}.md:{6 if stem == 'broken' else 10}:" in last
    assert f" HF{201 if stem == 'broken' else 208} " in last
    assert not (team / "out.md").exists()


def test_a_sound_house_is_written_in(team: Path, capfd: Captured) -> None:
    """The broken one beside it is no hindrance."""
    assert main(["new", "Disk", "--house", "sound", "-o", "-"]) == 0
    assert capfd.readouterr().out.startswith("# Disk\n")


def test_a_house_is_shown_with_its_faults(team: Path, capfd: Captured) -> None:
    """Showing writes nothing, so a house that only ``check`` refuses is shown."""
    assert main(["house", "show", "twice"]) == 0
    assert capfd.readouterr().out == TWICE


def test_two_files_of_one_name_are_told(team: Path, capfd: Captured) -> None:
    """The first in the order of the folder holds, and the other is named."""
    (team / "houses" / "zweite.md").write_text(HOUSE.format(name="sound"))
    assert main(["house", "list"]) == 0
    out, err = capfd.readouterr()
    assert [line.split()[0] for line in out.splitlines()].count("sound") == 1
    assert f"{team}/houses/zweite.md: is left out: its house sound has a file already, {team}/houses/sound.md" in err


def test_a_house_that_goes_before_a_built_in_one_is_told(team: Path, capfd: Captured) -> None:
    """The list and the check say that the built-in house of that name is replaced; of others they do not."""
    (team / "houses" / "sre.md").write_text(HOUSE.format(name="sre"))
    assert main(["house", "list"]) == 0
    told = [line for line in capfd.readouterr().out.splitlines() if "replaces" in line]
    assert [line.split()[0] for line in told] == ["sre"]
    assert main(["house", "list", "--format", "json"]) == 0
    rows = {row["name"]: row for row in json.loads(capfd.readouterr().out)}
    assert (rows["sre"]["replaces_built_in"], rows["sound"]["replaces_built_in"]) == (True, False)
    assert main(["house", "check", "houses/sre.md", "houses/sound.md"]) == 0
    assert capfd.readouterr().out == (
        "houses/sre.md: valid, house sre; replaces the built-in house of that name\n"
        "houses/sound.md: valid, house sound\n"
    )


def test_what_is_no_file_is_told(team: Path, capfd: Captured) -> None:
    """A link in a circle, a link to nothing, a folder, and bytes that are no text each get their line."""
    houses = team / "houses"
    (houses / "loop.md").symlink_to("loop.md")
    (houses / "gone.md").symlink_to("nowhere.md")
    (houses / "folder.md").mkdir()
    (houses / "bytes.md").write_bytes(b"---\nhouse: bytes\n---\n\xff\xfe\n")
    (houses / "zero.md").write_bytes(b"\0" * 9)
    (houses / "large.md").write_text("---\nhouse: large\n---\n" + "x" * 1024 * 1024)
    (houses / "empty.md").write_text("")
    assert main(["read", "two.md"]) == 0
    told = capfd.readouterr().err
    named = ["loop", "gone", "folder", "bytes", "zero", "large", "empty", "broken"]
    assert [name for name in named if told.count(f"/{name}.md:") != 1] == []


def test_a_house_that_changed_leaves_its_documents_readable(team: Path, capfd: Captured) -> None:
    """What lost its place in the house stays in the document: found by its name, else kept as remainder."""
    text = "---\nhouse: sound\n---\n# Disk full\n\n## What happened\n\nIt was full.\n\n## Weather\n\nRain.\n"
    (team / "two.md").write_text(text)
    (team / "houses" / "sound.md").write_text(HOUSE.format(name="sound").replace("What happened", "In short"))
    assert main(["read", "two.md", "--format", "json"]) == 0
    record = json.loads(capfd.readouterr().out)
    assert record["house"] == "sound"
    assert "Rain." in json.dumps(record["remainder"])
    assert "It was full." in json.dumps([record["summary"], record["remainder"]])
    assert [finding["line"] for finding in record["findings"] if "Weather" in finding["message"]]
    assert main(["read", "two.md", "--format", "md"]) == 0
    assert capfd.readouterr().out == text


def test_new_says_when_its_house_will_not_be_known(tmp_path: Path, capfd: Captured) -> None:
    """A house file that no settings name is told, and one in their folder is not."""
    house = tmp_path / "houses" / "tram.md"
    house.parent.mkdir()
    house.write_text("---\nhouse: tram\nsummary: Short\n---\n# {{ title }}\n\n## Summary\n\n{{ summary }}\n")
    words = ["new", "Stuck", "--house", str(house), "--force", "-o", str(tmp_path / "a.md")]
    assert main(words) == 0
    assert "not known again unless afterword.toml" in capfd.readouterr().err
    (tmp_path / "afterword.toml").write_text('houses = "houses"\n')
    assert main(words) == 0
    assert "afterword.toml" not in capfd.readouterr().err
