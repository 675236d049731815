"""The timeline as a picture: a lane for each sort of happening, the milestones across them, the figures below."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, tzinfo
from html import escape

from afterword.model.event import Event
from afterword.model.measure import Figure
from afterword.model.record import Record
from afterword.model.values import dataclass
from afterword.model.vocabulary import PHASES, Phase
from afterword.publish.characters import printable
from afterword.publish.drawing import WIDTH, Drawing, framed, lettering
from afterword.text.zones import zone_of
from afterword.timeline.figures import value
from afterword.timeline.intervals import interval
from afterword.timeline.sorts import OTHER, SORTS, marks, sort_of, stretch

_FIGURES = ("time_to_detect", "time_to_mitigate", "impact_duration", "time_to_resolve")
_LEFT, _RIGHT = 112, 24
_LANE, _BAND = 46, 24
_DOT, _BALL = 6, 11
_FEWEST = 3
_TICKS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mark:
    event: Event
    at: datetime
    """In the document's own zone where it writes all times in one."""
    line: str
    lane: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scale:
    low: datetime
    high: datetime

    def x(self, at: datetime) -> float:
        share = (at - self.low) / (self.high - self.low)
        return _LEFT + share * (WIDTH - _LEFT - _RIGHT)


def draw(record: Record) -> Drawing | None:
    """The timeline drawn; None where fewer than three events have a time, or all have the same.

    shape: only events on one line of time (one zone) are drawn; of those far outside the incident, the number
    is said below.
    """
    marks = _marks(record)
    if len(marks) < _FEWEST:
        return None
    scale = _scale(marks)
    if scale is None:
        return None
    drawn = [mark for mark in marks if scale.low <= mark.at <= scale.high]
    milestones = _milestones(drawn)
    left_out = _left_out(marks, scale)
    sheet = _Sheet(scale, record, drawn, milestones, left_out)
    body = "".join(sheet.parts())
    words = _alt(drawn, milestones, left_out)
    return framed(body, height=sheet.height, alt=words)


def _marks(record: Record) -> list[_Mark]:
    """The events with a point in time, all on the line that most of them are on, oldest first."""
    spans = [(event, span) for event in record.timeline if (span := interval(event)) and span.coarse != "day"]
    lines = [span.line for _, span in spans]
    line = max(lines, key=lines.count, default="")
    here = [(event, span.low) for event, span in spans if span.line == line]
    written = {event.zone for event, _ in here}
    zone = zone_of(written.pop() or "") if line == "utc" and len(written) == 1 else None
    marks = [_Mark(event=e, at=_there(at, zone), line=line, lane=sort_of(e.kind, e.phase)) for e, at in here]
    return sorted(marks, key=lambda mark: mark.at)


def _there(at: datetime, zone: tzinfo | None) -> datetime:
    try:
        return at.astimezone(zone) if zone else at
    except OverflowError:
        return at


def _scale(marks: Sequence[_Mark]) -> _Scale | None:
    """From a little before the first milestone to a little after the last; all events where there are none."""
    found = stretch([m.at for m in marks if m.event.phase], [m.at for m in marks])
    return _Scale(low=found[0], high=found[1]) if found else None


def _milestones(marks: Sequence[_Mark]) -> list[_Mark]:
    """The first event of each phase, in time."""
    first: dict[Phase, _Mark] = {}
    for mark in marks:
        if mark.event.phase:
            first.setdefault(mark.event.phase, mark)
    return sorted(first.values(), key=lambda m: (m.at, PHASES.index(m.event.phase or "began")))


def _alt(marks: Sequence[_Mark], milestones: Sequence[_Mark], left_out: str) -> str:
    names = ", ".join(f"{_named(m)} {_clock(m.at)}" for m in milestones)
    told = f"Milestones: {names}." if names else ""
    span = f"Timeline of {len(marks)} events in lanes, from {_when(marks[0])} to {_when(marks[-1])}."
    return " ".join(filter(None, (span, told, left_out)))


def _left_out(marks: Sequence[_Mark], scale: _Scale) -> str:
    """What is said of the events that are not drawn; empty where all are."""
    before = sum(mark.at < scale.low for mark in marks)
    after = sum(mark.at > scale.high for mark in marks)
    parts = [f"{count} {side}" for count, side in ((before, "earlier"), (after, "later")) if count]
    return f"Not drawn: {', '.join(parts)}." if parts else ""


def _when(mark: _Mark) -> str:
    return f"{mark.at:%Y-%m-%d %H:%M}{_zone(mark)}" if not _is_yearless(mark) else _clock(mark.at)


def _is_yearless(mark: _Mark) -> bool:
    return mark.line.startswith("yearless")


def _zone(mark: _Mark) -> str:
    """As readers know it: EDT, not America/New_York; nothing where it is not known."""
    if mark.line != "utc":
        return ""
    name = mark.at.tzname() or "UTC"
    named = name if name[:1].isalpha() and not name.startswith("UTC") else None
    return f" {named or (mark.at.tzinfo is UTC and 'UTC') or mark.event.zone or name}"


def _named(mark: _Mark) -> str:
    return (mark.event.phase or "").replace("_", " ")


