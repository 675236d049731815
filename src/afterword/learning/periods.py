"""Months and quarters."""

import calendar
import re
from collections.abc import Iterator
from datetime import date
from typing import Literal

from afterword.learning.days import day_of
from afterword.model.values import dataclass
from afterword.text.expressions import later

By = Literal["month", "quarter", "year"]
"""How long a period is."""
_WRITTEN = later(r"(?P<year>\d{4})(?:-?Q(?P<quarter>[1-4])|-(?P<month>0[1-9]|1[0-2]))?", re.IGNORECASE)
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A month, a quarter, or a year."""

    by: By
    """Which of them."""
    year: int
    """Its year."""
    number: int
    """Which of the year, from 1."""

    @property
    def name(self) -> str:
        """``2026-09``, ``2026Q3``, ``2026``."""
        if self.by == "month":
            return f"{self.year:04d}-{self.number:02d}"
        return f"{self.year:04d}" + (f"Q{self.number}" if self.by == "quarter" else "")

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, (self.number - 1) * _MONTHS[self.by] + 1, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        month = self.number * _MONTHS[self.by]
        return date(self.year, month, calendar.monthrange(self.year, month)[1])

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    def holds(self, day: str | None) -> bool:
        """Whether a day that a field states is in it; one that states none is not."""
        found = day_of(day)
        return found is not None and self.first <= found <= self.last

    def after(self, count: int = 1) -> "Period":
        """The one so many later; earlier for a negative number."""
        each = 12 // _MONTHS[self.by]
        year, number = divmod(self.year * each + self.number - 1 + count, each)
        return Period(by=self.by, year=year, number=number + 1)


def period_of(day: date, by: By) -> Period:
    """The period that a day is in."""
    return Period(by=by, year=day.year, number=(day.month - 1) // _MONTHS[by] + 1)


def parse_period(text: str) -> Period | None:
    """The period of ``2026Q3``, ``2026-Q3``, ``2026-09``, or ``2026``; None for anything else."""
    match = _WRITTEN.fullmatch(text.strip())
    if match is None or not 1 <= int(match["year"]) < 9999:
        return None
    year = int(match["year"])
    if match["quarter"]:
        return Period(by="quarter", year=year, number=int(match["quarter"]))
    if match["month"]:
        return Period(by="month", year=year, number=int(match["month"]))
    return Period(by="year", year=year, number=1)


def between(first: Period, last: Period) -> Iterator[Period]:
    """The periods from one to another, both included."""
    while (first.year, first.number) <= (last.year, last.number):
        yield first
        first = first.after()
