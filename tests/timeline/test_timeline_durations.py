"""Durations: every figure names its ends, unknown is never a number, and nothing is negative."""

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterword.model.event import Event
from afterword.model.measure import Figure, Metrics
from afterword.model.record import Record, Window
from afterword.model.spelled import Spelled
from afterword.model.vocabulary import PHASES, Phase, Precision
from afterword.timeline.durations import measure


def event(
    phase: Phase,
    at: str | None,
    precision: Precision = "second",
    until: str | None = None,
    zone: str | None = None,
    written: str | None = None,
) -> Event:
    """An event of the timeline."""
    return Event(phase=phase, at=at, precision=precision, until=until, zone=zone, what=phase, written=written)


def record(*events: Event, status: str | None = None, end: str | None = None) -> Record:
    """A record with this timeline."""
    return Record(timeline=events, status=Spelled(value=status) if status else None, incident=Window(end=end))


FULL = record(
    event("began", "2024-02-15T14:32:00Z"),
    event("detected", "2024-02-15T14:37:30Z"),
    event("acknowledged", "2024-02-15T14:38:00Z"),
    event("responding", "2024-02-15T14:42:00Z"),
    event("identified", "2024-02-15T14:50:00Z"),
    event("mitigating", "2024-02-15T14:55:00Z"),
    event("mitigated", "2024-02-15T15:00:00Z"),
    event("recovered", "2024-02-15T15:02:00Z"),
    event("resolved", "2024-02-15T15:30:00Z"),
)
"""An incident with every milestone that a figure needs."""


@pytest.mark.parametrize(
    ("name", "seconds", "ends"),
    [
        ("time_to_detect", 330, ("began", "detected")),
        ("time_to_acknowledge", 30, ("detected", "acknowledged")),
        ("time_to_engage", 270, ("detected", "responding")),
        ("time_to_respond", 1050, ("detected", "mitigating")),
        ("time_to_identify", 750, ("detected", "identified")),
        ("time_to_mitigate", 1680, ("began", "mitigated")),
        ("time_to_recover", 1800, ("began", "recovered")),
        ("time_to_resolve", 3480, ("began", "resolved")),
        ("duration", 3150, ("detected", "resolved")),
        ("impact_duration", 1800, ("began", "recovered")),
    ],
)
def test_each_figure_is_the_time_between_its_two_phases(name: str, seconds: int, ends: tuple[str, str]) -> None:
    """Every figure of the definition is recorded and names both phases with their times."""
    figure: Figure = getattr(measure(FULL), name)
    assert (figure.status, figure.seconds, figure.min, figure.max) == ("recorded", seconds, None, None)
    assert figure.from_ is not None
    assert figure.to is not None
    assert (figure.from_.phase, figure.to.phase) == ends
    assert figure.from_.at
    assert figure.to.at


def test_nothing_is_measured_in_an_empty_timeline() -> None:
    """Without events every figure is unknown, says which milestones are missing, and names its phases."""
    metrics = measure(Record())
    for name in (f.name for f in fields(Metrics)):
        figure: Figure = getattr(metrics, name)
        assert (figure.status, figure.seconds, figure.min, figure.max) == ("unknown", None, None, None)
        assert figure.reason
        assert "no event marks" in figure.reason
        assert figure.from_
        assert figure.from_.phase
        assert figure.to
        assert figure.to.phase
    assert metrics.time_to_detect.reason == "no event marks the start of impact or detection"


def test_an_end_before_its_start_is_invalid() -> None:
    """Resolved before it began is invalid without a number, and the reason names both times."""
    figure = measure(
        record(event("began", "2024-02-15T14:32:00Z", "minute"), event("resolved", "2024-02-15T14:20:00Z", "minute"))
    ).time_to_resolve
    assert (figure.status, figure.seconds) == ("invalid", None)
    assert figure.reason is not None
    assert "14:20" in figure.reason
    assert "14:32" in figure.reason


def test_the_first_event_of_a_phase_in_time_counts() -> None:
    """A later event of the same phase changes nothing, wherever it stands in the document."""
    figure = measure(
        record(
            event("detected", "2024-02-15T14:40:00Z"),
            event("detected", "2024-02-15T14:36:00Z"),
            event("began", "2024-02-15T14:35:00Z"),
        )
    ).time_to_detect
    assert figure.seconds == 60


