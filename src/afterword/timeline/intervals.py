"""The stretch of time that a written moment may mean, on a line that it shares with some others."""

from datetime import UTC, datetime, timedelta

from afterword.model.moment import Moment, sort_instant
from afterword.model.values import dataclass
from afterword.model.vocabulary import Precision
from afterword.text.expressions import later

_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
_LEAP_YEAR = timedelta(days=366)
_WEST, _EAST = timedelta(hours=12), timedelta(hours=14)
_DAY_ONLY = later(r"(?:\d{4}|-)-\d{2}-\d{2}$")
_ROUNDED = ((60, 30.0), (30, 15.0), (15, 7.5), (10, 5.0), (5, 2.5), (1, 1.0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """The earliest and the latest instant that a moment may mean.

    shape: the two can be compared only with those of an interval of the same ``line``.
    """

    low: datetime
    """The earliest."""
    high: datetime
    """The latest; equal to ``low`` for a time that is known."""
    line: str
    """``utc``, ``day``, ``local``, or ``yearless``, the last two followed by the zone as written."""
    coarse: Precision | None = None
    """The precision that makes it a stretch; None for a point."""


def interval(moment: Moment) -> Interval | None:
    """The stretch of time that a moment may mean.

    shape: minutes and finer are points; an hour or a day lasts; an approximate time is taken as
    half the unit that it looks rounded to, either way (14:30 is within 15 minutes, 14:32 within one);
    a range lasts from its start to its end.
    returns: None where nothing or only the order is known.
    """
    if moment.at is None or moment.precision == "ordered":
        return None
    low = _parse(moment.at)
    if low is None or _is_never(low):
        return None
    line = _line(moment)
    if moment.until is not None:
        return _range(moment, low, line)
    if moment.precision == "bounded":
        return None
    if _DAY_ONLY.match(moment.at) or moment.precision == "day":
        return Interval(low=low, high=low + _DAY, line=line, coarse="day")
    if moment.precision == "hour":
        return Interval(low=low, high=low + _HOUR, line=line, coarse="hour")
    if moment.precision == "approximate":
        slack = timedelta(minutes=next(half for unit, half in _ROUNDED if low.minute % unit == 0))
        return Interval(low=low - slack, high=low + slack, line=line, coarse="approximate")
    return Interval(low=low, high=low, line=line)


def on_one_line(first: Interval, second: Interval) -> tuple[Interval, Interval] | None:
    """The two on one line of time; None where their zones or years cannot be set in relation.

    shape: a day in no zone is widened to that day anywhere on earth before it is compared with an instant.
    """
    if first.line == second.line:
        return first, second
    if {first.line, second.line} == {"day", "utc"}:
        return _anywhere(first), _anywhere(second)
    a_day_and_local = "day" in {first.line, second.line} and any(v.line.startswith("local") for v in (first, second))
    return (first, second) if a_day_and_local else None


def next_year(value: Interval) -> Interval:
    """The same stretch a year later, for a time without year that follows one of December."""
    # yearless times stand in the leap year 2000
    return Interval(low=value.low + _LEAP_YEAR, high=value.high + _LEAP_YEAR, line=value.line, coarse=value.coarse)


def _anywhere(value: Interval) -> Interval:
    if value.line == "utc":
        return value
    return Interval(low=value.low - _EAST, high=value.high + _WEST, line="utc", coarse="day")


def _range(moment: Moment, low: datetime, line: str) -> Interval | None:
    high = _parse(moment.until)
    if high is None or _is_never(high) or moment.at is None or moment.until is None:
        return None
    if moment.until.endswith("Z") != moment.at.endswith("Z"):
        return None
    if _DAY_ONLY.match(moment.until):
        high += _DAY
    return Interval(low=min(low, high), high=max(low, high), line=line, coarse="bounded")


def _is_never(value: datetime) -> bool:
    """Whether a program wrote its "never": the first or the last year there is."""
    return value.year <= 1 or value.year >= 9999


def _line(moment: Moment) -> str:
    at = moment.at or ""
    if at.startswith("--"):
        return f"yearless {moment.zone or ''}"
    if at.endswith("Z"):
        return "utc"
    return "day" if _DAY_ONLY.match(at) else f"local {moment.zone or ''}"


def _parse(at: str | None) -> datetime | None:
    if at is None:
        return None
    if not at.startswith("--"):
        return sort_instant(at)
    try:
        # a leap year has every day that a log can name
        return datetime.fromisoformat("2000" + at[1:].removesuffix("Z")).replace(tzinfo=UTC)
    except ValueError:
        return None
