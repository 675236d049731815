"""How incidents develop over months and quarters, and what is written about it."""

import runpy
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from afterword.learning.likeness import Likeness
from afterword.learning.periods import Period, between, parse_period, period_of
from afterword.learning.recurrence import recurrences, rules
from afterword.learning.reporting import trend_analysis
from afterword.learning.reviewing import action_review
from afterword.learning.telling import took
from afterword.learning.trends import trends
from afterword.model.changing import changed
from afterword.model.spelled import SeverityLevel

MADE = runpy.run_path(str(Path(__file__).with_name("learning_shelves.py")))
seal = MADE["seal"]
TODAY = date(2026, 8, 20)
TEXTS = {
    **{f"q1-{n}.md": seal(f"A-{n}", day=f"2026-02-{n:02d}", hours=1) for n in range(1, 8)},
    **{f"q2-{n}.md": seal(f"B-{n}", day=f"2026-05-{n:02d}", hours=5 + n % 3, classes="network") for n in range(1, 9)},
    "now.md": seal("C-1", day="2026-08-02", actions="| A-1 | Write a runbook for the gateway | | | In progress |"),
    "later.md": seal("D-1", day="2027-01-01"),
    "undated.md": "# Outage without a day\n\n## Summary\n\nIt stopped.\n\n## Root cause\n\nNobody knows.\n",
}


@pytest.fixture(scope="module")
def shelf() -> Any:
    """Seven short incidents, eight long ones, one in the running quarter, one of the future, one of no day."""
    return MADE["shelf_of"](TEXTS)


def test_every_incident_is_in_its_period_or_named(shelf: Any) -> None:
    """Nothing is lost between the periods; those of no day and of the future are named."""
    found = trends(shelf.incidents(), "quarter", TODAY)
    assert [(one.period, one.incidents, one.is_running) for one in found.slices] == [
        ("2026Q1", 7, False),
        ("2026Q2", 8, False),
        ("2026Q3", 1, True),
    ]
    assert (found.undated, found.ahead) == (("undated.md",), ("D-1",))


def test_periods_without_an_incident_are_shown_up_to_today(shelf: Any) -> None:
    """They count none; the first has nothing before it, and one that has not begun is compared with nothing."""
    found = trends(shelf.incidents(), "quarter", date(2027, 2, 1), last=Period(by="quarter", year=2027, number=2))
    assert [(one.period, one.incidents) for one in found.slices[3:]] == [("2026Q4", 0), ("2027Q1", 1), ("2027Q2", 0)]
    reasons = [one.compared["incidents"].reason for one in found.slices]
    assert (reasons[0], reasons[-1]) == ("nothing before it", "has not begun")
    assert reasons[3] == "too few to tell (0 and 1)"


def test_the_last_quarter_of_the_calendar_is_one(shelf: Any) -> None:
    """There is no day after it to count from."""
    last = date(9999, 12, 31)
    assert trends(shelf.incidents(), "quarter", last, first=period_of(last, "quarter")).slices[0].period == "9999Q4"


def test_durations_are_medians_with_what_is_not_known(shelf: Any) -> None:
    """Number, unknown, interval; a difference is told, and few are refused."""
    first, second, third = trends(shelf.incidents(), "quarter", TODAY).slices
    resolve = first.durations["time_to_resolve"]
    assert (resolve.n, resolve.unknown, resolve.median, resolve.low, resolve.high) == (7, 0, 3600, 3600, 3600)
    assert first.durations["time_to_detect"].n == 0
    assert first.durations["time_to_detect"].unknown == 7
    assert second.compared["time_to_resolve"].reason.startswith("longer (p < 0.001")
    assert third.compared["time_to_resolve"].differs is None
    assert second.compared["incidents"].reason.startswith("not distinguishable")


def test_repeats_and_follow_up_keep_the_unknown_apart(shelf: Any) -> None:
    """The first of a class is no repeat; an action of unknown state is neither done nor open."""
    first, second, third = trends(shelf.incidents(), "quarter", TODAY).slices
    assert (first.repeats.yes, first.repeats.no) == (6, 1)
    assert (third.repeats.yes, third.repeats.no) == (1, 0)
    assert (second.actions.total, second.actions.open, second.actions.overdue) == (8, 8, 8)
    assert second.counts["class"] == {"network": 8}
    assert second.counts["severity"] == {"unknown": 8}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("2026Q3", "2026Q3"),
        ("2026-q1", "2026Q1"),
        ("2026-09", "2026-09"),
        ("2026", "2026"),
        ("2026Q5", None),
        ("x", None),
    ],
)
def test_periods_are_read(text: str, name: str | None) -> None:
    """Quarters, months, and years; anything else is none."""
    found = parse_period(text)
    assert (found.name if found else None) == name


