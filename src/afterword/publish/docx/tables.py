"""Tables of a Word document: columns as wide as their words need, a header row that comes again on every page."""

from collections.abc import Sequence

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt
from docx.table import Table as WordTable

from afterword.publish.docx.inlines import Runs
from afterword.publish.docx.styling import directed
from afterword.publish.layout import columns
from afterword.publish.look import Palette
from afterword.publish.tree import Cell, Table, words_of

_MANY = 8
_CHARACTER = Mm(1.75)
_NARROWEST, _WIDEST_WORD = Mm(9), Mm(42)
_ALIGNS = {"left": WD_ALIGN_PARAGRAPH.LEFT, "center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}
_MARGINS = {"top": 45, "left": 80, "bottom": 45, "right": 80}


def write_table(word: WordDocument, table: Table, runs: Runs, palette: Palette) -> None:
    """Add a table to the document."""
    made = word.add_table(rows=1 + len(table.rows), cols=len(table.header), style="Table Grid")
    _form(made, palette)
    section = word.sections[-1]
    across = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    _size(made, _widths(table, Length(across)))
    cells = made._cells  # noqa: SLF001  # each row would be searched again for every cell
    width = len(table.header)
    for at, row in enumerate((table.header, *table.rows)):
        for column, cell in enumerate(row):
            paragraph = cells[at * width + column].paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(0)
            paragraph.alignment = _ALIGNS[table.aligns[column]]
            runs.write(paragraph, cell.children, bold=True if at == 0 else None, size=_size_of(width))
            directed(paragraph)
    word.add_paragraph().paragraph_format.space_after = Pt(2)


def _form(made: WordTable, palette: Palette) -> None:
    """A header row that repeats, thin lines, and room around the words."""
    repeat = OxmlElement("w:tblHeader")
    repeat.set(qn("w:val"), "true")
    made.rows[0]._tr.get_or_add_trPr().append(repeat)  # noqa: SLF001  # the library has no header rows
    properties = made._tbl.tblPr  # noqa: SLF001  # the library has no margins and borders of tables
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        edge = OxmlElement(f"w:{side}")
        is_shown = side in {"top", "bottom", "insideH"}
        edge.set(qn("w:val"), "single" if is_shown else "nil")
        edge.set(qn("w:sz"), "4")
        edge.set(qn("w:color"), palette.rule.removeprefix("#"))
        borders.append(edge)
    properties.insert_element_before(borders, "w:tblLayout", "w:tblCellMar", "w:tblLook")
    margins = OxmlElement("w:tblCellMar")
    for side, size in _MARGINS.items():
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:w"), str(size))
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    properties.insert_element_before(margins, "w:tblLook")


def _size(made: WordTable, widths: Sequence[Length]) -> None:
    made.autofit = False
    for column, width in zip(made.columns, widths, strict=True):
        column.width = width
    for row in made._tbl.tr_lst:  # noqa: SLF001  # a column would search the whole table for its cells
        for cell, width in zip(row.tc_lst, widths, strict=True):
            cell.width = width


def _size_of(width: int) -> float:
    """The size of letters in a table of so many columns."""
    return 9 if width <= _MANY else 7.5


def _widths(table: Table, across: Length) -> list[Length]:
    """Columns that do not wrap get what their longest words need; the others share the rest by their wishes."""
    wishes = columns(table)
    fixed = [None if wish.wraps else _needed(table, n) for n, wish in enumerate(wishes)]
    left = across - sum(width or 0 for width in fixed)
    weight = sum(wish.weight for wish, width in zip(wishes, fixed, strict=True) if width is None)
    if weight == 0:
        return [Length(int(across * (width or 0) / ((across - left) or 1))) for width in fixed]
    return [
        width or Length(int(max(left * wish.weight / weight, _NARROWEST)))
        for wish, width in zip(wishes, fixed, strict=True)
    ]


def _needed(table: Table, column: int) -> Length:
    longest = max(len(_words(row[column])) for row in (table.header, *table.rows))
    return Length(min(max(longest * _CHARACTER + Mm(4), _NARROWEST), _WIDEST_WORD))


def _words(cell: Cell) -> str:
    return words_of(cell.children)
