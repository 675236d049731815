"""Converting: what of a text each place shows, and in which form."""

from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest

from afterword.houses import lens, library
from afterword.houses.fields import items_of, main_name
from afterword.houses.reading.work import get_in
from afterword.houses.writing.converting import Conversion, convert
from afterword.model.event import Event
from afterword.model.plain import Plain, from_plain, to_plain
from afterword.model.record import Record

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "checkout-outage"


def converted(text: str, house: str) -> Conversion:
    """A document in another house."""
    return convert(lens.get(text), library.load(house))


def body(made: Conversion) -> str:
    """The document without its carried block."""
    return made.text.partition("<!-- afterword:carried -->")[0]


def timeline(*entries: str) -> str:
    """A document of no known house with these entries."""
    lines = "\n".join(f"- {entry}" for entry in entries)
    return f"# Search down\n\n## Summary\n\nIt broke.\n\n## Timeline\n\n{lines}\n"


def paragraphs(made: Conversion) -> list[str]:
    """The lines of the timeline's section."""
    section = body(made).partition("## Timeline\n")[2].partition("\n## ")[0]
    return [line for line in section.splitlines() if line.strip()]


def test_only_the_entry_that_a_cell_cannot_hold_is_shortened() -> None:
    """A code block is shown on one line in its cell and carried exactly; its neighbours stay as they are."""
    text = timeline("2024-02-15 10:00 - First **alert**", "10:05 - Look\n\n  ```\n  df -h\n  ```", "10:09 - `rm` helps")
    made = converted(text, "seal")
    assert "| First **alert** |" in made.text
    assert "| 10:05 (zone unknown) | Look df -h |" in made.text
    assert "| `rm` helps |" in made.text
    assert [(c.field, c.items, c.parts) for c in made.carried] == [("timeline", 1, ("what",))]
    assert made.reading.record.timeline[1].what == "Look\n\n```\ndf -h\n```"


def test_an_entry_that_a_paragraph_cannot_hold_stands_in_an_item() -> None:
    """One without a time, or with a code block, is a list item among paragraphs; nothing of it is carried."""
    texts = ["Alert", "**Identified**: two of six replicas crash", "Look\n\n```\ndf -h\n\nls\n```", "Done"]
    times = ["2024-02-15T15:00:00Z", None, "2024-02-15T15:05:00Z", "2024-02-15T16:00:00Z"]
    events = tuple(
        Event(at=at, precision="minute", zone_basis="stated", year_basis="stated", what=what)
        if at
        else Event(what=what)
        for at, what in zip(times, texts, strict=True)
    )
    made = convert(
        lens.get(lens.create(Record(title="x", timeline=events), library.load("seal"))), library.load("security")
    )
    lines = paragraphs(made)
    assert lines[:2] == ["**February 15, 2024:**", "10:00 - Alert"]
    assert "- **Identified**: two of six replicas crash" in lines
    assert "- 10:05 - Look" in lines
    assert lines[-1] == "11:00 - Done"
    assert made.carried == ()
    assert [e.what for e in made.reading.record.timeline] == texts


def test_only_the_items_that_no_form_can_hold_are_carried() -> None:
    """A text that stays misread leaves its list alone; the other items stand where they belong, in their order."""
    events = tuple(
        Event(at=f"2024-02-15T10:0{n}:00Z", zone_basis="stated", year_basis="stated", precision="minute", what=what)
        for n, what in enumerate(["One", "<!-- afterword:carried -->", "Three"])
    )
    record = Record(title="x", timeline=events)
    for house in library.names():
        text = lens.create(record, library.load(house))
        visible = lens.get(text).visible["timeline"]
        assert isinstance(visible, list)
        assert len(visible) >= 2, house
        assert [e.what for e in lens.get(text).record.timeline] == [e.what for e in events]


@pytest.mark.parametrize("house", library.names())
@pytest.mark.parametrize("bad", ["<!-- afterword:carried -->", "a\n\n## Timeline\n\nb"], ids=["mark", "heading"])
def test_one_odd_item_leaves_its_list_visible(house: str, bad: str) -> None:
    """Of every list whose items stand in a list or a table, the others are shown where they were."""
    text = (EXAMPLES / f"{house}.md").read_text(encoding="utf-8")
    tree = cast("dict[str, Plain]", to_plain(lens.get(text).record))
    shown = lens.get(lens.create(lens.get(text).record, library.load(house))).visible
    for path in (("timeline",), ("actions",), ("went_well",), ("analysis", "contributing_factors"), ("lessons",)):
        count = len(items_of(path, get_in(shown, path)))
        if count < 2 or count != len(items_of(path, get_in(tree, path))):
            continue
        changed = cast("dict[str, Plain]", to_plain(lens.get(text).record))
        cast("list[dict[str, Plain]]", get_in(changed, path))[1][main_name(path)] = bad
        made = lens.get(lens.create(from_plain(Record, changed), library.load(house)))
        assert len(items_of(path, get_in(made.visible, path))) >= count - 1, path
        assert cast("list[dict[str, Plain]]", get_in(made.tree, path))[1][main_name(path)] == bad


@pytest.mark.parametrize(
    ("house", "second"),
    [
        ("seal", "First thing.<br><br>Second thing."),
        ("soc", "First thing.<br><br>Second thing."),
        ("sre", "First thing.<br><br>Second thing."),
        ("security", "First thing.\n\n  Second\n  thing."),
    ],
)
def test_wrapped_lines_are_one_line_in_a_place_of_one_line(house: str, second: str) -> None:
    """A soft line break becomes a space, a paragraph stays one, and neither costs the entry its time."""
    text = timeline(
        "2024-02-15 10:00 UTC - The disk\n  filled\n  up",
        "10:05 UTC - First thing.\n\n  Second\n  thing.",
        "10:09 UTC - Z",
    )
    made = converted(text, house)
    assert "The disk filled up" in body(made)
    assert second in body(made)
    assert "br>Z" not in body(made)
    assert "timeline" not in {carried.field for carried in made.carried}
    assert [e.at for e in made.reading.record.timeline] == [e.at for e in lens.get(text).record.timeline]