def test_periods_follow_one_another() -> None:
    """Over the end of the year, with their first and last days."""
    quarter = Period(by="quarter", year=2025, number=4)
    assert [one.name for one in between(quarter, quarter.after(2))] == ["2025Q4", "2026Q1", "2026Q2"]
    assert (quarter.first, quarter.last, quarter.days) == (date(2025, 10, 1), date(2025, 12, 31), 92)
    assert period_of(date(2026, 2, 28), "month").after(-2).name == "2025-12"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(None, "unknown"), (0, "0 s"), (59, "59 s"), (4800, "1 h 20 min"), (90061, "1 d 1 h"), (86400, "1 d")],
)
def test_durations_in_words(seconds: float | None, words: str) -> None:
    """Two units at most, and unknown is no number."""
    assert took(seconds) == words


def test_the_analysis_of_a_quarter_is_a_document(shelf: Any) -> None:
    """It names what came back, the durations next to the quarter before, and what is not known; never a mean."""
    incidents = shelf.incidents()
    period = Period(by="quarter", year=2026, number=2)
    found = trends(incidents, "quarter", TODAY, first=period.after(-1), last=period)
    back = recurrences(incidents, Likeness(shelf), TODAY, rules())
    text = "\n".join(trend_analysis(found, period, incidents, back, TODAY))
    assert text.startswith("# Trend analysis 2026Q2\n")
    assert "- Incidents: 8, against 7 in the period before: not distinguishable" in text
    assert "| network | management | open | unknown | 8 | 8 | 2026-05-02 | 8 of 8 |" in text
    assert "- To regulator, NIS2 recurring incident: 8 incidents since 2026-05-02 (2 earlier, B-3," in text
    assert "| time to resolve | 8 | 0 | 6 h |" in text
    assert "- B-8 should have been prevented by A-1 of B-1, then pending, 108 days overdue: Validate" in text
    assert "Severity unknown: 8." in text
    assert " mean " not in text
    assert "average" not in text


def test_the_review_of_a_month_is_a_document(shelf: Any) -> None:
    """What is overdue, by whom, and what has no owner; and a month that has not ended counts to today."""
    text = "\n".join(action_review(shelf.incidents(), Period(by="month", year=2026, number=8), TODAY))
    assert text.startswith("# Action review 2026-08\n")
    assert "counted to 2026-08-20" in text
    assert "overdue: 15." in text
    assert "Without an owner: 1; without a due date: 1." in text
    assert "| Ana | 15 | 15 |" in text


def test_a_review_of_the_past_leaves_out_what_came_later(shelf: Any) -> None:
    """Incidents of later days; and what was closed after the month was open then."""
    later = "| A-1 | Validate settings | Ana | 2026-01-20 | Done |"
    texts = {"a.md": MADE["seal"]("A", actions=later), "b.md": MADE["seal"]("B", day="2026-06-01")}
    incidents = MADE["shelf_of"](texts).incidents()
    closed = [
        changed(one, actions=tuple(changed(action, closed_on="2026-03-01") for action in one.actions))
        for one in incidents
        if one.id == "A"
    ]
    february = Period(by="month", year=2026, number=2)
    text = "\n".join(action_review([*closed, *incidents[1:]], february, TODAY))
    assert "The actions of 1 postmortem as they stood on 2026-08-20, counted to 2026-02-28." in text
    assert "- Waiting: 1, 0 of them without a state; overdue: 1." in text
    march = "\n".join(action_review(closed, february.after(), TODAY))
    assert "- Done in the month: 1;" in march


def test_an_analysis_of_very_many_names_the_gravest() -> None:
    """With how many there are; and the last five quarters as a table."""
    texts = {f"{n}.md": MADE["seal"](f"N-{n}", day=f"2026-04-{1 + n % 28:02}", title=f"Number {n}") for n in range(60)}
    incidents = [
        changed(one, severity=SeverityLevel(value="p1" if one.id == "N-7" else "p3", rank=1 if one.id == "N-7" else 3))
        for one in MADE["shelf_of"](texts).incidents()
    ]
    period = Period(by="quarter", year=2026, number=2)
    found = trends(incidents, "quarter", TODAY, first=period.after(-4), last=period)
    text = "\n".join(trend_analysis(found, period, incidents, (), TODAY))
    assert "The 25 gravest of 60; of the same severity the latest." in text
    assert text.index("N-7 Number 7 ") < text.index("N-27 Number 27 ")
    assert text.count("| p3 |") == 25
    assert "## The last 5 quarters" in text


def test_an_empty_quarter_says_so(shelf: Any) -> None:
    """No incident, no figure, and no failure."""
    period = Period(by="quarter", year=2024, number=1)
    found = trends(shelf.incidents(), "quarter", TODAY, first=period.after(-1), last=period)
    text = "\n".join(trend_analysis(found, period, shelf.incidents(), (), TODAY))
    assert "None." in text
    assert "No timeline of 2024Q1 gives a duration" in text
