"""A section of a house as it is before anything is written in it."""

from collections.abc import Callable, Iterator

from afterword.houses.house import (
    GroupSlot,
    Guidance,
    Hole,
    House,
    LabelSlot,
    ListSlot,
    Literal,
    Node,
    Part,
    Pattern,
    TableSlot,
)
from afterword.model.values import dataclass
from afterword.text.expressions import later

_HOLES = later(r"\{\{.*?\}\}")
_GAP = "\0"
"""Stands for a place to fill in while a section is put together; no text of a house holds it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """A text with places to fill in."""

    text: str
    """The text."""
    gaps: tuple[int, ...]
    """Where something goes, in order."""


def blank_section(house: House, part: Part, wanted: Callable[[Part], bool]) -> Blank:
    r"""A section with its guidance, labels, and tables; of the sections within it those that are ``wanted``.

    shape: lines end in ``\n``.
    """
    heading = _HOLES.sub(_GAP, part.heading or "")
    lines = "".join(_node(house, node, wanted) for node in part.nodes)
    return _blank(f"{heading}\n{lines}".rstrip("\n") + "\n")


def blank_label(slot: LabelSlot) -> Blank:
    """A label with nothing behind it, without a line end."""
    return _blank(_label(slot).rstrip("\n"))


def _blank(text: str) -> Blank:
    parts = text.split(_GAP)
    gaps, at = [], 0
    for part in parts[:-1]:
        at += len(part)
        gaps.append(at)
    return Blank(text="".join(parts), gaps=tuple(gaps))


def _node(house: House, node: Node, wanted: Callable[[Part], bool]) -> str:
    if isinstance(node, Literal | Guidance):
        return node.text
    if isinstance(node, Part):
        if not wanted(node):
            return ""
        inner = "".join(_node(house, each, wanted) for each in node.nodes)
        return f"{_HOLES.sub(_GAP, node.heading or '')}\n{inner}"
    if isinstance(node, LabelSlot):
        return _label(node)
    if isinstance(node, ListSlot):
        marker = f"{node.indent}{node.marker} " if node.marker else ""
        return f"{marker}{_pattern(node.pattern)}\n"
    if isinstance(node, TableSlot):
        return "".join(_table(house, node))
    if isinstance(node, GroupSlot):
        return "".join(_label(line) for line in node.lines)
    return f"{_GAP}\n"


def _pattern(pattern: Pattern) -> str:
    return "".join(_GAP if isinstance(piece, Hole) else piece for piece in pattern)


def _label(slot: LabelSlot) -> str:
    if slot.form == "row":
        return f"| {slot.label} | {_pattern(slot.pattern)} |\n"
    return f"{slot.before}{slot.label.rstrip()} {_pattern(slot.pattern)}{slot.after}\n"


def _table(house: House, slot: TableSlot) -> Iterator[str]:
    yield from slot.header
    labels = {phase: label for label, phase in house.phases.items()}
    for phase in slot.rows:
        told = [labels.get(phase, phase) if _holds(column, "what") else _GAP for column in slot.columns]
        yield f"| {' | '.join(told)} |\n"
    yield f"| {' | '.join(_GAP for _ in slot.columns)} |\n"


def _holds(pattern: Pattern, name: str) -> bool:
    return any(isinstance(piece, Hole) and piece.path[-1] == name for piece in pattern)
