"""A house file that means nothing somewhere is refused with the place of every fault."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from afterword.cli.main import main, program
from afterword.houses import library
from afterword.houses.making.checking import check

SETTINGS = "---\nhouse: shop\n---\n"
TITLE = "# {{ title }}\n\n"


def faults(text: str) -> list[tuple[str, int, int]]:
    """Code, line, and column of each fault."""
    return [(fault.code, fault.line, fault.column) for fault in check(text, "shop").faults]


BODIES = {
    "a hole that no field has": ("{{ summry }}", ("HF201", 6, 1)),
    "a hole for what is derived": ("{{ metrics.duration }}", ("HF201", 6, 1)),
    "a hole for a whole list": ("- {{ actions }}", ("HF201", 6, 3)),
    "a hole that is not closed": ("{{ summary", ("HF202", 6, 1)),
    "a hole that is not opened": ("Owner: owner }}", ("HF202", 6, 14)),
    "a hole with words": ("Owner: {{ the owner }}", ("HF202", 6, 8)),
    "an empty hole": ("Owner: {{ }}", ("HF202", 6, 8)),
    "a hole in a sentence": ("It was {{ owner }} who knew.", ("HF203", 6, 8)),
    "a hole in a code block": ("```\n{{ summary }}\n```", ("HF203", 7, 1)),
    "a hole in a quotation": ("> {{ summary }}", ("HF203", 6, 3)),
    "words behind the hole of a text": ("{{ summary }} and more", ("HF203", 6, 14)),
    "two holes that nothing separates": ("Owner: {{ owner }}{{ scribe }}", ("HF204", 6, 19)),
    "two holes with only a space": ("Owner: {{ owner }} {{ scribe }}", ("HF204", 6, 20)),
    "a fixed value that is no token": ("- {{ actions.what horizon=soon }}", ("HF205", 6, 3)),
    "a fixed value that is no field": ("- {{ actions.what horizn=short }}", ("HF205", 6, 3)),
    "a fixed value of a single field": ("Owner: {{ owner kind=new }}", ("HF205", 6, 8)),
    "a section that stands twice": ("## Impact\n\n{{ impact.text }}\n\n## Impact:\n", ("HF206", 10, 1)),
    "a section that stands twice, with a number": ("## 1. Impact\n\n## 2. Impact\n", ("HF206", 8, 1)),
    "a label part that stands twice": ("Notes:\n\n- {{ lucky }}\n\nNotes:\n", ("HF206", 10, 1)),
    "a heading with another hole": ("## {{ owner }}", ("HF207", 6, 4)),
    "words behind the title": ("## {{ title }} (review)", ("HF207", 6, 15)),
    "a list with two homes": ("- {{ actions.what }}\n\n## More\n\n1. {{ actions.what }}", ("HF208", 10, 4)),
    "a list and a table of one list": (
        "- {{ actions.what }}\n\n| What |\n|---|\n| {{ actions.what }} |",
        ("HF208", 10, 3),
    ),
    "a list of texts with two homes": ("- {{ lucky }}\n\n## More\n\n- {{ lucky }}", ("HF208", 10, 3)),
    "a group that is not closed": ("<!-- each -->\n\nWhy: {{ analysis.whys.question }}", ("HF209", 6, 1)),
    "a group that is not opened": ("<!-- /each -->", ("HF209", 6, 1)),
    "a group without a list": ("<!-- each -->\n\nOwner: {{ owner }}\n\n<!-- /each -->", ("HF209", 6, 1)),
    "a group of two lists": (
        "<!-- each -->\n\nWhy: {{ analysis.whys.question }}\nA: {{ lessons.text }}\n\n<!-- /each -->",
        ("HF209", 6, 1),
    ),
    "an item of a single value": ("- {{ owner }}", ("HF210", 6, 3)),
    "an item of two lists": ("- {{ actions.what }}, {{ lessons.text }}", ("HF210", 6, 23)),
    "a row of a single value": ("| A | B | C |\n|---|---|---|\n| Owner | {{ owner }} | x |", ("HF210", 8, 11)),
    "a table without a row": ("| What | Owner |\n|---|---|", ("HF211", 6, 1)),
    "a table with an empty row": ("| What | Owner |\n|---|---|\n| | |", ("HF211", 6, 1)),
    "nested holes": ("Owner: {{ owner {{ scribe }}", ("HF202", 6, 8)),
    "a field of Cyrillic letters": ("{{ \u0441ummary }}", ("HF202", 6, 1)),
    "a second row of one list": (
        "| A | B |\n|---|---|\n| {{ actions.what }} | x |\n| {{ actions.what }} | y |",
        ("HF208", 9, 3),
    ),
    "a row with a cell too few": ("| What | Owner |\n|---|---|\n| {{ actions.what }} |", ("HF211", 8, 1)),
}


@pytest.mark.parametrize("name", BODIES)
def test_a_fault_of_a_template_has_its_place(name: str) -> None:
    """The fault stands where the writer has to look, and is the only one."""
    body, expected = BODIES[name]
    assert faults(SETTINGS + TITLE + body + "\n") == [expected]


def test_a_table_of_phases_needs_a_row_for_the_rest() -> None:
    """Where only phases have rows, no other entry has a home; and a phase without a label has no words."""
    text = (
        "---\nhouse: shop\nphases: {Start: began}\n---\n# {{ title }}\n\n| Time | Event |\n|---|---|\n"
        "| {{ timeline.at phase=began }} | Start |\n| {{ timeline.at phase=detected }} | Alert |\n"
    )
    assert faults(text) == [("HF211", 7, 1), ("HF108", 10, 3)]


KEYS = {
    "an unknown setting": ("extend: seal", ("HF103", 3, 1)),
    "an unknown setting of time": ("time: {zon: UTC}", ("HF103", 3, 8)),
    "a list where a map belongs": ("phases: [began]", ("HF104", 3, 1)),
    "a name of two words": ("summary: x", None),
    "an unknown demand": ("require: {severty: [P1]}", ("HF103", 3, 11)),
    "an audience that is no list": ("audience: {public: summary}", ("HF104", 3, 12)),
    "an unknown way of reading": ("reading: fast", ("HF104", 3, 10)),
    "an unknown base": ("extends: sael", ("HF105", 3, 1)),
    "a base in another folder": ("extends: ../../etc/passwd", ("HF105", 3, 1)),
    "a base by a path": ("extends: /etc/seal.md", ("HF105", 3, 1)),
    "a base by a path of another system": ("extends: 'C:\\seal.md'", ("HF105", 3, 1)),
    "a base without a name": ("extends: ''", ("HF105", 3, 1)),
    "a hole as a key": ("{{ title }}: x", ("HF102", 3, 1)),
    "a hole as a value": ("summary: {{ title }}", ("HF102", 3, 1)),
    "a field in a list": ("document: {title: [title]}", ("HF109", 3, 12)),
    "a number as a clock": ("time: {clock: 24}", ("HF104", 3, 8)),
    "an unknown zone": ("time: {zone: Mars/Olympus}", ("HF107", 3, 14)),
    "a zone of several meanings": ("time: {zone: IST}", ("HF107", 3, 14)),
    "a bad clock": ("time: {clock: 25h}", ("HF107", 3, 15)),
    "a bad place of the zone": ("time: {zone_in: footer}", ("HF107", 3, 17)),
    "a day heading without a day": ('time: {day_heading: "**%B %Y**"}', ("HF107", 3, 8)),
    "an unknown phase": ("phases: {Start: begun}", ("HF108", 3, 10)),
    "a key for no field": ("document: {date: report_dat}", ("HF109", 3, 12)),
    "an audience that sees no field": ("audience: {public: [sumary]}", ("HF109", 3, 21)),
    "the spelling of no field": ("spelling: {state: {draft: Draft}}", ("HF109", 3, 12)),
    "the spelling of no token": ("spelling: {status: {drafted: Draft}}", ("HF109", 3, 21)),
    "an answer to no field": ("answers: {change: analysis.chang}", ("HF109", 3, 11)),
    "a synonym of no heading": ("synonyms: {Impact: [Effects]}", ("HF110", 3, 12)),
    "a required section that is not there": ("require: {sections: [Impact]}", ("HF110", 3, 22)),
    "an optional section that is not there": ("optional: [Impact]", ("HF110", 3, 12)),
    "broken YAML": ("time: {zone: UTC", ("HF102", 4, 1)),
    "a key twice": ("summary: a\nsummary: b", ("HF102", 4, 1)),
    "an alias": ("summary: &a x\ntime: *a", ("HF102", 3, 1)),
}


@pytest.mark.parametrize("name", KEYS)
def test_a_fault_of_the_settings_has_its_place(name: str) -> None:
    """The fault stands at the key or the value that is wrong, and is the only one."""
    line, expected = KEYS[name]
    assert faults(f"---\nhouse: shop\n{line}\n---\n{TITLE}") == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ("HF101", 1, 1)),
        ("# {{ title }}\n", ("HF101", 1, 1)),
        ("---\nhouse: shop\n# {{ title }}\n", ("HF101", 1, 1)),
        ("---\n- shop\n---\n# {{ title }}\n", ("HF102", 2, 1)),
        ("---\nhouse: my shop\n---\n# {{ title }}\n", ("HF104", 2, 8)),
        ("---\nhouse: shop\n---\n", ("HF106", 3, 1)),
        ("---\nhouse: shop\n---\n# Postmortem\n\n## Summary\n", ("HF212", 4, 1)),
        ("---\nhouse: shop\n---\n# {{ title }}\n" + "x" * 1024 * 1024, ("HF101", 1, 1)),
    ],
)
def test_a_file_without_its_parts_is_refused(text: str, expected: tuple[str, int, int]) -> None:
    """A house file has settings with a name, and a template, its own or that of the house that it extends."""
    assert faults(text) == [expected]


@pytest.mark.parametrize("before", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "  \n", "\t\n"])
def test_how_an_editor_ends_lines_is_no_fault(before: str, end: str) -> None:
    """A byte order mark, the line ends of other systems, and blanks behind the lines of the settings change nothing."""
    found = check(before + (SETTINGS + TITLE).replace("\n", end), "file")
    assert found.house is not None
    assert found.house.name == "shop"


def test_a_message_never_repeats_a_whole_file() -> None:
    """A name without an end is cut."""
    (fault,) = check(SETTINGS + TITLE + "{{ " + "a." * 5000 + "b }}\n", "shop").faults
    assert len(fault.message) < 400


def test_all_faults_are_told() -> None:
    """The first fault does not hide the others."""
    text = "---\nhouse: shop\ntime: {clock: 6h}\n---\n# {{ title }}\n\n{{ summry }}\n\nOwner: {{ ownr }}\n"
    assert [code for code, _, _ in faults(text)] == ["HF107", "HF201", "HF201"]
    assert [f.message.partition("; ")[2] for f in check(text, "shop").faults[1:]] == [
        "did you mean summary?",
        "did you mean owner?",
    ]


@pytest.mark.parametrize("name", library.names())
def test_the_built_in_houses_are_valid(name: str) -> None:
    """What the program brings along passes its own check."""
    assert check(library.text(name), name).faults == ()


# At the command line


def run(*arguments: str) -> Result:
    """The outcome of a command."""
    return CliRunner().invoke(program, arguments)


@pytest.fixture
def houses(tmp_path: Path) -> Path:
    """A folder with houses that extend each other."""
    (tmp_path / "base.md").write_text(SETTINGS.replace("shop", "base") + TITLE + "{{ summary }}\n")
    (tmp_path / "child.md").write_text("---\nhouse: child\nextends: base\ntime: {zone: UTC}\n---\n")
    (tmp_path / "seal.md").write_text("---\nhouse: seal\nextends: seal\n---\n")
    for name, other in (("a", "b"), ("b", "c"), ("c", "a")):
        (tmp_path / f"{name}.md").write_text(f"---\nhouse: {name}\nextends: {other}\n---\n")
    return tmp_path


def test_a_house_extends_one_beside_it(houses: Path) -> None:
    """A team's house is extended by its name, and a house of a built-in's name may extend that built-in."""
    assert library.load(str(houses / "child.md")).root.keys == library.load(str(houses / "base.md")).root.keys
    assert main(["house", "check", str(houses / "child.md"), str(houses / "base.md"), str(houses / "seal.md")]) == 0


def test_a_circle_of_houses_is_refused(houses: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The circle is told whole, at the setting that closes it."""
    path = houses / "a.md"
    assert main(["house", "check", str(path)]) == 1
    message = "HF105 the houses extend each other in a circle: a -> b -> c -> a"
    assert capsys.readouterr().out == f"{path}:3:1: {message}\n"


