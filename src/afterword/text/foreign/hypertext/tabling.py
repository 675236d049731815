"""Tables of HTML: their rows, what spans several, and tables that are only frames."""

import re
from collections.abc import Iterator

from afterword.text.foreign.hypertext.elements import Element, preformatted
from afterword.text.foreign.hypertext.flow import Flow
from afterword.text.foreign.hypertext.styles import Style
from afterword.text.foreign.merging import Spanning, filled
from afterword.text.foreign.spelling import plain_of
from afterword.text.foreign.tree import Align, Block, Cell, Code, CodeBlock, Paragraph, Table

_ALIGN = re.compile(r"text-align:\s*(left|center|right)")
_WIDEST = 1000


def table_blocks(flow: Flow, element: Element) -> Iterator[Block]:
    """A table, its caption before it; a table of one cell is the frame of what it holds."""
    rows = [(row, section) for row, section in _rows(element)]
    for caption in element.elements():
        if caption.tag == "caption":
            yield from flow.blocks(caption.children)
    found = [[cell for cell in row.elements() if cell.tag in {"td", "th"}] for row, _ in rows]
    cells = [[_spanning(flow, cell) for cell in row] for row in found]
    if sum(len(row) for row in cells) == 1:
        yield from _framed(*next((row[0].cell, line[0]) for row, line in zip(cells, found, strict=True) if row))
        return
    grid, remarks = filled(cells)
    if not grid:
        return
    heads = sum(1 for _, section in rows if section == "thead")
    if remarks:
        yield Paragraph(children=tuple(remarks))
    yield Table(rows=grid, header_rows=heads or None, aligns=_aligns(rows))


def _rows(element: Element) -> Iterator[tuple[Element, str]]:
    for part in element.elements():
        if part.tag == "tr":
            yield part, ""
        elif part.tag in {"thead", "tbody", "tfoot"}:
            yield from ((row, part.tag) for row in part.elements() if row.tag == "tr")


def _spanning(flow: Flow, element: Element) -> Spanning:
    is_header = element.tag == "th"
    style = Style(bold=False) if is_header else flow.style_of(element)
    blocks = flow.blocks(element.children, style)
    return Spanning(
        cell=Cell(blocks=blocks, is_header=is_header),
        across=_count(element.attrs.get("colspan", "")),
        down=_count(element.attrs.get("rowspan", "")),
    )


def _count(text: str) -> int:
    return min(int(text), _WIDEST) if text.strip().isascii() and text.strip().isdigit() and text.strip() != "0" else 1


def _framed(cell: Cell, element: Element) -> Iterator[Block]:
    """The content of a frame; lines that are all in a typewriter's letters are a block of code."""
    paragraphs = [block for block in cell.blocks if isinstance(block, Paragraph)]
    codes = [c for p in paragraphs for c in p.children if isinstance(c, Code)]
    if codes and len(paragraphs) == len(cell.blocks) and all(_is_code(p) for p in paragraphs):
        yield CodeBlock(text=preformatted(element))
    else:
        yield from cell.blocks


def _is_code(paragraph: Paragraph) -> bool:
    return all(isinstance(child, Code) or not plain_of([child]).strip() for child in paragraph.children)


def _aligns(rows: list[tuple[Element, str]]) -> tuple[Align, ...]:
    first = next((row for row, _ in rows if row.elements()), None)
    found: list[Align] = []
    for cell in first.elements() if first else []:
        styled = _ALIGN.search(cell.attrs.get("style", ""))
        said = cell.attrs.get("align", "").lower() or (styled.group(1) if styled else "")
        # what is centred in a header is centred by nature
        found.append("right" if said == "right" else "none")
    return tuple(found) if "right" in found else ()
