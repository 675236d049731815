"""The body of a Word document: paragraphs by their styles, lists by their numbering, tables, notes, comments."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import field, replace

from afterword.model.values import dataclass
from afterword.text.foreign.boxes import box_of
from afterword.text.foreign.merging import Spanning, filled
from afterword.text.foreign.spelling import plain_of
from afterword.text.foreign.tree import (
    Block,
    Break,
    Cell,
    Code,
    CodeBlock,
    Heading,
    Inline,
    Paragraph,
    Quote,
    Remark,
    Table,
    Text,
)
from afterword.text.foreign.word.lines import Lines
from afterword.text.foreign.word.markup import Node
from afterword.text.foreign.word.numbering import Entry, Numbering, nested
from afterword.text.foreign.word.styles import Style, numbering_of, outline_of

_DEEPER = re.compile(r"^list (?:bullet|number|continue) ([2-9])$", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|contents) (?:heading|[1-9])|table of figures", re.IGNORECASE)
TITLE = 0
"""The level of a heading that is the document's title."""


@dataclass(slots=True)
class Body:
    """Reads the blocks of a Word document's body, lists and quotes put together."""

    lines: Lines
    """What reads the lines."""
    numbering: Numbering
    """The document's numberings."""
    _entries: list[Entry] = field(default_factory=list)
    _codes: list[str] = field(default_factory=list)
    _quotes: list[Block] = field(default_factory=list)

    def blocks(self, nodes: Sequence[Node]) -> tuple[Block, ...]:
        """Elements of the body as blocks."""
        outer = (self._entries, self._codes, self._quotes)
        self._entries, self._codes, self._quotes = [], [], []
        done = list(self._read(nodes))
        done += self._closed()
        self._entries, self._codes, self._quotes = outer
        return tuple(done)

    def _closed(self, keep: str = "") -> Iterator[Block]:
        """What was collected and ends here: items, lines of code, quotations."""
        if keep != "entries" and self._entries:
            entries, self._entries = self._entries, []
            yield from nested(entries)
        if keep != "codes" and self._codes:
            codes, self._codes = self._codes, []
            yield CodeBlock(text="\n".join(codes))
        if keep != "quotes" and self._quotes:
            quotes, self._quotes = self._quotes, []
            yield Quote(blocks=tuple(quotes))

    def _read(self, nodes: Sequence[Node]) -> Iterator[Block]:
        for node in nodes:
            match node.tag:
                case "w:p":
                    yield from self._paragraph(node)
                    yield from self._framed()
                case "w:tbl":
                    yield from self._closed()
                    yield from self._table(node)
                case "w:sdt":
                    content = node.child("w:sdtContent")
                    if _is_contents(node) and content is not None:
                        self.lines.contents += [" ".join(_raw(n).split()) for n in content.children if n.tag == "w:p"]
                        continue
                    yield from self._read(content.children if content else [])
                case "w:ins" | "w:moveTo" | "w:customXml" | "w:smartTag":
                    yield from self._read(node.children)
                case "mc:AlternateContent":
                    chosen = node.child("mc:Choice") or node.child("mc:Fallback")
                    yield from self._read(chosen.children if chosen else [])
                case "w:altChunk":
                    yield from self._closed()
                    said = "A document that was put into this one as a whole was not read."
                    yield Paragraph(children=(Remark(code="IM108", message=said),))

    def _framed(self) -> Iterator[Block]:
        """The text boxes of the paragraph just read."""
        frames, self.lines.frames = self.lines.frames, []
        for frame in frames:
            yield from self._closed()
            yield from self.blocks(frame.children)

    def _paragraph(self, node: Node) -> Iterator[Block]:
        properties = node.child("w:pPr")
        style = self.lines.styles.paragraph(properties.value("w:pStyle") if properties else None)
        level = self._level(properties, style)
        base = replace(style.look, bold=None, italic=None) if level is not None or style.is_quote else style.look
        is_contents = self.lines.is_in_contents or _CONTENTS.fullmatch(style.name) is not None
        inlines = self.lines.read([n for n in node.children if n.tag != "w:pPr"], base)
        if is_contents or self.lines.is_in_contents:
            self.lines.contents.append(plain_of(inlines))
        elif level is not None:
            yield from self._closed()
            children = tuple(i for i in inlines if not isinstance(i, Break))
            yield Heading(level=level, children=children)
        elif style.is_code or (_is_all_code(inlines) and _raw(node).strip()):
            yield from self._closed("codes")
            if any(isinstance(i, Remark) for i in inlines):
                yield Paragraph(children=tuple(i for i in inlines if isinstance(i, Remark)))
            self._codes += _raw(node).split("\n")
        else:
            yield from self._plain(inlines, properties, style)

    def _level(self, properties: Node | None, style: Style) -> int | None:
        if style.is_title:
            return TITLE
        outline = outline_of(properties)
        return style.heading if outline is None else outline or None

    def _plain(self, inlines: list[Inline], properties: Node | None, style: Style) -> Iterator[Block]:
        key, depth = numbering_of(properties)
        key, depth = key if key is not None else style.numbering[0], depth if depth is not None else style.numbering[1]
        level = self.numbering.level(key, depth)
        if (match := _DEEPER.search(style.name)) and not depth:
            depth = int(match.group(1)) - 1
        if not plain_of(inlines).strip() and not any(not isinstance(i, Text | Break) for i in inlines):
            return
        if level is not None and key is not None:
            yield from self._closed("entries")
            number = self.numbering.count(key, depth or 0) if level.form not in {"bullet", "none"} else None
            paragraph = Paragraph(children=tuple(inlines))
            self._entries.append(Entry(depth=depth or 0, number=number, blocks=(paragraph,), checked=level.checked))
        elif (boxed := box_of(tuple(inlines)))[0] is not None:
            yield from self._closed("entries")
            entry = Entry(depth=0, number=None, blocks=(Paragraph(children=boxed[1]),), checked=boxed[0])
            self._entries.append(entry)
        elif style.is_quote:
            yield from self._closed("quotes")
            self._quotes.append(Paragraph(children=tuple(inlines)))
        else:
            yield from self._closed()
            yield Paragraph(children=tuple(inlines))

    def _table(self, node: Node) -> Iterator[Block]:
        rows: list[list[tuple[Spanning, str | None]]] = []
        heads = 0
        for row in _rows(node):
            properties = row.child("w:trPr")
            if properties is not None and properties.child("w:del") is not None:
                words = " ".join("".join(n.text for n in row.walk() if n.tag in {"w:delText", "w:t"}).split())
                said = f"A row whose deletion was still to be accepted was left out: {words[:200]!r}."
                yield Paragraph(children=(Remark(code="IM105", message=said),))
                continue
            heads += properties is not None and properties.is_on("w:tblHeader") is True and heads == len(rows)
            rows.append(self._cells(row, properties))
        spans = _joined_down(rows)
        if sum(len(row) for row in spans) == 1:
            yield from next(row for row in spans if row)[0].cell.blocks
            return
        grid, remarks = filled(spans)
        if remarks:
            yield Paragraph(children=tuple(remarks))
        if grid:
            yield Table(rows=grid, header_rows=heads or None)

    def _cells(self, row: Node, properties: Node | None) -> list[tuple[Spanning, str | None]]:
        skipped = int(properties.value("w:gridBefore") or 0) if properties else 0
        cells: list[tuple[Spanning, str | None]] = [(Spanning(cell=Cell()), None)] * min(skipped, 100)
        for cell in _within(row, "w:tc"):
            shape = cell.child("w:tcPr") or Node("")
            across = shape.value("w:gridSpan") or "1"
            merge = shape.child("w:vMerge")
            state = None if merge is None else merge.attrs.get("w:val", "continue")
            blocks = self.blocks(cell.children)
            wide = min(int(across), 1000) if across.isascii() and across.isdigit() and int(across) else 1
            cells.append((Spanning(cell=Cell(blocks=blocks), across=wide), state))
        return cells


