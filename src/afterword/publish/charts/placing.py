"""Charts where a document shows a file of metrics as it would show a picture."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from pathlib import Path
from typing import TypeGuard

from afterword.errors import InputError, UsageError
from afterword.evidence.options import Options
from afterword.houses.words import words
from afterword.model.record import Record
from afterword.model.values import dataclass
from afterword.publish.charts.chart import Chart, chart_of, described, draw_chart
from afterword.publish.charts.panels import panels_of
from afterword.publish.charts.samples import Measured, measured
from afterword.publish.charts.table import tables_of
from afterword.publish.charts.units import unit_in, unit_written
from afterword.publish.charts.wishes import Wish, wish_of
from afterword.publish.drawing import Drawing
from afterword.publish.images import SHOWN, file_beside, is_metrics
from afterword.publish.tree import (
    Block,
    Cell,
    Document,
    Figure,
    Heading,
    Image,
    Inline,
    Item,
    ItemList,
    Paragraph,
    Quote,
    Table,
    Text,
    words_of,
)
from afterword.text import tables
from afterword.text.wording import name_key

_PICTURE = re.compile(
    r"(?P<before>^)?!\[(?P<alt>[^\[\]\n]*)\]\((?P<source>[^\s()]+)(?:\s+[\"'](?P<title>[^\n]*?)[\"'])?\)(?P<behind>$)?",
    re.MULTILINE,
)
ADDRESS = "drawing:chart-"
"""How the addresses of charts begin."""
_SUBJECTS = ("supporting data", "impact", "timeline")
_TITLE = "Charts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Charted:
    """A document with its charts."""

    document: Document
    """With a figure and its data in the place of each."""
    drawings: Mapping[str, Drawing] = field(default_factory=dict)
    """The charts, by ``Image.source``."""
    warnings: tuple[str, ...] = ()
    """One sentence each."""


def chart(wish: Wish, record: Record, said: Callable[[str], str] = str) -> Chart:
    """A file of metrics as a chart, with the milestones of a record.

    shape: ``said`` is what becomes of a text of the file before anybody sees it.
    errors: InputError for a file without samples that can be drawn; UsageError for a zone that does not exist.
    """
    found = measured(wish.path, Options(tz=wish.zone, year=wish.year))
    named = [replace(each, name=said(each.name), unit=each.unit and said(each.unit)) for each in found.series]
    unit = unit_written(said(wish.unit)) if wish.unit else unit_in(wish.words)
    made = chart_of(panels_of(named, unit), found.line, record)
    if made is None:
        raise InputError("all its samples are of one instant")
    return replace(made, notes=(*made.notes, *_lost(found)))


def _lost(found: Measured) -> Iterator[str]:
    if found.untimed:
        yield f"Not drawn, as nothing says when: {found.untimed} of the samples of the file."
    if found.is_broken:
        yield "The file breaks off or is damaged; what could be read of it is drawn."


def charted(
    document: Document,
    record: Record,
    folder: Path | None,
    *,
    names: Mapping[str, str],
    more: Sequence[Wish] = (),
    said: Callable[[str], str] = str,
) -> Charted:
    """A document with a chart, and its data as a table, for each file of metrics that it shows as a picture.

    shape: ``names`` gives the address for which one of the document stands; ``more`` are shown though the document
    does not, under the heading of its data.
    """
    placer = _Placer(record, folder, names, said)
    blocks = placer.blocks(document.blocks)
    added = tuple(block for wish in more for block in placer.shown(wish, wish.path.name, wish.words))
    notes = tuple(replace(note, blocks=placer.blocks(note.blocks)) for note in document.notes)
    return Charted(
        document=replace(document, blocks=_with(blocks, added), notes=notes),
        drawings=placer.drawings,
        warnings=tuple(placer.warnings),
    )


def in_markdown(
    text: str, record: Record, folder: Path | None, *, names: Mapping[str, str], said: Callable[[str], str] = str
) -> str:
    """A version's Markdown with the words of each chart, and its data where it stands alone: no file goes with it."""

    def told(found: re.Match[str]) -> str:
        image = Image(source=found["source"], alt=found["alt"], caption=found["title"])
        if not is_metrics(names.get(image.source, image.source)):
            return found.group()
        if found["before"] is None or found["behind"] is None:
            return image.alt
        shown = tuple(_Placer(record, folder, names, said).of_image(image))
        tables_here = [block for block in shown if isinstance(block, Table)]
        parts = [f"**{image.caption or image.alt}**"]
        for block in tables_here:
            parts += [block.folds] if block.folds and len(tables_here) > 1 else []
            parts.append(_rows(block))
        return "\n\n".join(parts)

    return _PICTURE.sub(told, text)


