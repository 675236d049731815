"""How wide the columns of a table want to be, and where a long word may break."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from afterword.model.values import dataclass
from afterword.publish.tree import Break, Cell, Inline, Table, words_of
from afterword.text.wording import short_key

ColumnKind = Literal["time", "short", "text"]
"""``time`` and ``short`` columns are as narrow as their content and do not wrap; ``text`` shares the rest."""

LINE = 96
"""Characters that a line of a table takes across the page, roughly."""
_TIME_NAMES = frozenset(
    {"time", "times", "when", "date", "timestamp", "at", "start", "end", "due", "due date", "deadline"}
)
_TIME = re.compile(r"(?:\d{4}-\d{2}-\d{2}[T ]?)?~?\d{1,2}:\d{2}|\d{4}-\d{2}-\d{2}|T[+-]\d")
_LONGEST_TIME = 26
_LONGEST_SHORT = 16
_SAMPLE = 400
_GAP = 2
_LONGEST_WANT = 100
_LONGEST_WORD = 20
_LONG_WORD = re.compile(r"\S{18,}")
_PIECE = re.compile(
    r"[^/._:=&?,;@|+-]{0,20}?[/._:=&?,;@|+-]{1,10}|[^/._:=&?,;@|+-]{1,20}?(?<=[a-z])(?=[A-Z])|\S{10}(?=\S{4})|\S+"
)
_SHORTEST_PIECE = 5
_MARKS = re.compile("[\u0300-\u036f\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column's wish."""

    kind: ColumnKind
    """How it is set."""
    weight: float
    """About how many characters of a line it takes; above zero."""
    wraps: bool
    """Whether its lines may break on paper, where room is scarce."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Measured:
    kind: ColumnKind
    longest: int
    """Of all lines."""
    word: int
    """The longest word that may not be cut."""
    typical: int
    """The length that four in five cells stay below."""


def columns(table: Table) -> tuple[Column, ...]:
    """The wishes of a table's columns; a table of nothing but narrow ones does not fill the line."""
    made = [_measure(head, [row[n] for row in table.rows[:_SAMPLE]]) for n, head in enumerate(table.header)]
    if table.folds:
        made = [replace(column, kind="short") for column in made]
    narrow = sorted((n for n, c in enumerate(made) if not _wraps(c)), key=lambda n: made[n].longest)
    most = LINE * (1 if table.folds else 0.9 if len(narrow) == len(made) else 0.6)
    used = sum(made[n].longest + _GAP for n in narrow)
    while narrow and used > most:
        widest = narrow.pop()
        used -= made[widest].longest + _GAP
        made[widest] = replace(made[widest], kind="text")
    room = LINE - sum(made[n].longest + _GAP for n in narrow)
    shared = [c for c in made if _wraps(c)]
    spare = max(room - sum(c.word + _GAP for c in shared), 0)
    wanted = sum(_want(c) for c in shared) or 1
    return tuple(
        Column(kind=c.kind, wraps=True, weight=c.word + _GAP + spare * _want(c) / wanted)
        if _wraps(c)
        else Column(kind=c.kind, wraps=False, weight=c.longest + _GAP)
        for c in made
    )


def _wraps(column: _Measured) -> bool:
    """Whether a column may break its lines: text, and times of which few have a day before them."""
    return column.kind == "text" or (column.kind == "time" and column.typical + 4 < column.longest)


def _want(column: _Measured) -> float:
    """How much more than its longest word a column of text wants, so that long texts get more, but not all."""
    return float(max(min(column.typical, _LONGEST_WANT) - column.word, 1))


def _measure(head: Cell, cells: Sequence[Cell]) -> _Measured:
    heading = words_of(head.children)
    values = [value for cell in cells if (value := _widest_line(cell.children))]
    longest = max([len(heading), *map(len, values)])
    words = [len(part) for value in [heading, *values] for word in value.split() for part in pieces(word)]
    lengths = sorted(map(len, values)) or [len(heading)]
    typical = lengths[min(len(lengths) - 1, len(lengths) * 4 // 5)]
    kind: ColumnKind = "text"
    if values and longest <= _LONGEST_TIME:
        timely = sum(bool(_TIME.match(value)) for value in values)
        if timely * 2 > len(values) or (short_key(heading) in _TIME_NAMES and timely):
            kind = "time"
    if kind == "text" and longest <= _LONGEST_SHORT:
        kind = "short"
    return _Measured(kind=kind, longest=longest, word=min(max([4, *words]), _LONGEST_WORD), typical=typical)


def _widest_line(children: tuple[Inline, ...]) -> str:
    lines = [""]
    for child in children:
        if isinstance(child, Break):
            lines.append("")
        else:
            lines[-1] += words_of((child,))
    return max((line.strip() for line in lines), key=len)


def pieces(text: str) -> list[str]:
    """The text cut where a line may break within a word that is too long for its place; usually one piece."""
    made = [""]
    done = 0
    for match in _LONG_WORD.finditer(text):
        made[-1] += text[done : match.start()]
        first, *others = _cut(match.group())
        made[-1] += first
        made += others
        done = match.end()
    made[-1] += text[done:]
    return made


def _cut(word: str) -> list[str]:
    cut: list[str] = []
    for part in _PIECE.findall(word):
        if cut and (_MARKS.match(part) or len(cut[-1]) < _SHORTEST_PIECE):
            cut[-1] += part
        else:
            cut.append(part)
    return cut
