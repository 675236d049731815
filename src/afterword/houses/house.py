"""A house: the shape that a team gives its postmortems, as data."""

from collections.abc import Mapping
from dataclasses import field
from pathlib import Path as FilePath

from afterword.houses.fields import Path
from afterword.model.plain import Plain
from afterword.model.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Hole:
    """A place in a template where a value of the record goes."""

    path: Path
    """The field."""
    fixed: tuple[tuple[str, str], ...] = ()
    """Fields of the same item that the place itself fixes: selects on writing, is set on reading."""


Pattern = tuple[str | Hole, ...]
"""Words of the house and holes, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Literal:
    """Words of the house that are neither read nor carried over."""

    text: str
    """The lines, with their ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guidance:
    """A comment that tells the writer what belongs here."""

    text: str
    """The lines, comment marks included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextSlot:
    """A stretch of free Markdown."""

    hole: Hole
    """The field that takes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelSlot:
    """A value after its label: on a line, in a list item, in a box to tick, or in a table row."""

    form: str
    """``line``, ``item``, ``check``, or ``row``."""
    label: str
    """The label as the house writes it, with marks."""
    key: str
    """The label as it is compared."""
    pattern: Pattern
    """What follows the label."""
    before: str = ""
    """What stands before the label on its line: marker, pipe."""
    after: str = ""
    """What stands after the value: two spaces, pipe."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSlot:
    """List items or paragraphs, one for each item of a list field."""

    owner: Path
    """The list field."""
    pattern: Pattern
    """What one item says."""
    marker: str
    """``-``, ``*``, ``1.``; empty for paragraphs."""
    indent: str = ""
    """Spaces before the marker."""
    is_boxed: bool = False
    """Whether actions have a box to tick behind the marker, for their status."""
    fixed: tuple[tuple[str, str], ...] = ()
    """Fields that the place fixes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSlot:
    """A table with a row for each item of a list field."""

    owner: Path
    """The list field."""
    header: tuple[str, ...]
    """Its header and delimiter lines."""
    columns: tuple[Pattern, ...]
    """What each cell of a row holds."""
    names: tuple[str, ...]
    """The columns' names as they are compared."""
    rows: tuple[str, ...] = ()
    """Phases that have a row of their own, in the house's order."""
    fixed: tuple[tuple[str, str], ...] = ()
    """Fields that the place fixes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupSlot:
    """A group of lines, repeated for each item of a list field."""

    owner: Path
    """The list field."""
    lines: tuple[LabelSlot, ...]
    """The lines of one group."""
    fixed: tuple[tuple[str, str], ...] = ()
    """Fields that the place fixes."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Part:
    """A section, or a stretch under a label, with what it holds in order; equal to itself only, so that it is a key."""

    heading: str | None
    """The heading or label line as the house writes it; None for what stands before the first."""
    keys: tuple[str, ...]
    """The names by which it is recognised."""
    level: int
    """1 to 6 for sections; 7 for a bold label, 8 for a plain one, 9 for a label in a list."""
    title: Pattern = ()
    """What the heading itself holds, where it has a hole."""
    nodes: "tuple[Node, ...]" = ()
    """What stands in it, parts within it included."""


Slot = TextSlot | LabelSlot | ListSlot | TableSlot | GroupSlot
"""A place that values are read from and written to."""

Node = Literal | Guidance | Slot | Part
"""What a template consists of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeStyle:
    """How a house writes times."""

    zone: str | None = None
    """Name of the zone; None where every entry states its own."""
    clock: str = "24h"
    """``24h`` or ``12h``."""
    zone_in: str = "none"
    """``header``, ``entry``, or ``none``."""
    day_heading: str | None = None
    """Form (strftime) of a line that stands over the entries of a day; None for days in the entries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """A house, compiled."""

    name: str
    """Its name."""
    summary: str
    """What it is for, in one line."""
    root: Part
    """The template."""
    time: TimeStyle = TimeStyle()
    """How it writes times."""
    phases: Mapping[str, str] = field(default_factory=dict)
    """Label to phase, in the house's order."""
    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Heading to further names of it."""
    spelling: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Field path to token to the house's spelling of it."""
    document: Mapping[str, Path] = field(default_factory=dict)
    """Key of a document's front matter to field."""
    settings: Mapping[str, Plain] = field(default_factory=dict)
    """The house file's front matter: require, policy, audience, check."""
    source: str = ""
    """The house file's text."""
    file: FilePath | None = None
    """The house file of a team; None for a house that the program brings along."""
    is_fallback: bool = False
    """Whether it is the reading of documents that have no known house."""
    reads_freely: bool = field(init=False)
    """Whether days, times, and sections are looked for as in a document of no known house."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "reads_freely", self.is_fallback or self.settings.get("reading") == "free")