def test_a_circle_of_houses_with_other_line_ends_is_refused(tmp_path: Path) -> None:
    """The line ends of Windows hide no circle."""
    for name, other in (("a", "b"), ("b", "a")):
        (tmp_path / f"{name}.md").write_bytes(f"---\r\nhouse: {name}\r\nextends: {other}\r\n---\r\n".encode())
    assert [f.code for f in check((tmp_path / "a.md").read_text(), "a", tmp_path).faults] == ["HF105"]


def test_the_faults_of_a_base_are_those_of_its_heirs(houses: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A house that extends a faulty one cannot be written in either, and says where the fault stands."""
    (houses / "base.md").write_text(SETTINGS + TITLE + "- {{ lucky }}\n\n## More\n\n- {{ lucky }}\n")
    assert main(["house", "check", str(houses / "child.md")]) == 1
    assert f"HF105 the house that is extended has faults: {houses}/base.md:10:3: HF208" in capsys.readouterr().out


def test_a_folder_of_houses_is_checked_whole(houses: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every file has its own verdict, and one that is not valid decides."""
    assert main(["house", "check", str(houses)]) == 1
    out = capsys.readouterr().out
    assert f"{houses / 'base.md'}: valid, house base\n" in out
    assert out.count("HF105") == 3


def test_faults_are_values_for_programs(houses: Path) -> None:
    """``--format json`` gives each fault with file, line, and column; an empty list for valid files."""
    (houses / "wrong.md").write_text(SETTINGS + TITLE + "{{ summry }}\n")
    assert json.loads(run("house", "check", str(houses / "base.md"), "--format", "json").output) == []
    (fault,) = json.loads(run("house", "check", str(houses / "wrong.md"), "--format", "json").output)
    assert fault["code"] == "HF201"
    assert (fault["file"], fault["line"], fault["column"]) == (str(houses / "wrong.md"), 6, 1)


@pytest.mark.parametrize("name", ["missing.md", "empty-folder"])
def test_a_file_that_is_not_there_is_no_verdict(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What cannot be read ends with code 2 and one line."""
    (tmp_path / "empty-folder").mkdir()
    assert main(["house", "check", str(tmp_path / name)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