def test_a_written_line_break_stays_one() -> None:
    """``<br>`` in a cell is kept in the cell of another house; one in an item is shown, and carried exactly."""
    table = (
        "---\nhouse: seal\n---\n# Post-Mortem: x\n\n## Timeline\n\n| Time (UTC) | Event |\n|---|---|\n"
        "| 2024-02-15 10:00 | ana: down?<br>ben: yes |\n"
    )
    made = converted(table, "soc")
    assert "| ana: down?<br>ben: yes |" in made.text
    assert made.carried == ()
    item = timeline("2024-02-15 10:00 UTC - ana: down?<br>\n  ben: yes", "10:05 UTC - Up")
    made = converted(item, "seal")
    assert "| 2024-02-15 10:00 | ana: down?<br>ben: yes |" in body(made)
    assert made.reading.record.timeline[0].what == lens.get(item).record.timeline[0].what


def test_a_list_stands_in_a_cell_line_by_line() -> None:
    """A list of one level is shown and read back; a deeper one is shortened and carried."""
    made = converted(timeline("2024-02-15 10:00 UTC - Two things:\n  - one\n  - two", "10:05 UTC - Up"), "seal")
    assert "| Two things:<br>- one<br>- two |" in body(made)
    assert made.carried == ()
    made = converted(timeline("2024-02-15 10:00 UTC - A thing:\n  - one\n    - two", "10:05 UTC - Up"), "seal")
    assert [(c.field, c.parts) for c in made.carried] == [("timeline", ("what",))]


def test_paragraphs_stand_below_a_label() -> None:
    """A labelled line that is asked for a text of several paragraphs or a list has it below; it reads back there."""
    cause = "The quota was too small.\n\n- for disks\n- for memory\n\nNobody\nlooked."
    text = f"{timeline('2024-02-15 10:00 UTC - Alert')}\n## Root cause\n\n{cause}\n\n## Impact\n\nOne.\n\nTwo.\n"
    made = converted(text, "sre")
    assert f"Primary Root Cause:\n\n{cause}\n\nProximate Cause:" in made.text
    assert "Impact:\n\nOne.\n\nTwo.\n\nSeverity:" in made.text
    assert "<br>" not in made.text
    assert made.carried == ()
    assert made.reading.record.analysis.root_cause == cause
    assert lens.put(made.text, made.reading.record) == made.text
    other = replace(made.reading.record, analysis=replace(made.reading.record.analysis, root_cause="A small quota."))
    assert lens.get(lens.put(made.text, other)).record.analysis.root_cause == "A small quota."
    back = convert(made.reading, library.load("security"))
    assert not back.notes


def test_a_label_within_a_text_does_not_break_the_labels() -> None:
    """A text with lines that are labels of the house is shortened in its place; the other fields are untouched."""
    text = (
        f"{timeline('2024-02-15 10:00 UTC - Alert')}\n## Impact\n\n**Severity:** Major\n\n**Duration:** 5 hours\n\n"
        "- all of it\n"
    )
    made = converted(text, "sre")
    shown = lens.get(body(made)).record
    assert len(shown.timeline) == 1
    assert shown.impact.text
    assert made.reading.record.impact.text == lens.get(text).record.impact.text


def test_a_bold_line_in_a_house_of_bold_headings_stays_text() -> None:
    """It loses its marks in its place, the text around it stays whole, and exact it is carried."""
    text = timeline("2024-02-15 10:00 - Alert").replace("It broke.", "It broke.\n\n**It was severe.**\n\nIt is mended.")
    made = converted(text, "sre")
    assert "It broke.\n\nIt was severe.\n\nIt is mended.\n" in body(made)
    assert [(c.field, c.shown) for c in made.carried] == [("summary", "shorter")]
    assert made.reading.record.summary == "It broke.\n\n**It was severe.**\n\nIt is mended."


_FREE = """---
house: ours
summary: Made from a filled-in postmortem
time: {zone: UTC, clock: "24h", zone_in: header}
reading: free
---
# {{ title }}

| Field | Value |
|---|---|
| Severity | {{ severity }} |

## Timeline (UTC)

| Time | What |
|---|---|
| {{ timeline.at }} | {{ timeline.what }} |
"""


def test_one_note_that_reads_as_an_entry_is_carried_alone() -> None:
    """A note that the house would read as an entry goes into the block; all else keeps its place."""
    house = library.compile_house(_FREE, "ours")
    old = lens.get(
        "# Ferry board blank\n\nSeverity: SEV-2\n\n## Timeline\n\n| CEST | UTC | Event |\n|---|---|---|\n"
        "| 01:12 | 23:12 | Boards go blank |\n| 01:40 | 23:40 | Boards back |\n\n"
        "The days are 2024-06-02 (CEST) and 2024-06-01 (UTC).\n"
    )
    text = convert(old, house).text
    assert "\n# Ferry board blank\n" in text
    assert "| Severity | SEV-2 |" in text
    assert "| 23:40 | Boards back |" in text
    block = text.partition("<!-- afterword:carried -->")[2]
    assert "The days are 2024-06-02" in block
    assert not any(field in block for field in ("title:", "severity:", "timeline:"))
