"""What the place of a written time says about it, and what a time in a text says.

Neither is ever changed; they are not frozen only because they are made for every time.
"""

from datetime import date, datetime, timedelta

from afterword.model.moment import Moment
from afterword.model.values import dataclass
from afterword.model.vocabulary import Basis
from afterword.text.dates import WrittenDay, nearest

_ODD = timedelta(days=300)
_CLOSE = timedelta(days=60)


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class Context:
    """What the place of a time says about it."""

    day: date | None = None
    """The day that stands over it."""
    near: date | None = None
    """A day that the document states, near which days without year are; ``day`` may be one far from the others."""
    month_day: tuple[int, int] | None = None
    """Month and day where the text gives no year."""
    year: int | None = None
    """The year where only that is stated."""
    zone: str | None = None
    """The zone as written, or as the house sets it."""
    zone_basis: Basis = "unknown"
    """Where the zone comes from."""
    day_basis: Basis = "unknown"
    """Where the year of ``day`` comes from."""
    reason: str | None = None
    """Why the year was inferred."""
    zone_reason: str | None = None
    """Why the zone was inferred."""
    previous: datetime | None = None
    """The local time read before, for clocks that pass midnight or repeat an hour."""
    previous_zone: str | None = None
    """The zone of the time read before."""
    overnight: int = 600
    """Minutes by which a clock goes back at least where that means the next day."""
    is_newest_first: bool = False
    """Whether entries stand in the order from the last to the first."""
    is_twelve_hour: bool = False
    """Whether clocks without am or pm stand among some with it."""
    is_dotted: bool = False
    """Whether the clocks here are written with dots, so that ``9.07`` is one."""
    is_military: bool = False
    """Whether the clocks here are four figures and nothing else: ``1400``."""
    day_first: bool | None = None
    """Which number is the day in 04/03/2026; None where nothing tells."""
    meant: tuple[str, str] | None = None
    """An abbreviation that several zones share, and the zone that the document means by it."""
    origin: datetime | None = None
    """The local time from which relative ones (``T+5m``) are counted."""
    reads_relative: bool = False
    """Whether relative times are times here."""


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class TimeRead:
    """A time found in a text."""

    moment: Moment
    """What it says."""
    start: int
    """Its first character in the text that was read."""
    end: int
    """The character after its last one."""
    day: date | None
    """The day that it states or carries."""
    local: datetime | None
    """The local time, for the next one's context."""
    has_clock: bool
    """Whether it states a clock time, not only a day."""
    has_day: bool
    """Whether it states a day itself."""
    problem: str | None = None
    """Why no calendar or clock has what is written, as a sentence; None where one can have it."""
    is_ambiguous: bool = False
    """Whether day and month could be the other way round, so that the day stays unknown."""
    month_day: tuple[int, int] | None = None
    """Month and day where it states no year and none could be told."""
    is_worded: bool = False
    """Whether words or a month stand in the place of a time, which give no more than the order."""
    offset: str | None = None
    """The offset of its clock, where the same time stands in a known zone beside it."""


def day_without_year(written: WrittenDay, context: Context) -> date | None:
    """The date of a day without year: near the day before it, unless that one is far from what the document states."""
    if context.day is None:
        return written.on(context.year)
    day = nearest(written, context.day)
    if context.near is None or day is None:
        return day
    is_odd = abs(context.day - context.near) > _ODD
    return nearest(written, context.near) if is_odd or abs(day - context.day) > _CLOSE else day
