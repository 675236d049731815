"""Figures in words."""

import pytest

from afterword.model.event import Event
from afterword.model.measure import Anchor, Figure
from afterword.model.record import Record
from afterword.model.vocabulary import Phase
from afterword.timeline.durations import measure
from afterword.timeline.figures import in_words, spoken, stated


def record(*marks: tuple[Phase, str]) -> Record:
    """An incident with these milestones."""
    return Record(timeline=tuple(Event(at=at, phase=phase, what=phase) for phase, at in marks))


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "0 s (both at the same time)"),
        (59, "59 s"),
        (3600, "1 h"),
        (90_061, "1 d 1 h 1 min 1 s"),
        (1.5, "1.5 s"),
        (60.25, "1 min 0.25 s"),
    ],
)
def test_a_duration_is_said_in_its_units(seconds: float, said: str) -> None:
    """Units that are nought are left out."""
    assert spoken(seconds) == said


def test_a_figure_names_its_two_ends() -> None:
    """Within a day the clock is enough."""
    metrics = measure(record(("began", "2024-02-03T10:00:00Z"), ("detected", "2024-02-03T10:04:30Z")))
    assert in_words(metrics.time_to_detect) == "4 min 30 s (began 10:00:00 to detected 10:04:30 UTC)"


def test_a_figure_over_midnight_names_the_days() -> None:
    """Where the days differ they stand."""
    metrics = measure(record(("began", "2024-02-03T23:59:00Z"), ("detected", "2024-02-04T00:04:00Z")))
    said = "5 min, began (2024-02-03 23:59:00 UTC) to detected (2024-02-04 00:04:00 UTC)"
    assert in_words(metrics.time_to_detect) == said


def test_times_without_a_zone_get_none() -> None:
    """UTC stands only where the times are in it."""
    metrics = measure(record(("began", "2024-02-03T10:00"), ("detected", "2024-02-03T10:04")))
    assert in_words(metrics.time_to_detect) == "4 min (began 10:00 to detected 10:04)"


def test_what_was_not_measured_says_why() -> None:
    """Neither nought nor nothing stands in for what is not known."""
    metrics = measure(record(("detected", "2024-02-03T10:04:00Z")))
    assert in_words(metrics.time_to_detect) == "unknown: no event marks the start of impact"
    assert stated(metrics).time_to_detect == "unknown: no event marks the start of impact"


def test_a_coarse_figure_is_a_range() -> None:
    """Ends known to the day only give the least and the most."""
    figure = Figure(
        status="range",
        min=0.0,
        max=86_400.0,
        from_=Anchor(phase="began", at="2024-02-03"),
        to=Anchor(phase="detected", at="2024-02-03"),
    )
    assert in_words(figure).startswith("between 0 s (both at the same time) and 1 d, began (2024-02-03) to detected")
