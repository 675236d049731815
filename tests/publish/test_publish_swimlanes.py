"""The timeline as a picture."""

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterword.model.event import Event
from afterword.model.record import Record
from afterword.model.vocabulary import EVENT_KINDS, PHASES
from afterword.publish.look import Look
from afterword.publish.swimlanes import WIDTH, draw
from afterword.timeline.durations import measure

DAY = "2024-02-03T"


def record(*events: Event) -> Record:
    """A record with its figures."""
    made = Record(timeline=events)
    return replace(made, metrics=measure(made))


INCIDENT = record(
    Event(at=f"{DAY}10:00:00Z", what="Deploy v2", kind="change"),
    Event(at=f"{DAY}10:05:00Z", what="Errors rise", phase="began"),
    Event(at=f"{DAY}10:09:00Z", what="Alert <b>&\"'", phase="detected", kind="alert", who="pager"),
    Event(at=f"{DAY}10:30:00Z", what="Rolled back", phase="mitigated", kind="action"),
)


def test_every_event_has_a_dot_and_every_milestone_its_number() -> None:
    """Lanes stand for what there is, figures for what was measured."""
    drawing = draw(INCIDENT)
    assert drawing is not None
    root = ET.fromstring(drawing.body)  # noqa: S314  # our own
    circles = [e for e in root.iter() if e.tag.endswith("circle")]
    dots = [e for e in circles if (e.get("class") or "").startswith("dot")]
    words = [e.text or "" for e in root.iter() if e.tag.endswith("}text")]
    assert len(dots) == 4
    assert {"Changes", "Impact", "Alerts", "Response"} <= set(words)
    assert "Messages" not in words
    assert "Time to detect: 4 min" in words
    assert "mitigated 10:30" in words
    assert "2024-02-03 UTC" in words


def test_the_picture_is_described_in_words() -> None:
    """Who cannot see it learns the same."""
    drawing = draw(INCIDENT)
    assert drawing is not None
    assert drawing.alt == (
        "Timeline of 4 events in lanes, from 2024-02-03 10:00 UTC to 2024-02-03 10:30 UTC."
        " Milestones: began 10:05, detected 10:09, mitigated 10:30."
    )


def test_far_events_do_not_press_the_incident_together() -> None:
    """Their number is said."""
    late = Event(at="2024-03-03T10:00:00Z", what="Review")
    drawing = draw(record(*INCIDENT.timeline, late))
    assert drawing is not None
    assert drawing.alt.endswith(" Not drawn: 1 later.")
    assert ">Not drawn: 1 later.</text>" in drawing.body


@pytest.mark.parametrize(
    "events",
    [
        (),
        (Event(at=f"{DAY}10:00:00Z", what="a"), Event(at=f"{DAY}10:01:00Z", what="b")),
        tuple(Event(at=f"{DAY}10:00:00Z", what=w) for w in "abc"),
        tuple(Event(at="2024-02-03", precision="day", what=w) for w in "abc"),
        tuple(Event(written="10:00", what=w) for w in "abc"),
    ],
)
def test_what_cannot_be_drawn_is_not(events: tuple[Event, ...]) -> None:
    """Too few times, or all the same, give no picture."""
    assert draw(record(*events)) is None


def test_a_file_of_its_own_has_colours() -> None:
    """A reader of SVG needs no style sheet beside it."""
    drawing = draw(INCIDENT)
    assert drawing is not None
    assert Look().light.accent.encode() in drawing.standalone(Look().light)
    assert "<style" not in drawing.body


TIMES = st.datetimes().map(lambda at: at.replace(microsecond=0).isoformat() + "Z")
EVENTS = st.builds(
    Event,
    at=st.one_of(TIMES, st.integers(0, 3000).map(lambda s: f"{DAY}10:{s // 60:02}:{s % 60:02}Z")),
    what=st.text(max_size=40),
    who=st.one_of(st.none(), st.text(max_size=9)),
    phase=st.one_of(st.none(), st.sampled_from(PHASES)),
    kind=st.one_of(st.none(), st.sampled_from(EVENT_KINDS)),
)


@given(st.lists(EVENTS, max_size=12))
def test_whatever_happened_it_is_well_formed_and_within_its_frame(events: list[Event]) -> None:
    """No text becomes markup, and no dot lies outside."""
    drawing = draw(record(*events))
    if drawing is None:
        return
    ET.fromstring(drawing.body)  # noqa: S314  # our own
    places = [float(x) for x in re.findall(r' c?x="([-\d.]+)"', drawing.body)]
    assert all(-400 <= x <= WIDTH + 1 for x in places)
    heights = [float(y) for y in re.findall(r' c?y="([-\d.]+)"', drawing.body)]
    assert all(0 <= y <= drawing.height for y in heights)


@pytest.mark.parametrize(
    ("zone", "label", "clock"),
    [
        ("America/New_York", "2024-02-03 EST", "detected 05:09"),
        ("CET", "2024-02-03 CET", "detected 11:09"),
        ("+05:30", "2024-02-03 +05:30", "detected 15:39"),
        ("UTC", "2024-02-03 UTC", "detected 10:09"),
    ],
)
def test_the_picture_is_in_the_documents_zone(zone: str, label: str, clock: str) -> None:
    """Who reads the text beside it finds the same times."""
    drawing = draw(record(*(replace(event, zone=zone) for event in INCIDENT.timeline)))
    assert drawing is not None
    assert f">{label}</text>" in drawing.body
    assert f">{clock}</text>" in drawing.body


def test_times_in_several_zones_are_drawn_in_utc() -> None:
    """There is no zone of the document's."""
    zones = ("CET", "EST", "CET", "EST")
    events = (replace(event, zone=zone) for event, zone in zip(INCIDENT.timeline, zones, strict=True))
    drawing = draw(record(*events))
    assert drawing is not None
    assert ">2024-02-03 UTC</text>" in drawing.body
