"""Entries without words, and days and states of actions that a person should look at."""

import pytest

from afterword.houses import lens, library
from afterword.houses.writing.converting import convert

HEAD = "# Queue stuck\n\n## Timeline\n\n"


def codes(text: str) -> dict[str, int | None]:
    """Code to the line of the findings of a document."""
    return {finding.code: finding.line for finding in lens.get(text).findings}


@pytest.mark.parametrize("filler", ["x", "TBD", "?", "..."])
@pytest.mark.parametrize(
    ("entries", "line"),
    [
        ("- 2024-03-04 10:00 UTC Alert\n- 10:05 {}\n- 10:30 Fixed\n", 6),
        ("| Time | Event |\n|---|---|\n| 2024-03-04 10:00 UTC | Alert |\n| 10:05 | {} |\n| 10:30 | Fixed |\n", 8),
        ("2024-03-04 10:00 UTC Alert\n10:05 {}\n10:30 Fixed\n", 6),
    ],
)
def test_an_entry_whose_words_are_missing_is_an_event(filler: str, entries: str, line: int) -> None:
    """With a time, between two others, it has no text and is said; the document keeps its bytes."""
    text = HEAD + entries.format(filler)
    reading = lens.get(text)
    assert [(e.line, e.what) for e in reading.record.timeline][1] == (line, None)
    assert len(reading.record.timeline) == 3
    assert codes(text)["RD440"] == line
    assert lens.put(text, reading.record) == text


@pytest.mark.parametrize("house", library.names())
def test_an_event_without_words_is_converted(house: str) -> None:
    """It stands in every house."""
    made = convert(lens.get(f"{HEAD}- 2024-03-04 10:00 UTC Alert\n- 10:05 TBD\n- 10:30 Fixed\n"), library.load(house))
    assert [e.at for e in made.reading.record.timeline][1] == "2024-03-04T10:05:00Z"


def test_a_template_s_entries_are_none() -> None:
    """Filler with no entry of words around it is left of a template."""
    assert lens.get(f"{HEAD}- 10:00 TBD\n- 10:05 ...\n").record.timeline == ()


ACTIONS = "## Action items\n\n"


@pytest.mark.parametrize("marks", ["@leo 2023-02-20", "2023-02-20 @leo", "(@leo 2023-02-20)", "@leo, 2023-02-20"])
def test_a_handle_and_a_day_are_owner_and_due(marks: str) -> None:
    """They stand behind an action in either order; the day dates no entry of the timeline."""
    text = f"{HEAD}- 10:00 UTC Alert\n- 10:30 UTC Fixed\n\n{ACTIONS}- [ ] Tag owners {marks}\n- [ ] Add an alert\n"
    record = lens.get(text).record
    assert (record.actions[0].what, record.actions[0].owner, record.actions[0].due) == (
        "Tag owners",
        "@leo",
        "2023-02-20",
    )
    assert [event.at for event in record.timeline] == [None, None]
    assert lens.put(text, record) == text


@pytest.mark.parametrize(("due", "code"), [("03/04/2024", "RD413"), ("2024-02-30", "RD205"), ("2024-03-30", None)])
def test_a_doubtful_due_day_is_said(due: str, code: str | None) -> None:
    """One that can be read in two ways, and one that no calendar has, have a finding with the line."""
    text = f"# x\n\n{ACTIONS}| Action | Owner | Due |\n|---|---|---|\n| Buy disks | Ann | {due} |\n"
    assert {c: n for c, n in codes(text).items() if c in {"RD413", "RD205"}} == ({code: 7} if code else {})


def test_a_status_that_is_crossed_out_is_said() -> None:
    """It is kept or read, and a finding says so."""
    rows = "| Action | Status |\n|---|---|\n| Buy disks | {} |\n"
    for status in ("~~C~~", "~~Done~~"):
        assert codes(f"# x\n\n{ACTIONS}{rows.format(status)}")["RD441"] == 7
    assert "RD441" not in codes(f"# x\n\n{ACTIONS}{rows.format('Done')}")
