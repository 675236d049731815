"""Stated figures are found where they stand, understood, and compared with the timeline."""

from dataclasses import replace
from datetime import date

import pytest

from afterword.houses.reading.derived import with_derived
from afterword.houses.reading.getting import get
from afterword.review.case import Case
from afterword.review.checking import check
from afterword.review.figures.spans import agrees, durations, stretches
from afterword.review.registry import registered_rules
from afterword.review.settings import merged
from afterword.timeline.durations import measure
from afterword.timeline.horizons import with_horizons

TIMELINE = """
## Timeline

| Time (UTC) | Event |
|---|---|
| 2024-02-15 14:32 | Deploy; impact began |
| 2024-02-15 14:37 | Alert detected the errors |
| 2024-02-15 14:55 | Rollback applied, mitigated |
| 2024-02-15 15:02 | Error rate normal, resolved |
"""
UNDATED = TIMELINE.replace("2024-02-15 ", "")


def found(text: str) -> list[tuple[str, str]]:
    """The code and the characters of each finding about figures and order."""
    reading = get(text)
    settings = merged(reading.house, {}, reading.matter.plain)
    record = with_horizons(with_derived(reading.record, reading.house))
    case = Case(
        reading=reading,
        record=replace(record, metrics=measure(record)),
        today=date(2024, 3, 10),
        policy=settings.policy,
        require=settings.require,
    )
    rules = [rule for rule in registered_rules() if rule.code.startswith("CON")]
    return [(d.code, text[d.span.start : d.span.end]) for d in check(case, rules, settings)]


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("28 minutes", 1680),
        ("28-minute outage", 1680),
        ("1h 20m", 4800),
        ("5h16m", 18960),
        ("5 hours and 16 minutes", 18960),
        ("half an hour", 1800),
        ("1.5 hours", 5400),
        ("1,5 h", 5400),
        ("an hour and a half", 5400),
        ("two days", 172800),
        ("45 min.", 2700),
        ("90s", 90),
        ("2 hrs, 5 mins", 7500),
    ],
)
def test_a_duration_is_understood(text: str, seconds: int) -> None:
    """The usual ways of writing one give its seconds."""
    assert [d.seconds for d in durations(text)] == [seconds]


@pytest.mark.parametrize(
    "text", ["14:35", "v2.1.3", "5 requests/s", "a second outage", "30 MB", "2024-02-15", "5 million"]
)
def test_what_is_no_duration_is_none(text: str) -> None:
    """Times, versions, rates, and counts are left alone."""
    assert list(durations(text)) == []


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("14:35-15:02 UTC", 1620), ("14:35 UTC - 15:03 UTC", 1680), ("23:50 to 00:10", 1200), ("14:35\u201315:02", 1620)],
)
def test_a_stretch_is_understood(text: str, seconds: int) -> None:
    """Two clock times with a dash or a word between them, over midnight too."""
    assert [s.seconds for s in stretches(text)] == [seconds]


def test_a_marked_figure_may_be_rounded() -> None:
    """What says that it is rounded may be off by half of its step; what does not, by less than a minute."""
    marked, bare = next(durations("about 30 minutes")), next(durations("30 minutes"))
    assert agrees(marked, 27 * 60)
    assert not agrees(bare, 27 * 60)
    assert agrees(bare, 30 * 60 + 59)
    assert not agrees(bare, 31 * 60)
    assert not agrees(marked, 60 * 60)


@pytest.mark.parametrize(
    ("stated", "where"),
    [
        ("Duration: 28 minutes (14:35-15:03 UTC)", "28 minutes"),
        ("**Duration:** 28 minutes", "28 minutes"),
        ("- Total duration: 1h 20m", "1h 20m"),
        ("| Field | Value |\n|---|---|\n| Severity | SEV-1 |\n| Duration | 28 min |", "28 min"),
        ("## Impact\n\n- Duration: 28 minutes", "28 minutes"),
        ("## Summary\n\nThe website was down for 28 minutes.", "28 minutes"),
        ("## Summary\n\nThis 28-minute outage hit all users.", "28-minute"),
        ("## Summary\n\nThe incident lasted two hours.", "two hours"),
        ("## Summary\n\nThe outage lasted for 45 minutes \U0001f525.", "45 minutes"),
    ],
)
@pytest.mark.parametrize("timeline", [TIMELINE, UNDATED], ids=["dated", "undated"])
def test_a_wrong_duration_is_found_where_it_stands(stated: str, where: str, timeline: str) -> None:
    """In labels, cells, and sentences the figure itself is reported."""
    assert ("CON101", where) in found(f"# Website down\n\n{stated}\n{timeline}")


@pytest.mark.parametrize(
    "stated",
    [
        "Duration: 25 minutes",
        "Duration: 23 min",
        "Duration: 30 minutes (14:32-15:02 UTC)",
        "Duration: ~30 minutes",
        "Duration: about half an hour",
        "Duration: 28 minutes (business hours only)",
        "Duration: unknown",
        "## Summary\n\nClients have a timeout of 30 seconds. We monitored for 20 minutes. Queries ran for 5 minutes.",
        "## Summary\n\nA second outage of 4 minutes is another report. Last month's outage lasted 3 hours.",
        "## Summary\n\nWithout the rollback the outage would have lasted 3 hours.",
        "## Summary\n\nOur target is a 15-minute outage at most, 5 minutes of downtime per month.",
        "## Summary\n\n> The outage lasted 3 hours.",
        "## Lessons learned\n\n- A 3-hour outage is rare.",
    ],
)
@pytest.mark.parametrize("timeline", [TIMELINE, UNDATED], ids=["dated", "undated"])
def test_a_right_or_another_duration_is_left_alone(stated: str, timeline: str) -> None:
    """What one of the definitions gives, what says that it is rounded or of some hours, and what is about else."""
    assert found(f"# Website down\n\n{stated}\n{timeline}") == []


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("Time to detect: 12 minutes", ("CON102", "12 minutes")),
        ("TTD: 12m", ("CON102", "12m")),
        ("Time to resolve: 2h", ("CON103", "2h")),
        ("TTR: 10 minutes", ("CON103", "10 minutes")),
        ("Time to mitigate: 7 minutes", ("CON103", "7 minutes")),
        ("| Metric | Value |\n|---|---|\n| MTTD | 12 min |", ("CON102", "12 min")),
    ],
)
def test_wrong_times_to_are_found(stated: str, expected: tuple[str, str]) -> None:
    """Times to detect, mitigate, and resolve are compared with the same two ends."""
    assert found(f"# Website down\n\n{stated}\n{TIMELINE}") == [expected]


def test_an_end_of_a_stretch_that_no_entry_has_is_found() -> None:
    """Where one end is that of an entry, and the other misses one by minutes, that time is reported."""
    text = "# Down\n\nDuration: 26 minutes (14:37-15:03 UTC)\n" + TIMELINE
    assert found(text) == [("CON101", "15:03")]
    text = "# Down\n\nDuration: 29 minutes (14:33-15:02 UTC)\n" + TIMELINE
    assert found(text) == [("CON101", "14:33")]


def test_front_matter_is_compared_too() -> None:
    """A figure in front matter is a stated one."""
    text = f"---\nduration: 48 minutes\n---\n# Website down\n{TIMELINE}"
    assert found(text) == [("CON101", "48 minutes")]


def test_windows_lines_and_other_letters_keep_the_places() -> None:
    """Offsets are those of the characters, whatever stands before them."""
    text = f"# Störung \U0001f525\n\nDuration: 28 minutes\n{TIMELINE}".replace("\n", "\r\n")
    assert found(text) == [("CON101", "28 minutes")]
