"""The end of a written time: the last day or clock of a range, the same time in another zone."""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta

from afterword.model.moment import Moment
from afterword.text.clocks import clock_at, face_of, half_of, military_clock_at, zone_in
from afterword.text.dates import DATE, day_of, is_date, last_of, nearest
from afterword.text.expressions import later
from afterword.text.time_context import Context
from afterword.text.time_pieces import DATE_GAP, past
from afterword.text.time_placing import placed, rezone, shown_clock, tz, with_clock
from afterword.text.time_words import any_of, time_words

_RANGE = later(
    r"(?:\s*+(?:\*\*\s*+)?(?:-|\u2013|\u2014|\u301c|\uff5e|~|\u2192|->|to|until|till|through)\s*(?:\*\*)?|\s+and\s+"
    rf"|\s+(?:{any_of(time_words().ranges)})\s+)"
    r"(?=~?(?:\d{1,4}[:/-]\d{2}|\d{1,2}\.\d{2}(?![\d.])|\d{1,2}\s?[ap]\.?m|\d{1,2}[\u6642\u65f6\u70b9\uc2dc]|\d{1,2}h\d\d|[0-2]\d[0-5]\d\b|noon|midnight|[a-z]{3,9}\.?\s\d{1,2}\b))",
    re.IGNORECASE,
)
_LAST_NUMBER = later(
    r"(?:/|\s?[\u301c\uff5e~]\s?)(?P<day>\d{1,2})(?:[\u65e5\u53f7\u865f\uc77c]|(?![^\W\d_]))(?![\d:./\uff1a-]\d|\d|\s?[ap]\.?m)",
    re.IGNORECASE,
)
_SLASH = later(r"\s?/\s?(?=\d{4}-)")
_SECOND_ZONE = later(r"\s*(?:[/|=(\[]|,\s?i\.e\.)\s*(?=\d{1,2}[:.h]?\d{0,2})")
_GUESSES = any_of((*time_words().guessed, *time_words().about_behind, "ish"))
_BOUNDS = any_of(time_words().bounds_behind)
_BEHIND = later(
    rf"\s?[(\[\uff08]\s?(?:(?:{_GUESSES})|(?P<in_bound>{_BOUNDS}))\.?\s?[)\]\uff09]"
    rf"|[\s-]?(?!est\b(?!\.))(?:(?:{_GUESSES})|(?P<bound>{_BOUNDS}))\.?(?=\s*(?:$|[-\u2013\u2014:|,*_`\])\uff1a]))"
    r"|\s?\(\?\)|\?(?=\s*(?:$|[-\u2013\u2014:|,*_`\])]))",
    re.IGNORECASE,
)


def qualified(text: str, end: int, moment: Moment) -> tuple[int, Moment]:
    """Reads what says behind a clock time that it is a guess or a bound: ``11:15 (est.)``, ``11:00 or earlier``."""
    match = _BEHIND.match(text, end)
    if match is None:
        return end, moment
    is_bound = match.group("in_bound") or match.group("bound")
    return match.end(), replace(moment, precision="bounded" if is_bound else "approximate")


def day_range(text: str, start: int, end: int, day: date | None, moment: Moment) -> tuple[int, Moment]:
    """Reads the last day of several: ``2024-02-15 - 2024-02-17``, ``2024-02-15/17``."""
    first = DATE.match(text, start) if day else None
    if first and day and (stop := last_of(first, day)):
        return end, replace(moment, until=stop.isoformat())
    if day and (number := _LAST_NUMBER.match(text, end)) and is_date(day.year, day.month, int(number["day"])):
        stop = day.replace(day=int(number["day"]))
        return (number.end(), replace(moment, until=stop.isoformat())) if stop > day else (end, moment)
    gap = (_RANGE.match(text, end) or _SLASH.match(text, end)) if day else None
    dated = DATE.match(text[gap.end() :]) if gap else None
    last = day_of(dated) if dated else None
    until = nearest(last, day) if last and day and not last.is_ambiguous else None
    if gap is None or dated is None or until is None or day is None or until < day:
        return end, moment
    return gap.end() + dated.end(), replace(moment, until=until.isoformat())


def range_end(
    text: str, end: int, local: datetime | None, context: Context, clock: re.Match[str], moment: Moment
) -> tuple[int, Moment, str | None]:
    """Reads the end of a range; a zone or a half of the day that only the end states holds for both."""
    gap = _RANGE.match(text, end)
    if gap is None:
        return end, moment, None
    dated = DATE.match(text, gap.end())
    last = day_of(dated, context.day_first) if dated else None
    at = past(DATE_GAP, text, dated.end()) if dated and last else gap.end()
    second = military_clock_at(text, at) if context.is_military else clock_at(text, at)
    if not second or not (half_of(second) or not second.group("hh")):
        return end, moment, None
    if second.group("hdot") and not (clock.group("hdot") and face_of(second).is_possible):
        return end, moment, None
    if clock.group("zone") is None and (zone := zone_in(second)) and local is not None:
        moment = rezone(moment, local, zone, context)
    stop = len(text[: second.end()].rstrip())
    if not face_of(second).is_possible:
        return stop, moment, f"{shown_clock(second)} is no time that a clock shows"
    if local is None:
        return stop, moment, None
    local, moment = _halved(local, clock, second, context, moment)
    day = (nearest(last, local.date()) if last else None) or local.date()
    inner = replace(context, day=day, zone=moment.zone, previous=None)
    _, _, until = with_clock(second, day, None, None, inner, moment.year_basis)
    if last is None and until.at and moment.at and until.at < moment.at:
        inner = replace(inner, day=day + timedelta(days=1))
        _, _, until = with_clock(second, inner.day, None, None, inner, moment.year_basis)
    return stop, replace(moment, until=until.at), None


def _halved(
    local: datetime, clock: re.Match[str], second: re.Match[str], context: Context, moment: Moment
) -> tuple[datetime, Moment]:
    """The start of ``8:00-9:30 PM``, which is after noon as well."""
    if half_of(clock) or half_of(second) != "p" or not 1 <= local.hour < 12:
        return local, moment
    if local.hour * 60 + local.minute > face_of(second).minutes - 720:
        return local, moment
    later = local + timedelta(hours=12)
    return later, placed(moment, later, None, moment.zone, context)


def second_zone(
    text: str, end: int, local: datetime | None, context: Context, moment: Moment
) -> tuple[int, datetime | None, Moment]:
    """Passes over the same time in another zone: ``14:03 UTC (10:03 EDT)``; it counts where the first has no zone."""
    gap = _SECOND_ZONE.match(text, end)
    other = clock_at(text, gap.end()) if gap else None
    zone = zone_in(other) if other else None
    if gap is None or other is None or not zone or tz(zone, context) is None or moment.until:
        return end, local, moment
    stop = other.end() + (text[other.end() : other.end() + 1] in {")", "]"} and "(" not in other.group())
    if moment.zone and tz(moment.zone, context):
        return stop, local, moment
    face = face_of(other)
    if local is None or not face.is_possible:
        return stop, local, moment
    then = local.replace(hour=face.hour % 24, minute=face.minute, second=face.second % 60)
    days = round((local - then).total_seconds() / 86400)
    then += timedelta(days=days)
    moment = replace(moment, zone=zone, zone_basis="stated")
    return stop, then, placed(moment, then, None, zone, context)
