"""A house's template with nothing but the places that a version fills."""

from collections.abc import Sequence
from dataclasses import replace

from afterword.houses.fields import Path, field_at, is_empty, items_of
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
    TextSlot,
)
from afterword.houses.reading.work import get_in
from afterword.model.plain import Plain
from afterword.text import tables

Tree = dict[str, Plain]
_PHASE = "phase"


def pruned(house: House, tree: Tree) -> House:
    """The house with the sections, labels, lists, and columns for which the record has something, and no guidance."""
    root = _part(house.root, tree)
    return replace(house, root=root or replace(house.root, nodes=()))


def _part(part: Part, tree: Tree) -> Part | None:
    nodes = [made for node in part.nodes if (made := _node(node, tree)) is not None]
    has_title = any(_is_filled(piece, tree) for piece in part.title if isinstance(piece, Hole))
    if not has_title and all(isinstance(node, Literal) for node in nodes):
        return None
    return replace(part, nodes=tuple(_fitting(node) for node in nodes))


def _fitting(node: Node) -> Node:
    """Of the house's own words, which may be about something that is gone, the heads of tables alone."""
    if not isinstance(node, Literal):
        return node
    lines = node.text.split("\n")
    return Literal(text="\n".join(line if line.lstrip().startswith("|") else "" for line in lines))


def _node(node: Node, tree: Tree) -> Node | None:
    match node:
        case Guidance():
            return None
        case Literal():
            return node
        case Part():
            return _part(node, tree)
        case TextSlot(hole=hole):
            return node if _is_filled(hole, tree) else None
        case LabelSlot(pattern=pattern):
            return node if _any_filled(pattern, tree) else None
        case ListSlot(owner=owner, fixed=fixed):
            return node if _items(owner, fixed, tree) else None
        case TableSlot():
            return _table(node, tree)
        case GroupSlot(owner=owner, fixed=fixed, lines=lines):
            items = _items(owner, fixed, tree)
            kept = tuple(line for line in lines if any(_in_items(line.pattern, items)))
            return replace(node, lines=kept) if kept else None


def _table(slot: TableSlot, tree: Tree) -> TableSlot | None:
    """The table with the columns that its rows fill, and no row for a phase that nobody may see."""
    items = _items(slot.owner, slot.fixed, tree)
    if not items:
        return None
    at = [n for n, pattern in enumerate(slot.columns) if any(_in_items(pattern, items)) or _is_phase(pattern, items)]
    header = tuple(_row(line, at) for line in slot.header)
    phases = {item.get(_PHASE) for item in items}
    return replace(
        slot,
        header=header,
        columns=tuple(slot.columns[n] for n in at),
        names=tuple(slot.names[n] for n in at),
        rows=tuple(phase for phase in slot.rows if phase in phases),
    )


def _is_phase(pattern: Pattern, items: Sequence[Tree]) -> bool:
    """Whether a column of events shows the label of a phase where there are no words."""
    what = Hole(path=("timeline", "what"))
    return what in pattern and any(not is_empty(item.get(_PHASE)) for item in items)


def _row(line: str, at: Sequence[int]) -> str:
    spans = tables.cells(line, 0)
    cells = [line[span.start : span.end] for span in spans]
    end = line[len(line.rstrip("\n")) :]
    return tables.row([cells[n] if n < len(cells) else "" for n in at]) + end


def _any_filled(pattern: Pattern, tree: Tree) -> bool:
    return any(_is_filled(piece, tree) for piece in pattern if isinstance(piece, Hole))


def _is_filled(hole: Hole, tree: Tree) -> bool:
    known = field_at(hole.path)
    if known is not None and known.owner is not None:
        items = _items(known.owner, hole.fixed, tree)
        return any(_in_items((hole,), items))
    return not is_empty(get_in(tree, hole.path))


def _in_items(pattern: Pattern, items: Sequence[Tree]) -> list[bool]:
    names = [piece.path[-1] for piece in pattern if isinstance(piece, Hole)]
    return [any(not is_empty(item.get(name, item.get("value"))) for name in names) for item in items]


def _items(owner: Path, fixed: Sequence[tuple[str, str]], tree: Tree) -> list[Tree]:
    items = items_of(owner, get_in(tree, owner))
    return [item for item in items if all(item.get(name) == value for name, value in fixed)]
