"""The timeline as lanes across a terminal: what happened when, by its sort, with a legend of the milestones."""

import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from string import ascii_uppercase

from afterword.cli._fitting import columns_of, counted, fitted
from afterword.cli._timeline_rows import place_of, visible
from afterword.model.evidence import Entry
from afterword.model.values import dataclass
from afterword.model.vocabulary import PHASES
from afterword.timeline.intervals import interval
from afterword.timeline.lanes import Lane, lane_of
from afterword.timeline.plainly import one_line
from afterword.timeline.sorts import OTHER, SORTS, marks, sort_of, stretch

_BY_SOURCE: dict[Lane, str] = {
    "access": "Impact",
    "metric": "Impact",
    "alert": "Alerts",
    "pager": "Alerts",
    "deploy": "Changes",
    "note": "Response",
    "status": "Messages",
    "chat": "Messages",
    "mail": "Messages",
    "log": "Logs",
}
_ORDER = (*(name for name, _ in SORTS), "Logs", OTHER)
_MARGIN = 10
_NARROWEST = 40
_MOST_ROWS = 4
_TICK = 11


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """The characters of a drawing."""

    one: str
    """An event that is no milestone."""
    bar: str
    """From the beginning to the recovery."""
    axis: str
    """The line of time."""
    tick: str
    """A mark on it."""
    cut: str
    """What stands for words that were cut off."""


