"""Lists and entries that stand deeper than Markdown asks for: indented by one space, or within a quote."""

import pytest

from afterword.houses import lens
from afterword.houses.writing.assigning import assign, parse

NESTED = """# Queue outage 2024-02-15

## Timeline

- 14:00 UTC errors begin
 - the pager fires
 - support is told
- 14:20 UTC mended

## Action items

- Raise the limit
 - owner: Ann Lee
 - due: 2024-03-01
- Write the runbook
 - owner: Bob
"""
QUOTED = "# Queue outage 2024-02-15\n\n## Timeline\n\n> - 10:00 UTC - errors begin\n> - 10:20 UTC - mended\n"
SPOKEN = "# Queue outage 2024-02-15\n\n## Timeline\n\n> 10:00 UTC - errors begin\n> 10:20 UTC - mended\n"
DRAWN = """# Queue outage 2024-02-15

## Timeline

> | Time (UTC) | Event |
> |---|---|
> | 10:00 | errors begin |
> | 10:20 | mended |
"""


def test_items_indented_by_a_space_stand_below_the_one_before() -> None:
    """Details stay with their entry, owner and due day with their action, and no order is taken for a template's."""
    reading = lens.get(NESTED)
    events, actions = reading.record.timeline, reading.record.actions
    assert [event.what for event in events] == ["errors begin\n- the pager fires\n- support is told", "mended"]
    assert [(a.what, a.owner, a.due) for a in actions] == [
        ("Raise the limit", "Ann Lee", "2024-03-01"),
        ("Write the runbook", "Bob", None),
    ]
    assert "RD410" not in {finding.code for finding in reading.findings}


@pytest.mark.parametrize("marks", ["-", " -"])
def test_one_item_indented_by_a_slip_stays_one(marks: str) -> None:
    """Where nothing says that it belongs to the one before, it is an action of its own."""
    text = f"# Queue outage\n\n## Action items\n\n- Raise the limit\n{marks} Test the failover\n- Call the vendor\n"
    assert len(lens.get(text).record.actions) == 3


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (QUOTED, "> - 10:10 UTC - a new one\n"),
        (SPOKEN, "> 10:10 UTC - a new one\n"),
        (DRAWN, "> | 10:10 | a new one |\n"),
    ],
    ids=["list", "lines", "table"],
)
def test_an_entry_is_added_within_the_quote(text: str, line: str) -> None:
    """It stands between the others, under the mark of the quote, and nothing else changes."""
    reading = lens.get(text)
    words = ["timeline[+].at=2024-02-15T10:10Z", "timeline[+].what=a new one"]
    new = lens.put(text, assign(reading.record, reading.house, [parse(word) for word in words]), may_carry=False)
    before = next(each for each in text.splitlines(keepends=True) if "mended" in each)
    assert new == text.replace(before, line + before)


def test_facts_in_a_quote_above_the_sections_are_read() -> None:
    """Each label of its lines has its value, the place of the day is named, and a change stays within the quote."""
    text = (
        "# Late mails\n\n> **Severity:** SEV-2 | **Date:** 2024-08-13 | **Authors:** Bea, Cem\n\n> A note.\n\n"
        "## Timeline\n\n- 09:00 UTC mails are late\n"
    )
    reading = lens.get(text)
    record = reading.record
    assert record.severity is not None
    assert (record.severity.written, record.report_date, record.authors) == ("SEV-2", "2024-08-13", ("Bea", "Cem"))
    assert [part.text for part in record.remainder] == ["> A note."]
    assert record.timeline[0].basis_reason == "the day stands in the label 'Date'"
    changed = assign(record, reading.house, [parse("severity=SEV1")])
    assert lens.put(text, changed) == text.replace("SEV-2", "SEV1")
