"""Times as people write them in documents, read in the light of what stands around them."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache

from afterword.model.moment import Moment
from afterword.model.vocabulary import Basis, Precision
from afterword.text import zones

_MONTHS = {
    m: n
    for n, ms in enumerate(
        [
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ],
        1,
    )
    for m in ms.split()
}
_MONTH = r"(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_WEEKDAY = r"(?:(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\.?,?\s+)?"
_NOT_DIGIT = r"(?<![\d.:/\w-])"

_DATE = re.compile(
    _NOT_DIGIT + r"(?:"
    r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)"
    r"|(?P<weekday>" + _WEEKDAY + r")(?:"
    r"(?P<mname>" + _MONTH + r")\s+(?P<mday>\d{1,2})(?:st|nd|rd|th)?(?![\d:])-?(?:,?\s+(?P<myear>\d{4})(?!\d|:\d))?"
    r"|(?P<dday>\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+(?P<dname>"
    + _MONTH
    + r")(?:,?[\s-]+(?P<dyear>\d{4})(?!\d|:\d))?)"
    r"|(?P<a>\d{1,2})[-/.](?P<b>\d{1,2})[-/.](?P<ny>\d{4})(?!\d)"
    r"|(?P<bm>\d{2})-(?P<bd>\d{2})(?=[ T]\d{1,2}:\d{2})"
    r")",
    re.IGNORECASE,
)

_ZONE = (
    r"(?:\s*(?P<zone>Z(?![A-Za-z])|\((?:UTC|GMT)\s?[+\u2212-]\s?\d{1,2}(?::\d{2})?\)"
    r"|(?:UTC|GMT)(?:[+\u2212-]\d{1,2}(?::?\d{2})?|\s[+\u2212-]\d{2}:\d{2})(?![\d:])|(?:\+(?:0\d|1[0-4])|[\u2212-](?:0\d|1[0-2])):?(?:00|15|30|45)(?!\d)"
    r"|\(?\b(?:UTC|GMT|(?-i:" + "|".join(zones.ABBREVIATIONS) + r"))\b(?!-\w)\)?|\((?:zone unknown)\)"
    r"|\(?(?-i:America|Europe|Asia|Africa|Australia|Atlantic|Pacific|US|Etc)/[A-Za-z_/]+\)?"
    r"|\((?-i:Pacific|Eastern|Mountain|Central)(?: time)?\)|(?-i:Pacific|Eastern|Mountain|Central) time\b))?"
)
_PLACE = r"|(?-i:[A-Z][a-z]{3,}(?:_[A-Z][a-z]+)?)(?=\s+[-\u2013\u2014]\s)"
_FACE = (
    r"(?P<about>~|\u2248|about\s+|approx(?:imately|\.)?\s+|around\s+|circa\s+|c\.\s*|before\s+|after\s+|by\s+)?"
    r"(?<![\d.:/])(?:(?P<h>\d{1,2}):(?P<mi>\d{2}|\?\?|XX|xx)(?::(?P<s>\d{2})(?:[.,](?P<f>\d{1,9}))?)?"
    r"|(?P<hdot>\d{1,2})\.(?P<midot>\d{2})(?=\s|$|\s*[ap]\.?m)"
    r"|(?P<hh>\d{1,2})(?=\s?[ap]\.?m?\.?\b))"
    r"(?![\d:])(?:\s?(?P<half>[ap]\.?m\b\.?)|(?P<tight_half>[ap]\b(?!\.\w)))?(?P<plus>\+(?!\d))?"
)
_CLOCK = re.compile(_FACE + _ZONE, re.IGNORECASE)
_MAY_HAVE_PLACE = re.compile(r"[^\n]{0,24}?\d\s*[A-Z][a-z]{3,}(?:_[A-Z][a-z]+)?\s+[-\u2013\u2014]\s")
_DATE_GAP = re.compile(r"T(?=\d)|\s*[-\u2013\u2014]\s*(?=\d{1,2}:\d\d)|[\s,*_@]*(?:at\s+)?")
_TRAILING = re.compile(r",?\s+(?:on\s+)?(?=\S)")
_RANGE = re.compile(r"\s*(?:-|\u2013|\u2014|to|until)\s*(?=~?\d{1,4}[:/-]\d{2})")
_UNKNOWN_CLOCK = re.compile(r"\[?\?{2,}\]?(?::\?\?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the place of a time says about it."""

    day: date | None = None
    """The day that stands over it."""
    month_day: tuple[int, int] | None = None
    """Month and day where the text gives no year."""
    zone: str | None = None
    """The zone as written, or as the house sets it."""
    zone_basis: Basis = "unknown"
    """Where the zone comes from."""
    day_basis: Basis = "unknown"
    """Where the year of ``day`` comes from."""
    reason: str | None = None
    """Why zone or year were inferred."""
    previous: datetime | None = None
    """The local time read before, for clocks that pass midnight or repeat an hour."""
    carry_midnight: bool = True
    """Whether a clock that goes back by more than half a day means the next day."""


