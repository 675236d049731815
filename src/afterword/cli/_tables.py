"""Rows of text under names of columns, as wide as the terminal and no wider."""

import shutil
import sys
import textwrap
from collections.abc import Iterator, Sequence

from afterword.cli._fitting import columns_of, fitted, printable

_GAP = "  "
_LEAST_FIRST = 20


def width_of(output: str | None) -> int | None:
    """The columns of the terminal that is printed to; None for a file or a pipe."""
    return shutil.get_terminal_size((120, 24)).columns if output in {None, "-"} and sys.stdout.isatty() else None


def table(
    names: Sequence[str], rows: Sequence[Sequence[str]], width: int | None, *, from_end: bool = False
) -> Iterator[str]:
    """The rows in columns; where they do not fit, each row is its first cell and below it the others, by name.

    The first column is cut where that is enough to make the rows fit: at its start, where files differ at their end,
    or ``from_end``, where it holds words.
    """
    clean = [[printable(cell) for cell in row] for row in rows]
    widths = [max(columns_of(cell) for cell in column) for column in zip(names, *clean, strict=True)]
    total = sum(widths) + len(_GAP) * (len(widths) - 1)
    if width is not None and total > width:
        spare = widths[0] - (total - width)
        if spare < min(_LEAST_FIRST, widths[0]):
            yield from _stacked(names, clean, width, from_end=from_end)
            return
        widths[0] = spare
    for row in (names, *clean):
        cells = [_cut(row[0], widths[0], from_end=from_end), *row[1:]]
        yield _GAP.join(_filled(cell, wide) for cell, wide in zip(cells, widths, strict=True)).rstrip()


def wrapped(line: str, width: int | None, *, more: str = "  ") -> list[str]:
    """A line cut into lines that fit, those after the first set in by ``more``; the line itself without a width."""
    clean = printable(line)
    if width is None or len(clean) <= width:
        return [clean]
    indent = " " * (len(clean) - len(clean.lstrip()))
    return textwrap.wrap(clean, max(width, _LEAST_FIRST * 2), subsequent_indent=indent + more, break_long_words=False)


def _filled(cell: str, width: int) -> str:
    return cell + " " * (width - columns_of(cell))


def _cut(text: str, width: int, *, from_end: bool) -> str:
    if from_end or columns_of(text) <= width:
        return fitted(text, width)
    return f"\u2026{fitted(text[::-1], width)[:-1][::-1]}"


def _stacked(names: Sequence[str], rows: Sequence[Sequence[str]], width: int, *, from_end: bool) -> Iterator[str]:
    for row in rows:
        yield _cut(row[0], width, from_end=from_end)
        parts = [f"{name} {cell}" for name, cell in zip(names[1:], row[1:], strict=True) if cell not in {"", "-"}]
        yield from textwrap.wrap(" \u00b7 ".join(parts), width, initial_indent="  ", subsequent_indent="  ")
