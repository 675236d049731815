"""Where a reading says that its fields stand, and by what it knew them."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from afterword.houses import lens, library
from afterword.houses.reading.provenance import origins
from afterword.model.provenance import Origin
from afterword.model.record import Record

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "checkout-outage"

FREE = """---
authors: [Ann]
---
# Disk full on db-1

**Severity:** SEV2

## What happened

It broke,
and we saw it.

## Timeline (UTC)

- 2024-02-15 10:00 Alert fired

| Time | Event |
|---|---|
| 2024-02-15 10:05 | Disk grown |

## Action items

1. Watch disks
"""


LINES = [
    *FREE.splitlines(),
    "",
    "- Mend it (@ann)",
    "14:00 Up",
    "2024-02-15",
    "> quote",
    "```",
    "## Five whys",
    "1. Why? Because.",
    "<!-- afterword:carried -->",
    "summary: x",
    "text[^1]",
    "[^1]: note",
]


def by_path(text: str) -> dict[str, Origin]:
    """The origins of a document, each once."""
    found = origins(lens.get(text))
    assert len({origin.path for origin in found}) == len(found)
    return {origin.path: origin for origin in found}


@pytest.mark.parametrize(
    ("path", "line", "end_line", "how", "name"),
    [
        ("authors", 2, 2, "front_matter", "authors"),
        ("title", 4, 4, "heading", None),
        ("severity", 6, 6, "label", "Severity"),
        ("summary", 10, 11, "heading", "What happened"),
        ("timeline[1]", 15, 15, "list", "Timeline (UTC)"),
        ("timeline[2]", 19, 19, "column", "Timeline (UTC)"),
        ("actions[1]", 23, 23, "list", "Action items"),
    ],
)
def test_a_field_has_its_lines(path: str, line: int, end_line: int, how: str, name: str | None) -> None:
    """Each field stands at its lines, with the name that the document gives it."""
    found = by_path(FREE)[path]
    assert (found.line, found.end_line, found.how, found.name) == (line, end_line, how, name)


@pytest.mark.parametrize("house", library.names())
def test_a_house_is_read_by_its_own_places(house: str) -> None:
    """In a house's own document nothing is read by a synonym, and every line is one of the document's."""
    text = (EXAMPLE / f"{house}.md").read_text(encoding="utf-8")
    found = by_path(text).values()
    assert {origin.how for origin in found} <= {"house", "front_matter", "inferred", "wording"}
    assert all(1 <= (o.line or 0) <= (o.end_line or 0) <= len(text.splitlines()) for o in found)


def test_every_event_and_action_has_an_origin_at_its_line() -> None:
    """The place of an item is the line that the record itself gives it."""
    for house in library.names():
        reading = lens.get((EXAMPLE / f"{house}.md").read_text(encoding="utf-8"))
        found = {origin.path: origin.line for origin in origins(reading)}
        for number, event in enumerate(reading.record.timeline, 1):
            assert found[f"timeline[{number}]"] == event.line
        for number, action in enumerate(reading.record.actions, 1):
            assert found[f"actions[{number}]"] == action.line


def test_what_is_carried_says_so() -> None:
    """A value that only the carried block has stands there."""
    text = lens.create(replace(lens.get(FREE).record, lead_up="We had moved.", scribe="Bo"), library.load("soc"))
    found = by_path(text)
    carried = [origin for origin in found.values() if origin.how == "carried"]
    assert carried
    for origin in carried:
        assert origin.path.split(".")[0].split("[")[0] in text.splitlines()[(origin.line or 0) - 1]


def test_what_words_or_neighbours_give_says_so() -> None:
    """A phase from wording and a day from the title are told apart from what stands there, with the reason."""
    found = by_path("# 2024-02-15 Outage\n\n## Timeline (UTC)\n\n- 10:00 Ann noticed errors\n")
    assert found["timeline[1].phase"].how == "wording"
    assert found["timeline[1].at"].how == "inferred"
    assert "title" in (found["timeline[1].at"].doubt or "")


def test_what_is_made_of_a_reading_is_inferred() -> None:
    """A field that was added after reading has no line of its own."""
    reading = lens.get(FREE)
    record = replace(reading.record, environment="production")
    (found,) = [origin for origin in origins(reading, record) if origin.path == "environment"]
    assert (found.how, found.line) == ("inferred", None)


def test_a_document_that_says_nothing_has_no_origins() -> None:
    """Empty and blank documents are read without a place."""
    assert origins(lens.get("")) == origins(lens.get("\n\n")) == ()
    assert Record().provenance == ()


@settings(max_examples=60, deadline=None)
@given(text=st.lists(st.sampled_from(LINES), max_size=24).map("\n".join))
def test_an_origin_is_always_a_place_of_the_text(text: str) -> None:
    """However a document is made: every path once, and every line one of its lines, the last not before the first."""
    for origin in by_path(text).values():
        assert 1 <= (origin.line or 0) <= (origin.end_line or 0) <= len(text.split("\n"))
