"""What of a template a new house keeps, and what is said of what it cannot keep."""

from afterword.houses import lens
from afterword.houses.making.inferring import infer
from afterword.model.record import Record

_TEMPLATE = """# [FERRY-123] Title

| Field | Value |
|---|---|
| Severity | S1/S2/S3 |
| Harbour | |
| Date | YYYY-MM-DD |

## Summary

## Timeline (UTC)

- HH:MM - **Impact began** - what broke
- HH:MM - **Gulls seen** - by whom
- HH:MM - **Resolved** - how

## Action items

| Action | Owner | Due |
|---|---|---|
| | | |

## Action items (long term)

| Action | Owner |
|---|---|
| | |
"""


def _told(text: str) -> str:
    return "\n".join(f"{doubt.line}: {doubt.message}" for doubt in infer(text, "ferry").doubts)


def test_unknown_rows_stay_in_their_table() -> None:
    """A row that no field has stays as the house's own text, is said, and stands in a new document."""
    made = infer(_TEMPLATE, "ferry")
    assert "| Severity | {{ severity }} |\n| Harbour |  |\n| Date |" in made.text
    assert "6: no field is known for the row 'Harbour'; it is the house's own text" in _told(_TEMPLATE)
    assert "| Harbour |  |" in lens.create(Record(title="Late"), made.house)


def test_phases_of_entries_are_the_house_s() -> None:
    """Labels of a template's entries are phases of the house; one that is none is said."""
    made = infer(_TEMPLATE, "ferry")
    assert made.house.phases == {"Impact began": "began", "Resolved": "resolved"}
    assert "the label 'Gulls seen' of entries is not kept" in _told(_TEMPLATE)


def test_an_id_before_the_title_is_said() -> None:
    """What stands before a title and cannot be written there is said."""
    assert "1: the id '[FERRY-123]' has no place before a title" in _told(_TEMPLATE)


def test_a_second_table_of_actions_has_its_home() -> None:
    """A second table of actions is told from the first by its heading."""
    assert "| {{ actions.what horizon=long }} | {{ actions.owner }} |" in infer(_TEMPLATE, "ferry").text


def test_a_second_table_that_nothing_tells_apart_is_a_comment() -> None:
    """A second list of actions without a name of its own is kept as a comment, and said so."""
    text = _TEMPLATE.replace("Action items (long term)", "Action items, more")
    made = infer(text, "ferry")
    assert "<!-- | Action | Owner |" in made.text
    assert "no field takes this section: kept as a comment" in _told(text)


def test_a_heading_that_says_title_is_the_title() -> None:
    """A first heading of the one word is a place for the title, not words of every document."""
    text = _TEMPLATE.replace("# [FERRY-123] Title", "# Title")
    assert "# {{ title }}" in infer(text, "ferry").text
