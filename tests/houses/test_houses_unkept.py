"""What reading does not take is not lost in another house: every telling word of a document stands in the result."""

import pytest

from afterword.houses import library
from afterword.houses.reading.getting import get
from afterword.houses.writing.converting import convert
from afterword.houses.writing.unkept import unkept

HEAD = "# Search down\n\nDate: 2024-01-02\n\n"
CASES = {
    "a column of a timeline": (
        "## Timeline (UTC)\n\n| Time | Event | System |\n|---|---|---|\n| 10:00 | alert | billing |\n",
        "billing",
    ),
    "a column of actions whose cells hold only numbers": (
        "## Action items\n\n| Action | Owner | Effort |\n|---|---|---|\n| add an alert | Ann | 3 days |\n",
        "Effort: 3 days (add an alert)",
    ),
    "an owner without an action": (
        "## Action items\n\n| Action | Owner |\n|---|---|\n| add an alert | Ann |\n| | Orphan |\n",
        "Orphan",
    ),
    "a sentence that states the zone and more": (
        "## Timeline\n\nTimes are UTC; the pager was 3 minutes slow.\n\n- 10:00 alert\n",
        "the pager was 3 minutes slow",
    ),
    "a heading that says more": (
        "## Root cause (as agreed by the committee)\n\nThe index filled the disk.\n",
        "(as agreed by the committee)",
    ),
    "a label that nobody knows": ("**Summary:** Down.\n\n**Lead:** Yusuf\n", "Yusuf"),
    "a second value of a field": ("Owner: Ann\n\nOwner: Bob\n\n## Summary\n\nDown.\n", "Bob"),
}


@pytest.mark.parametrize("house", library.names())
@pytest.mark.parametrize("case", CASES)
def test_what_no_field_takes_is_kept(case: str, house: str) -> None:
    """Columns, rows, sentences, labels that reading leaves aside stand in the result, whatever the house."""
    text, kept = CASES[case]
    made = convert(get(HEAD + text), library.load(house))
    assert kept in made.text


def test_a_value_that_differs_in_a_known_house_is_kept() -> None:
    """Where a house's document states its root cause in two places, the other one is kept as well."""
    text = "---\nhouse: seal\n---\n# T\n\n## Root Cause\n\nFirst why.\n\n### Primary Cause\n\nSecond why.\n"
    made = convert(get(text), library.load("sre")).text
    assert "First why." in made
    assert "Second why." in made


@pytest.mark.parametrize("house", library.names())
def test_nothing_is_added_where_nothing_is_lost(house: str) -> None:
    """Names of sections, labels, and columns, times, and days that another house words otherwise are no loss."""
    text = (
        HEAD + "**Severity:** SEV1\n\n## What happened\n\nDown.\n\n## Timeline (PST)\n\n"
        "| Time | Event |\n|---|---|\n| Jan 2nd, 4:05 PM | alert |\n\n"
        "## Follow-ups\n\n- [ ] add an alert (owner: Ann)\n"
    )
    made = convert(get(text), library.load(house))
    assert not [note for note in made.notes if note.startswith("Further text")]


def test_a_second_value_has_a_section_of_its_own() -> None:
    """Of a value that stands twice and differs the second goes along with its label; one that is the same does not."""
    text = "# Search down\n\n**Severity:** SEV-2\n**Severity:** major\n\n## Summary\n\nDown.\n\nSeverity: sev2\n"
    reading = get(text)
    assert "RD404" in {finding.code for finding in reading.findings}
    made = convert(reading, library.load("seal"))
    notes = [note.text for note in made.reading.record.remainder]
    assert notes == ["**Severity:** major"]
    assert made.reading.record.severity == reading.record.severity


TIMED = """# Queue outage 2023-11-02

## Timeline

All times PT.

**T0 = 2023-11-02 09:12 PT**

Thursday, November 2

* **9:12a** - policy changed
* [2023-11-02T09:15] mails fail
"""
COLUMNS = """# Queue outage

## Action items

| Root cause | Action | Owner |
|---|---|---|
| Rounding of sums | Use integers | Vik |
| No test of totals | Golden test of all totals | Vik |
"""


def test_times_in_another_form_are_no_lost_words() -> None:
    """Halves of the day, stamps, days over entries, and the start of counted times are written in the house's form."""
    assert unkept(get(TIMED), "Queue outage: policy changed, mails fail. All times PT.") == ()


def test_all_of_a_column_is_kept_where_a_cell_of_it_is_lost() -> None:
    """Words that stand elsewhere by chance do not make a cell a kept one."""
    (part,) = unkept(get(COLUMNS), "Queue outage: Use integers, Golden test of all totals, Vik. No.")
    assert part.text.split("\n\n") == ["Root cause: Rounding of sums", "Root cause: No test of totals"]
