"""Where the values of a record stand in a text, and how a value becomes text there."""

import re
from dataclasses import field
from typing import Literal

from afterword.houses.fields import Path
from afterword.houses.house import Part, Pattern
from afterword.model.finding import Finding
from afterword.model.plain import Plain
from afterword.model.span import Span
from afterword.model.values import dataclass
from afterword.text.expressions import later
from afterword.text.tables import from_cell, to_cell

Codec = Literal["cell", "line", "block"]
"""A table's cell, the rest of a line, or lines of Markdown."""

Form = Literal["row", "item", "paragraph", "heading", "group", "line"]
"""In what an item of a list stands."""

_LINE_END = later(r"\r\n|\r|\n")
_BREAK = later(r"<br\s*/?>", re.IGNORECASE)


@dataclass(unsafe_hash=True, slots=True, kw_only=True)
class Place:
    """A stretch of the text that holds one value; never changed, and not frozen only because it is made so often."""

    span: Span
    """Its characters; empty where the value is open."""
    codec: Codec
    """How a value stands there."""
    indent: str = ""
    """What continuation lines start with, for blocks within list items."""
    before: str = ""
    """What goes before a value that is put into an empty place."""
    after: str = ""
    """What goes after it."""

    def at(self, start: int, end: int) -> "Place":
        """Another stretch, in which a value stands in the same way."""
        return Place(span=Span(start, end), codec=self.codec, indent=self.indent, before=self.before, after=self.after)

    def decode(self, text: str) -> str:
        """The value that the text of this place stands for."""
        if self.codec == "cell":
            return from_cell(text)
        if self.codec == "line":
            return "\n".join(part.strip() for part in _BREAK.split(text)).strip() if "<" in text else text.strip()
        if "\n" not in text and "\r" not in text:
            return text.rstrip()
        lines = _LINE_END.split(text) if "\r" in text else text.split("\n")
        width = len(self.indent)
        return "\n".join([lines[0].rstrip(), *(_dedent(line, width).rstrip() for line in lines[1:])]).strip("\n")

    def encode(self, value: str, newline: str) -> str:
        """The text that holds a value in this place."""
        value = value.strip("\n")
        if self.codec == "cell":
            return to_cell(value)
        if self.codec == "line":
            return re.sub(r"\r\n|\r|\n", "<br>", value)
        lines = value.split("\n")
        return newline.join([lines[0], *(self.indent + line if line.strip() else "" for line in lines[1:])])


_BLOCK_LINE = later(r"[ \t]*(?:```|~~~|[-*+][ \t]|\d{1,9}[.)][ \t]|#{1,6}[ \t]|>|\|.*\|)")


def fits_cell(value: str) -> bool:
    """Whether one cell can show a value: a code block, a list, or a heading it cannot."""
    lines = value.split("\n")
    return (
        not any(_BLOCK_LINE.match(line) for line in lines) if len(lines) > 1 else not value.startswith(("```", "~~~"))
    )


def _dedent(line: str, width: int) -> str:
    lead = len(line) - len(line.lstrip(" "))
    return line[min(lead, width) :]


@dataclass(unsafe_hash=True, slots=True, kw_only=True)
class Layout:
    """How the items of a list are written at a place, so that a new one can be written beside them."""

    form: Form
    """In what an item stands."""
    columns: tuple[Pattern | None, ...] = ()
    """For rows: what each cell holds; None for a column that no field takes."""
    pattern: Pattern = ()
    """For the other forms: what an item says."""
    marker: str = "-"
    """Marker of a list item, number signs of a heading."""
    indent: str = ""
    """What stands before the marker."""
    group: tuple[tuple[str, Pattern], ...] = ()
    """For groups: the start of each line, label included, and what follows it."""
    fixed: tuple[tuple[str, str], ...] = ()
    """Fields that the place fixes."""
    is_boxed: bool = False
    """Whether items have a box to tick, for their status."""


@dataclass(slots=True, kw_only=True)
class Unit:
    """One item of a list and its lines."""

    owner: Path
    """The list."""
    first: int
    """First line, from 0."""
    last: int
    """Line after the last."""
    layout: Layout
    """How it is written."""
    item: dict[str, Plain]
    """Its values as read, before what is carried is added."""
    places: dict[str, Place] = field(default_factory=dict)
    """Place of each field that stands by itself."""
    tail: Place | None = None
    """Where notation and footnote marks stand; empty span for none."""
    in_table_slot: bool = False
    """Whether it fills one of the rows that the house always shows."""
    chain: bool = False
    """Whether it starts a new chain of whys."""


@dataclass(slots=True, kw_only=True)
class Found:
    """A part of the house as it stands in a document."""

    part: Part
    """The part."""
    first: int
    """Line of its heading, or its first line."""
    body: int
    """First line of what it holds."""
    last: int
    """Line after its last, parts within it included."""
    title: str = ""
    """The heading's words; empty for what stands under a label or before the first heading."""


@dataclass(slots=True, kw_only=True)
class Scan:
    """What reading a document has found so far."""

    tree: dict[str, Plain]
    """The record as JSON values, lists of objects left to ``units``."""
    scalars: dict[Path, list[Place]] = field(default_factory=dict)
    """Places of single values, the one that is read first."""
    units: dict[Path, list[Unit]] = field(default_factory=dict)
    """Items of lists of objects, in the order of the text."""
    found: list[Found] = field(default_factory=list)
    """Parts of the house, in the order of the text."""
    findings: list[Finding] = field(default_factory=list)
    """What was imperfect."""
    doubtful: dict[str, str] = field(default_factory=dict)
    """Field, as `set` names it, to what should be checked about it."""
    footnotes: dict[str, tuple[Span, str]] = field(default_factory=dict)
    """Label of a footnote to its lines and its text."""
    used_footnotes: set[str] = field(default_factory=set)
    """Footnotes that entries cite."""
