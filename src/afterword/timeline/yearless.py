"""Stamps without a year, file by file: the months of a log say where a year ends and which stamps are astray."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import field

from afterword.model.values import dataclass

MONTH = 31
"""Days, in months that all count 31: how late a stamp may be, and how near another one is near."""

_YEAR = 12 * MONTH
_MOST = 1000
_CLOCKS = 8


@dataclass(slots=True)
class _Stretch:
    """Records that follow one another without a jump of more than a month.

    shape: ``turn`` is how many New Years the file passed, ``before`` the number of the stretch that was left by a
    jump, and ``origin`` the key at which that happened.
    """

    turn: int
    start: int
    day: int
    before: int | None = None
    origin: str = ""
    astray: bool = False
    months: Counter[int] = field(default_factory=Counter)


class Stamps:
    """The stamps of one file in its order.

    shape: a stamp that is up to a month earlier than the one before it is late, and stands by its time; one that
    is earlier still is of the next year, or astray: by a clock that was not set, from which the file comes back.
    laws: what is astray stands where it is in the file; the rest of the file stands in its order, but for what is late.
    """

    __slots__ = ("_astray", "_date", "_now", "_stretches")

    def __init__(self) -> None:
        """Starts before the first record."""
        self._stretches: list[_Stretch] = []
        self._astray: list[_Stretch] = []
        self._now = 0
        self._date = ""

    def key(self, at: str, last: str) -> str:
        """The key of the next record: ``-``, three digits of its stretch, and the time from ``-MM`` on.

        shape: ``last`` is the key of the record before it, which is also that of a record known to be astray.
        """
        date = at[:7]
        if date != self._date:
            month, day = at[2:4], at[5:7]
            if month.isdecimal() and day.isdecimal():
                known = self._at(int(month) * MONTH + int(day), last)
                if known is None:
                    return last
                self._now, self._date = known, date
                self._stretches[known].months[int(month)] += 1
        return f"-{self._now:03d}{at[1:].removesuffix('Z')}"

    def months(self) -> Iterator[tuple[int, int]]:
        """Months with records, counted on over the years from 0 for the January of the first, and on how many days."""
        for stretch in self._stretches:
            if not stretch.astray:
                yield from ((12 * stretch.turn + month - 1, count) for month, count in stretch.months.items())

    def place(self, key: str, year: int) -> str:
        """A key of this file with a year, where its first record is of ``year``."""
        while key.startswith("-"):
            stretch = self._stretches[int(key[1:4])] if self._stretches else _Stretch(turn=0, start=0, day=0)
            if not stretch.astray:
                return f"{min(max(year + stretch.turn, 1), 9999):04d}{key[4:]}"
            key = stretch.origin
        return key

    def _at(self, day: int, last: str) -> int | None:
        """The stretch of the next record; None where a clock that was astray before is so again."""
        if not self._stretches:
            return self._opened(0, day, last)
        here = self._stretches[self._now]
        step = day - here.day
        if abs(step) >= _YEAR - MONTH:
            found: int | None = self._over_new_year(here.turn + (1 if step < 0 else -1), day, last)
        elif abs(step) > MONTH:
            found = self._jumped(here, day, last)
        else:
            found = self._now
        if found is not None:
            self._stretches[found].day = day
        return found

    def _over_new_year(self, turn: int, day: int, last: str) -> int:
        for number in range(len(self._stretches) - 1, -1, -1):
            stretch = self._stretches[number]
            if stretch.turn == turn and not stretch.astray and abs(stretch.day - day) <= MONTH:
                return number
        return self._opened(turn, day, last)

    def _jumped(self, here: _Stretch, day: int, last: str) -> int | None:
        short = abs(here.day - here.start) <= MONTH
        if here.before is not None and short and 0 <= day - self._stretches[here.before].day <= MONTH:
            here.astray = True
            self._astray = [*self._astray, here][-_CLOCKS:]
            return here.before
        for stretch in self._astray:
            if abs(day - stretch.day) <= MONTH:
                stretch.day = day
                return None
        return self._opened(here.turn + (day < here.day), day, last, self._now)

    def _opened(self, turn: int, day: int, last: str, before: int | None = None) -> int:
        if len(self._stretches) >= _MOST:
            return self._now
        self._stretches.append(_Stretch(turn=turn, start=day, day=day, before=before, origin=last))
        return len(self._stretches) - 1
