"""Times as people write them in documents, read in the light of what stands around them."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo

from afterword.model.moment import Moment
from afterword.model.vocabulary import Basis
from afterword.text import zones
from afterword.text.clocks import (
    UNKNOWN,
    Face,
    bare_clock_at,
    clock_at,
    face_of,
    half_of,
    is_surely_clock,
    relative_at,
    zone_in,
)
from afterword.text.dates import (
    DATE,
    WEEKDAY,
    WrittenDay,
    day_of,
    find_day,
    is_impossible,
    last_of,
    nearest,
    ordinal_at,
    weekday_at,
)
from afterword.text.day_parts import PART_ALONE, PART_BEFORE, PART_BEHIND, UPDATE_BEFORE
from afterword.text.expressions import later
from afterword.text.time_context import Context, TimeRead, day_without_year

__all__ = ["Context", "TimeRead", "find_day", "read_time"]

_LEAD = later(
    r"(?:[\s*_`\[({\"\u201c\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\ufe0f\u200d\U0001f000-\U0001faff]"
    r"|:[a-z][a-z0-9_+-]*:\s?|<(?:b|strong|em|i|u|code|time|span)\b[^>\n]*>|\[[ xX]\]\s)*"
    r"(?:(?:on|as of|from)\s+(?=[\d(]|" + WEEKDAY + r"|[A-Z][a-z]{2,8}\.?\s\d)"
    r"|(?:on\s+)?the\s+(?=\d{1,2}(?:st|nd|rd|th)\b))?",
    re.IGNORECASE,
)
_WEEKDAY_REMARK = (
    r"(?:\(?" + WEEKDAY + r"\)?[,\s]+(?=\d|[~@]|at\s|about\s|around\s|approx)|\(" + WEEKDAY + r"\)[:,]?\s*)?"
)
_DATE_GAP = later(
    r"T(?=\d)|\s*[-\u2013\u2014:|/]\s*(?=~?\d{1,2}(?:[:h]\d\d|\s?[ap]\.?m\b)|\d{2}\.\d{2}(?![\d.]\d))|[\s,*_@|]*"
    + _WEEKDAY_REMARK
    + r"(?:[\[(](?=~?\d))?"
    r"(?:at\s+)?",
    re.IGNORECASE,
)
_TRAILING = later(r"(?:,?\s+(?:on\s+)?\(?|\s*\(|,)(?=\S)")
_RANGE = later(
    r"(?:\s*(?:\*\*)?\s*(?:-|\u2013|\u2014|\u301c|\uff5e|~|\u2192|->|to|until|till|through)\s*(?:\*\*)?|\s+and\s+)"
    r"(?=~?(?:\d{1,4}[:/-]\d{2}|\d{1,2}\.\d{2}(?![\d.])|\d{1,2}\s?[ap]\.?m|\d{1,2}\u6642|noon|midnight|[a-z]{3,9}\.?\s\d{1,2}\b))",
    re.IGNORECASE,
)
_SECOND_ZONE = later(r"\s*(?:[/|=(\[]|,\s?i\.e\.)\s*(?=\d{1,2}[:.h]?\d{0,2})")
_DAY_BEFORE = later(
    r"\s*[(,]?\s*(?:on\s+)?(?:the\s+)?(?:prev(?:ious|\.)?|preceding)\s+(?:day|night|evening|afternoon)\)?"
    r"|\s*[(,]\s*(?:the\s+)?(?:day|night|evening) before\)?",
    re.IGNORECASE,
)


_NEXT_DAY = later(
    r"(?:the\s+)?(?:next|following)\s+(?:day|morning|afternoon|evening)\s*[,:(]?\s*(?:at\s+)?(?=~?\d{1,2}(?:[:.h]\d\d|\s?[ap]\.?m))",
    re.IGNORECASE,
)
_SHORTEST_MONTH = 28
_SIGNS = frozenset("+-\u2212")
_NUMBER_OF_ZONE = later(r"(?:UTC|GMT)?\s?[+\u2212-]\s?\d", re.IGNORECASE)


@dataclass(slots=True, kw_only=True)
class _Parts:
    """What the pieces of a written time are; never changed."""

    start: int
    end: int
    day: WrittenDay | None = None
    weekday: date | None = None
    has_day: bool = False
    clock: re.Match[str] | None = None
    is_aside: bool = False
    is_impossible: bool = False


def read_time(text: str, context: Context) -> TimeRead | None:
    """The time with which a text starts; leading marks (brackets, emphasis, braces, emoji) are passed over.

    returns: None where the text does not start with a time.
    """
    lead = _LEAD.match(text)
    start = _after(UPDATE_BEFORE, text, lead.end() if lead else 0)
    parts = _parts(text, start, context) or _vague(text, start, context)
    if parts is None:
        return _relative(text, start, context) or _unknown(text, start, context)
    return _build(text, parts, context)


def _vague(text: str, start: int, context: Context) -> _Parts | None:
    """A part of a day before the day itself, or alone where the day is known: ``Early morning July 12th``."""
    if not context.reads_relative:
        return None
    vague = PART_BEFORE.match(text, start)
    date_match = DATE.match(text, vague.end()) if vague else None
    day = day_of(date_match, context.day_first) if date_match else None
    if date_match and day:
        return _Parts(start=start, end=date_match.end(), day=day, has_day=True)
    alone = PART_ALONE.match(text, start) if context.day else None
    return _Parts(start=start, end=alone.end(), weekday=context.day, is_aside=True) if alone else None


def _parts(text: str, start: int, context: Context) -> _Parts | None:
    date_match = DATE.match(text, start)
    day = day_of(date_match, context.day_first) if date_match else None
    at, weekday = start, None
    if date_match and (day is None or day.day > _SHORTEST_MONTH) and is_impossible(date_match):
        clock = _clock(text, _after(_DATE_GAP, text, date_match.end()), context, has_day=True)
        end = clock.end() if clock else date_match.end()
        return _Parts(start=start, end=end, has_day=True, clock=clock, is_impossible=True)
    if date_match and day:
        at = _after(_DATE_GAP, text, date_match.end())
    elif lone := ordinal_at(text, start, context.day) or weekday_at(text, start, context.day):
        at, weekday = _after(_DATE_GAP, text, lone[0]), lone[1]
    elif context.day and (following := _NEXT_DAY.match(text, start)):
        at, weekday = following.end(), context.day + timedelta(days=1)
    clock = _clock(text, at, context, has_day=day is not None)
    if clock is None and day and date_match:
        return _Parts(start=start, end=_after(PART_BEHIND, text, date_match.end()), day=day, has_day=True)
    if clock is None or (at == start and not is_surely_clock(clock, is_dotted=context.is_dotted)):
        return None
    before = _DAY_BEFORE.match(text, len(text[: clock.end()].rstrip())) if context.day and not day else None
    if before and context.day:
        return _Parts(
            start=start, end=before.end(), weekday=context.day - timedelta(days=1), clock=clock, is_aside=True
        )
    if day or at > start:
        return _Parts(start=start, end=clock.end(), day=day, weekday=weekday, has_day=day is not None, clock=clock)
    return _with_trailing_day(text, start, clock, context)


def _clock(text: str, at: int, context: Context, *, has_day: bool) -> re.Match[str] | None:
    """The clock time at a place; signed numbers behind it are no offset where they are the end of a range."""
    clock = clock_at(text, at)
    if clock is None or clock.group("s") is not None or (zone := clock.group("zone")) is None or zone[0] not in _SIGNS:
        return clock
    is_tight = not text[clock.start("zone") - 1].isspace()
    if not has_day and is_tight:
        return bare_clock_at(text, at)
    if zone[0] != "-" or ":" not in zone or text[at - 1 : at] in {"T", "t"}:
        return clock
    second = clock_at(text, clock.start("zone") + 1)
    is_later = second is not None and face_of(second).minutes > face_of(clock).minutes
    is_zoned = bool(context.zone) and (context.zone or "+")[0] not in _SIGNS
    return bare_clock_at(text, at) if is_later and (is_tight or is_zoned) else clock


def _with_trailing_day(text: str, start: int, clock: re.Match[str], context: Context) -> _Parts:
    """A clock time with the day behind it: ``15:30 UTC Feb 20``, ``8pm on Saturday``."""
    trailing = _TRAILING.match(text, len(text[: clock.end()].rstrip()))
    if trailing is None:
        return _Parts(start=start, end=clock.end(), clock=clock)
    after = DATE.match(text, trailing.end())
    day = day_of(after, context.day_first) if after else None
    if after and day:
        end = after.end() + ("(" in trailing.group() and text[after.end() : after.end() + 1] == ")")
        return _Parts(start=start, end=end, day=day, has_day=True, clock=clock)
    lone = weekday_at(text, trailing.end(), context.day) if "on" in trailing.group() else None
    if lone:
        return _Parts(start=start, end=lone[0], weekday=lone[1], clock=clock)
    return _Parts(start=start, end=clock.end(), clock=clock)


def _after(gap: re.Pattern[str], text: str, at: int) -> int:
    match = gap.match(text, at)
    return match.end() if match else at


def _unknown(text: str, start: int, context: Context) -> TimeRead | None:
    unknown = UNKNOWN.match(text, start) or UNKNOWN.match(text, max(start - 1, 0))
    if unknown is None:
        return None
    moment = Moment(written=text[start : unknown.end()].strip("[]"), precision="unknown")
    return TimeRead(
        moment=moment, start=start, end=unknown.end(), day=context.day, local=None, has_clock=True, has_day=False
    )


def _relative(text: str, start: int, context: Context) -> TimeRead | None:
    """A time counted from the first one, where that is known."""
    found = relative_at(text, start) if context.reads_relative else None
    if found is None:
        return None
    stated = None if found.seconds else read_time(text[found.end :], replace(context, reads_relative=False))
    if stated and stated.has_clock and not text[found.end : found.end + stated.start].strip(" :=(*_[-"):
        return _shifted(stated, found.end)
    written = text[start : found.end].strip()
    moment = Moment(written=written, precision="ordered")
    if context.origin:
        local = context.origin + timedelta(seconds=found.seconds)
        reason = f"counted from {context.origin.isoformat(sep=' ', timespec='minutes')}"
        inferred = replace(context, reason=reason, previous=None)
        moment = replace(
            moment, precision="minute", zone=context.zone, zone_basis=context.zone_basis, year_basis="inferred"
        )
        moment = _placed(moment, local, None, context.zone, inferred)
    return TimeRead(
        moment=moment, start=start, end=found.end, day=context.day, local=None, has_clock=True, has_day=False
    )


def _shifted(found: TimeRead, by: int) -> TimeRead:
    return replace(found, start=found.start + by, end=found.end + by)


def _build(text: str, parts: _Parts, context: Context) -> TimeRead:
    written = text[parts.start : parts.end].rstrip()
    for opener, closer in ("()", "[]"):
        if written.endswith(closer) and opener not in written:
            written = written[:-1]
    end = parts.start + len(written)
    day, month_day, basis = _day(parts, context)
    local = problem = None
    if parts.clock is None:
        at = day.isoformat() if day else f"--{month_day[0]:02d}-{month_day[1]:02d}" if month_day else None
        reason = context.reason if basis == "inferred" else None
        moment = Moment(at=at, precision="day" if at else "unknown", year_basis=basis, basis_reason=reason)
        end, moment = _day_range(text, parts.start, end, day, moment)
    else:
        said = text[parts.start : end].strip()
        day, local, moment = _with_clock(parts.clock, day, month_day, parts, context, basis, said)
        end, moment, problem = _range(text, end, local, context, parts.clock, moment)
        end, local, moment = _second_zone(text, end, local, context, moment)
    problem = _problem(text, parts, moment) or problem
    said = text[parts.start : end].strip()
    if moment.written != said:
        moment = replace(moment, written=said)
    if parts.is_impossible:
        moment = replace(moment, precision="unknown")
    return TimeRead(
        moment=moment,
        start=parts.start,
        end=end,
        day=context.day if parts.is_aside else day,
        local=None if parts.is_aside else local,
        has_clock=parts.clock is not None,
        has_day=parts.has_day or parts.weekday is not None,
        problem=problem,
        is_ambiguous=bool(parts.day and parts.day.is_ambiguous),
        month_day=month_day if day is None else None,
    )


def _problem(text: str, parts: _Parts, moment: Moment) -> str | None:
    """Why there is no such time; None where there is."""
    if parts.is_impossible:
        date_match = DATE.match(text, parts.start)
        return f"{date_match.group() if date_match else text[parts.start : parts.end]} is no day of the calendar"
    if parts.clock is not None and not face_of(parts.clock).is_possible:
        return f"{_shown_clock(parts.clock)} is no time that a clock shows"
    if moment.zone and moment.zone_basis == "unknown" and _NUMBER_OF_ZONE.match(moment.zone):
        return f"{moment.zone} is farther from UTC than any zone"
    return None


def _shown_clock(clock: re.Match[str]) -> str:
    return (
        clock.group()[: clock.start("zone") - clock.start()].strip() if clock.group("zone") else clock.group().strip()
    )


def _with_clock(
    clock: re.Match[str],
    day: date | None,
    month_day: tuple[int, int] | None,
    parts: _Parts | None,
    context: Context,
    basis: Basis,
    written: str | None = None,
) -> tuple[date | None, datetime | None, Moment]:
    face = face_of(clock)
    zone_text, zone_basis = _zone(clock, context)
    if not face.is_possible:
        return day, None, Moment(written=written, zone=zone_text, zone_basis=zone_basis)
    is_bare = parts is not None and not parts.has_day and parts.weekday is None
    if context.is_twelve_hour and is_bare:
        face = _likely_half(face, context)
    shift = timedelta(days=1) if face.hour == 24 else timedelta()
    if day is None:
        stamp = f"T{face.hour % 24:02d}:{face.minute:02d}:{face.second:02d}" + (
            f".{face.fraction}" if face.fraction else ""
        )
        at = f"--{month_day[0]:02d}-{month_day[1]:02d}{stamp}" if month_day else None
        moment = Moment(at=at, written=written, precision=face.precision, zone=zone_text, zone_basis=zone_basis)
        return None, None, moment
    local = (
        datetime(  # noqa: DTZ001 (local time of a zone that may be unknown)
            day.year, day.month, day.day, face.hour % 24, face.minute, min(face.second, 59)
        )
        + shift
    )
    if is_bare and context.previous:
        local += timedelta(days=_days_between(local, zone_text, context))
    moment = Moment(
        at=_at(local, face.fraction, zone_text, context),
        written=written,
        precision=face.precision,
        zone=zone_text,
        zone_basis=zone_basis,
        year_basis=basis,
        basis_reason=_reason(basis, zone_basis, context) if "inferred" in {basis, zone_basis} else None,
    )
    return (local - shift).date(), local, moment


def _likely_half(face: Face, context: Context) -> Face:
    """A clock without am or pm among some with it: the half of the day that follows the time before soonest."""
    if face.half or face.hour > 12 or not face.hour or context.previous is None:
        return face
    before = context.previous.hour * 60 + context.previous.minute
    step = -1 if context.is_newest_first else 1
    halves = [face.in_half(half) for half in "ap"]
    return min(halves, key=lambda f: (f.minutes - before) * step % 1440)


def _days_between(local: datetime, zone_text: str | None, context: Context) -> int:
    """How many days after the day of the time before a clock is: 1 or -1 where it passed midnight."""
    assert context.previous is not None
    before, now = context.previous, local
    zone, zone_before = _tz(zone_text, context), _tz(context.previous_zone, context)
    mixed = zone is not None and zone_before is not None and zone_text != context.previous_zone
    if mixed and zone and zone_before:
        before, now = zones.to_utc(before, zone_before), zones.to_utc(now, zone)
    elif context.previous.date() != local.date():
        return 0
    minutes = (now - before).total_seconds() / 60
    if context.is_newest_first:
        return -1 if minutes > context.overnight else 0
    if mixed and minutes > 1440 - context.overnight:
        return -1
    return 1 if minutes < -context.overnight else 0


def _placed(moment: Moment, local: datetime, fraction: str | None, zone_text: str | None, context: Context) -> Moment:
    reason = _reason(moment.year_basis, moment.zone_basis, context)
    return replace(moment, at=_at(local, fraction, zone_text, context), basis_reason=reason)


def _at(local: datetime, fraction: str | None, zone_text: str | None, context: Context) -> str:
    tail = f".{fraction.rstrip('0')}" if fraction and fraction.strip("0") else ""
    zone = _tz(zone_text, context)
    if zone is None:
        return local.isoformat() + tail
    if zone is UTC:
        return local.isoformat() + tail + "Z"
    fold = 0
    if zones.is_repeated(local, zone) and context.previous and context.previous > local.replace(fold=0):
        fold = 1
    return zones.to_utc(local, zone, fold).isoformat() + tail + "Z"


def _reason(year_basis: Basis, zone_basis: Basis, context: Context) -> str | None:
    year = context.reason if year_basis == "inferred" else None
    zone = context.zone_reason if zone_basis == "inferred" else None
    return "; ".join(dict.fromkeys(reason for reason in (year, zone) if reason)) or None


def _tz(zone_text: str | None, context: Context | None = None) -> tzinfo | None:
    if not zone_text:
        return None
    if context and context.meant and zone_text == context.meant[0]:
        return zones.zone_of(context.meant[1])
    return zones.zone_of(zone_text)


def _day_range(text: str, start: int, end: int, day: date | None, moment: Moment) -> tuple[int, Moment]:
    """Reads the last day of several: ``2024-02-15 - 2024-02-17``."""
    first = DATE.match(text, start) if day else None
    if first and day and (stop := last_of(first, day)):
        return end, replace(moment, until=stop.isoformat())
    gap = _RANGE.match(text, end) if day else None
    dated = DATE.match(text, gap.end()) if gap else None
    last = day_of(dated) if dated else None
    until = nearest(last, day) if last and day and not last.is_ambiguous else None
    if dated is None or until is None or day is None or until < day:
        return end, moment
    return dated.end(), replace(moment, until=until.isoformat())


def _range(
    text: str, end: int, local: datetime | None, context: Context, clock: re.Match[str], moment: Moment
) -> tuple[int, Moment, str | None]:
    """Reads the end of a range; a zone or a half of the day that only the end states holds for both."""
    gap = _RANGE.match(text, end)
    if gap is None:
        return end, moment, None
    dated = DATE.match(text, gap.end())
    last = day_of(dated, context.day_first) if dated else None
    second = clock_at(text, _after(_DATE_GAP, text, dated.end()) if dated and last else gap.end())
    if not second or not (half_of(second) or not second.group("hh")):
        return end, moment, None
    if second.group("hdot") and not (clock.group("hdot") and face_of(second).is_possible):
        return end, moment, None
    if clock.group("zone") is None and (zone := zone_in(second)) and local is not None:
        moment = _rezone(moment, local, zone, context)
    stop = len(text[: second.end()].rstrip())
    if not face_of(second).is_possible:
        return stop, moment, f"{_shown_clock(second)} is no time that a clock shows"
    if local is None:
        return stop, moment, None
    local, moment = _halved(local, clock, second, context, moment)
    day = (nearest(last, local.date()) if last else None) or local.date()
    inner = replace(context, day=day, zone=moment.zone, previous=None)
    _, _, until = _with_clock(second, day, None, None, inner, moment.year_basis)
    if last is None and until.at and moment.at and until.at < moment.at:
        inner = replace(inner, day=day + timedelta(days=1))
        _, _, until = _with_clock(second, inner.day, None, None, inner, moment.year_basis)
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
    return later, _placed(moment, later, None, moment.zone, context)


def _rezone(moment: Moment, local: datetime, zone_text: str, context: Context) -> Moment:
    zone = _tz(zone_text, context)
    moment = replace(moment, zone=zone_text, zone_basis="stated")
    if zone is None or moment.at is None or moment.at.startswith("--"):
        return moment
    return replace(moment, at=zones.to_utc(local, zone).isoformat() + "Z")


def _second_zone(
    text: str, end: int, local: datetime | None, context: Context, moment: Moment
) -> tuple[int, datetime | None, Moment]:
    """Passes over the same time in another zone: ``14:03 UTC (10:03 EDT)``; it counts where the first has no zone."""
    gap = _SECOND_ZONE.match(text, end)
    other = clock_at(text, gap.end()) if gap else None
    zone = zone_in(other) if other else None
    if gap is None or other is None or not zone or _tz(zone, context) is None or moment.until:
        return end, local, moment
    stop = other.end() + (text[other.end() : other.end() + 1] in {")", "]"} and "(" not in other.group())
    if moment.zone and _tz(moment.zone, context):
        return stop, local, moment
    face = face_of(other)
    if local is None or not face.is_possible:
        return stop, local, moment
    then = local.replace(hour=face.hour % 24, minute=face.minute, second=face.second % 60)
    days = round((local - then).total_seconds() / 86400)
    then += timedelta(days=days)
    moment = replace(moment, zone=zone, zone_basis="stated")
    return stop, then, _placed(moment, then, None, zone, context)


def _day(parts: _Parts, context: Context) -> tuple[date | None, tuple[int, int] | None, Basis]:
    if parts.weekday is not None:
        return parts.weekday, None, "inferred"
    written = parts.day
    if parts.is_impossible:
        return None, None, "unknown"
    if written is None:
        if context.day is not None:
            return context.day, None, context.day_basis
        return None, context.month_day, "unknown"
    if written.is_ambiguous:
        return None, None, "unknown"
    if written.year is not None:
        return written.on(), None, "stated" if written.on() else "unknown"
    day = day_without_year(written, context)
    if day is not None:
        return day, None, "inferred"
    return None, (written.month, written.day) if written.on(2000) else None, "unknown"


def _zone(clock: re.Match[str], context: Context) -> tuple[str | None, Basis]:
    text = zone_in(clock)
    if text is None:
        return context.zone, context.zone_basis if context.zone else "unknown"
    if text.lower() == "zone unknown":
        return None, "unknown"
    return text, "stated" if _tz(text, context) else "unknown"