UNICODE = Signs(one="•", bar="━", axis="─", tick="┬", cut="…")
"""For terminals that show UTF-8."""
ASCII = Signs(one="o", bar="=", axis="-", tick="+", cut="~")
"""For all others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mark:
    entry: Entry
    at: datetime
    line: str
    sort: str


def signs(environment: Mapping[str, str]) -> Signs:
    """The characters that a terminal shows, by its locale (``LC_ALL``, ``LC_CTYPE``, ``LANG``) and ``TERM``."""
    if environment.get("TERM") == "dumb":
        return ASCII
    locale = next((value for name in ("LC_ALL", "LC_CTYPE", "LANG") if (value := environment.get(name))), "")
    return UNICODE if os.name == "nt" or "utf" in locale.casefold() or not locale else ASCII


def as_lanes(entries: Sequence[Entry], width: int, drawn: Signs) -> Iterator[str]:
    """The timeline as lanes of at most ``width`` columns (40 at least), and below them the milestones.

    shape: a letter is a milestone, a dot another event, a digit so many of them; ``+`` ten or more.
    """
    points = _marks(entries)
    found = stretch([m.at for m in points if m.entry.phase], [m.at for m in points]) if points else None
    if found is None:
        yield "Too few events with a time to be drawn; --format text lists them."
        return
    sheet = _Sheet(points, *found, width=max(width, _NARROWEST), drawn=drawn)
    yield from sheet.lines()
    yield from _left_out(entries, points, found)


def _marks(entries: Sequence[Entry]) -> list[_Mark]:
    """The events with a point in time, all on the line that most of them are on, oldest first."""
    spans = [(entry, span) for entry in entries if (span := interval(entry)) and span.coarse != "day"]
    lines = [span.line for _, span in spans]
    line = max(lines, key=lines.count, default="")
    here = [_Mark(entry=e, at=span.low, line=line, sort=_sort(e)) for e, span in spans if span.line == line]
    return sorted(here, key=lambda mark: mark.at)


def _sort(entry: Entry) -> str:
    sort = sort_of(entry.kind, entry.phase)
    return _BY_SOURCE[lane_of(entry.sources[0].kind)] if sort == OTHER and entry.sources else sort


class _Sheet:
    """One drawing on its way down the terminal."""

    def __init__(self, points: Sequence[_Mark], low: datetime, high: datetime, *, width: int, drawn: Signs) -> None:
        self._low, self._high = low, high
        self._width, self._columns, self._drawn = width, width - _MARGIN, drawn
        self._points = [mark for mark in points if low <= mark.at <= high]
        self._letters: dict[int, str] = {}
        first: dict[str, _Mark] = {}
        for mark in self._points:
            if mark.entry.phase:
                first.setdefault(mark.entry.phase, mark)
        ordered = sorted(first.values(), key=lambda m: (m.at, PHASES.index(m.entry.phase or "began")))
        self._milestones = list(zip(ascii_uppercase, ordered, strict=False))
        self._letters = {id(mark): letter for letter, mark in self._milestones}

    def lines(self) -> Iterator[str]:
        yield from self._axis()
        bar = self._bar()
        for sort in _ORDER:
            here = [mark for mark in self._points if mark.sort == sort]
            if here:
                for number, row in enumerate(self._lane(here, bar if sort == "Impact" else None)):
                    yield f"{sort if number == 0 else '':<{_MARGIN}}{row}".rstrip()
        yield ""
        yield from self._legend()

    def _column(self, at: datetime) -> int:
        share = (at - self._low) / (self._high - self._low)
        return min(int(share * self._columns), self._columns - 1)

    def _axis(self) -> Iterator[str]:
        words, line = [" "] * self._columns, [self._drawn.axis] * self._columns
        yearless = self._points[0].line.startswith("yearless")
        zone = "UTC" if self._points[0].line == "utc" else "zone unknown"
        yield f"{self._low:%m-%d}, year unknown" if yearless else f"{self._low:%Y-%m-%d}, {zone}"
        day, end = self._low.date(), -1
        for at in marks(self._low, self._high, max(self._columns // _TICK, 1)):
            column = self._column(at)
            line[column] = self._drawn.tick
            label = f"{at:%m-%d}" if at.date() != day else f"{at:%H:%M:%S}" if at.second else f"{at:%H:%M}"
            start = min(max(column - len(label) // 2, 0), self._columns - len(label))
            if start > end:
                words[start : start + len(label)] = label
                end, day = start + len(label), at.date()
        yield (" " * _MARGIN + "".join(words)).rstrip()
        yield " " * _MARGIN + "".join(line)

    def _bar(self) -> range | None:
        """The columns from the beginning to the recovery, or to the next milestone that ends it."""
        at = {mark.entry.phase: mark.at for _, mark in self._milestones}
        ends = [at[phase] for phase in ("recovered", "mitigated", "resolved") if phase in at]
        began = at.get("began")
        return range(self._column(began), self._column(ends[0]) + 1) if began and ends and began <= ends[0] else None

    def _lane(self, here: Sequence[_Mark], bar: range | None) -> Iterator[str]:
        cells: dict[int, list[str]] = {}
        plain: dict[int, int] = {}
        for mark in here:
            column = self._column(mark.at)
            letter = self._letters.get(id(mark))
            if letter:
                cells.setdefault(column, []).append(letter)
            else:
                plain[column] = plain.get(column, 0) + 1
        for column, count in plain.items():
            cells.setdefault(column, []).append(self._drawn.one if count == 1 else str(count) if count < 10 else "+")
        for row in range(min(max(len(cell) for cell in cells.values()), _MOST_ROWS)):
            blank = [self._drawn.bar if row == 0 and bar and n in bar else " " for n in range(self._columns)]
            for column, cell in cells.items():
                if row < len(cell):
                    blank[column] = cell[row]
            yield "".join(blank)

    def _legend(self) -> Iterator[str]:
        clocks = max((len(_clock(mark.at)) for _, mark in self._milestones), default=0)
        for letter, mark in self._milestones:
            entry = mark.entry
            head = f"  {letter} {_clock(mark.at):<{clocks}} {(entry.phase or '').replace('_', ' '):<13}"
            who = f"{one_line(entry.who, 40)}: " if entry.who else ""
            place = f"  [{visible(place_of(entry.sources[0]))}]" if entry.sources else ""
            room = self._width - len(head)
            place = place if room - columns_of(place) >= _NARROWEST else ""
            said = fitted(f"{who}{one_line(entry.what)}", room - columns_of(place))
            yield f"{head}{said.replace('…', self._drawn.cut)}{place}".rstrip()


def _left_out(entries: Sequence[Entry], points: Sequence[_Mark], drawn: tuple[datetime, datetime]) -> Iterator[str]:
    low, high = drawn
    counts = (
        (sum(mark.at < low for mark in points), "earlier"),
        (sum(mark.at > high for mark in points), "later"),
        (len(entries) - len(points), "without a time, or of another zone"),
    )
    parts = [f"{count} {which}" for count, which in counts if count]
    rest = sum(low <= mark.at <= high and not mark.entry.phase for mark in points)
    yield ""
    more = f"; not drawn: {', '.join(parts)}" if parts else ""
    yield f"  {counted(rest, 'further event')} drawn{more}; --format text lists all."


def _clock(at: datetime) -> str:
    return f"{at:%H:%M:%S}"