@pytest.mark.parametrize(("has", "wanted"), [("recovered", "time_to_resolve"), ("resolved", "time_to_recover")])
def test_one_of_recovered_and_resolved_serves_as_both(has: Phase, wanted: str) -> None:
    """Where only one of the two is there it is used, and the figure says so."""
    figure: Figure = getattr(
        measure(record(event("began", "2024-02-15T14:00:00Z"), event(has, "2024-02-15T15:00:00Z"))), wanted
    )
    assert (figure.status, figure.seconds) == ("recorded", 3600)
    assert figure.to is not None
    assert figure.to.phase == has
    assert figure.reason is not None
    assert "serves as both" in figure.reason


@pytest.mark.parametrize(
    ("ends", "phase", "seconds"),
    [
        (("recovered", "mitigated", "resolved"), "recovered", 60),
        (("mitigated", "resolved"), "mitigated", 120),
        (("resolved",), "resolved", 180),
    ],
)
def test_impact_ends_at_recovered_else_mitigated_else_resolved(
    ends: tuple[Phase, ...], phase: str, seconds: int
) -> None:
    """The impact's end is the best milestone that is there."""
    minutes = {"recovered": 1, "mitigated": 2, "resolved": 3}
    timeline = [event("began", "2024-02-15T14:00:00Z")]
    timeline += [event(end, f"2024-02-15T14:0{minutes[end]}:00Z") for end in ends]
    figure = measure(record(*timeline)).impact_duration
    assert figure.to is not None
    assert (figure.to.phase, figure.seconds) == (phase, seconds)


def test_engagement_is_the_earlier_of_responding_and_ic_engaged() -> None:
    """Time to engage ends at whichever came first."""
    figure = measure(
        record(
            event("detected", "2024-02-15T14:00:00Z"),
            event("responding", "2024-02-15T14:09:00Z"),
            event("ic_engaged", "2024-02-15T14:04:00Z"),
        )
    ).time_to_engage
    assert figure.seconds == 240
    assert figure.to is not None
    assert figure.to.phase == "ic_engaged"


@pytest.mark.parametrize(
    ("start", "end", "least", "most"),
    [
        (event("began", "2024-02-15T14:30:00Z", "approximate"), event("detected", "2024-02-15T14:40:00Z"), 0, 1500),
        (event("began", "2024-02-15T14:31:00Z", "approximate"), event("detected", "2024-02-15T14:40:00Z"), 480, 600),
        (event("began", "2024-02-15T14:00:00Z", "hour"), event("detected", "2024-02-15T15:00:00Z"), 0, 3600),
        (event("began", "2024-02-15", "day"), event("detected", "2024-02-16", "day"), 0, 172800),
        (
            event("began", "2024-02-15T14:00:00Z", "minute", until="2024-02-15T14:10:00Z"),
            event("detected", "2024-02-15T14:15:00Z", "minute"),
            300,
            900,
        ),
    ],
)
def test_coarse_times_give_a_range(start: Event, end: Event, least: float, most: float) -> None:
    """A time known to the hour, the day, or about, or a stretch, gives a least and a most, never one number."""
    figure = measure(record(start, end)).time_to_detect
    assert (figure.status, figure.seconds, figure.min, figure.max) == ("range", None, least, most)
    assert figure.reason


def test_a_day_without_zone_and_an_instant_give_a_wide_range() -> None:
    """A day may be that day anywhere on earth."""
    figure = measure(record(event("began", "2024-02-15", "day"), event("detected", "2024-02-16T12:00:00Z")))
    assert (figure.time_to_detect.status, figure.time_to_detect.max) == ("range", (36 + 14) * 3600)


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (event("began", "2024-02-15T14:30:00"), event("detected", "2024-02-15T14:40:00Z"), "zone of detected is known"),
        (
            event("began", "2024-02-15T14:30:00", zone="IST"),
            event("detected", "2024-02-15T14:40:00", zone="CST"),
            "differ",
        ),
        (event("began", None), event("detected", "2024-02-15T14:40:00Z"), "has no date and time"),
        (event("began", "--02-15T14:30:00"), event("detected", "2024-02-15T14:40:00"), "the year of detected is known"),
        (
            event("began", "2024-02-15T14:30:00Z", "ordered"),
            event("detected", "2024-02-15T14:40:00Z"),
            "no usable time",
        ),
        (
            event("began", "2024-02-15T14:30:00Z", "bounded"),
            event("detected", "2024-02-15T14:40:00Z"),
            "no usable time",
        ),
        (event("began", "yesterday"), event("detected", "2024-02-15T14:40:00Z"), "no usable time"),
    ],
)
def test_times_that_cannot_be_compared_are_unknown(start: Event, end: Event, words: str) -> None:
    """Zones, years, and times that are not known give unknown with the reason, never a number."""
    figure = measure(record(start, end)).time_to_detect
    assert (figure.status, figure.seconds, figure.min) == ("unknown", None, None)
    assert figure.reason is not None
    assert words in figure.reason


