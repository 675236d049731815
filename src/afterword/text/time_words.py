"""The words in which people write times, read from ``time_words.json`` beside this file."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import cast

from afterword.model.values import dataclass
from afterword.text.expressions import one_of

_OTHERS = frozenset({"months", "misspelt_months", "weekdays", "halves", "zones", "day_first", "month_first"})


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeWords:
    """Words of several languages, in lower case."""

    months: Mapping[str, int]
    """Name of a month in another language than English to its number, 1 to 12."""
    misspelt_months: Mapping[str, int]
    """Name of a month in English as people mistype it to its number."""
    weekdays: Mapping[str, int]
    """Name of a weekday in another language than English to its number, Monday 0."""
    numbered: Sequence[str]
    """Words for what is counted before its number, which is no day of a month: ``Phase 1 - 15 Feb``."""
    day_words: Sequence[str]
    """Words for a day before its number: ``Day 2``."""
    day_parts: Sequence[str]
    """Parts of a day."""
    degrees: Sequence[str]
    """What stands before a part of a day: ``early``."""
    updates: Sequence[str]
    """What marks an entry as news before its time."""
    before_days: Sequence[str]
    """What stands before a day: ``am 3. Mai``."""
    exact: Sequence[str]
    """What stands before a clock time that is exact: ``um``."""
    about: Sequence[str]
    """What stands before a clock time that is approximate: ``vers``."""
    bounds: Sequence[str]
    """What stands before a clock time that is only a bound: ``avant``."""
    guessed: Sequence[str]
    """What marks a clock time as a guess, before it or behind it: ``est.``."""
    bounds_behind: Sequence[str]
    """What stands behind a clock time that is only a bound: ``or earlier``."""
    begins: Sequence[str]
    """What says that something began, before its time."""
    joins: Sequence[str]
    """What stands between two days of a month: ``16 and 17 October``."""
    hours: Sequence[str]
    """The unit of an hour behind its number."""
    minutes: Sequence[str]
    """The unit of a minute behind its number."""
    hour_words: Sequence[str]
    """What stands behind a clock time: ``Uhr``."""
    ranges: Sequence[str]
    """What stands between the start and the end of a range."""
    halves: Mapping[str, str]
    """What stands before a clock time for am and pm, to ``a`` or ``p``."""
    about_behind: Sequence[str]
    """What stands behind a clock time that is approximate."""
    next_day: Sequence[str]
    """What means the day after the one before."""
    day_before: Sequence[str]
    """What means the day before."""
    ordered: Sequence[str]
    """What says in the place of a time only where an entry stands among others: ``later``."""
    unknown: Sequence[str]
    """What says in the place of a time that it is not known."""
    other_zones: Sequence[str]
    """What stands before a zone that is not that of the times."""
    times: Sequence[str]
    """Words by which a sentence is about times."""
    times_joined: Sequence[str]
    """The same in languages without spaces between words."""
    other_days: Sequence[str]
    """Words before a day that is none of what is told, such as that of a publication."""
    as_of: Sequence[str]
    """Words before the day of the latest news."""
    measures: Sequence[str]
    """Labels of figures, whose times are no points in time."""
    time_columns: Sequence[str]
    """Names of columns that hold times, beside other words or alone."""
    day_first: frozenset[str]
    """Small words of languages in which the day comes before the month."""
    month_first: frozenset[str]
    """Small words of English, in which either may come first."""
    zones: Mapping[str, str]
    """What people call a zone, in lower case, to its name in the zone database."""


@lru_cache(maxsize=1)
def time_words() -> TimeWords:
    """The words of times, loaded once."""
    data = cast(
        Mapping[str, Sequence[str]], json.loads(Path(__file__).with_name("time_words.json").read_text(encoding="utf-8"))
    )
    plain = {name: tuple(data[name]) for name in data if name not in _OTHERS}
    months, misspelt, weekdays = (
        cast(Sequence[Sequence[str]], data[name]) for name in ("months", "misspelt_months", "weekdays")
    )
    halves, zones = (cast(Mapping[str, Sequence[str]], data[name]) for name in ("halves", "zones"))
    return TimeWords(
        months={name: number for number, names in enumerate(months, 1) for name in names},
        misspelt_months={name: number for number, names in enumerate(misspelt, 1) for name in names},
        weekdays={name: number for number, names in enumerate(weekdays) for name in names},
        halves={name: half for half, names in halves.items() for name in names},
        zones={name.lower(): zone for zone, names in zones.items() for name in names},
        day_first=frozenset(data["day_first"]),
        month_first=frozenset(data["month_first"]),
        **plain,
    )


def hints_of(phrases: Iterable[str]) -> tuple[str, ...]:
    """The shortest strings of which one stands in every text, in lower case, that holds one of some phrases."""
    firsts = {phrase.lower().split()[0] for phrase in phrases}
    return tuple(sorted(hint for hint in firsts if not any(other in hint for other in firsts - {hint})))


def starts_of(phrases: Iterable[str]) -> tuple[str, ...]:
    """The shortest strings of which one starts every text, in folded case, that starts with one of some phrases."""
    firsts = {phrase.casefold().split()[0] for phrase in phrases}
    return tuple(sorted(first for first in firsts if not first.startswith(tuple(firsts - {first}))))


def any_of(phrases: Iterable[str]) -> str:
    """A pattern of any of some phrases, the longest first, with any white space between their words."""
    return one_of(phrases, lambda phrase: re.escape(phrase).replace(r"\ ", r"\s+"))