def _rows(table: Table) -> str:
    """A table as Markdown."""
    head, *rows = ([_cell(cell) for cell in row] for row in (table.header, *table.rows))
    rules = ["---:" if align == "right" else "---" for align in table.aligns]
    return "\n".join(map(tables.row, [head, rules, *rows]))


def _cell(cell: Cell) -> str:
    return words_of(cell.children).replace("|", "\\|")


def _with(blocks: tuple[Block, ...], added: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks with others at the end of the section about data, else of impact or the timeline, else at the end."""
    if not added:
        return blocks
    headings = words().headings
    found = {headings.get(name_key(words_of(b.children))): n for n, b in enumerate(blocks) if isinstance(b, Heading)}
    at = next((found[subject] for subject in _SUBJECTS if subject in found), None)
    if at is None:
        title = Heading(level=2, children=(Text(text=_TITLE),), anchor="s-charts")
        return (*blocks, title, *added)
    ends = (n for n, b in enumerate(blocks) if n > at and isinstance(b, Heading) and not b.is_label)
    end = next(ends, len(blocks))
    return (*blocks[:end], *added, *blocks[end:])


class _Placer:
    """Draws the charts of one document on its way through the tree."""

    def __init__(
        self, record: Record, folder: Path | None, names: Mapping[str, str], said: Callable[[str], str]
    ) -> None:
        self.record = record
        self.folder = folder
        self.names = names
        self.said = said
        self.drawings: dict[str, Drawing] = {}
        self.warnings: list[str] = []

    def blocks(self, blocks: Sequence[Block]) -> tuple[Block, ...]:
        return tuple(made for block in blocks for made in self.block(block))

    def block(self, block: Block) -> Iterator[Block]:
        match block:
            case Figure(image=image) if self.is_chart(image):
                yield from self.of_image(image)
            case Quote(blocks=inner):
                yield replace(block, blocks=self.blocks(inner))
            case ItemList(items=items):
                yield replace(block, items=tuple(Item(blocks=self.blocks(i.blocks), checked=i.checked) for i in items))
            case Paragraph(children=children):
                inline = [child for child in children if self.is_chart(child)]
                yield replace(block, children=self.in_words(children)) if inline else block
                for image in inline:
                    yield from self.of_image(image)
            case Table(rows=rows):
                yield from self.of_table(block, rows)
            case _:
                yield block

    def is_chart(self, child: Inline) -> TypeGuard[Image]:
        """Whether something in a line is a picture that stands for a file of metrics."""
        return isinstance(child, Image) and is_metrics(self.names.get(child.source, child.source))

    def in_words(self, children: Sequence[Inline]) -> tuple[Inline, ...]:
        return tuple(Text(text=child.alt) if self.is_chart(child) else child for child in children)

    def of_table(self, table: Table, rows: Sequence[tuple[Cell, ...]]) -> Iterator[Block]:
        """A table with the words of its charts, and the charts below it."""
        children = (child for row in rows for cell in row for child in cell.children)
        inline = [child for child in children if self.is_chart(child)]
        if not inline:
            yield table
            return
        plain = tuple(tuple(Cell(children=self.in_words(cell.children)) for cell in row) for row in rows)
        yield replace(table, rows=plain)
        for image in inline:
            yield from self.of_image(image)

    def of_image(self, image: Image) -> Iterator[Block]:
        source = self.names.get(image.source, image.source)
        path = file_beside(source, self.folder)
        if isinstance(path, str):
            yield self.described(image.source, image.alt, path)
            return
        caption = image.caption or image.alt
        try:
            wish = wish_of(source, path, caption)
        except UsageError as error:
            yield self.described(image.source, image.alt, str(error))
            return
        if wish.words != caption:
            wish = replace(wish, words=self.said(wish.words))
        yield from self.shown(wish, image.source, caption if image.alt != str(source) else image.alt)

    def shown(self, wish: Wish, source: str, alt: str) -> Iterator[Block]:
        """The figure of a chart, and its data; a line in words where it cannot be drawn."""
        try:
            made = chart(wish, self.record, self.said)
        except (InputError, UsageError, OSError) as error:
            yield self.described(source, alt, getattr(error, "strerror", None) or str(error))
            return
        address = f"{ADDRESS}{len(self.drawings) + 1}"
        self.drawings[address] = draw_chart(made, described(made, wish.words))
        yield Figure(image=Image(source=address, alt=self.drawings[address].alt, caption=wish.words))
        yield from tables_of(made)

    def described(self, source: str, alt: str, reason: str) -> Block:
        name = source if len(source) <= SHOWN else f"{source[:SHOWN]}\u2026"
        self.warnings.append(f"chart {name!r} is described, not shown: {reason}")
        return Paragraph(children=(Text(text=f"Chart not included: {alt}"),))
