"""The timeline as a picture: a lane for each sort of happening, the milestones across them, the figures below."""

from collections.abc import Iterator, Sequence
from html import escape

from afterword.model.measure import Figure
from afterword.model.record import Record
from afterword.model.vocabulary import Phase
from afterword.publish.characters import printable
from afterword.publish.drawing import WIDTH, Drawing, framed, lettering
from afterword.publish.time_axis import (
    Mark,
    Scale,
    Wall,
    axis,
    ball_rows,
    clock,
    crossings,
    legend,
    legend_height,
    milestones_of,
    phase_of,
    placed_events,
    rows_of,
    top_of,
)
from afterword.timeline.figures import value
from afterword.timeline.sorts import OTHER, SORTS, sort_of, stretch

_FIGURES = ("time_to_detect", "time_to_mitigate", "impact_duration", "time_to_resolve")
_LEFT = 112
_LANE, _BAND = 46, 24
_DOT = 6
_FEWEST = 3


def draw(record: Record) -> Drawing | None:
    """The timeline drawn; None where fewer than three events have a time, or all have the same.

    shape: only events on one line of time (one zone) are drawn; of those far outside the incident, the number
    is said below.
    """
    wall, marks = placed_events(record)
    if len(marks) < _FEWEST:
        return None
    scale = _scale(marks)
    if scale is None:
        return None
    drawn = [mark for mark in marks if scale.low <= mark.at <= scale.high]
    milestones = milestones_of(drawn)
    left_out = _left_out(marks, scale)
    sheet = _Sheet(scale, wall, record, drawn, milestones, left_out)
    body = "".join(sheet.parts())
    return framed(body, height=sheet.height, alt=_alt(wall, drawn, milestones, left_out))


def _scale(marks: Sequence[Mark]) -> Scale | None:
    """From a little before the first milestone to a little after the last; all events where there are none."""
    found = stretch([m.at for m in marks if m.event.phase], [m.at for m in marks])
    return Scale(low=found[0], high=found[1], left=_LEFT) if found else None


def _alt(wall: Wall, marks: Sequence[Mark], milestones: Sequence[Mark], left_out: str) -> str:
    names = ", ".join(f"{phase_of(m)} {clock(m.at)}" for m in milestones)
    told = f"Milestones: {names}." if names else ""
    first, last = (wall.day_and_time(marks[n].at.replace(second=0)) for n in (0, -1))
    span = f"Timeline of {len(marks)} events in lanes, from {first} to {last}."
    return " ".join(filter(None, (span, told, left_out)))


def _left_out(marks: Sequence[Mark], scale: Scale) -> str:
    """What is said of the events that are not drawn; empty where all are."""
    before = sum(mark.at < scale.low for mark in marks)
    after = sum(mark.at > scale.high for mark in marks)
    parts = [f"{count} {side}" for count, side in ((before, "earlier"), (after, "later")) if count]
    return f"Not drawn: {', '.join(parts)}." if parts else ""


def _lane(mark: Mark) -> str:
    return sort_of(mark.event.kind, mark.event.phase)


class _Sheet:
    """One drawing on its way down the page."""

    def __init__(
        self, scale: Scale, wall: Wall, record: Record, marks: Sequence[Mark], milestones: Sequence[Mark], left_out: str
    ) -> None:
        self.scale = scale
        self.wall = wall
        self.marks = marks
        self.milestones = milestones
        self.left_out = left_out
        lanes = {_lane(mark) for mark in marks}
        self.lanes = [name for name, _ in SORTS if name in lanes] + ([OTHER] if OTHER in lanes else [])
        self.bars = [(n, f) for n in _FIGURES if (f := getattr(record.metrics, n)).status in {"recorded", "range"}]
        self.bars = [(n, f) for n, f in self.bars if self._ends(f)]
        self.top = top_of(ball_rows(scale, milestones))
        self.axis = self.top + len(self.lanes) * _LANE
        self.under = self.axis + 34 + len(self.bars) * _BAND + (_BAND if left_out else 0)
        self.height = self.under + legend_height(milestones)

    def parts(self) -> Iterator[str]:
        yield from self._lanes()
        yield from axis(self.scale, self.wall, self.axis)
        yield from crossings(self.scale, self.wall, self.milestones, self.axis)
        yield from self._dots()
        yield from self._figures()
        if self.left_out:
            yield lettering(8, self.under - 8, self.left_out, "small")
        yield from legend(self.milestones, self.under)

    def _lanes(self) -> Iterator[str]:
        for number, name in enumerate(self.lanes):
            y = self.top + number * _LANE
            if number % 2 == 0:
                yield f'<rect class="lane" x="0" y="{y}" width="{WIDTH}" height="{_LANE}"/>'
            yield lettering(8, y + _LANE / 2 + 5, name, "name")

    def _dots(self) -> Iterator[str]:
        for number, name in enumerate(self.lanes):
            here = [mark for mark in self.marks if _lane(mark) == name]
            rows = rows_of([self.scale.x(mark.at) for mark in here], 2 * _DOT + 1)
            for mark, row in zip(here, rows, strict=True):
                y = self.top + number * _LANE + _LANE / 2 + _offset(row)
                x = self.scale.x(mark.at)
                words = f"{self.wall.zoned(clock(mark.at), mark.at)} {mark.event.who or ''}: {mark.event.what or ''}"
                kind = "dot told" if mark.event.phase else "dot"
                tip = escape(printable(words.replace(" :", ":")[:300]))
                yield f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="{_DOT}"><title>{tip}</title></circle>'

    def _figures(self) -> Iterator[str]:
        for number, (name, figure) in enumerate(self.bars):
            low, high = self._ends(figure) or (_LEFT, _LEFT)
            y = self.axis + 34 + number * _BAND
            words = f"{name.replace('_', ' ').capitalize()}: {value(figure)}"
            yield f'<rect class="bar" x="{low:.1f}" y="{y}" width="{max(high - low, 2):.1f}" height="5" rx="2"/>'
            wide = 7.4 * len(words)
            fits = high + 8 + wide < WIDTH
            yield lettering(
                high + 8 if fits else low - 8, y + 8, words, "small" if fits or low - wide < 0 else "small end"
            )

    def _ends(self, figure: Figure) -> tuple[float, float] | None:
        ends = [self._x(anchor.phase) for anchor in (figure.from_, figure.to) if anchor]
        low, high = (ends[0], ends[1]) if len(ends) == 2 else (None, None)
        return (low, high) if low is not None and high is not None and low <= high else None

    def _x(self, phase: Phase | None) -> float | None:
        mark = next((mark for mark in self.milestones if mark.event.phase == phase), None)
        return self.scale.x(mark.at) if mark else None


def _offset(row: int) -> float:
    """Rows around the middle of a lane: 0, above, below; where it is full, they overlap."""
    return (0, -13, 13)[row % 3]
