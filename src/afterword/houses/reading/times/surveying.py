"""A look over a stretch of text before its entries are read: how many have times, in which order, on which clock."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from afterword.model.values import dataclass
from afterword.text.blocks import Block
from afterword.text.clocks import GUESSED
from afterword.text.dates import DATE
from afterword.text.day_parts import UPDATES
from afterword.text.expressions import later
from afterword.text.html_tables import items_in, rows_in
from afterword.text.months import SHORT
from afterword.text.source import Source

_MONTHS = "|".join(SHORT).lower()
_CLOCK = (
    rf"(?:{GUESSED}\s?)?"
    r"(?P<word>(?:about|around|approx\w*\.?|at|by|from)\s)?~?\s*(?P<h>\d{1,2})(?:[:\uff1a](?P<m>[0-5]\d|[0-5?x][?x])(?!\d)(?::\d\d)?"
    r"|\.(?P<dotted>[0-5]\d)(?=\s|$)|h(?P<letter>[0-5]\d)\b|(?=\s?[ap]\.?m\b)|\u6642)(?P<half>\s?[ap]\.?m\b|[ap]\b)?"
)
_DAY = (
    r"\d{4}[-/.]\d{1,2}[-/.]\d|\d{1,2}[-/.]\d{1,2}[-/.]\d{2}|\d{1,2}/\d{1,2}\s"
    rf"|(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?(?:(?:{_MONTHS})[a-z]*\.?\s\d|\d{{1,2}}(?:st|nd|rd|th)?\s(?:{_MONTHS}))"
    r"|(?:mon|tues?|wed|wednes|thu|thurs?|fri|sat|satur|sun)(?:day)?\b[\s,|]|\d{4}\u5e74|\d{1,2}\u6708\d"
)
ENTRY = later(
    rf"(?:[^\w\n]|:[a-z_]+:|\d+\.\s){{0,14}}(?P<on>(?:on|at)\s+)?{UPDATES}(?:{_CLOCK}|(?P<day>{_DAY})|(?P<t>t\s?[+\u2013-]\s?\d|t0\b|1\d{9}(?:\d{3})?\b|post-\d[\d.]*\s?[dhms]|\+\d+[:\sdhms]))",
    re.IGNORECASE,
)
"""The start of a line that may be an entry."""

_PLACEHOLDER = later(
    r"[^\w\n]*(?:$|(?:YYYY|yyyy|DD|dd)\W|(?:HH|hh|XX|xx|00):?(?:MM|mm|XX|xx|00)(?::(?:SS|ss|XX|xx|00))?\b(?!:\w)(?![^\n]*\d)|<?\[?TIME(?:STAMP)?\b[\]>]?)"
)
_FOUR = later(
    r"[^\w\n]{0,8}(?P<h>\d\d)(?P<m>\d\d)(?P<sure>Z\b|\s?(?:h(?:rs|ours)?|UTC|GMT)\b|\s*[-\u2013\u2014:|](?=\s|$|\d{4}\b))?"
    r"(?![\w%/]|[.,:]\d)"
)
"""Four figures at the start of a line, which may be a clock time, a year, or a number of things."""
_MARKS = later(r"[^\w\n]{0,8}")
_YEARS = range(19 * 60 + 50, 20 * 60 + 60)
"""What clock times between 1950 and 2059 would be."""
_MOSTLY = 0.75
_TWO = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What the lines of a stretch have at their start."""

    clocks: tuple[int, ...] = ()
    """Minutes since midnight of those that start with a clock time, in the order of the text."""
    days: int = 0
    """How many start with a day."""
    relative: int = 0
    """How many start with a relative time."""
    marked: int = 0
    """How many clocks have am or pm."""
    padded: int = 0
    """How many clocks of before 10 are written with a leading zero."""
    latest_bare: int = 0
    """The latest clock without am or pm, in minutes since midnight."""
    dotted: int = 0
    """How many clocks are written with a dot."""
    worded: int = 0
    """How many lines start with a word before the time, as sentences do: ``At 14:03``."""
    is_military: bool = False
    """Whether the clocks are four figures and nothing else: ``1400``."""

    @property
    def entries(self) -> int:
        """How many lines may be entries."""
        return len(self.clocks) + self.days + self.relative

    @property
    def is_prose(self) -> bool:
        """Whether no line starts with a time, a word before it aside."""
        return self.entries == self.worded

    @property
    def is_dotted(self) -> bool:
        """Whether most clocks are written with a dot."""
        return self.dotted > _TWO and 2 * self.dotted > len(self.clocks)

    @property
    def is_newest_first(self) -> bool:
        """Whether the clocks go back from entry to entry, midnight aside."""
        steps = [b - a for a, b in zip(self.clocks, self.clocks[1:], strict=False) if abs(b - a) < 600]
        back = sum(step < 0 for step in steps)
        return back >= _TWO and back > 3 * sum(step > 0 for step in steps)

    @property
    def midnights(self) -> int:
        """How often clocks that go back pass midnight."""
        return sum(b - a > 600 for a, b in zip(self.clocks, self.clocks[1:], strict=False))

    @property
    def is_twelve_hour(self) -> bool:
        """Whether clocks without am or pm mean one of them: beside marked ones, or where noon is passed unmarked."""
        if self.latest_bare >= 13 * 60:
            return False
        if self.marked:
            return self.marked < len(self.clocks)
        passes_noon = any(a >= 9 * 60 and 60 <= b < a - 180 for a, b in zip(self.clocks, self.clocks[1:], strict=False))
        return passes_noon and not self.padded and all(minutes >= 60 for minutes in self.clocks)


