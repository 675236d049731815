"""A house made of a template: a new document looks like it, reads back, and takes what people write into it."""

from dataclasses import replace

import pytest

from afterword.houses import lens
from afterword.houses.making.checking import check
from afterword.houses.making.inferring import infer
from afterword.model.action import Action
from afterword.model.event import Event
from afterword.model.record import Record

WIKI = """# Incident Postmortem - <Incident title>

| **Severity** | SEV-1 / SEV-2 |
|---|---|
| **Owner** | @owner |

## 1. Executive summary

> Two sentences.

## 2. Timeline

| **Time** | **Event** | **Who** |
|---|---|---|
| HH:MM | | |

## 3. Impact

* Guests of the week:
* Revenue impact:

## 8. Action items

| **Action** | **Owner** | **Due date** |
|---|---|---|
| | | |
"""
DOCS = """**Post-Mortem Report**

**Title:** ____________

**Authors:** ____________

**Summary:**

**Root cause:**

**Action items:**

- [ ] [Action] (@owner, due YYYY-MM-DD)
"""
ASKING = """# Incident [NAME]

## Summary

Short description.

## Timeline

- HH:MM - [event]

### Detection

When and how did we find out?

## Action items

- Action - owner - due date
"""
EMPTY = """+++
title = "TITLE"
+++

## What happened?

## How were customers affected?

## Why did it happen?

## What are we going to do about it?

- [ ]
"""
GERMAN = """# Nachbetrachtung: [Titel]

**Schweregrad:** hoch / niedrig

## Zusammenfassung

*Beschreibe in zwei Sätzen, was passiert ist.*

## Zeitleiste

- HH:MM -

## Ursache

## Maßnahmen

- [ ] Maßnahme
"""
each = pytest.mark.parametrize("template", [WIKI, DOCS, ASKING, EMPTY, GERMAN])


@each
def test_a_new_document_reads_back_by_what_it_shows(template: str) -> None:
    """The template is known for one, its house is valid, and a new document in it needs no carried block."""
    made = infer(template, "made")
    assert made.is_template
    assert check(made.text, "made").faults == ()
    text = lens.create(Record(title="Search down"), made.house)
    reading = lens.get(text, own=(made.house,))
    assert reading.house.name == "made"
    assert lens.states(reading, Record(title="Search down"))
    assert reading.carried.values == {}


def test_what_people_write_into_a_new_document_stands_in_its_places() -> None:
    """Two entries take the open row of the table and one below it; owner and day of an action stand in its columns."""
    house = infer(WIKI, "made").house
    text = lens.create(Record(title="Search down"), house)
    events = tuple(
        Event(at=f"2026-02-03T09:{minute}:00Z", precision="minute", zone_basis="stated", year_basis="stated", what=what)
        for minute, what in ((10, "Disk is full"), (30, "Logs are gone"))
    )
    actions = (Action(what="Watch disks", owner="Bo", due="2026-03-01"), Action(what="Ask"))
    record = replace(lens.get(text, house).record, timeline=events, actions=actions, summary="It broke.")
    new = lens.put(text, record, house)
    assert "| 2026-02-03 09:10 UTC | Disk is full |  |\n| 09:30 UTC | Logs are gone |  |\n" in new
    assert "| Watch disks | Bo | 2026-03-01 |\n| Ask |  |  |\n" in new
    assert "afterword:carried" not in new
    assert lens.put(new, lens.get(new, house).record, house) == new


def test_what_asks_for_no_field_is_not_read_as_text() -> None:
    """A label without a place is left out beside labels with one, and said; questions to the writer are guidance."""
    made = infer(WIKI, "made")
    assert "Guests of the week" not in made.text.partition("\n---\n")[2]
    assert "* Revenue impact: {{ impact.revenue }}" in made.text
    assert any("'Guests of the week'" in d.message for d in made.doubts)
    assert "find out" not in lens.create(Record(), infer(ASKING, "made").house, guidance=False)
