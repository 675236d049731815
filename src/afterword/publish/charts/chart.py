"""A chart drawn: panels above one line of time, with the incident's milestones across them."""

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from html import escape

from afterword.model.record import Record
from afterword.model.values import dataclass
from afterword.model.vocabulary import Phase
from afterword.publish.characters import printable
from afterword.publish.charts.panels import MOST_PANELS, Drawn, Panel
from afterword.publish.charts.samples import Point, Series
from afterword.publish.charts.units import Unit, number
from afterword.publish.drawing import WIDTH, Drawing, framed, lettering
from afterword.publish.time_axis import (
    RIGHT,
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
    top_of,
)
from afterword.text.wording import shortened
from afterword.timeline.sorts import stretch

_LEFT = 84
_HEIGHTS = (230, 180, 140, 120)
_HEAD, _KEY, _GAP = 34, 22, 22
_KEYS, _SHORT = 3, 22
_FAR = 6
_ROWS = 5
_HOVERED = 60
_SIGNS = 9
_NARROW = 0.2
_LETTER = 7.6
_SMALLEST = 1e-290
_ENDS = ("recovered", "mitigated", "resolved")
_MARKED: tuple[Phase, ...] = (
    "began", "detected", "acknowledged", "identified", "mitigating", "mitigated", "recovered", "resolved",
)  # fmt: skip
"""The milestones that are marked; the picture of the timeline has all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """What a chart shows, ready to be drawn and to be told in a table."""

    wall: Wall
    """The clock of its line of time."""
    scale: Scale
    """The stretch of time that it shows."""
    panels: tuple[Panel, ...]
    """The samples within that stretch."""
    milestones: tuple[Mark, ...]
    """Of the incident, within that stretch."""
    notes: tuple[str, ...] = ()
    """One sentence for each thing that it does not show."""


def chart_of(panels: Sequence[Panel], line: str, record: Record) -> Chart | None:
    """The chart of these panels, whose samples are on a line of time; None where all are at one instant.

    shape: the zone is that of the document's timeline; where that is on another line of time, its milestones are not
    marked, and that is said. Samples of a stretch much longer than the incident are drawn around it only.
    """
    wall, events = placed_events(record)
    notes: list[str] = []
    if wall.line != line:
        if events:
            notes.append("The incident's milestones are not marked: the times of the samples state no zone.")
        wall, events = Wall(line=line), []
    kept = [_there(panel, wall) for panel in panels[:MOST_PANELS]]
    if len(panels) > MOST_PANELS:
        notes.append(f"{len(panels) - MOST_PANELS} more measures are not drawn.")
    instants = [point.at for panel in kept for drawn in panel.drawn for point in drawn.series.points]
    low, high = _span(instants, events, notes)
    if low == high:
        return None
    cut = tuple(made for panel in kept if (made := _within(panel, low, high)))
    notes += [f"{panel.left_out} more series are not drawn." for panel in cut if panel.left_out]
    marks = tuple(mark for mark in milestones_of(events) if low <= mark.at <= high and mark.event.phase in _MARKED)
    scale = Scale(low=low, high=high, left=_LEFT)
    return Chart(wall=wall, scale=scale, panels=cut, milestones=marks, notes=tuple(dict.fromkeys(notes)))


def _there(panel: Panel, wall: Wall) -> Panel:
    drawn = [
        replace(
            each, series=replace(each.series, points=tuple(replace(p, at=wall.there(p.at)) for p in each.series.points))
        )
        for each in panel.drawn
    ]
    return replace(panel, drawn=tuple(drawn))


def _span(instants: Sequence[datetime], events: Sequence[Mark], notes: list[str]) -> tuple[datetime, datetime]:
    """All samples, or those around the incident where that is a small part of them."""
    low, high = min(instants), max(instants)
    phases = [mark.at for mark in events if mark.event.phase]
    around = stretch(phases, phases) if phases else None
    if around is None or around[1] < low or around[0] > high:
        return low, high
    length = max(around[1] - around[0], timedelta(minutes=5))
    if high - low <= _FAR * length:
        return low, high
    near = max(low, around[0] - length / 2), min(high, around[1] + length / 2)
    outside = sum(not near[0] <= at <= near[1] for at in instants)
    notes.append(f"{outside} samples before and after this stretch are not drawn.")
    return near


def _within(panel: Panel, low: datetime, high: datetime) -> Panel | None:
    drawn = []
    for each in panel.drawn:
        points = tuple(point for point in each.series.points if low <= point.at <= high)
        if any(point.value is not None for point in points):
            drawn.append(replace(each, series=replace(each.series, points=points)))
    return replace(panel, drawn=tuple(drawn)) if drawn else None


def draw_chart(chart: Chart, alt: str) -> Drawing:
    """The chart as a picture that ``alt`` describes."""
    parts: list[str] = []
    y: float = top_of(ball_rows(chart.scale, chart.milestones)) if chart.milestones else 0
    size = _HEIGHTS[min(len(chart.panels), len(_HEIGHTS)) - 1]
    for panel in chart.panels:
        sheet = _Sheet(chart, panel, y, size)
        parts += sheet.parts()
        y = sheet.bottom + _GAP
    bottom = y - _GAP
    under = bottom + 36
    crossed = crossings(chart.scale, chart.wall, chart.milestones, bottom)
    body = [*_during(chart, bottom), *crossed, *parts, *axis(chart.scale, chart.wall, bottom)]
    for note in chart.notes:
        body.append(lettering(8, under + 10, note, "small"))
        under += _KEY
    body += legend(chart.milestones, under)
    return framed("".join(body), height=round(under + legend_height(chart.milestones)), alt=alt)


def _during(chart: Chart, bottom: float) -> Iterator[str]:
    """The incident shaded, from its beginning to the recovery."""
    at = {mark.event.phase: mark.at for mark in chart.milestones}
    end = next((at[phase] for phase in _ENDS if phase in at), None)
    began = at.get("began")
    if began is not None and end is not None and began < end:
        x, width = chart.scale.x(began), chart.scale.x(end) - chart.scale.x(began)
        top = top_of(ball_rows(chart.scale, chart.milestones))
        yield f'<rect class="lane" x="{x:.1f}" y="{top}" width="{width:.1f}" height="{bottom - top:.1f}"/>'


class _Sheet:
    """One panel."""

    def __init__(self, chart: Chart, panel: Panel, top: float, size: float) -> None:
        self.chart = chart
        self.panel = panel
        self.top = top
        keys = len(panel.drawn) if len(panel.drawn) > 1 else 0
        self.keys = _KEYS + 1 if all(len(each.label) <= _SHORT for each in panel.drawn) else _KEYS
        self.plot = top + _HEAD + -(-keys // self.keys) * _KEY
        self.bottom = self.plot + size
        values = [p.value for each in panel.drawn for p in each.series.values if p.value is not None]
        self.ticks = value_ticks(min(values), max(values))

    def parts(self) -> Iterator[str]:
        yield from self._head()
        yield from self._grid()
        for n, drawn in enumerate(self.panel.drawn, 1):
            yield from self._line(n, drawn)
        yield from self._hovers()

    def _head(self) -> Iterator[str]:
        unit = self.panel.unit.name if self.panel.unit else "unit not stated"
        base = "" if self.ticks[0] <= 0 <= self.ticks[-1] else "; the axis does not begin at 0"
        title = self.panel.title or (self.panel.drawn[0].label if len(self.panel.drawn) == 1 else "")
        words = f"{title}; {unit}{base}" if title else f"{unit.capitalize()}{base}"
        yield lettering(8, self.top + 18, words, "small")
        if len(self.panel.drawn) > 1:
            width = (WIDTH - 16) / self.keys
            room = int((width - 56) / _LETTER)
            for n, drawn in enumerate(self.panel.drawn):
                row, column = divmod(n, self.keys)
                x, y = 8 + column * width, self.top + _HEAD + row * _KEY + 2
                yield f'<path class="line s{n + 1}" d="M{x:.1f} {y:.1f}h38"/>{_sign(n + 1, x + 19, y)}'
                yield lettering(x + 48, y + 5, shortened(drawn.label, room), "small")

    def _grid(self) -> Iterator[str]:
        for tick in self.ticks:
            y = self.y(tick)
            yield f'<line class="grid" x1="{_LEFT}" y1="{y:.1f}" x2="{WIDTH - RIGHT}" y2="{y:.1f}"/>'
            yield lettering(_LEFT - 8, y + 5, number(tick, self.panel.unit), "small end")

    def y(self, value: float) -> float:
        share = (value - self.ticks[0]) / (self.ticks[-1] - self.ticks[0])
        return self.bottom - share * (self.bottom - self.plot)

    def _line(self, n: int, drawn: Drawn) -> Iterator[str]:
        """The samples as a line that breaks at gaps; a sample between two gaps is a sign alone."""
        steps: list[str] = []
        signs: list[Point] = []
        for run in drawn.series.stretches():
            thin = _thinned(run, self.chart.scale)
            places = [f"{self.chart.scale.x(p.at):.1f} {self.y(p.value or 0.0):.1f}" for p in thin]
            steps.append(f"M{'L'.join(places)}" if len(places) > 1 else "")
            signs += [run[0]] if len(run) == 1 else []
        title = f"<title>{escape(printable(drawn.label))}</title>"
        yield f'<g>{title}<path class="line s{n}" d="{"".join(steps)}"/>'
        if len(self.panel.drawn) > 1:
            signs += _spread(drawn.series, self.chart.scale, n)
        yield from (_sign(n, self.chart.scale.x(p.at), self.y(p.value or 0.0)) for p in dict.fromkeys(signs))
        yield "</g>"

    def _hovers(self) -> Iterator[str]:
        """Narrow stretches that say their values to whoever points at them."""
        scale = self.chart.scale
        width = (WIDTH - RIGHT - _LEFT) / _HOVERED
        for n in range(_HOVERED):
            at = scale.low + (scale.high - scale.low) * (n + 0.5) / _HOVERED
            told = [f"{d.label}: {value_at(d, at, self.panel.unit)}" for d in self.panel.drawn]
            words = "; ".join([self.chart.wall.zoned(clock(at.replace(microsecond=0)), at), *told])
            x = _LEFT + n * width
            yield (
                f'<rect class="hover" x="{x:.1f}" y="{self.plot:.1f}" width="{width:.1f}"'
                f' height="{self.bottom - self.plot:.1f}"><title>{escape(printable(words))}</title></rect>'
            )


def value_at(drawn: Drawn, at: datetime, unit: Unit | None) -> str:
    """The value at an instant in words; a gap is no value, and no zero."""
    value = drawn.value_at(at)
    return "no sample" if value is None else number(value, unit)


def value_ticks(low: float, high: float) -> list[float]:
    """Round values from below the smallest to above the largest, from zero on unless that would hide the change."""
    if low > 0 and high - low > _NARROW * high:
        low = 0.0
    if high < 0 and high - low > _NARROW * -low:
        high = 0.0
    if high - low < _SMALLEST:
        low, high = (min(low, 0.0), max(high, 0.0)) if max(abs(low), abs(high)) > _SMALLEST else (0.0, 1.0)
    rough = (high - low) / _ROWS
    power = 10.0 ** math.floor(math.log10(rough))
    step = power * next(size for size in (1, 2, 2.5, 5, 10) if power * size >= rough * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [n * step for n in range(first, max(last, first + 1) + 1)]


def _thinned(run: Sequence[Point], scale: Scale) -> Sequence[Point]:
    """As many samples as can be seen: of each unit across the first, the least, the greatest, and the last."""
    columns: dict[int, list[Point]] = {}
    for point in run:
        columns.setdefault(int(scale.x(point.at)), []).append(point)
    kept: dict[Point, None] = {}
    for points in columns.values():
        ends = (points[0], min(points, key=_value), max(points, key=_value), points[-1])
        kept.update(dict.fromkeys(sorted(set(ends), key=lambda point: point.at)))
    return tuple(kept)


def _value(point: Point) -> float:
    return point.value or 0.0


def _spread(series: Series, scale: Scale, n: int) -> list[Point]:
    """Samples that carry the sign of their series, spread over the width, each series a little further."""
    values = series.values
    times = [point.at for point in values]
    chosen = []
    for step in range(_SIGNS):
        at = scale.low + (scale.high - scale.low) * ((step + n / 7) / _SIGNS)
        chosen.append(values[min(bisect_left(times, at), len(values) - 1)])
    return chosen


def _sign(n: int, x: float, y: float) -> str:
    """The sign of a series: round, square, pointing up, pointing down, on its corner, a cross."""
    name = f"sign s{n}"
    shapes = {
        2: f"M{x - 4:.1f} {y - 4:.1f}h8v8h-8z",
        3: f"M{x:.1f} {y - 5:.1f}l5 9h-10z",
        4: f"M{x:.1f} {y + 5:.1f}l5 -9h-10z",
        5: f"M{x:.1f} {y - 5.5:.1f}l5.5 5.5l-5.5 5.5l-5.5 -5.5z",
        6: f"M{x - 4:.1f} {y - 4:.1f}l8 8m0 -8l-8 8",
    }
    if n == 1:
        return f'<circle class="{name}" cx="{x:.1f}" cy="{y:.1f}" r="4"/>'
    return f'<path class="{name}" d="{shapes[n]}"/>'


def described(chart: Chart, words: str) -> str:
    """The chart in words: what it shows, from when to when, the extremes of each series, and the milestones."""
    first, last = (chart.wall.day_and_time(at.replace(microsecond=0)) for at in (chart.scale.low, chart.scale.high))
    told = [f"{words.rstrip('. ')}. Chart from {first} to {last}."]
    for panel in chart.panels:
        name = f"{panel.title}, " if panel.title else ""
        unit = panel.unit.name if panel.unit else "unit not stated"
        for each in panel.drawn:
            ends = " to ".join(
                f"{number(point.value or 0.0, panel.unit)} at {clock(point.at.replace(microsecond=0))}"
                for point in (each.least, each.greatest)
            )
            label = each.label if len(panel.drawn) > 1 else ""
            told.append(f"{name}{label or 'values'} ({unit}): from {ends}.")
    if chart.milestones:
        told.append(f"Milestones: {', '.join(f'{phase_of(m)} {clock(m.at)}' for m in chart.milestones)}.")
    return " ".join([*told, *chart.notes])
