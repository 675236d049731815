"""Which number is the day in dates such as 04/03/2026."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from afterword.text.dates import DATE, WrittenDay, find_days, nearest, order_of
from afterword.text.expressions import later
from afterword.text.time_words import time_words

_WORD = later(r"[^\W\d_]+")
_BEGINNING = 4000
_NUMERIC = later(r"(?<![\d./-])\d{1,2}([-/])\d{1,2}(?:\1\d{2,4})?(?![\d/-])")
_MONTH_APART = timedelta(days=31)
_WEEK = timedelta(days=7)
_MONTH_LEAST = timedelta(days=28)
_SEVERAL = 2


def day_first(text: str, near: date | None) -> bool | None:
    """Whether the first number of dates like 04/03/2026 is the day, as far as the text's dates show.

    returns: None where all of them can be read both ways, or where they contradict one another.
    """
    found = [match for numeric in _NUMERIC.finditer(text) if (match := DATE.match(text, numeric.start()))]
    numbers = [order for match in found if (order := order_of(match))]
    if not numbers:
        return None
    surely = {a > 12 for _, a, b in numbers if (a > 12) != (b > 12)}
    if surely:
        return surely.pop() if len(surely) == 1 else None
    spelled = {day for found, _ in find_days(text) if (day := found.on())}
    same = {first for order in numbers if (first := _spelled(order, spelled)) is not None}
    if len(same) == 1:
        return same.pop()
    near = near or next((day for found, _ in find_days(text) if (day := found.on())), None)
    if near is not None:
        votes = {_closer(order, near) for order in numbers if order[1] != order[2]} - {None}
        if votes:
            return votes.pop() if len(votes) == 1 else None
    steadier = _steadier(numbers)
    return True if steadier is None and _is_of_day_first(text) else steadier


def _is_of_day_first(text: str) -> bool:
    """Whether a text is in a language in which the day always comes first."""
    found = _WORD.findall(text[:_BEGINNING].lower())
    local = sum(word in time_words().day_first for word in found)
    return local > _SEVERAL and local > sum(word in time_words().month_first for word in found)


_Order = tuple[int | None, int, int]


def _spelled(order: _Order, days: Collection[date]) -> bool | None:
    """Whether a date is the same day as one that can be read in one way only with its first number as the day."""
    year, a, b = order
    as_day, as_month = WrittenDay(year=year, month=b, day=a).on(), WrittenDay(year=year, month=a, day=b).on()
    fits = [day is not None and day in days for day in (as_day, as_month)]
    return fits[0] if a != b and fits[0] != fits[1] else None


def _steadier(numbers: Sequence[_Order]) -> bool | None:
    """The reading in which the dates of a text follow one another, or lie in one week and not in several months."""
    as_day = [WrittenDay(year=year, month=b, day=a).on() for year, a, b in numbers if year]
    as_month = [WrittenDay(year=year, month=a, day=b).on() for year, a, b in numbers if year]
    days, months = [d for d in as_day if d], [d for d in as_month if d]
    if len(set(days)) < _SEVERAL or len(days) != len(as_day) or len(months) != len(as_month):
        return None
    rising = [found == sorted(found) or found == sorted(found, reverse=True) for found in (days, months)]
    if rising[0] != rising[1]:
        return rising[0]
    spread = [max(found) - min(found) for found in (days, months)]
    if min(spread) <= _WEEK and max(spread) >= _MONTH_LEAST:
        return spread[0] < spread[1]
    return None


def _closer(order: _Order, near: date) -> bool | None:
    year, a, b = order
    as_day = nearest(WrittenDay(year=year, month=b, day=a), near)
    as_month = nearest(WrittenDay(year=year, month=a, day=b), near)
    fits = [bool(day and abs(day - near) <= _MONTH_APART) for day in (as_day, as_month)]
    return fits[0] if fits[0] != fits[1] else None