@dataclass(frozen=True, slots=True, kw_only=True)
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


def find_day(text: str, default_year: int | None = None) -> tuple[date, re.Match[str]] | None:
    """The first full date in a text, or one without year where ``default_year`` gives it."""
    for match in _DATE.finditer(text):
        parts = _date_parts(match)
        if parts is None:
            continue
        year, month, day = parts
        year = year or default_year
        if year and _is_date(year, month, day):
            return date(year, month, day), match
    return None


def season_problem(found: "TimeRead") -> str | None:
    """What is wrong with a local time: a zone of the other season, or an hour that is skipped; None for nothing."""
    written, local = found.moment.zone, found.local
    if not written or local is None:
        return None
    region = zones.season_region(written)
    if region is not None:
        usual = local.replace(tzinfo=region).tzname()
        if usual != written.upper():
            return f"{written} is written on {local.date()}, when the clocks show {usual}; it is taken literally"
    zone = _tz(written)
    if zone is not None and zones.does_not_exist(local, zone):
        return f"{local.isoformat(sep=' ', timespec='minutes')} does not exist in {written}: the clocks skip that hour"
    return None


def read_time(text: str, context: Context) -> TimeRead | None:
    """The time with which a text starts; leading marks (brackets, emphasis, braces) are passed over.

    returns: None where the text does not start with a time.
    """
    lead = re.match(r"[\s*_`\[({]*", text)
    start = lead.end() if lead else 0
    day_match = _DATE.match(text, start)
    parts = _date_parts(day_match) if day_match else None
    at = start
    if parts and day_match:
        at = day_match.end()
        gap = _DATE_GAP.match(text, at)
        at = gap.end() if gap else at
    clock = _clock_with_place(text, at) or _CLOCK.match(text, at)
    tight = clock is not None and clock.group("zone") is not None and not text[clock.start("zone") - 1].isspace()
    if clock and tight and parts is None and clock.group("s") is None and clock.group("zone")[0] in "+-\u2212":
        clock = _bare_clock().match(text, at)  # a range such as 14:00-14:10, not an offset
    if (
        clock
        and parts is None
        and (clock.group("hdot") or (clock.group("hh") and not _half(clock)))
        and not _plausible_dotted(clock)
    ):
        clock = None
    if clock is None and parts is None:
        unknown = _UNKNOWN_CLOCK.match(text, start) or _UNKNOWN_CLOCK.match(text, max(start - 1, 0))
        if unknown:
            moment = Moment(written=text[start : unknown.end()].strip("[]"), precision="unknown")
            return TimeRead(
                moment=moment,
                start=start,
                end=unknown.end(),
                day=context.day,
                local=None,
                has_clock=True,
                has_day=False,
            )
        return None
    if clock and parts is None:
        trailing = _TRAILING.match(text, len(text[: clock.end()].rstrip()))
        after = _DATE.match(text, trailing.end()) if trailing else None
        parts = _date_parts(after) if after else None
        if after and parts:
            return _build(text, start, after.end(), parts, clock, context)
    if clock is None and day_match:
        return _build(text, start, day_match.end(), parts, None, context)
    return _build(text, start, clock.end() if clock else at, parts, clock, context)


def _build(
    text: str,
    start: int,
    end: int,
    parts: tuple[int | None, int, int] | None,
    clock: re.Match[str] | None,
    context: Context,
) -> TimeRead:
    end = start + len(text[start:end].rstrip())
    day, month_day, year_basis = _day(parts, context)
    moment = Moment(year_basis=year_basis)
    local = None
    if clock is None:
        at = day.isoformat() if day else f"--{month_day[0]:02d}-{month_day[1]:02d}" if month_day else None
        moment = replace(
            moment, at=at, precision="day", basis_reason=context.reason if year_basis == "inferred" else None
        )
    else:
        day, local, moment = _with_clock(clock, day, month_day, parts, context, moment)
        end, moment = _range(text, end, local, context, clock, moment)
    moment = replace(moment, written=text[start:end].strip())
    return TimeRead(
        moment=moment,
        start=start,
        end=end,
        day=day,
        local=local,
        has_clock=clock is not None,
        has_day=parts is not None,
    )


