"""Word documents by python-docx: headings, tables with a header row, lists, notes, and pictures with their words."""

from collections.abc import Sequence
from datetime import datetime

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from afterword.publish.docx.inlines import Runs
from afterword.publish.docx.package import describe, packed
from afterword.publish.docx.styling import MONO, colour, directed, put_in, run_along, style, turned
from afterword.publish.docx.tables import write_table
from afterword.publish.html import DIGESTS, NOTES, PENDING, UNSTATED
from afterword.publish.images import EMPTY, Gallery
from afterword.publish.look import Look
from afterword.publish.tree import (
    Block,
    CodeBlock,
    Document,
    Fact,
    Figure,
    Heading,
    Image,
    ItemList,
    Paragraph,
    Pending,
    Quote,
    Rule,
    Table,
    digests_of,
)

_INDENT = 7
_WIDE = 8
_Place = WordDocument | _Cell


def write(document: Document, created: datetime, gallery: Gallery = EMPTY, look: Look | None = None) -> bytes:
    """The document as a Word file; the same input gives the same bytes."""
    look = look or Look()
    word = docx.Document()
    style(word, look, document.language)
    describe(word, document, created)
    run_along(word, document, look)
    _Writer(word, document, gallery, look).run()
    return packed(word)


class _Writer:
    """Writes one document."""

    def __init__(self, word: WordDocument, document: Document, gallery: Gallery, look: Look) -> None:
        self.word = word
        self.look = look
        self.document = document
        self.gallery = gallery
        self.palette = look.light
        self.runs = Runs(word, gallery, look.light)

    def run(self) -> None:
        document = self.document
        if self.look.logo:
            self.runs.logo(self.word.add_paragraph(), self.look.logo)
        if document.kicker:
            self.word.add_paragraph(document.kicker, style="Subtitle")
        directed(self.word.add_paragraph(document.title, style="Title"))
        if document.subtitle:
            self.word.add_paragraph(document.subtitle, style="Subtitle")
        self.facts(document.facts)
        if self.look.cover == "page":
            self.word.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        self.blocks(self.word, document.blocks, 0)
        self.notes()

    def facts(self, facts: Sequence[Fact]) -> None:
        for fact in facts:
            paragraph = self.word.add_paragraph()
            paragraph.paragraph_format.space_after = Pt(1)
            label = paragraph.add_run(f"{fact.label}: ")
            label.font.color.rgb = colour(self.palette.muted)
            if fact.children:
                self.runs.write(paragraph, fact.children)
            else:
                paragraph.add_run(UNSTATED).italic = True

    def notes(self) -> None:
        if self.document.notes:
            self.word.add_heading(NOTES, level=1)
        for note in self.document.notes:
            paragraph = self.word.add_paragraph(f"{note.number}. ")
            first = note.blocks[0] if note.blocks else None
            if isinstance(first, Paragraph):
                self.runs.write(paragraph, first.children)
            self.blocks(self.word, note.blocks[1:] if isinstance(first, Paragraph) else note.blocks, 1)
        digests = digests_of(self.document)
        if digests:
            self.word.add_paragraph(DIGESTS).runs[0].bold = True
        for value, file in digests:
            paragraph = self.word.add_paragraph()
            code = paragraph.add_run(value)
            code.font.name, code.font.size = MONO, Pt(8)
            paragraph.add_run(f"  {file}" if file else "").font.size = Pt(8)

    def blocks(self, place: _Place, blocks: Sequence[Block], depth: int) -> None:
        headed: list[Block] = []
        for block in blocks:
            if isinstance(block, Heading):
                headed.append(block)
                continue
            is_wide = place is self.word and isinstance(block, Table) and len(block.header) > _WIDE
            if is_wide:
                turned(self.word)
            for each in (*headed, block):
                self.block(place, each, depth)
            if is_wide:
                turned(self.word)
            headed = []
        for each in headed:
            self.block(place, each, depth)

    def block(self, place: _Place, block: Block, depth: int) -> None:
        match block:
            case Heading(level=level, children=children, is_label=label):
                paragraph = place.add_paragraph(style="Normal" if label else f"Heading {min(level - 1, 6)}")
                self.runs.write(paragraph, children, bold=True if label else None)
                paragraph.paragraph_format.keep_with_next = True
                directed(paragraph)
            case Paragraph(children=children, leads=leads):
                paragraph = self.paragraph(place, depth)
                paragraph.paragraph_format.keep_with_next = leads
                self.runs.write(paragraph, children)
                directed(paragraph)
            case CodeBlock(text=text):
                self.code(place, text, depth)
            case Quote(blocks=inner):
                self.blocks(place, inner, depth + 1)
            case ItemList():
                self.list(place, block, depth)
            case Table():
                if block.folds:
                    self.paragraph(place, depth).add_run(block.folds).italic = True
                write_table(self.word, block, self.runs, self.palette)
            case Figure(image=image):
                self.figure(place, image)
            case Rule():
                self.paragraph(place, depth)
            case Pending():
                self.paragraph(place, depth).add_run(PENDING).italic = True

    def paragraph(self, place: _Place, depth: int) -> WordParagraph:
        paragraph = place.add_paragraph()
        paragraph.paragraph_format.left_indent = Mm(_INDENT * min(depth, 8))
        return paragraph

    def code(self, place: _Place, text: str, depth: int) -> None:
        paragraph = self.paragraph(place, depth)
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:fill"), self.palette.surface.removeprefix("#"))
        put_in(paragraph, shade)
        for number, line in enumerate(text.split("\n")):
            run = paragraph.add_run()
            if number:
                run.add_break()
            run.add_text(line)
            run.font.name, run.font.size = MONO, Pt(8.5)

    def list(self, place: _Place, block: ItemList, depth: int) -> None:
        for number, item in enumerate(block.items, block.start or 1):
            box = {True: "\u2611 ", False: "\u2610 ", None: ""}[item.checked]
            mark = box or (f"{number}. " if block.start is not None else "\u2022 ")
            first = item.blocks[0]
            paragraph = self.paragraph(place, depth + 1)
            paragraph.paragraph_format.first_line_indent = Mm(-_INDENT / 2)
            paragraph.paragraph_format.space_after = Pt(2 if block.tight else 6)
            paragraph.add_run(mark)
            if isinstance(first, Paragraph):
                self.runs.write(paragraph, first.children)
                directed(paragraph)
            self.blocks(place, item.blocks[1:] if isinstance(first, Paragraph) else item.blocks, depth + 1)

    def figure(self, place: _Place, image: Image) -> None:
        paragraph = place.add_paragraph()
        if not self.runs.picture(paragraph, image):
            paragraph.add_run(image.alt).italic = True
        if image.caption:
            place.add_paragraph(image.caption, style="Caption")
