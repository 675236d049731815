"""Which columns of a timeline's table hold the day, the time, and what happened."""

import re
from collections.abc import Sequence
from dataclasses import replace

from afterword.houses.house import Hole, Pattern
from afterword.houses.reading.places import Layout
from afterword.houses.reading.times.dating import Clock
from afterword.houses.words import words
from afterword.model.values import dataclass
from afterword.text import zones
from afterword.text.dates import WEEKDAY, dates_in, find_days
from afterword.text.expressions import later
from afterword.text.months import MONTH
from afterword.text.time_words import any_of, time_words
from afterword.text.wording import short_key

_AT = (Hole(path=("timeline", "at")),)
_WHAT = (Hole(path=("timeline", "what")),)
_ZONE = later(
    r"\b(?:" + "|".join(zones.ABBREVIATIONS) + r")\b(?:\s?[+\u2212-]\d{1,2}(?::?\d{2})?)?|[A-Z][a-z]+/[A-Z]\w+"
)
_NAMES = later(r"[\s*_(]*(?:" + WEEKDAY + r")?[\s*_),.:]*", re.IGNORECASE)
_FIGURE = later(r"[~<>\u2248+\u2212-]*\s?\d[\d.,]*\s?(?:%|[^\W\d_]{1,4}(?:/[^\W\d_]{1,4})?)?")
_MONTH = later(
    rf"(?:[^\W\d_]{{2,8}}[\s-]+)?(?:{MONTH}|{any_of(time_words().months)})\.?,?\s+\d{{4}}|\d{{4}}-\d{{2}}",
    re.IGNORECASE,
)
_MOST = 0.6
_REPEATS = " *_\"'\u2033\u3003-\u2013\u2014^"
"""What a cell holds beside nothing that repeats the one above."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeColumns:
    """The columns of one table."""

    layout: Layout
    """What each cell holds."""
    at: int | None = None
    """The column of the times."""
    day: int | None = None
    """The column of the days, where times stand in another."""
    zone: int | None = None
    """The column of the zones, where times stand in another."""


def time_columns(
    names: Sequence[str], rows: Sequence[Sequence[str]], layout: Layout | None, clock: Clock
) -> TimeColumns | None:
    """The columns of a table in a timeline, by their names and else by what stands in them.

    returns: None for a table without times or without words for what happened.
    """
    columns: list[Pattern | None] = list(layout.columns) if layout else [None] * len(names)
    columns += [None] * (len(names) - len(columns))
    timed = [n for n in range(len(names)) if columns[n] == _AT or _is_time(names[n])]
    if not timed:
        timed = [n for n in range(len(names)) if columns[n] is None and _share(rows, n, clock) >= _MOST]
    timed = timed or [n for n in range(len(names)) if columns[n] is None and _says_months(rows, n)][:1]
    if not timed:
        return None
    free = [n for n in range(len(names)) if n not in timed and columns[n] is None]
    timed += [n for n in free if _says_days(rows, n, clock) or _counts_days(names[n], rows, n)]
    days = [n for n in timed if _is_day(names[n], rows, n, clock)]
    clocks = [n for n in timed if n not in days]
    at = _best(names, clocks) if clocks else days[0]
    day = days[0] if clocks and days else None
    for n in timed:
        columns[n] = _AT if n == at else None
    if not any(c == _WHAT for c in columns):
        free = [n for n in range(len(names)) if n not in timed and columns[n] is None]
        free = free or [n for n in range(len(names)) if n not in timed]
        if not free:
            return None
        what = max(free, key=lambda n: sum(len(row[n]) for row in rows if n < len(row)))
        if all(_FIGURE.fullmatch(row[what].strip()) for row in rows if what < len(row)):
            return None
        columns[what] = _WHAT
    others = [n for n in range(len(names)) if n not in timed and columns[n] is None]
    zone = next((n for n in others if _says_zones(rows, n)), None)
    made = replace(layout, columns=tuple(columns)) if layout else Layout(form="row", columns=tuple(columns))
    return TimeColumns(layout=made, at=at, day=day, zone=zone)


def _says_months(rows: Sequence[Sequence[str]], column: int) -> bool:
    """Whether the cells of a column are months and nothing more exact, several of them."""
    cells = [row[column].strip(_REPEATS + "~") for row in rows if column < len(row)]
    return len(cells) > 1 and all(map(_MONTH.fullmatch, cells))


def _says_zones(rows: Sequence[Sequence[str]], column: int) -> bool:
    """Whether the cells of a column are names of zones, some left empty."""
    cells = [row[column].strip(_REPEATS) for row in rows if column < len(row)]
    return any(cells) and all(zones.zone_of(cell) or zones.is_ambiguous(cell) for cell in cells if cell)


def _is_time(name: str) -> bool:
    key = short_key(name)
    parts = key.split()
    return (
        bool(parts)
        and key not in words().ends
        and (parts[0] in time_words().time_columns or parts[-1] in time_words().time_columns)
    )


def _is_day(name: str, rows: Sequence[Sequence[str]], column: int, clock: Clock) -> bool:
    """Whether a column holds days without clock times."""
    cells = [row[column] for row in rows if column < len(row) and row[column].strip()]
    with_clock = sum(":" in cell or bool(re.search(r"\d\s?[ap]\.?m", cell)) for cell in cells)
    if short_key(name) in words().day_columns:
        return with_clock * 2 < max(1, len(cells))
    has_days = sum(next(dates_in(cell), None) is not None for cell in cells) >= _MOST * len(cells)
    return not with_clock and bool(cells) and (has_days or _says_days(rows, column, clock))


def _says_days(rows: Sequence[Sequence[str]], column: int, clock: Clock) -> bool:
    """Whether the cells of a column say nothing but days, some left empty or with marks of repetition."""
    cells = [row[column] for row in rows if column < len(row) and row[column].strip(_REPEATS)]
    return bool(cells) and all(clock.is_day(cell) or _is_named_day(cell) for cell in cells)


def _is_named_day(cell: str) -> bool:
    """Whether a cell is a day with its name before or behind it: ``Mon 2023-11-06``."""
    found = next(find_days(cell), None)
    return found is not None and _NAMES.fullmatch(cell[: found[1].start()] + cell[found[1].end() :]) is not None


def _counts_days(name: str, rows: Sequence[Sequence[str]], column: int) -> bool:
    """Whether a column of days counts them: 1, 2."""
    cells = [row[column].strip(_REPEATS) for row in rows if column < len(row)]
    return short_key(name) in words().day_columns and any(cells) and all(c.isdigit() and len(c) < 3 for c in cells if c)


def _share(rows: Sequence[Sequence[str]], column: int, clock: Clock) -> float:
    cells = [row[column] for row in rows if column < len(row) and row[column].strip()]
    read = sum((found := clock.peek(cell)) is not None and not cell[found.end :].strip(" *_`)]") for cell in cells)
    return read / len(cells) if cells else 0.0


def _best(names: Sequence[str], columns: Sequence[int]) -> int:
    """Of columns with the same times in several zones, UTC's; else the first of a known zone; else the first."""
    zoned = [(n, match.group()) for n in columns if (match := _ZONE.search(names[n]))]
    known = [n for n, zone in zoned if zones.zone_of(zone)]
    return next((n for n, zone in zoned if zone in {"UTC", "GMT"}), known[0] if known else columns[0])
