"""What every foreign format is read into: blocks of inlines, with remarks where something could not be kept."""

from dataclasses import field
from typing import Literal

from afterword.model.values import dataclass

Align = Literal["left", "center", "right", "none"]
"""How a column of a table is aligned."""

Alert = Literal["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"]
"""The kinds of call-out that Markdown knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Words; runs of white space count as one space."""

    text: str
    """The characters, not escaped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Strong:
    """Strong emphasis, which word processors call bold."""

    children: "tuple[Inline, ...]"
    """What is emphasised; neighbours of one emphasis need not be joined."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Emphasis:
    """Emphasis, which word processors call italic."""

    children: "tuple[Inline, ...]"
    """What is emphasised, as in ``Strong``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Strike:
    """Text that was struck out by its author."""

    children: "tuple[Inline, ...]"
    """What still can be read under the line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """Superscript or subscript."""

    tag: Literal["sup", "sub"]
    """``sup`` is above the line, ``sub`` below."""
    children: "tuple[Inline, ...]"
    """What is raised or lowered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """Code within a line; characters in it are no mark-up."""

    text: str
    """The characters, white space as in the source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link; one whose target leads nowhere for others is written as its words."""

    children: "tuple[Inline, ...]"
    """Its words; may be empty."""
    url: str
    """An address, a path beside the document, or ``#`` with the anchor of a heading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """An image, wherever its file is; no image is fetched."""

    url: str
    """Where it is: an address, a path beside the document, or ``attachment:NAME`` for one that was inside it."""
    alt: str = ""
    """What it shows, in words of the source; may be empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """The end of a line that the author set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteMark:
    """A reference to a note of the document."""

    key: str
    """The ``key`` of a ``Note`` of the document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A place where something could not be kept as it was; it prints nothing and becomes a finding."""

    code: str
    """Code of the finding, ``IM1xx``."""
    message: str
    """The finding's sentence, which names what was lost."""


Inline = Text | Strong | Emphasis | Strike | Raised | Code | Link | Image | Break | NoteMark | Remark
"""The parts of a line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The heading of a section."""

    level: int
    """From 1; below 6 it is written as a bold line."""
    children: tuple[Inline, ...]
    """Its words; a break in them becomes a space."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Lines that flow; a ``Break`` in them is an end of line that the author set."""

    children: tuple[Inline, ...]
    """Its parts; may be nothing but remarks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeBlock:
    """Preformatted text, written between fences."""

    text: str
    """Its lines, indentation kept."""
    language: str = ""
    """Its language; may be empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A quotation or a call-out."""

    blocks: "tuple[Block, ...]"
    """What is quoted."""
    alert: Alert | None = None
    """The kind of call-out; None for a quotation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An item of a list, with lists of its own in its blocks."""

    blocks: "tuple[Block, ...]"
    """Its content; may be empty."""
    checked: bool | None = None
    """State of its check box; None where it has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemList:
    """A list, with bullets or numbers."""

    items: tuple[Item, ...]
    """At least one, as they follow one another."""
    start: int | None = None
    """Number of the first item; None for bullets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A term and what it means, or a field and its value."""

    term: tuple[Inline, ...]
    """The term or the name of the field, without its colon."""
    blocks: "tuple[Block, ...]"
    """What it means, or the value; may be empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Definitions:
    """A list of definitions or fields."""

    entries: tuple[Definition, ...]
    """As they follow one another; a term may come twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of a table; where a merged one was divided, one of the places that it covered."""

    blocks: "tuple[Block, ...]" = ()
    """Its content; may be empty."""
    is_header: bool = False
    """Whether the source marks it as a heading of its row or column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table; blocks in its cells are written on one line."""

    rows: tuple[tuple[Cell, ...], ...]
    """All rows, the header included; they may differ in length."""
    header_rows: int | None = None
    """How many of them are the header; None where the source does not say."""
    aligns: tuple[Align, ...] = ()
    """One a column; may be shorter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A line across the text, which says nothing."""


Block = Heading | Paragraph | CodeBlock | Quote | ItemList | Definitions | Table | Rule
"""What follows one another down the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A note at the foot or the end."""

    key: str
    """By what a ``NoteMark`` names it; unique in the document."""
    blocks: tuple[Block, ...]
    """Its text, without the mark and the way back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that was inside the document."""

    name: str
    """A plain file name, unique in the document."""
    data: bytes = field(repr=False)
    """The file as it was inside, not looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreign:
    """A document of a foreign format as it was read."""

    blocks: tuple[Block, ...] = ()
    """Its content; empty where ``verbatim`` is given."""
    notes: tuple[Note, ...] = ()
    """Its notes, in the order of their definitions."""
    attachments: tuple[Attachment, ...] = ()
    """The files that were inside it; they go to a folder beside the record."""
    remarks: tuple[Remark, ...] = ()
    """What concerns the whole document."""
    aside: tuple[str, ...] = ()
    """Words that stand beside the text on every page of the source: navigation, page headers, footers."""
    properties: tuple[tuple[str, str], ...] = ()
    """What the file says of itself outside its text: author, dates."""
    visible: str = ""
    """All text that its reader would see, taken by other means than the content, to prove that none is lost."""
    verbatim: str | None = None
    """The text itself where it is Markdown already."""