@pytest.mark.parametrize(
    ("start", "end", "seconds", "words"),
    [
        ("2024-02-15T14:30:00", "2024-02-15T14:40:00", 600, "the zone is not known"),
        ("--02-15T14:30:00", "--02-15T14:40:00", 600, "the year is not known"),
        ("--12-31T23:50:00", "--01-01T00:10:00", 1200, "new year"),
    ],
)
def test_times_of_one_unknown_zone_or_year_can_be_subtracted(start: str, end: str, seconds: int, words: str) -> None:
    """Two bare times of one place give a figure that says what it takes for granted."""
    figure = measure(record(event("began", start), event("detected", end))).time_to_detect
    assert (figure.status, figure.seconds) == ("recorded", seconds)
    assert figure.reason is not None
    assert words in figure.reason


def test_a_draft_without_end_is_pending_and_a_final_one_is_unknown() -> None:
    """What may still come is pending; what a finished document does not say is unknown."""
    timeline = (event("began", "2024-02-15T14:30:00Z"), event("detected", "2024-02-15T14:40:00Z"))
    assert measure(record(*timeline, status="draft")).time_to_resolve.status == "pending"
    assert measure(record(*timeline, status="final")).time_to_resolve.status == "unknown"
    assert measure(record(*timeline)).time_to_resolve.status == "unknown"
    assert measure(record(*timeline, status="draft", end="2024-02-15")).time_to_resolve.status == "unknown"


def test_a_milestone_that_a_later_one_has_passed_is_unknown_even_in_a_draft() -> None:
    """Nobody will acknowledge an incident that is over."""
    timeline = (event("detected", "2024-02-15T14:30:00Z"), event("resolved", "2024-02-15T14:40:00Z"))
    assert measure(record(*timeline, status="draft")).time_to_acknowledge.status == "unknown"


def test_not_applicable_is_what_the_author_wrote_in_place_of_a_time() -> None:
    """``N/A`` in the time's place makes the figure not applicable."""
    timeline = (event("began", "2024-02-15T14:30:00Z"), event("mitigated", None, "unknown", written="N/A"))
    figure = measure(record(*timeline, status="draft")).time_to_mitigate
    assert (figure.status, figure.seconds) == ("not_applicable", None)


_ATS = st.one_of(
    st.none(),
    st.sampled_from(
        [
            "2024-02-15T14:30:00Z",
            "2024-02-15T14:30:00",
            "2024-02-15T14:29:59.5Z",
            "2024-02-15",
            "--02-15T14:30:00",
            "--02-29T10:00:00",
            "--12-31",
            "2024-12-31T23:59:59.123456789Z",
            "nonsense",
            "",
            "0001-01-01T00:00:00Z",
            "9999-12-31",
            "9999-12-31T23:59:59Z",
        ]
    ),
)
_EVENTS = st.builds(
    Event,
    at=_ATS,
    until=_ATS,
    phase=st.sampled_from(PHASES),
    zone=st.sampled_from([None, "IST", "UTC"]),
    precision=st.sampled_from(
        ["exact", "second", "minute", "hour", "day", "approximate", "bounded", "ordered", "unknown"]
    ),
    written=st.sampled_from([None, "n/a", "14:30"]),
)


@given(st.lists(_EVENTS, max_size=12), st.sampled_from([None, "draft", "final"]))
def test_unknown_is_not_zero(events: list[Event], status: str | None) -> None:
    """For any timeline no figure is negative, only a recorded one has seconds, and every other says why."""
    metrics = measure(record(*events, status=status))
    for name in (f.name for f in fields(Metrics)):
        figure: Figure = getattr(metrics, name)
        assert (figure.seconds is not None) == (figure.status == "recorded")
        assert (figure.min is not None) == (figure.max is not None) == (figure.status == "range")
        assert all(value is None or value >= 0 for value in (figure.seconds, figure.min, figure.max))
        assert figure.reason or figure.status == "recorded"
        assert figure.from_
        assert figure.from_.phase
        assert figure.to
        assert figure.to.phase
