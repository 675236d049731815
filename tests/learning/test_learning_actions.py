"""The board, the calendar, and the runbooks of a shelf."""

import runpy
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterword.learning.board import NOBODY, items_of, loads, state_of
from afterword.learning.calendar_feed import calendar, escaped, folded
from afterword.learning.runbooks import runbooks
from afterword.model.action import Action
from afterword.model.spelled import Spelled

MADE = runpy.run_path(str(Path(__file__).with_name("learning_shelves.py")))
seal = MADE["seal"]
TODAY = date(2026, 3, 1)
ACTIONS = """| A-1 | Validate settings, and reject; what is not | Ana | 2026-01-20 | Pending |
| A-2 | Write a runbook for the gateway | Ben | 2026-03-10 | Done |
| A-3 | Update the runbook on rollbacks | | | In Progress |
| A-4 | Limit the pool | Ana | 2026-04-01 | Cancelled |
| A-5 | Look at it | Cem | | |"""


@pytest.fixture(scope="module")
def incidents() -> Any:
    """One incident with five actions."""
    return MADE["shelf_of"]({"a.md": seal(actions=ACTIONS)}).incidents()


def test_every_action_has_its_state_and_age(incidents: Any) -> None:
    """What has no status is unknown, and what is done is as old as it became, where that is known."""
    items = items_of(incidents, TODAY)
    assert [item.state for item in items] == ["open", "done", "open", "cancelled", "unknown"]
    assert [item.days_overdue for item in items] == [40, 0, 0, 0, 0]
    assert [item.age for item in items] == [55, None, 55, None, 55]


def test_the_load_of_each_owner(incidents: Any) -> None:
    """Most overdue first, nobody last; what is finished is no load."""
    assert [(load.owner, load.open, load.overdue) for load in loads(items_of(incidents, TODAY))] == [
        ("Ana", 1, 1),
        ("Cem", 1, 0),
        (NOBODY, 1, 0),
    ]


def test_a_closed_day_without_a_status_is_done() -> None:
    """The day on which something was closed says that it is."""
    assert state_of(Action(closed_on="2026-01-01")) == "done"
    assert state_of(Action(status=Spelled(value=None, written="?"))) == "unknown"


def test_runbooks_have_the_state_of_their_action(incidents: Any) -> None:
    """New and to update, by the words of actions."""
    found = [(one.kind, one.state, one.action) for one in runbooks(incidents, TODAY)]
    assert found == [("new", "done", "A-2"), ("update", "open", "A-3")]


def test_the_calendar_holds_what_is_to_be_done(incidents: Any) -> None:
    """One event, all day, with an escaped summary and lines that end in CR LF."""
    text = calendar(items_of(incidents, TODAY), datetime(2026, 3, 1, 12, tzinfo=UTC), name="Ours")
    lines = text.split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert text.count("BEGIN:VEVENT") == 1
    assert "DTSTART;VALUE=DATE:20260120" in lines
    assert "DTEND;VALUE=DATE:20260121" in lines
    assert "DTSTAMP:20260301T120000Z" in lines
    assert r"SUMMARY:A-1: Validate settings\, and reject\; what is not" in lines


def test_an_event_keeps_its_name_when_its_words_change() -> None:
    """By the ids of the incident and the action."""
    names = set()
    for words, due in (("Validate", "2026-05-01"), ("Check", "2026-06-01")):
        text = seal(actions=f"| A-1 | {words} settings | Ana | {due} | Pending |")
        items = items_of(MADE["shelf_of"]({"a.md": text}).incidents(), TODAY)
        feed = calendar(items, datetime(2026, 3, 1, tzinfo=UTC), name="x")
        names |= {line for line in feed.split("\r\n") if line.startswith("UID:")}
    assert len(names) == 1


@given(text=st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=300))
def test_values_survive_escaping_and_folding(text: str) -> None:
    """Lines of 75 octets at most, that joined and unescaped give the printable text again."""
    line = f"SUMMARY:{escaped(text)}"
    pieces = folded(line).split("\r\n")
    assert all(len(piece.encode()) <= 75 for piece in pieces)
    joined = pieces[0] + "".join(piece[1:] for piece in pieces[1:])
    assert joined == line
    plain = joined[8:].replace("\\\\", "\0").replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";")
    wanted = text.replace("\r\n", "\n").replace("\r", "\n")
    assert plain.replace("\0", "\\") == "".join(c for c in wanted if c in "\n\t" or c.isprintable())
