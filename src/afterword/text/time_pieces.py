"""Which pieces of a text are a written time: its day, its clock, a day behind the clock, a part of the day."""

import re
from datetime import date, timedelta

from afterword.model.values import dataclass
from afterword.text.clocks import bare_clock_at, clock_at, face_of, is_surely_clock, military_clock_at
from afterword.text.dates import ANY_MONTH, DATE, WEEKDAY, WrittenDay, day_of, is_impossible, ordinal_at, weekday_at
from afterword.text.day_parts import PART_ALONE, PART_BEFORE, PART_BEHIND
from afterword.text.expressions import later
from afterword.text.months import SHORT
from afterword.text.time_context import Context
from afterword.text.time_words import any_of, starts_of, time_words

_WEEKDAY_REMARK = (
    r"(?:\(?" + WEEKDAY + r"\)?[,\s]+(?=\d|[~@]|at\s|about\s|around\s|approx)|\(" + WEEKDAY + r"\)[:,]?\s*)?"
)
DATE_GAP = later(
    r"T(?=\d)|\s*[-\u2013\u2014:|/]\s*(?=~?\d{1,2}(?:[:h]\d\d|\s?[ap]\.?m\b)|\d{2}\.\d{2}(?![\d.]\d))|[\s,*_@|]*"
    + _WEEKDAY_REMARK
    + r"(?:[\[(](?=~?\d))?"
    r"(?:at\s+)?",
    re.IGNORECASE,
)
_PLAIN_CLOCK = later(r"[0-9]{1,2}:")
"""How most clock times start, and no day does."""
_TRAILING = later(r"(?:,?\s+(?:on\s+)?\(?|\s*\(|,)(?=\S)")
_DAY_BEFORE = later(
    r"\s*[(,]?\s*(?:on\s+)?(?:the\s+)?(?:prev(?:ious|\.)?|preceding)\s+(?:day|night|evening|afternoon)\)?"
    r"|\s*[(,]\s*(?:the\s+)?(?:day|night|evening) before\)?",
    re.IGNORECASE,
)
_ENDS = r"(?=\s*(?:$|[|:\uff1a\u2013\u2014*_`\])\uff09]|\s-\s))"
_NEXT_DAY = later(
    rf"(?:{any_of(time_words().next_day)})\s*[,:(\u3001]?\s*(?:at\s+)?"
    r"(?=[^\s\d]{0,6}\s?~?\d{1,2}(?:[:.h\uff1a]\d\d|\s?[ap]\.?m|\s?[h\u6642\u65f6\u70b9\uc2dc]))",
    re.IGNORECASE,
)
_NEXT_ALONE = later(rf"(?:{any_of(time_words().next_day)}){_ENDS}", re.IGNORECASE)
_BEFORE_ALONE = later(rf"(?:{any_of(time_words().day_before)}){_ENDS}", re.IGNORECASE)
_COUNTED = (
    r"(?:~\s?|about\s+|around\s+|approx\.?\s+)?"
    r"(?:\d+|an?|a\s+(?:few|couple(?:\s+of)?)|some|several|one|two|three|five|ten)"
    r"\s(?:seconds?|min(?:ute)?s?|hours?|hrs?|days?|weeks?|months?|years?)"
    r"\s(?:later|after(?:wards)?|before|earlier|prior|ago)"
)
_IN_MONTH = (
    rf"(?:(?:early|mid|late|end\s+of)[\s-]+)?(?:{ANY_MONTH})(?:\s?[-\u2013/]\s?(?:{ANY_MONTH}))?"
    r"(?:,?\s+(?:de\s+)?\d{4})?"
)
ORDERED = later(rf"(?:{any_of(time_words().ordered)}|{_COUNTED}|{_IN_MONTH}){_ENDS}", re.IGNORECASE)
"""What stands in the place of a time and says only where its entry stands among others."""
UNTOLD = later(rf"(?:{any_of(time_words().unknown)}){_ENDS}", re.IGNORECASE)
"""What says in the place of a time that it is not known."""
_VAGUE_STARTS = starts_of(
    (*time_words().degrees, *time_words().day_parts, *time_words().next_day, *time_words().day_before)
)
WORDED_STARTS = starts_of(
    (
        *(*time_words().ordered, *time_words().unknown, *time_words().months, *time_words().misspelt_months, *SHORT),
        *("~", *"0123456789", "about", "around", "approx", "a", "some", "several", "one", "two", "three", "five"),
        *("ten", "early", "mid", "late", "end"),
    )
)
"""How what stands in the place of a time and is none starts, in folded case."""
_LONGEST_START = 24
_SHORTEST_MONTH = 28
_SIGNS = frozenset("+-\u2212")


@dataclass(slots=True, kw_only=True)
class Parts:
    """What the pieces of a written time are; never changed."""

    start: int
    """Where the time starts."""
    end: int
    """Where it ends."""
    day: WrittenDay | None = None
    """The day as its numbers say it."""
    weekday: date | None = None
    """The day that a weekday or words such as ``next day`` mean."""
    has_day: bool = False
    """Whether a day is written."""
    clock: re.Match[str] | None = None
    """The clock time."""
    is_aside: bool = False
    """Whether later times are none of this one's day."""
    is_impossible: bool = False
    """Whether the day is none of the calendar."""


