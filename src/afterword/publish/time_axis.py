"""What all pictures with a line of time share: its scale, its marks, the milestones across it, and their legend."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, tzinfo
from html import escape

from afterword.model.event import Event
from afterword.model.record import Record
from afterword.model.values import dataclass
from afterword.model.vocabulary import PHASES, Phase
from afterword.publish.drawing import WIDTH, lettering
from afterword.text.zones import zone_of
from afterword.timeline.intervals import interval
from afterword.timeline.sorts import marks

BALL = 11
"""Half the width of a milestone's number."""
RIGHT = 24
"""Free at the right of every axis."""
_STEP = 2 * BALL + 4
_LEGEND = 24
_COLUMNS = 4
_TICKS = 8
_UTC = "utc"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """An event with a point in time."""

    event: Event
    """The event."""
    at: datetime
    """When, on the clock that is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wall:
    """The clock that a picture shows."""

    line: str = _UTC
    """The line of time, as ``interval`` names it."""
    zone: tzinfo | None = None
    """The zone in which the document writes all its times; None for several, or for times without a zone."""
    written: str | None = None
    """That zone as the document writes it."""

    @property
    def is_yearless(self) -> bool:
        """Whether nobody knows the year."""
        return self.line.startswith("yearless")

    def there(self, at: datetime) -> datetime:
        """An instant on this clock."""
        try:
            return at.astimezone(self.zone) if self.zone else at
        except OverflowError:
            return at

    def zone_at(self, at: datetime) -> str:
        """The zone as readers know it, EDT and not America/New_York; empty where it is not known."""
        if self.line != _UTC:
            return ""
        name = at.tzname() or "UTC"
        named = name if name[:1].isalpha() and not name.startswith("UTC") else None
        return named or ("UTC" if at.tzinfo is UTC else None) or self.written or name

    def zoned(self, words: str, at: datetime) -> str:
        """Words with the zone behind them, where it is known."""
        zone = self.zone_at(at)
        return f"{words} {zone}" if zone else words

    def day_and_time(self, at: datetime) -> str:
        """An instant in full."""
        return clock(at) if self.is_yearless else self.zoned(f"{at:%Y-%m-%d} {clock(at)}", at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Where instants are across a picture."""

    low: datetime
    """The first."""
    high: datetime
    """The last; after the first."""
    left: float
    """Where the axis begins."""

    def x(self, at: datetime) -> float:
        """The place of an instant."""
        share = (at - self.low) / (self.high - self.low)
        return self.left + share * (WIDTH - self.left - RIGHT)


def placed_events(record: Record) -> tuple[Wall, list[Mark]]:
    """The events with a point in time, all on the line that most of them are on, oldest first, and their clock."""
    spans = [(event, span) for event in record.timeline if (span := interval(event)) and span.coarse != "day"]
    lines = [span.line for _, span in spans]
    line = max(lines, key=lines.count, default=_UTC)
    here = [(event, span.low) for event, span in spans if span.line == line]
    names = {event.zone for event, _ in here}
    written = names.pop() if len(names) == 1 else None
    wall = Wall(line=line, zone=zone_of(written or "") if line == _UTC else None, written=written)
    return wall, sorted((Mark(event=e, at=wall.there(at)) for e, at in here), key=lambda mark: mark.at)


def milestones_of(events: Sequence[Mark]) -> list[Mark]:
    """The first event of each phase, in time."""
    first: dict[Phase, Mark] = {}
    for mark in events:
        if mark.event.phase:
            first.setdefault(mark.event.phase, mark)
    return sorted(first.values(), key=lambda m: (m.at, PHASES.index(m.event.phase or "began")))


def clock(at: datetime) -> str:
    """The time of day, with seconds where there are any."""
    return f"{at:%H:%M:%S}" if at.second else f"{at:%H:%M}"


def phase_of(mark: Mark) -> str:
    """The milestone in words."""
    words = (mark.event.phase or "").replace("_", " ")
    return f"IC{words[2:]}" if words.startswith("ic ") else words


def axis(scale: Scale, wall: Wall, y: float) -> Iterator[str]:
    """The line of time with its marks, and its day and zone at the left."""
    yield f'<line class="axis" x1="{scale.left}" y1="{y}" x2="{WIDTH - RIGHT}" y2="{y}"/>'
    day_named = "Time" if wall.is_yearless else f"{scale.low:%Y-%m-%d}"
    yield lettering(8, y + 19, wall.zoned(day_named, scale.low), "small")
    day = scale.low.date()
    for at in ticks(scale):
        x = scale.x(at)
        yield f'<line class="axis" x1="{x:.1f}" y1="{y}" x2="{x:.1f}" y2="{y + 5}"/>'
        words = clock(at) if at.date() == day else f"{at:%m-%d %H:%M}"
        day = at.date()
        yield lettering(x, y + 19, words, "small middle")


def ticks(scale: Scale) -> list[datetime]:
    """The instants that are marked on the line of time."""
    return list(marks(scale.low, scale.high, _TICKS))


def ball_rows(scale: Scale, milestones: Sequence[Mark]) -> list[int]:
    """In which row the number of each milestone stands, so that neighbours do not touch."""
    return rows_of([scale.x(m.at) for m in milestones], 2 * BALL + 2)


def top_of(rows: Sequence[int]) -> int:
    """How high the rows of numbers are."""
    return (max(rows, default=-1) + 1) * _STEP + 8


def crossings(scale: Scale, wall: Wall, milestones: Sequence[Mark], bottom: float) -> Iterator[str]:
    """A numbered line down to the axis for each milestone."""
    places = [
        (mark, scale.x(mark.at), 6 + BALL + row * _STEP)
        for mark, row in zip(milestones, ball_rows(scale, milestones), strict=True)
    ]
    # all lines first, so that none goes through a number
    yield from (f'<line class="mark" x1="{x:.1f}" y1="{y + BALL}" x2="{x:.1f}" y2="{bottom}"/>' for _, x, y in places)
    for number, (mark, x, y) in enumerate(places, 1):
        tip = escape(wall.zoned(f"{phase_of(mark)} {clock(mark.at)}", mark.at))
        yield f'<g><title>{tip}</title><circle class="ball" cx="{x:.1f}" cy="{y}" r="{BALL}"/>'
        yield f"{lettering(x, y + 4.5, str(number), 'number')}</g>"


def legend_height(milestones: Sequence[Mark]) -> int:
    """How high the legend is."""
    return -(-len(milestones) // _COLUMNS) * _LEGEND + (16 if milestones else 4)


def legend(milestones: Sequence[Mark], top: float) -> Iterator[str]:
    """What the numbers mean, in columns."""
    width = (WIDTH - 16) / _COLUMNS
    rows = -(-len(milestones) // _COLUMNS)
    for number, mark in enumerate(milestones):
        column, row = divmod(number, rows)
        x, y = 8 + column * width, top + row * _LEGEND + 12
        yield f'<circle class="ball" cx="{x + 10:.1f}" cy="{y}" r="10"/>'
        yield lettering(x + 10, y + 4.5, str(number + 1), "number")
        yield lettering(x + 26, y + 5, f"{phase_of(mark)} {clock(mark.at)}", "small")


def rows_of(places: Sequence[float], apart: float) -> list[int]:
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
