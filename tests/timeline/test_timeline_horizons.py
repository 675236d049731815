"""Horizons of actions."""

import pytest

from afterword.model.action import Action
from afterword.model.event import Event
from afterword.model.record import Record, Window
from afterword.timeline.horizons import with_horizons


def read(due: str | None, horizon: str | None = None, end: str | None = "2024-03-01") -> Record:
    """A record with one action."""
    action = Action(what="Add an alert", due=due, horizon=horizon, line=9)  # type: ignore[arg-type]
    return with_horizons(Record(actions=(action,), incident=Window(end=end)))


@pytest.mark.parametrize(
    ("due", "horizon"),
    [
        ("2024-03-01", "immediate"),
        ("2024-03-08", "immediate"),
        ("2024-03-09", "short"),
        ("2024-03-29", "short"),
        ("2024-03-30", "long"),
        ("2024-06-01", "long"),
        ("2024-06-02", None),
        ("2024-02-29", None),
        ("next sprint", None),
        (None, None),
    ],
)
def test_where_no_heading_says_it_the_horizon_is_derived(due: str | None, horizon: str | None) -> None:
    """It is counted from the end of the incident; what cannot be counted stays unknown."""
    record = read(due)
    assert record.actions[0].horizon == horizon
    assert record.findings == ()


@pytest.mark.parametrize(
    ("due", "horizon", "said"),
    [
        ("2024-03-20", "immediate", "19 days after"),
        ("2024-03-02", "short", "1 day after"),
        ("2024-07-01", "long", "122 days after"),
        ("2024-02-20", "long", "10 days before"),
    ],
)
def test_what_the_heading_says_stands_and_a_disagreement_is_found(due: str, horizon: str, said: str) -> None:
    """A due date never moves an action."""
    record = read(due, horizon)
    assert record.actions[0].horizon == horizon
    assert [(f.code, f.line) for f in record.findings] == [("RD204", 9)]
    assert said in record.findings[0].message


@pytest.mark.parametrize(("due", "horizon"), [("2024-03-30", "short"), ("2024-03-08", "short"), ("2024-03-30", "long")])
def test_where_two_horizons_meet_both_are_right(due: str, horizon: str) -> None:
    """Four weeks and one month are not a quarrel."""
    assert read(due, horizon).findings == ()


def test_without_an_end_nothing_is_derived() -> None:
    """An incident that has not ended gives no day to count from."""
    assert read("2024-03-02", end=None).actions[0].horizon is None


def test_the_timeline_gives_the_end_where_the_document_states_none() -> None:
    """The last milestone that ends an incident counts."""
    events = (Event(at="2024-03-01T10:00:00Z", phase="resolved", what="Over"),)
    record = with_horizons(Record(actions=(Action(what="x", due="2024-03-20"),), timeline=events))
    assert record.actions[0].horizon == "short"
