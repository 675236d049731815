"""What every foreign format is read into: blocks of inlines, with remarks where something could not be kept."""

from dataclasses import dataclass, field
from typing import Literal

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
    """Text that was struck out by its author."""

    children: "tuple[Inline, ...]"
    """What is struck out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """Superscript or subscript."""

    tag: Literal["sup", "sub"]
    """Which."""
    children: "tuple[Inline, ...]"
    """What is raised or lowered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """Code within a line."""

    text: str
    """The code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link."""

    children: "tuple[Inline, ...]"
    """Its words."""
    url: str
    """Its target."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """An image."""

    url: str
    """Where it is: an address, a path beside the document, or ``attachment:NAME`` for one that was inside it."""
    alt: str = ""
    """What it shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """The end of a line that the author set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteMark:
    """A reference to a note of the document."""

    key: str
    """Key of the note."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A place where something could not be kept as it was; it prints nothing and becomes a finding."""

    code: str
    """Code of the finding."""
    message: str
    """Its sentence."""


Inline = Text | Strong | Emphasis | Strike | Raised | Code | Link | Image | Break | NoteMark | Remark
"""What stands in a line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The heading of a section."""

    level: int
    """From 1; below 6 it is written as a bold line."""
    children: tuple[Inline, ...]
    """Its words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph."""

    children: tuple[Inline, ...]
    """Its words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeBlock:
    """Preformatted text."""

    text: str
    """Its lines."""
    language: str = ""
    """Its language; may be empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A quotation or a call-out."""

    blocks: "tuple[Block, ...]"
    """What stands in it."""
    alert: Alert | None = None
    """The kind of call-out; None for a quotation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An item of a list."""

    blocks: "tuple[Block, ...]"
    """Its content; may be empty."""
    checked: bool | None = None
    """State of its check box; None where it has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemList:
    """A list."""

    items: tuple[Item, ...]
    """In order."""
    start: int | None = None
    """Number of the first item; None for bullets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A term and what it means, or a field and its value."""

    term: tuple[Inline, ...]
    """The term."""
    blocks: "tuple[Block, ...]"
    """What it means."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Definitions:
    """A list of definitions or fields."""

    entries: tuple[Definition, ...]
    """In order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of a table."""

    blocks: "tuple[Block, ...]" = ()
    """Its content; may be empty."""
    is_header: bool = False
    """Whether the source marks it as a heading of its row or column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table."""

    rows: tuple[tuple[Cell, ...], ...]
    """All rows, the header included; they may differ in length."""
    header_rows: int | None = None
    """How many of them are the header; None where the source does not say."""
    aligns: tuple[Align, ...] = ()
    """One a column; may be shorter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A line across the text."""


Block = Heading | Paragraph | CodeBlock | Quote | ItemList | Definitions | Table | Rule
"""What follows one another down the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A note at the foot or the end."""

    key: str
    """What references name."""
    blocks: tuple[Block, ...]
    """Its text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that was inside the document."""

    name: str
    """A plain file name, unique in the document."""
    data: bytes = field(repr=False)
    """Its bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreign:
    """A document of a foreign format as it was read."""

    blocks: tuple[Block, ...] = ()
    """Its content."""
    notes: tuple[Note, ...] = ()
    """Its notes, in the order of their definitions."""
    attachments: tuple[Attachment, ...] = ()
    """The files inside it."""
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
