"""The one tree that every writer walks: blocks of inlines, without a trace of Markdown, HTML, or Typst."""

from collections.abc import Iterator
from typing import Literal

from afterword.model.values import dataclass

Align = Literal["left", "center", "right"]
"""How a column of a table is aligned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Words; white space within them is a single space."""

    text: str
    """The characters to print, none of them a control character."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Strong:
    """Strong emphasis."""

    children: "tuple[Inline, ...]"
    """What is emphasised."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Emphasis:
    """Emphasis."""

    children: "tuple[Inline, ...]"
    """What is emphasised."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Strike:
    """Text that was struck out."""

    children: "tuple[Inline, ...]"
    """What is struck out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """Code within a line."""

    text: str
    """The code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """A SHA-256 digest: a writer may shorten what it shows when the whole value stays at hand."""

    value: str
    """64 hexadecimal digits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link that may be followed."""

    children: "tuple[Inline, ...]"
    """Its words; never empty."""
    url: str
    """Target; ``http``, ``https``, or ``mailto`` only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """An image, shown where its bytes are at hand and described where they are not."""

    source: str
    """Its address as the document writes it."""
    alt: str
    """What it shows, in words; never empty."""
    caption: str | None = None
    """Its title, where the document gives one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteMark:
    """A reference to a note at the end."""

    number: int
    """Number of the note, from 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """The end of a line that the author wants kept."""


Inline = Text | Strong | Emphasis | Strike | Code | Digest | Link | Image | NoteMark | Break
"""What stands in a line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The heading of a section, or of a part that is too small for the table of contents."""

    level: int
    """2 to 6; the title of the document is level 1, and no level is skipped on the way down."""
    children: tuple[Inline, ...]
    """Its words, without a trailing colon."""
    anchor: str = ""
    """Identifier within the document, unique: letters, digits, and hyphens."""
    line: int | None = None
    """1-based line in the source; None for a heading that we made."""
    is_label: bool = False
    """Whether it was a bold line of its own within a section: shown, never in a table of contents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph."""

    children: tuple[Inline, ...]
    """Its words; never empty."""
    leads: bool = False
    """Whether it introduces what follows and must not be parted from it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeBlock:
    """Preformatted text."""

    text: str
    """Its lines, without a last line end."""
    language: str = ""
    """The language as the document names it; may be empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A quotation."""

    blocks: "tuple[Block, ...]"
    """What is quoted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An item of a list."""

    blocks: "tuple[Block, ...]"
    """Its content; never empty."""
    checked: bool | None = None
    """State of its check box; None where it has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemList:
    """A list."""

    items: tuple[Item, ...]
    """Never empty."""
    start: int | None = None
    """Number of the first item; None for a list with bullets."""
    tight: bool = True
    """Whether its items follow without space."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of a table."""

    children: tuple[Inline, ...]
    """Its content; may be empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: every row has as many cells as the header."""

    header: tuple[Cell, ...]
    """Never empty; the cells may be."""
    rows: tuple[tuple[Cell, ...], ...]
    """May be empty."""
    aligns: tuple[Align, ...]
    """One a column."""
    folds: str | None = None
    """What it is called where a format can fold it away, as it says what stands above once more; None to show it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """An image that stands for itself."""

    image: Image
    """The image."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A line across the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """The place of something that has not been written yet."""


Block = Heading | Paragraph | CodeBlock | Quote | ItemList | Table | Figure | Rule | Pending
"""What follows one another down the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A note at the end: a citation of evidence, or a remark."""

    number: int
    """From 1, in the order of first reference."""
    blocks: tuple[Block, ...]
    """Its content."""
    is_cited: bool
    """Whether the text refers to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A line of the document's title block."""

    label: str
    """What it states, for instance ``Severity``."""
    children: tuple[Inline, ...]
    """The value; empty where the document leaves it open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document ready to be written in any format."""

    title: str
    """Its title; never empty."""
    kicker: str | None
    """The kind of document, shown above the title."""
    subtitle: str | None
    """The line below the title."""
    facts: tuple[Fact, ...]
    """The title block, most important first."""
    blocks: tuple[Block, ...]
    """The body."""
    notes: tuple[Note, ...]
    """Notes, by number."""
    has_contents: bool
    """Whether a table of contents is wanted."""
    stamp: str | None
    """``DRAFT`` or ``IN REVIEW`` for what is not final."""
    audience: str
    """Who may read it."""
    language: str
    """Its language as a BCP 47 tag."""
    authors: tuple[str, ...]
    """For the metadata of the file."""
    reference: str | None
    """The incident's id."""
    keywords: tuple[str, ...]
    """For the metadata of the file."""
    marking: str | None = None
    """How far it may be passed on, on every page: ``TLP:CLEAR``; None where that is not said."""


def inlines_of(blocks: tuple[Block, ...]) -> Iterator[Inline]:
    """Every inline of the blocks, however deep, each before its own children."""
    for block in blocks:
        match block:
            case Heading(children=children) | Paragraph(children=children):
                yield from _deep(children)
            case Quote(blocks=inner):
                yield from inlines_of(inner)
            case ItemList(items=items):
                for item in items:
                    yield from inlines_of(item.blocks)
            case Table(header=header, rows=rows):
                for row in (header, *rows):
                    for cell in row:
                        yield from _deep(cell.children)
            case Figure(image=image):
                yield image
            case _:
                continue


def digests_of(document: Document) -> tuple[tuple[str, str | None], ...]:
    """The digests that the document names, each once, in order, with the file that a note or a table gives it to."""
    named: dict[str, str | None] = {}
    for children, file in _places(document):
        for child in _deep(children):
            if isinstance(child, Digest) and not named.get(child.value):
                named[child.value] = file
    return tuple(named.items())


def _places(document: Document) -> Iterator[tuple[tuple[Inline, ...], str | None]]:
    """Inlines with the file that they are about, where that can be told."""
    for block in document.blocks:
        if isinstance(block, Table):
            for row in block.rows:
                yield from ((cell.children, words_of(row[0].children) if at else None) for at, cell in enumerate(row))
        else:
            yield tuple(inlines_of((block,))), None
    for note in document.notes:
        found = tuple(inlines_of(note.blocks))
        yield found, next((child.text for child in found if isinstance(child, Code)), None)


def _deep(children: tuple[Inline, ...]) -> Iterator[Inline]:
    for child in children:
        yield child
        match child:
            case Strong(children=inner) | Emphasis(children=inner) | Strike(children=inner) | Link(children=inner):
                yield from _deep(inner)
            case _:
                continue


def words_of(children: tuple[Inline, ...]) -> str:
    """The inlines as plain text."""
    parts = []
    for child in _deep(children):
        match child:
            case Text(text=text) | Code(text=text):
                parts.append(text)
            case Digest(value=value):
                parts.append(value)
            case Image(alt=alt):
                parts.append(alt)
            case Break():
                parts.append(" ")
            case _:
                continue
    return "".join(parts)
