"""What no field takes is kept or said: rows of labels, columns, lines, and keys that nobody knows, with their lines."""

import pytest

from afterword.houses import lens, library
from afterword.houses.library import text as house_text
from afterword.houses.writing.converting import convert

FACTS = "| Field | Value |\n|---|---|\n"
FREE = f"# Disk full\n\n{FACTS}| Severity | SEV2 |\n| Incident commander | Bo Li |\n| Depot | Northgate |\n\n"
FREE += "## Summary\n\nThe disk filled.\n"
SEAL = f"---\nhouse: seal\n---\n# Post-Mortem: x\n\n## Metadata\n\n{FACTS}| Severity | P2 |\n| Tracker row | OPS-77 |\n"
SEAL += "| Depot | Northgate |\n| Status | Final |\n\n## Summary\n\nThe disk filled.\n"


def findings(text: str, code: str) -> list[tuple[int | None, str]]:
    """Line and message of the findings with a code."""
    return [(f.line, f.message) for f in lens.get(text).findings if f.code == code]


@pytest.mark.parametrize(
    ("text", "line", "heading", "kept"),
    [
        (FREE, 7, None, "| Depot | Northgate |"),
        (SEAL, 11, "Metadata", "| Tracker row | OPS-77 |\n| Depot | Northgate |"),
    ],
)
def test_rows_of_unknown_labels_are_kept(text: str, line: int, heading: str | None, kept: str) -> None:
    """They are in the remainder as written, are said once, and the document keeps its bytes."""
    reading = lens.get(text)
    part = reading.record.remainder[0]
    assert (part.line, part.heading, part.text) == (line, heading, kept)
    assert [at for at, _ in findings(text, "RD409")] == [line]
    assert lens.put(text, reading.record) == text


def test_rows_of_unknown_labels_are_kept_in_an_own_house() -> None:
    """A team's own house is no exception."""
    own = library.compile_house(house_text("seal").replace("house: seal", "house: ours"), "ours")
    reading = lens.get(SEAL.replace("house: seal", "house: ours"), own=(own,))
    assert reading.house.name == "ours"
    assert "OPS-77" in str(reading.record.remainder[0].text)


def test_rows_that_say_nothing_are_not_kept() -> None:
    """An empty value and one of a template are none."""
    text = FREE.replace("| Depot | Northgate |", "| Depot | |\n| Ramp | [name of the ramp] |\n| Gate | - |")
    assert lens.get(text).record.remainder == ()


@pytest.mark.parametrize("house", library.names())
def test_kept_rows_are_written_once(house: str) -> None:
    """The remainder and what a conversion saves agree, and known values are not told a second time."""
    shown = convert(lens.get(FREE), library.load(house)).text.partition("<!-- afterword:carried")[0]
    assert shown.count("Northgate") == 1
    assert shown.count("Value: ") == 0


def test_names_beside_facts_in_a_row_are_said() -> None:
    """Values beside those of facts, in rows of four cells or below the names of facts, stay and are said."""
    across = "# x\n\n| Severity | Status | Depot |\n|---|---|---|\n| SEV1 | Closed | Northgate |\n"
    pairs = "# x\n\n| Severity | SEV1 | Depot | Northgate |\n|---|---|---|---|\n"
    for text in (across, pairs + "| Status | Closed | Owner | Bo |\n"):
        assert [(line, "'Depot'" in message) for line, message in findings(text, "RD436")] == [(3, True)]


def test_an_unknown_column_is_said_in_a_house() -> None:
    """A column that the house does not know is named, where a cell of it says something."""
    text = "---\nhouse: seal\n---\n# Post-Mortem: x\n\n## Timeline\n\n| Time (UTC) | Event | Weather |\n|---|---|---|\n"
    assert findings(text + "| 2024-01-02 10:00 | Down | |\n", "RD436") == []
    assert [line for line, _ in findings(text + "| 2024-01-02 10:00 | Down | rain |\n", "RD436")] == [8]


def test_unknown_keys_of_the_front_matter_are_said() -> None:
    """They are named together at the line of the first; keys that are fields are not."""
    text = "---\ntitle: Disk full\nwarehouse: Lagos 4\nshelf: 7\n---\n## Summary\n\nDown.\n"
    said = "No field takes what the front matter says of `warehouse` and `shelf`; it stays in the document only."
    assert findings(text, "RD439") == [(3, said)]
    known = "---\ntitle: Disk full\nlayout: '[layout]'\nseverity: P1\n---\n## Summary\n\nDown.\n"
    assert findings(known, "RD439") == []


def test_a_row_in_the_middle_of_a_section_is_said() -> None:
    """A line that no field and no remainder takes is named with its line."""
    said = "However, the report creates an uneven load on the disks of the depot, as we have seen for ourselves:"
    text = f"{FREE}\n## Lessons learned\n\n- Watch the disk.\n\n{said}\n"
    assert [line for line, _ in findings(text, "RD439")] == [17]
