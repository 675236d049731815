"""What a house asks and a record does not answer."""

import re
from collections.abc import Iterator

from afterword.houses.fields import Item, Path, field_at, is_empty, items_of
from afterword.houses.house import GroupSlot, Hole, House, LabelSlot, ListSlot, Node, Part, TableSlot, TextSlot
from afterword.houses.reading.work import get_in
from afterword.model.plain import Plain, to_plain
from afterword.model.record import Record
from afterword.model.values import dataclass
from afterword.text.expressions import later
from afterword.text.wording import name_key

_SECTION = 6
_MARKS = later(r"[*_#|]+|^\s*(?:\d+(?:\.\d+)*[.)]|[-+])\s+|\s*:\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Something that a house asks for."""

    section: str
    """The heading of the section where it asks, without marks; empty before the first heading."""
    asks: str | None
    """The label, the phase, or the question; None where the section as a whole is open."""
    field: str
    """The field of the record that would answer it."""


def open_questions(house: House, record: Record) -> tuple[Question, ...]:
    """What the house asks and the record leaves open, in the order of the house's template."""
    tree = to_plain(record)
    assert isinstance(tree, dict)
    return tuple(_Asker(house, tree).part(house.root, ""))


def is_optional(house: House, part: Part) -> bool:
    """Whether the house leaves it to choice that a section is there."""
    names = house.settings.get("optional")
    return isinstance(names, list) and bool({name_key(str(n)) for n in names} & set(part.keys))


class _Asker:
    def __init__(self, house: House, tree: dict[str, Plain]) -> None:
        self.house = house
        self.tree = tree

    def part(self, part: Part, section: str) -> Iterator[Question]:
        """The questions of a part; a section that the house leaves to choice asks none."""
        if is_optional(self.house, part):
            return
        if part.level <= _SECTION:
            section = _words(part.heading) or section
        label = None if part.level <= _SECTION else _words(part.heading)
        for hole in (piece for piece in part.title if isinstance(piece, Hole)):
            if self._is_open(hole):
                yield Question(section=section if not part.title else "", asks="title", field=".".join(hole.path))
        for node in part.nodes:
            yield from self._node(node, section, label)

    def _node(self, node: Node, section: str, label: str | None) -> Iterator[Question]:
        if isinstance(node, Part):
            yield from self.part(node, section)
        elif isinstance(node, TextSlot):
            if self._is_open(node.hole):
                yield Question(section=section, asks=label, field=".".join(node.hole.path))
        elif isinstance(node, LabelSlot):
            holes = [piece for piece in node.pattern if isinstance(piece, Hole)]
            if all(self._is_open(hole) for hole in holes):
                yield Question(section=section, asks=_words(node.label), field=".".join(holes[0].path))
        elif isinstance(node, TableSlot | ListSlot | GroupSlot):
            yield from self._list(node, section, label)

    def _list(self, slot: TableSlot | ListSlot | GroupSlot, section: str, label: str | None) -> Iterator[Question]:
        items = self._items(slot.owner)
        name = ".".join(slot.owner)
        if isinstance(slot, TableSlot) and slot.rows:
            labels = {phase: words for words, phase in self.house.phases.items()}
            told = {item.get("phase") for item in items}
            for phase in slot.rows:
                if phase not in told:
                    yield Question(section=section, asks=labels.get(phase, phase), field="timeline.phase")
        elif not items or (slot.fixed and label and not any(_has(item, slot.fixed) for item in items)):
            yield Question(section=section, asks=label, field=name)

    def _is_open(self, hole: Hole) -> bool:
        known = field_at(hole.path)
        if known is None or known.owner is None:
            return is_empty(get_in(self.tree, hole.path))
        held = [item for item in self._items(known.owner) if _has(item, hole.fixed)]
        return all(is_empty(item.get(known.name)) for item in held)

    def _items(self, owner: Path) -> list[Item]:
        return items_of(owner, get_in(self.tree, owner))


def _has(item: Item, fixed: tuple[tuple[str, str], ...]) -> bool:
    return all(item.get(name) == value for name, value in fixed)


def _words(heading: str | None) -> str:
    """A heading or label without marks, number, holes, and colon."""
    text = re.sub(r"\{\{.*?\}\}", "", heading or "").strip()
    return " ".join(_MARKS.sub("", _MARKS.sub("", text).strip()).split())