def _rows(node: Node) -> Iterator[Node]:
    yield from _within(node, "w:tr")


def _within(node: Node, tag: str) -> Iterator[Node]:
    """The elements of a table of this name, those in controls and insertions included."""
    for child in node.children:
        if child.tag == tag:
            yield child
        elif child.tag in {"w:sdt", "w:sdtContent", "w:ins", "w:customXml", "w:moveTo"}:
            yield from _within(child, tag)


def _joined_down(rows: list[list[tuple[Spanning, str | None]]]) -> list[list[Spanning]]:
    """Rows whose cells know how many rows they cover; cells that only continue one above are gone."""
    heights: dict[tuple[int, int], int] = {}
    owners: dict[int, tuple[int, int]] = {}
    for at, row in enumerate(rows):
        column = 0
        for span, state in row:
            if state == "continue" and column in owners:
                heights[owners[column]] += 1
            else:
                owners.pop(column, None)
                if state == "restart":
                    owners[column] = (at, column)
                    heights[at, column] = 1
            column += span.across
    done: list[list[Spanning]] = []
    for at, row in enumerate(rows):
        line: list[Spanning] = []
        column = 0
        for span, state in row:
            is_covered = state == "continue" and any(c == column and r < at < r + h for (r, c), h in heights.items())
            if not is_covered:
                line.append(replace(span, down=heights.get((at, column), 1)))
            column += span.across
        done.append(line)
    return done


def _is_all_code(inlines: Sequence[Inline]) -> bool:
    spoken = [i for i in inlines if plain_of([i]).strip()]
    return bool(spoken) and all(isinstance(i, Code) for i in spoken)


def _raw(node: Node) -> str:
    """The characters of a paragraph with their spaces, as code needs them."""
    parts = []
    skipped = {id(n) for d in node.walk() if d.tag in {"w:del", "w:moveFrom", "w:pPr"} for n in d.walk()}
    for part in node.walk():
        if id(part) in skipped:
            continue
        if part.tag == "w:t":
            parts.append(part.text)
        elif part.tag == "w:tab":
            parts.append("\t")
        elif part.tag in {"w:br", "w:cr"}:
            parts.append("\n")
    return "".join(parts).replace("\u00a0", " ")


def _is_contents(control: Node) -> bool:
    """Whether a control holds the table of contents."""
    kinds = (node.attrs.get("w:val", "") for node in control.walk() if node.tag == "w:docPartGallery")
    return any(kind.casefold() == "table of contents" for kind in kinds)
