"""How wide the columns of a table want to be, and where a long word may break."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from afterword.publish.tree import Break, Cell, Inline, Table, Text, words_of
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
_LONG_WORD = re.compile(r"\S{20,}")
_PIECE = re.compile(r".{1,10}?[/._:=&?,;@|+-]+|.{1,10}", re.DOTALL)
_MARKS = re.compile("[\u0300-\u036f\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column's wish."""

    kind: ColumnKind
    """How it is set."""
    weight: float
    """Its share of what the narrow columns leave; above zero."""


def columns(table: Table) -> tuple[Column, ...]:
    """The wishes of a table's columns; at least one shares the rest, so that the table fills the line."""
    made = [_column(head, [row[n] for row in table.rows[:_SAMPLE]]) for n, head in enumerate(table.header)]
    narrow = sorted((n for n, c in enumerate(made) if c.kind != "text"), key=lambda n: made[n].weight)
    while narrow and (sum(made[n].weight for n in narrow) > LINE * 0.6 or len(narrow) == len(made)):
        widest = narrow.pop()
        made[widest] = Column(kind="text", weight=made[widest].weight)
    return tuple(made)


def _column(head: Cell, cells: Sequence[Cell]) -> Column:
    heading = words_of(head.children)
    values = [value for cell in cells if (value := _widest_line(cell.children))]
    longest = max([len(heading), *map(len, values)])
    if values and longest <= _LONGEST_TIME:
        timely = sum(bool(_TIME.match(value)) for value in values)
        if timely * 2 > len(values) or (short_key(heading) in _TIME_NAMES and timely):
            return Column(kind="time", weight=longest + 2)
    if longest <= _LONGEST_SHORT and max((len(word) for value in values for word in value.split()), default=0) <= 14:
        return Column(kind="short", weight=longest + 2)
    lengths = sorted(map(len, values)) or [len(heading)]
    typical = lengths[min(len(lengths) - 1, len(lengths) * 4 // 5)]
    word = max(len(word) for word in [heading, *heading.split()] if word) if heading.split() else 4
    return Column(kind="text", weight=max(min(word, 14), min(typical, 120) ** 0.75, 6))


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
        if cut and _MARKS.match(part):
            cut[-1] += part
        else:
            cut.append(part)
    return cut


def is_empty(children: tuple[Inline, ...]) -> bool:
    """Whether nothing would be seen."""
    return not any(
        not isinstance(child, Text | Break) or (isinstance(child, Text) and child.text.strip()) for child in children
    )
