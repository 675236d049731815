"""Terms of a policy: 48h, 5bd, 8bh, one for all incidents or one per severity, and the deadline that each gives."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Literal, cast

from afterword.learning.days import day_of
from afterword.model.plain import Plain
from afterword.model.record import Record
from afterword.model.values import dataclass
from afterword.text.expressions import later

Unit = Literal["m", "h", "bh", "d", "bd", "w"]
"""Minutes, hours, business hours, days, business days, weeks."""

_TERM = later(
    r"\s*(?P<number>\d{1,4})\s*(?P<business>b(?=[hd])|business\s+|working\s+)?"
    r"(?P<unit>m(?:in(?:ute)?s?)?|h(?:ours?)?|d(?:ays?)?|w(?:eeks?)?)\s*",
    re.IGNORECASE,
)
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SPAN = later(r"\s*(\d{1,2}):(\d\d)\s*(?:-|\u2013|to)\s*(\d{1,2}):(\d\d)\s*")
OTHERWISE = "default"
"""The key of what holds for severities that are not named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """How long something may take."""

    number: int
    """How many."""
    unit: Unit
    """Of what."""

    @property
    def spoken(self) -> str:
        """It in words: ``5 business days``."""
        names = {"m": "minute", "h": "hour", "bh": "business hour", "d": "day", "bd": "business day", "w": "week"}
        return f"{self.number} {names[self.unit]}{'' if self.number == 1 else 's'}"

    @property
    def hours(self) -> float:
        """About how many hours of the clock it is, to compare terms."""
        return self.number * {"m": 1 / 60, "h": 1, "bh": 4.2, "d": 24, "bd": 33.6, "w": 168}[self.unit]


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """When a team works."""

    days: frozenset[int] = frozenset(range(5))
    """Days of the week, 0 for Monday."""
    begin: time = time(9)
    """When a day of work begins."""
    end: time = time(17)
    """When it ends."""
    holidays: frozenset[date] = frozenset()
    """Days on which nobody works."""

    def works(self, day: date) -> bool:
        """Whether it is a day of work."""
        return day.weekday() in self.days and day not in self.holidays


def term_of(value: Plain) -> Term | None:
    """The term that a text states; None for none."""
    found = _TERM.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        return None
    unit = found["unit"][0].lower()
    return Term(number=int(found["number"]), unit=cast(Unit, f"b{unit}" if found["business"] else unit))


def plain_grade(text: str | None) -> str:
    """A severity as it is compared: without case, spaces, and hyphens; nothing is equal to an empty one."""
    return re.sub(r"[\s_-]", "", text or "\0").casefold()


def is_grade(record: Record, named: str) -> bool:
    """Whether the incident has this severity, as a policy names it: ``SEV-1`` for ``SEV-1 (critical)`` as well."""
    severity = record.severity
    if severity is None:
        return False
    wanted, written = plain_grade(named), plain_grade(severity.written)
    begins = written.startswith(wanted) and not written[len(wanted) : len(wanted) + 1].isdigit()
    return plain_grade(severity.value) == wanted or begins


def for_severity(value: Plain, record: Record) -> Plain:
    """What holds for this incident: the value itself, or that of its severity; None where neither is stated."""
    if not isinstance(value, Mapping):
        return value
    named = (each for grade, each in value.items() if is_grade(record, grade))
    return next(named, value.get(OTHERWISE))


def calendar_of(policy: Mapping[str, Plain]) -> Calendar:
    """The team's days and hours of work: ``{days: mon-fri, hours: "09:00-17:00", holidays: [2026-12-25]}``."""
    table = policy.get("calendar")
    if not isinstance(table, Mapping):
        return Calendar()
    hours = _SPAN.fullmatch(str(table.get("hours") or "09:00-17:00"))
    named = table.get("holidays")
    begin, end = time(9), time(17)
    if hours and int(hours[1]) < int(hours[3]) < 24:
        begin, end = time(int(hours[1]), int(hours[2]) % 60), time(int(hours[3]), int(hours[4]) % 60)
    return Calendar(
        days=_week(table.get("days")) or Calendar().days,
        begin=begin,
        end=end,
        holidays=frozenset(day for each in (named if isinstance(named, list) else []) if (day := day_of(str(each)))),
    )


def _week(value: Plain) -> frozenset[int]:
    """``mon-fri``, ``sun-thu``, or a list of days."""
    words = [str(v) for v in value] if isinstance(value, list) else re.split(r"\s*,\s*", str(value or ""))
    found: set[int] = set()
    for word in words:
        ends = [_DAYS.index(part[:3].lower()) for part in re.split(r"\s*-\s*", word) if part[:3].lower() in _DAYS]
        if ends:
            found.update((ends[0] + n) % 7 for n in range((ends[-1] - ends[0]) % 7 + 1))
    return frozenset(found)


def deadline(start: date | datetime, term: Term, calendar: Calendar) -> date | datetime:
    """When a term that begins at ``start`` ends.

    shape: an instant for hours after an instant; else a day, the whole of which is in time. A start of which only
    the day is known counts from that day's end.
    """
    day = start.date() if isinstance(start, datetime) else start
    if term.unit in {"d", "w"}:
        return day + timedelta(days=term.number * (7 if term.unit == "w" else 1))
    if term.unit == "bd":
        return _days_of_work(day, term.number, calendar)
    if term.unit == "bh":
        return _hours_of_work(start, term.number, calendar)
    if isinstance(start, datetime):
        return start + (timedelta(minutes=term.number) if term.unit == "m" else timedelta(hours=term.number))
    return day + timedelta(days=-(-term.number // (24 * 60 if term.unit == "m" else 24)))


def _days_of_work(day: date, number: int, calendar: Calendar) -> date:
    while number > 0:
        day += timedelta(days=1)
        number -= calendar.works(day)
    return day


def _hours_of_work(start: date | datetime, number: int, calendar: Calendar) -> date | datetime:
    at = start if isinstance(start, datetime) else datetime.combine(start, time(23, 59))
    left = timedelta(hours=number)
    while True:
        begin = datetime.combine(at.date(), calendar.begin, at.tzinfo)
        end = datetime.combine(at.date(), calendar.end, at.tzinfo)
        at = max(at, begin)
        if calendar.works(at.date()) and at < end:
            if at + left <= end:
                return at + left if isinstance(start, datetime) else at.date()
            left -= end - at
        at = datetime.combine(at.date() + timedelta(days=1), time(), at.tzinfo)
