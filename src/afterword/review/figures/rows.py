"""The entries of a timeline with the places of their parts in the document."""

from collections.abc import Iterator
from datetime import timedelta
from typing import cast

from afterword.model.event import Event
from afterword.model.span import Span
from afterword.model.values import dataclass
from afterword.review.case import Case
from afterword.text.expressions import later

_CLOCK = later(r"(?<![\d:])(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?(?P<after>\s?\w?)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An entry and where it stands."""

    event: Event
    """What reading made of it."""
    time: Span
    """Where its time stands; its first line where that has no place of its own."""
    whole: Span
    """Its first line."""
    lines: tuple[int, int]
    """Its first line, and the one after its last, from 0."""
    text: str
    """Its lines as they are written."""


def rows(case: Case) -> tuple[Row, ...]:
    """The entries of the timeline, in the order of the text."""
    known = case.memory.get("rows")
    if known is None:
        known = case.memory["rows"] = tuple(_rows(case))
    return cast(tuple[Row, ...], known)


def _rows(case: Case) -> Iterator[Row]:
    units = {unit.first: unit for unit in case.units("timeline")}
    for event in case.record.timeline:
        if event.line is None:
            continue
        first, whole = event.line - 1, case.line(event.line)
        unit = units.get(first)
        last = max(event.end_line or event.line, event.line)
        place = unit.places.get("at") if unit else None
        start = case.source.bounds[first][0]
        end = case.source.bounds[min(last, len(case.source.bounds)) - 1][1]
        yield Row(
            event=event,
            time=place.span if place and place.span.end > place.span.start else _written(case, event, whole),
            whole=whole,
            lines=(first, last),
            text=case.text[start:end],
        )


def _written(case: Case, event: Event, line: Span) -> Span:
    """Where the time as written stands on a line."""
    at = case.text.find(event.written, line.start, line.end) if event.written else -1
    return Span(at, at + len(event.written or "")) if at >= 0 else line


def has_clock(event: Event) -> bool:
    """Whether an entry states a time of the day."""
    if event.at is not None:
        return "T" in event.at and event.precision not in {"day", "ordered", "unknown"}
    return clock_of(event) is not None


def clock_of(event: Event) -> timedelta | None:
    """The time of the day that an entry without a date states, as time since midnight; None for none."""
    found = _CLOCK.search(event.written or "") if event.precision != "ordered" else None
    if found is None or found["after"].lower().startswith(("a", "p")):
        return None
    return timedelta(hours=int(found["hour"]), minutes=int(found["minute"]), seconds=int(found["second"] or 0))