def _clock(at: datetime) -> str:
    return f"{at:%H:%M:%S}" if at.second else f"{at:%H:%M}"


class _Sheet:
    """One drawing on its way down the page."""

    def __init__(
        self, scale: _Scale, record: Record, marks: Sequence[_Mark], milestones: Sequence[_Mark], left_out: str
    ) -> None:
        self.scale = scale
        self.record = record
        self.marks = marks
        self.milestones = milestones
        self.left_out = left_out
        self.balls = _rows([scale.x(m.at) for m in milestones], 2 * _BALL + 2)
        lanes = {mark.lane for mark in marks}
        self.lanes = [name for name, _ in SORTS if name in lanes] + ([OTHER] if OTHER in lanes else [])
        self.bars = [(n, f) for n in _FIGURES if (f := getattr(record.metrics, n)).status in {"recorded", "range"}]
        self.bars = [(n, f) for n, f in self.bars if self._ends(f)]
        self.top = (max(self.balls, default=-1) + 1) * (2 * _BALL + 4) + 8
        self.axis = self.top + len(self.lanes) * _LANE
        self.under = self.axis + 34 + len(self.bars) * _BAND + (_BAND if left_out else 0)
        self.height = self.under + (-(-len(milestones) // 4)) * 24 + (16 if milestones else 4)

    def parts(self) -> Iterator[str]:
        yield from self._lanes()
        yield from self._axis()
        yield from self._lines()
        yield from self._dots()
        yield from self._figures()
        yield from self._legend()

    def _lanes(self) -> Iterator[str]:
        for number, name in enumerate(self.lanes):
            y = self.top + number * _LANE
            if number % 2 == 0:
                yield f'<rect class="lane" x="0" y="{y}" width="{WIDTH}" height="{_LANE}"/>'
            yield lettering(8, y + _LANE / 2 + 5, name, "name")

    def _axis(self) -> Iterator[str]:
        y = self.axis
        yield f'<line class="axis" x1="{_LEFT}" y1="{y}" x2="{WIDTH - _RIGHT}" y2="{y}"/>'
        first = self.marks[0]
        day_named = "Time" if _is_yearless(first) else f"{self.scale.low:%Y-%m-%d}"
        yield lettering(8, y + 19, f"{day_named}{_zone(first)}", "small")
        day = self.scale.low.date()
        for at in marks(self.scale.low, self.scale.high, _TICKS):
            x = self.scale.x(at)
            yield f'<line class="axis" x1="{x:.1f}" y1="{y}" x2="{x:.1f}" y2="{y + 5}"/>'
            words = _clock(at) if at.date() == day else f"{at:%m-%d %H:%M}"
            day = at.date()
            yield lettering(x, y + 19, words, "small middle")

    def _lines(self) -> Iterator[str]:
        for number, (mark, row) in enumerate(zip(self.milestones, self.balls, strict=True), 1):
            x, y = self.scale.x(mark.at), 6 + _BALL + row * (2 * _BALL + 4)
            yield f'<line class="mark" x1="{x:.1f}" y1="{y + _BALL}" x2="{x:.1f}" y2="{self.axis}"/>'
            tip = escape(f"{_named(mark)} {_clock(mark.at)}{_zone(mark)}")
            yield f'<g><title>{tip}</title><circle class="ball" cx="{x:.1f}" cy="{y}" r="{_BALL}"/>'
            yield f"{lettering(x, y + 4.5, str(number), 'number')}</g>"

    def _dots(self) -> Iterator[str]:
        for number, name in enumerate(self.lanes):
            here = [mark for mark in self.marks if mark.lane == name]
            rows = _rows([self.scale.x(mark.at) for mark in here], 2 * _DOT + 1)
            for mark, row in zip(here, rows, strict=True):
                y = self.top + number * _LANE + _LANE / 2 + _offset(row)
                x = self.scale.x(mark.at)
                words = f"{_clock(mark.at)}{_zone(mark)} {mark.event.who or ''}: {mark.event.what or ''}"
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

    def _legend(self) -> Iterator[str]:
        width = (WIDTH - 16) / 4
        rows = -(-len(self.milestones) // 4)
        if self.left_out:
            yield lettering(8, self.under - 8, self.left_out, "small")
        for number, mark in enumerate(self.milestones):
            column, row = divmod(number, rows)
            x, y = 8 + column * width, self.under + row * 24 + 12
            yield f'<circle class="ball" cx="{x + 10:.1f}" cy="{y}" r="10"/>'
            yield lettering(x + 10, y + 4.5, str(number + 1), "number")
            yield lettering(x + 26, y + 5, f"{_named(mark)} {_clock(mark.at)}", "small")


def _rows(places: Sequence[float], apart: float) -> list[int]:
    """The row of each place, so that neighbours in a row do not touch; the places are in order."""
    ends: list[float] = []
    rows = []
    for x in places:
        row = next((n for n, end in enumerate(ends) if x - end >= apart), len(ends))
        if row == len(ends):
            ends.append(x)
        ends[row] = x
        rows.append(row)
    return rows


def _offset(row: int) -> float:
    """Rows around the middle of a lane: 0, above, below; where it is full, they overlap."""
    return (0, -13, 13)[row % 3]