def _with_clock(
    clock: re.Match[str],
    day: date | None,
    month_day: tuple[int, int] | None,
    parts: tuple[int | None, int, int] | None,
    context: Context,
    moment: Moment,
) -> tuple[date | None, datetime | None, Moment]:
    hour, minute, second, fraction, precision = _clock_parts(clock)
    zone_text, zone_basis = _zone(clock, context)
    moment = replace(moment, precision=precision, zone=zone_text, zone_basis=zone_basis)
    if hour is None or hour > 24 or (minute or 0) > 59 or (second or 0) > 60:
        return day, None, replace(moment, precision="unknown", year_basis="unknown")
    shift = timedelta(days=1) if hour == 24 else timedelta()
    hour %= 24
    if day is None and month_day:
        stamp = f"--{month_day[0]:02d}-{month_day[1]:02d}T{hour:02d}:{minute or 0:02d}:{second or 0:02d}"
        return None, None, replace(moment, at=stamp + (f".{fraction}" if fraction else ""))
    if day is None:
        return None, None, replace(moment, year_basis="unknown")
    local = (
        datetime(  # noqa: DTZ001 (local time of a zone that may be unknown)
            day.year, day.month, day.day, hour, minute or 0, min(second or 0, 59)
        )
        + shift
    )
    if (
        parts is None
        and context.carry_midnight
        and context.previous
        and context.previous.date() == day
        and context.previous - local > timedelta(hours=10)
    ):
        local += timedelta(days=1)
        day = local.date()
    return day, local, _placed(moment, local, fraction, zone_text, context)


def _placed(moment: Moment, local: datetime, fraction: str | None, zone_text: str | None, context: Context) -> Moment:
    tail = f".{fraction.rstrip('0')}" if fraction and fraction.strip("0") else ""
    zone = _tz(zone_text)
    if zone is None:
        reason = context.reason if "inferred" in {moment.zone_basis, moment.year_basis} else None
        return replace(moment, at=local.isoformat() + tail, basis_reason=reason)
    fold = 0
    if zones.is_repeated(local, zone) and context.previous and context.previous > local.replace(fold=0):
        fold = 1
    return replace(
        moment,
        at=zones.to_utc(local, zone, fold).isoformat() + tail + "Z",
        basis_reason=context.reason if "inferred" in {moment.zone_basis, moment.year_basis} else None,
    )


def _tz(zone_text: str | None) -> tzinfo | None:
    return zones.zone_of(zone_text) if zone_text else None


def _range(
    text: str, end: int, local: datetime | None, context: Context, clock: re.Match[str], moment: Moment
) -> tuple[int, Moment]:
    """Reads the end of a range; a zone that only the end states holds for both."""
    gap = _RANGE.match(text, end)
    if gap is None:
        return end, moment
    dated = _DATE.match(text, gap.end())
    parts = _date_parts(dated) if dated else None
    between = _DATE_GAP.match(text, dated.end()) if dated and parts else None
    second = _CLOCK.match(text, between.end() if between else gap.end())
    if not second or not (second.group("mi") or _half(second)):
        return end, moment
    if clock.group("zone") is None and second.group("zone") and local is not None:
        moment = _rezone(moment, local, second.group("zone").strip("() "))
    stop = len(text[: second.end()].rstrip())
    if local is None:
        return stop, moment
    day = local.date() if parts is None or parts[0] is None else date(parts[0], parts[1], parts[2])
    inner = replace(context, day=day, zone=moment.zone, previous=None)
    _, _, until = _with_clock(second, day, None, None, inner, Moment(year_basis=moment.year_basis))
    if parts is None and until.at and moment.at and until.at < moment.at:
        inner = replace(inner, day=day + timedelta(days=1))
        _, _, until = _with_clock(second, inner.day, None, None, inner, Moment(year_basis=moment.year_basis))
    return stop, replace(moment, until=until.at)