def parts_of(text: str, start: int, context: Context) -> Parts | None:
    """The pieces of the time at a place of a text; None where no day and no sure clock time stands there."""
    is_clock = _PLAIN_CLOCK.match(text, start) is not None
    date_match = None if is_clock else DATE.match(text, start)
    day = day_of(date_match, context.day_first) if date_match else None
    at, weekday = start, None
    if date_match and (day is None or day.day > _SHORTEST_MONTH) and is_impossible(date_match):
        clock = _clock(text, past(DATE_GAP, text, date_match.end()), context, has_day=True)
        end = clock.end() if clock else date_match.end()
        return Parts(start=start, end=end, has_day=True, clock=clock, is_impossible=True)
    if date_match and day:
        at = past(DATE_GAP, text, date_match.end())
    elif not is_clock and (lone := ordinal_at(text, start, context.day) or weekday_at(text, start, context.day)):
        at, weekday = past(DATE_GAP, text, lone[0]), lone[1]
    elif not is_clock and context.day and (following := _NEXT_DAY.match(text, start)):
        at, weekday = following.end(), context.day + timedelta(days=1)
    clock = _clock(text, at, context, has_day=day is not None)
    if clock is None and day and date_match:
        return Parts(start=start, end=past(PART_BEHIND, text, date_match.end()), day=day, has_day=True)
    if clock is None or (at == start and not is_surely_clock(clock, is_dotted=context.is_dotted)):
        return None
    before = _DAY_BEFORE.match(text, len(text[: clock.end()].rstrip())) if context.day and not day else None
    if before and context.day:
        return Parts(start=start, end=before.end(), weekday=context.day - timedelta(days=1), clock=clock, is_aside=True)
    if day or at > start:
        return Parts(start=start, end=clock.end(), day=day, weekday=weekday, has_day=day is not None, clock=clock)
    return _with_trailing_day(text, start, clock, context)


def vague(text: str, start: int, context: Context) -> Parts | None:
    """A part of a day before the day itself, or alone where the day is known: ``Early morning July 12th``."""
    if not context.reads_relative or not starts_with(_VAGUE_STARTS, text, start):
        return None
    vague = PART_BEFORE.match(text, start)
    date_match = DATE.match(text, vague.end()) if vague else None
    day = day_of(date_match, context.day_first) if date_match else None
    if date_match and day:
        return Parts(start=start, end=date_match.end(), day=day, has_day=True)
    for pattern, days in ((_NEXT_ALONE, 1), (_BEFORE_ALONE, -1)):
        if context.day and (other := pattern.match(text, start)):
            other_day = context.day + timedelta(days=days)
            return Parts(start=start, end=other.end(), weekday=other_day, has_day=True, is_aside=days < 0)
    alone = PART_ALONE.match(text, start) if context.day else None
    return Parts(start=start, end=alone.end(), weekday=context.day, is_aside=True) if alone else None


def _clock(text: str, at: int, context: Context, *, has_day: bool) -> re.Match[str] | None:
    """The clock time at a place; signed numbers behind it are no offset where they are the end of a range."""
    clock = military_clock_at(text, at) if context.is_military else clock_at(text, at)
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


def _with_trailing_day(text: str, start: int, clock: re.Match[str], context: Context) -> Parts:
    """A clock time with the day behind it: ``15:30 UTC Feb 20``, ``8pm on Saturday``."""
    trailing = _TRAILING.match(text, len(text[: clock.end()].rstrip()))
    if trailing is None:
        return Parts(start=start, end=clock.end(), clock=clock)
    after = DATE.match(text, trailing.end())
    day = day_of(after, context.day_first) if after else None
    if after and day:
        end = after.end() + ("(" in trailing.group() and text[after.end() : after.end() + 1] == ")")
        return Parts(start=start, end=end, day=day, has_day=True, clock=clock)
    is_aside = trailing.group().endswith("(")
    lone = weekday_at(text, trailing.end(), context.day) if is_aside or "on" in trailing.group() else None
    if lone and (not is_aside or text[lone[0] : lone[0] + 1] == ")"):
        return Parts(start=start, end=lone[0] + is_aside, weekday=_since(lone[1], context), clock=clock)
    return Parts(start=start, end=clock.end(), clock=clock)


def _since(day: date | None, context: Context) -> date | None:
    """The day of a weekday behind a clock: the last such day where the newest entry stands first."""
    is_past = context.is_newest_first and context.previous is not None and context.day is not None
    return day - timedelta(days=7) if is_past and day and context.day and day > context.day else day


def starts_with(starts: tuple[str, ...], text: str, at: int) -> bool:
    """Whether a glance shows one of the words, in folded case, at a place of a text."""
    return text[at : at + _LONGEST_START].casefold().startswith(starts)


def past(gap: re.Pattern[str], text: str, at: int) -> int:
    """The place behind what a pattern passes over; the same place where it passes over nothing."""
    match = gap.match(text, at)
    return match.end() if match else at
