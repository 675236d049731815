"""Tables with merged cells, laid out as rows of equal length."""

from collections.abc import Sequence

from afterword.model.values import dataclass
from afterword.text.foreign.spelling import plain_of
from afterword.text.foreign.tree import Cell, Paragraph, Remark

_SHORT = 60
_MOST_CELLS = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Spanning:
    """A cell and how far it reaches."""

    cell: Cell
    """The cell."""
    across: int = 1
    """Columns that it covers."""
    down: int = 1
    """Rows that it covers."""


def filled(rows: Sequence[Sequence[Spanning]]) -> tuple[tuple[tuple[Cell, ...], ...], list[Remark]]:
    """Rows of equal length: a cell over several rows says its words in each, over several columns in the first.

    shape: what reaches beyond the last row ends there.
    """
    grid: list[list[Cell]] = []
    hanging: dict[int, tuple[int, Cell]] = {}
    merged = 0
    total = 0
    for spans in rows:
        line: list[Cell] = []
        for span in spans:
            _hang(line, hanging)
            merged += span.across > 1 or span.down > 1
            at = len(line)
            across = max(1, min(span.across, _MOST_CELLS - total))
            total += across
            line += [span.cell, *[Cell(is_header=span.cell.is_header)] * (across - 1)]
            if span.down > 1:
                hanging[at] = (span.down - 1, _repeated(span.cell))
                for column in range(at + 1, at + across):
                    hanging[column] = (span.down - 1, Cell(is_header=span.cell.is_header))
        _hang(line, hanging)
        if line:
            grid.append(line)
    width = max((len(line) for line in grid), default=0)
    full = tuple((*line, *[Cell()] * (width - len(line))) for line in grid)
    what = "A merged cell was" if merged == 1 else f"{merged} merged cells were"
    said = f"{what} divided: what spans rows is repeated, what spans columns stands in the first."
    return full, [Remark(code="IM103", message=said)] if merged else []


def _hang(line: list[Cell], hanging: dict[int, tuple[int, Cell]]) -> None:
    """Add the cells of earlier rows that reach down to the next place of this row."""
    while len(line) in hanging:
        left, cell = hanging.pop(len(line))
        if left > 1:
            hanging[len(line)] = (left - 1, cell)
        line.append(cell)


def _repeated(cell: Cell) -> Cell:
    """What a cell says again in the rows below: its words where they are few."""
    is_short = len(cell.blocks) == 1 and isinstance(cell.blocks[0], Paragraph)
    if is_short and isinstance(cell.blocks[0], Paragraph) and len(plain_of(cell.blocks[0].children)) <= _SHORT:
        return cell
    return Cell(is_header=cell.is_header)
