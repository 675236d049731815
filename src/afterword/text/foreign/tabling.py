"""Tables as pipe tables: one header, rows of equal length, cells of one line."""

import re
from collections.abc import Iterator, Sequence

from afterword.text.foreign.characters import SENTINELS
from afterword.text.foreign.escaping import code_span
from afterword.text.foreign.spelling import Speller
from afterword.text.foreign.tree import (
    Align,
    Block,
    Cell,
    CodeBlock,
    Definitions,
    Heading,
    ItemList,
    Paragraph,
    Quote,
    Remark,
    Rule,
    Table,
)

_DELIMITERS: dict[Align, str] = {"left": ":---", "center": ":---:", "right": "---:", "none": "---"}
_DATA = re.compile(r"\W*(?:\d{1,2}[:.]\d{2}|\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4})")


def table_lines(table: Table, speller: Speller) -> Iterator[str]:
    """The lines of a table; none where it holds nothing."""
    spelled = [[_cell(cell, speller) for cell in row] for row in table.rows]
    count = _header_rows(table, spelled)
    rows = [row for row in spelled if any(SENTINELS.sub("", cell).strip() for cell in row)]
    dropped = "".join(cell for row in spelled if row not in rows for cell in row)
    if not rows:
        yield dropped
        return
    width = max(len(row) for row in rows)
    if count == 0:
        rows.insert(0, [""] * width)
    if dropped:
        rows[-1][-1] += dropped
    head = rows[: max(count, 1)]
    header = [" ".join(filter(None, (_unbold(row[n]) for row in head if n < len(row)))) for n in range(width)]
    yield _row(header, width)
    aligns = [*table.aligns, *["none"] * width][:width]
    yield "|" + "|".join(_DELIMITERS[align] for align in aligns) + "|"  # type: ignore[index]  # strings of Align
    for row in rows[max(count, 1) :]:
        yield _row(row, width)


def _unbold(cell: str) -> str:
    """A cell of a header, which is bold by nature."""
    return cell[2:-2] if re.fullmatch(r"\*\*[^*]+\*\*", cell) else cell


def _row(cells: Sequence[str], width: int) -> str:
    full = [*cells, *[""] * (width - len(cells))]
    return "|" + "|".join(f" {cell} " if cell else " " for cell in full) + "|"


def _header_rows(table: Table, spelled: Sequence[Sequence[str]]) -> int:
    """How many rows are the header: as the source says, else the first unless it holds data itself."""
    if table.header_rows is not None:
        return min(table.header_rows, len(table.rows))
    if not table.rows or len(table.rows) == 1:
        return 0
    first = table.rows[0]
    if any(cell.is_header for cell in first):
        return 0 if _is_headed_by_column(table) else 1
    return 0 if any(_DATA.match(text) for text in spelled[0]) or _is_headed_by_column(table) else 1


def _is_headed_by_column(table: Table) -> bool:
    """Whether the first cell of every row is a heading and no other cell is, as in a table of properties."""
    return all(row and row[0].is_header and not any(cell.is_header for cell in row[1:]) for row in table.rows) and any(
        len(row) > 1 for row in table.rows
    )


def _cell(cell: Cell, speller: Speller) -> str:
    parts = [part for block in cell.blocks for part in _parts(block, speller)]
    spoken = [part for part in parts if SENTINELS.sub("", part).strip()]
    silent = "".join(part for part in parts if part not in spoken)
    return re.sub(r"(?:<br>)+$", "", "<br>".join(spoken)) + silent


def _parts(block: Block, speller: Speller) -> Iterator[str]:
    """The lines of a block within a cell."""
    match block:
        case Paragraph(children=children) | Heading(children=children):
            text = speller.line(children, line_end="<br>", code=code_span)
            yield re.sub(r"\s*<br>\s*", "<br>", text.replace("|", "\\|"))
        case CodeBlock(text=text):
            yield from (code_span(line).replace("|", "\\|") for line in text.strip("\n").split("\n") if line.strip())
        case ItemList():
            yield from _items(block, speller)
        case Quote(blocks=blocks):
            yield from (part for inner in blocks for part in _parts(inner, speller))
        case Definitions(entries=entries):
            for entry in entries:
                term = speller.line(entry.term, line_end=" ").replace("|", "\\|").rstrip(": ")
                inner = [part for block in entry.blocks for part in _parts(block, speller)]
                yield f"**{term}:** {'<br>'.join(inner)}"
        case Table(rows=rows):
            message = "A table within a cell was written as lines of that cell."
            yield speller.sentinel(Remark(code="IM104", message=message))
            for row in rows:
                yield " / ".join(filter(None, (_cell(cell, speller) for cell in row)))
        case Rule():
            return


def _items(block: ItemList, speller: Speller) -> Iterator[str]:
    for number, item in enumerate(block.items, block.start or 0):
        marker = "- " if block.start is None else f"{number}. "
        box = "" if item.checked is None else "[x] " if item.checked else "[ ] "
        parts = [part for inner in item.blocks for part in _parts(inner, speller)]
        if parts:
            yield f"{marker}{box}{parts[0]}"
            yield from parts[1:]
