"""Times as people write them in documents, read in the light of what stands around them."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from afterword.model.changing import changed
from afterword.model.moment import Moment, instant
from afterword.model.vocabulary import Precision
from afterword.text.clocks import UNKNOWN, Face, face_of, relative_at
from afterword.text.dates import DATE, WEEKDAY, find_day
from afterword.text.day_parts import UPDATE_BEFORE
from afterword.text.expressions import later
from afterword.text.time_context import Context, TimeRead
from afterword.text.time_pieces import ORDERED, UNTOLD, WORDED_STARTS, Parts, parts_of, past, starts_with, vague
from afterword.text.time_placing import at_face, day_of_parts, placed, shown_clock, with_clock, zone_of_clock
from afterword.text.time_ranges import day_range, qualified, range_end, second_zone
from afterword.text.time_words import any_of, starts_of, time_words

__all__ = ["Context", "TimeRead", "find_day", "read_time"]

_LEAD = later(
    r"(?:[\s>*_`\u2013\u2014\u2022\u00b7\[({\"\u201c"
    r"\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\ufe0f\u200d\U0001f000-\U0001faff]"
    r"|:[a-z][a-z0-9_+-]*:\s?|<(?:b|strong|em|i|u|code|time|span)\b[^>\n]*>|\[[ xX]\]\s)*"
    r"(?:(?:on|as of|from)\s+(?=[\d(]|" + WEEKDAY + r"|[A-Z][a-z]{2,8}\.?\s\d)"
    r"|(?:on\s+)?the\s+(?=\d{1,2}(?:st|nd|rd|th)\b)"
    rf"|(?:{any_of(time_words().before_days)})\s+(?=\d{{1,2}}[.\s/](?!\d\d\s?(?:Uhr|h)))"
    r"|\(?" + WEEKDAY + r"\)?,?\s+(?=\d{4}-\d|\d{1,2}[./-]\d{1,2}[./-]))?",
    re.IGNORECASE,
)
_OPENED = later(r"\([^\W\d_]+\.?\)|\[[^\W\d_]+\.?\]|\uff08[^\W\d_]+\uff09")
"""A word in brackets before a clock time: ``(est.) 11:15``."""
_EPOCH = later(r"1\d{9}(?:\d{3})?(?!\d)")
_WORDED: tuple[tuple[re.Pattern[str], Precision], ...] = ((UNTOLD, "unknown"), (ORDERED, "ordered"))
_PLAIN = later(
    r"(?P<h>[01]?[0-9]|2[0-3]):(?P<m>[0-5][0-9])(?: ?(?P<zone>UTC|GMT|Z))?"
    r"(?=\Z|:\s| ?[-\u2013\u2014] (?!(?i:noon|midnight))[^\W\d_]+ [^\W\d_])"
)
"""A clock time behind which nothing can be some of it: the text ends, or a colon, or a dash and two words follow."""
_UPDATE_STARTS = starts_of(time_words().updates)
_NUMBER_OF_ZONE = later(r"(?:UTC|GMT)?\s?[+\u2212-]\s?\d", re.IGNORECASE)


def read_time(text: str, context: Context) -> TimeRead | None:
    """The time with which a text starts; leading marks (brackets, emphasis, braces, emoji) are passed over.

    returns: None where the text does not start with a time.
    """
    if not context.is_military and (plain := _PLAIN.match(text)):
        return _plain(plain, context)
    # most times start with their first digit, which no mark and no word does
    start = 0 if "0" <= text[:1] <= "9" else past(_LEAD, text, 0)
    if starts_with(_UPDATE_STARTS, text, start):
        start = past(UPDATE_BEFORE, text, start)
    parts = parts_of(text, start, context) or vague(text, start, context)
    if parts is None:
        return _relative(text, start, context) or _unknown(text, start, context) or _worded(text, start, context)
    return _build(text, parts, context)


def _plain(match: re.Match[str], context: Context) -> TimeRead:
    """A time that is no more than a clock time and its zone."""
    hour, minute, zone = match.group("h", "m", "zone")
    zone_text, zone_basis = zone_of_clock(zone, context)
    day, month_day, basis = day_of_parts(None, context)
    face = Face(hour=int(hour), minute=int(minute))
    day, local, moment = at_face(
        face, zone_text, zone_basis, day, month_day, context, basis, match.group(), is_bare=True
    )
    return TimeRead(
        moment=moment,
        start=0,
        end=match.end(),
        day=day,
        local=local,
        has_clock=True,
        has_day=False,
        problem=_too_far(moment),
        month_day=month_day if day is None else None,
    )


def _unknown(text: str, start: int, context: Context) -> TimeRead | None:
    unknown = UNKNOWN.match(text, start) or UNKNOWN.match(text, max(start - 1, 0))
    if unknown is None:
        return None
    moment = Moment(written=text[start : unknown.end()].strip("[]"), precision="unknown")
    return TimeRead(
        moment=moment, start=start, end=unknown.end(), day=context.day, local=None, has_clock=True, has_day=False
    )


def _worded(text: str, start: int, context: Context) -> TimeRead | None:
    """Words or seconds since 1970 in the place of a time, where entries with times stand around."""
    if not context.reads_relative:
        return None
    if match := _EPOCH.match(text, start):
        at = datetime.fromtimestamp(int(match.group()[:10]), tz=UTC).replace(tzinfo=None)
        moment = Moment(at=f"{at.isoformat()}Z", written=match.group(), precision="second", zone="UTC")
        moment = replace(
            moment, zone_basis="inferred", year_basis="stated", basis_reason="seconds since 1970 are of UTC"
        )
        return TimeRead(
            moment=moment, start=start, end=match.end(), day=at.date(), local=at, has_clock=True, has_day=True
        )
    if (context.day is None and context.previous is None) or not starts_with(WORDED_STARTS, text, start):
        return None
    for pattern, precision in _WORDED:
        if match := pattern.match(text, start):
            moment = Moment(written=match.group().strip(), precision=precision)
            return TimeRead(
                moment=moment,
                start=start,
                end=match.end(),
                day=context.day,
                local=None,
                has_clock=True,
                has_day=False,
                is_worded=True,
            )
    return None


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
        moment = placed(moment, local, None, context.zone, inferred)
    return TimeRead(
        moment=moment, start=start, end=found.end, day=context.day, local=None, has_clock=True, has_day=False
    )


def _shifted(found: TimeRead, by: int) -> TimeRead:
    return replace(found, start=found.start + by, end=found.end + by)


def _build(text: str, parts: Parts, context: Context) -> TimeRead:
    if parts.start and _OPENED.match(text, parts.start - 1):
        parts = replace(parts, start=parts.start - 1)
    written = text[parts.start : parts.end].rstrip()
    for opener, closer in ("()", "[]"):
        if written.endswith(closer) and opener not in written:
            written = written[:-1]
    end = parts.start + len(written)
    day, month_day, basis = day_of_parts(parts, context)
    local = problem = offset = None
    if parts.clock is None:
        at = day.isoformat() if day else f"--{month_day[0]:02d}-{month_day[1]:02d}" if month_day else None
        reason = context.reason if basis == "inferred" else None
        moment = Moment(at=at, precision="day" if at else "unknown", year_basis=basis, basis_reason=reason)
        end, moment = day_range(text, parts.start, end, day, moment)
    else:
        said = text[parts.start : end].strip()
        day, local, moment = with_clock(parts.clock, day, month_day, parts, context, basis, said)
        end, moment, problem = range_end(text, end, local, context, parts.clock, moment)
        shown = local
        end, local, moment = second_zone(text, end, local, context, moment)
        offset = _offset(shown, local, moment) if shown != local else None
        end, moment = qualified(text, end, moment)
    problem = _problem(text, parts, local, moment) or problem
    said = text[parts.start : end].strip()
    if moment.written != said:
        moment = changed(moment, written=said)
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
        offset=offset,
    )


def _offset(shown: datetime | None, other: datetime | None, moment: Moment) -> str | None:
    """The offset of a local time beside which the same time stands in another zone."""
    at = instant(moment.at)
    if shown is None or other is None or at is None:
        return None
    minutes = round((shown - at.replace(tzinfo=None)).total_seconds() / 900) * 15
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def _problem(text: str, parts: Parts, local: datetime | None, moment: Moment) -> str | None:
    """Why there is no such time; None where there is."""
    if parts.is_impossible:
        date_match = DATE.match(text, parts.start)
        return f"{date_match.group() if date_match else text[parts.start : parts.end]} is no day of the calendar"
    if parts.clock is not None and local is None and not face_of(parts.clock).is_possible:
        return f"{shown_clock(parts.clock)} is no time that a clock shows"
    return _too_far(moment)


def _too_far(moment: Moment) -> str | None:
    """Why there is no such zone; None where there is."""
    if moment.zone and moment.zone_basis == "unknown" and _NUMBER_OF_ZONE.match(moment.zone):
        return f"{moment.zone} is farther from UTC than any zone"
    return None