def _military(lines: Sequence[str]) -> tuple[int, ...]:
    """The clocks of lines that start with four figures, where these can hardly be anything else; else empty.

    Nearly all lines start so, every one is a time of the day, and they go on, midnight aside; they are more than a
    few, or marked as times, and not all of them years. A day before them, on each line, is passed over.
    """
    said = [_without_day(line) for line in lines if any(c.isalnum() for c in line)]
    found = [(day, match) for day, line in said if (match := _FOUR.match(line))]
    minutes = [int(m["h"]) * 60 + int(m["m"]) for _, m in found]
    if len(found) < _TWO or len(found) < _MOSTLY * (len(said) - 1):
        return ()
    if any(int(m["h"]) > 23 or int(m["m"]) > 59 for _, m in found) or all(m in _YEARS for m in minutes):
        return ()
    days = [day for day, _ in found]
    back = sum(b < a for (a, b), (on, day) in zip(pairwise(minutes), pairwise(days), strict=True) if on == day)
    is_sure = 2 * sum(bool(m["sure"]) or m["h"].startswith("0") for _, m in found) >= len(found)
    return tuple(minutes) if back <= 1 and (is_sure or len(found) > _TWO) else ()


def _without_day(line: str) -> tuple[str, str]:
    """The day with which a line starts and what stands behind it; an empty day where it starts with none."""
    marks = _MARKS.match(line)
    day = DATE.match(line, marks.end()) if marks else None
    return (day.group(), line[day.end() :]) if day else ("", line)


def survey(lines: Iterable[str]) -> Survey:
    """What the lines have at their start."""
    return _surveyed(tuple(lines))


@lru_cache(maxsize=64)
def _surveyed(held: tuple[str, ...]) -> Survey:
    """The same, kept: a section is looked over before it is known for a timeline, and before it is read."""
    found = _survey(held)
    if found.clocks or found.relative:
        return found
    military = _military(held)
    return replace(found, clocks=military, latest_bare=max(military), is_military=True) if military else found


def _survey(lines: Iterable[str]) -> Survey:
    clocks: list[int] = []
    days = relative = marked = padded = latest_bare = worded = dotted = 0
    for line in lines:
        match = ENTRY.match(line)
        if match is None:
            continue
        day, relative_time, before, word = match.group("day", "t", "on", "word")
        if day:
            days += 1
            worded += bool(before)
        elif relative_time:
            relative += 1
        else:
            written, m, dot, letter, half = match.group("h", "m", "dotted", "letter", "half")
            hour, minute = int(written), m or dot or letter or ""
            if half and hour <= 12:
                hour = hour % 12 + (12 if half.strip()[0] in "pP" else 0)
            clocks.append(hour * 60 + (int(minute) if minute.isdigit() else 0))
            latest_bare = latest_bare if half else max(latest_bare, clocks[-1])
            marked += bool(half)
            padded += written[0] == "0"
            dotted += bool(dot)
            worded += bool(word or before)
    return Survey(
        clocks=tuple(clocks),
        days=days,
        relative=relative,
        marked=marked,
        padded=padded,
        latest_bare=latest_bare,
        dotted=dotted,
        worded=worded,
    )


def entry_lines(source: Source, blocks: Sequence[Block]) -> list[str]:
    """The lines of a section that can start an entry; code, quotes, and HTML other than tables and lists hold none."""
    found = []
    for block in blocks:
        if block.kind == "list":
            for item in block.children:
                found += [source.content(item.first), *entry_lines(source, item.children)[1:]]
        elif block.kind in {"paragraph", "table", "heading"}:
            found += [source.content(line) for line in range(block.first, block.last)]
        elif block.kind == "html":
            text = source.text[source.bounds[block.first][0] : source.bounds[block.last - 1][1]]
            found += [" | ".join(cell.text for cell in row) for row in rows_in(text)]
            found += [cell.text for cell in items_in(text)]
    return found


def is_placeholder(text: str) -> bool:
    """Whether a text starts with what a template has in the place of a time, or says nothing."""
    return bool(_PLACEHOLDER.match(text))