def _rezone(moment: Moment, local: datetime, zone_text: str) -> Moment:
    zone = _tz(zone_text)
    moment = replace(moment, zone=zone_text, zone_basis="stated")
    if zone is None or moment.at is None or moment.at.startswith("--"):
        return moment
    return replace(moment, at=zones.to_utc(local, zone).isoformat() + "Z")


def _day(
    parts: tuple[int | None, int, int] | None, context: Context
) -> tuple[date | None, tuple[int, int] | None, Basis]:
    if parts is None:
        if context.day is not None:
            return context.day, None, context.day_basis
        return None, context.month_day, "unknown"
    year, month, day = parts
    basis: Basis = "stated"
    if year is None and context.day is not None:
        year, basis = context.day.year, "inferred"
    if year is None or not _is_date(year, month, day):
        return None, (month, day) if year is None and _is_date(2000, month, day) else None, "unknown"
    return date(year, month, day), None, basis


def _zone(clock: re.Match[str], context: Context) -> tuple[str | None, Basis]:
    written = clock.group("zone")
    if written:
        text = written.strip("() ")
        if text.lower() == "zone unknown":
            return None, "unknown"
        return text, "stated" if zones.zone_of(text) else "unknown"
    return context.zone, context.zone_basis if context.zone else "unknown"


def _clock_parts(clock: re.Match[str]) -> tuple[int | None, int | None, int | None, str | None, Precision]:
    hour = int(clock.group("h") or clock.group("hdot") or clock.group("hh"))
    written = clock.group("mi") or clock.group("midot")
    precision: Precision = "minute"
    if written is not None and not written.isdigit():
        precision, written = "hour", None
    elif written is None:
        precision = "hour" if clock.group("hh") else "minute"
    half = _half(clock)
    if half:
        if not 1 <= hour <= 12:
            precision = "minute"
        else:
            hour = hour % 12 + (12 if half.lower().startswith("p") else 0)
    if clock.group("s"):
        precision = "second"
    if clock.group("f"):
        precision = "exact"
    if clock.group("about") or clock.group("plus"):
        bound = (clock.group("about") or "").strip().lower() in {"before", "after", "by"}
        precision = "bounded" if bound else "approximate"
    return hour, int(written or 0), int(clock.group("s") or 0), clock.group("f"), precision


@lru_cache(maxsize=1)
def _placed_clock() -> re.Pattern[str]:
    """Compiled when it is needed: the patterns of this module are a tenth of a short command's time."""
    return re.compile(_FACE + _ZONE.removesuffix("))?") + _PLACE + "))?", re.IGNORECASE)


@lru_cache(maxsize=1)
def _bare_clock() -> re.Pattern[str]:
    return re.compile(
        _FACE + _ZONE.replace(r"|(?:\+(?:0\d|1[0-4])|[\u2212-](?:0\d|1[0-2])):?(?:00|15|30|45)(?!\d)", ""),
        re.IGNORECASE,
    )


def _clock_with_place(text: str, at: int) -> re.Match[str] | None:
    """A clock time behind which the name of a place stands for its zone: ``16:37 Denver - restarted``."""
    if not _MAY_HAVE_PLACE.match(text, at):
        return None
    clock = _placed_clock().match(text, at)
    return clock if clock and clock.group("zone") and zones.zone_of(clock.group("zone")) else None


def _half(clock: re.Match[str]) -> str | None:
    return clock.group("half") or clock.group("tight_half")


def _plausible_dotted(clock: re.Match[str]) -> bool:
    return bool(clock.group("hdot")) and int(clock.group("hdot")) < 24 and int(clock.group("midot")) < 60


def _date_parts(match: re.Match[str]) -> tuple[int | None, int, int] | None:
    if match.group("y"):
        return int(match.group("y")), int(match.group("m")), int(match.group("d"))
    if match.group("mname"):
        return _int(match.group("myear")), _MONTHS[match.group("mname").lower().strip(".")], int(match.group("mday"))
    if match.group("dname"):
        return _int(match.group("dyear")), _MONTHS[match.group("dname").lower().strip(".")], int(match.group("dday"))
    if match.group("bm"):
        return None, int(match.group("bm")), int(match.group("bd"))
    first, second = int(match.group("a")), int(match.group("b"))
    if first > 12 >= second:
        return int(match.group("ny")), second, first
    if second > 12 >= first or first == second:
        return int(match.group("ny")), first, second
    return None


def _int(text: str | None) -> int | None:
    return int(text) if text else None


def _is_date(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
