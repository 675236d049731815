"""What is doubtful of a house that is made of an example, and what of the example has no place in it."""

from collections.abc import Iterator, Sequence

from afterword.houses.archiving.judging import SECTIONS, sections_of
from afterword.houses.fields import Path
from afterword.houses.house import GroupSlot, Hole, House, LabelSlot, ListSlot, Node, TableSlot, TextSlot
from afterword.houses.reading.getting import Reading
from afterword.houses.reading.provenance import origins
from afterword.houses.template import walk
from afterword.model.action import Action
from afterword.model.event import Event
from afterword.model.values import dataclass

_OF_ACTIONS = ("owner", "due", "tracker", "status", "priority")
_OF_EVENTS = ("who",)
_FATE = "documents that say it carry it in a block at their end"


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """What a person should look at."""

    line: int | None
    """Line of the example, from 1; None where it is about the whole."""
    message: str
    """What is doubtful."""


def without_place(reading: Reading, house: House) -> Iterator[tuple[int, str]]:
    """Line, from 1, and what is said there: sections, and fields of most actions and entries.

    ``reading`` is the example as it is read without the house.
    """
    record = reading.record
    places = {path for part in walk(house.root) for node in part.nodes for path in _paths(node)}
    places |= {tuple(path) for path in house.document.values()}
    lines = {origin.path: origin.line for origin in origins(reading) if origin.line}
    for name in sections_of(record):
        paths = [tuple(path.split(".")) for path in SECTIONS[name]]
        if not any(place[: len(path)] == path for place in places for path in paths):
            line = min((n for at, n in lines.items() for path in paths if _is_in(at, path)), default=1)
            yield line, f"what stands here of {name} has no place in the house; {_FATE}"
    for owner, items, names in (("actions", record.actions, _OF_ACTIONS), ("timeline", record.timeline, _OF_EVENTS)):
        if any(place[0] == owner for place in places):
            yield from _of_items(owner, items, names, places)


def _of_items(
    owner: str, items: Sequence[Action] | Sequence[Event], names: Sequence[str], places: set[Path]
) -> Iterator[tuple[int, str]]:
    told: dict[int, list[str]] = {}
    for name in names:
        telling = [item for item in items if getattr(item, name)]
        if len(telling) * 2 > len(items) and (owner, name) not in places:
            told.setdefault(telling[0].line or 1, []).append(f"{owner}.{name}")
    for line, fields in told.items():
        verbs = ("are", "have") if fields[1:] else ("is", "has")
        message = f"{', '.join(fields)} {verbs[0]} told here and {verbs[1]} no place in the house; {_FATE}"
        yield line, message


def _is_in(name: str, path: Path) -> bool:
    """Whether a field with its position (``actions[2].what``) is one of these."""
    dotted = ".".join(path)
    return name == dotted or name.startswith((f"{dotted}.", f"{dotted}["))


def _paths(node: Node) -> Iterator[Path]:
    """The fields and lists that a place takes, what it fixes included."""
    if isinstance(node, TextSlot):
        yield node.hole.path
    elif isinstance(node, LabelSlot):
        yield from _of_pattern(node.pattern)
    elif isinstance(node, ListSlot | TableSlot | GroupSlot):
        yield node.owner
        yield from ((*node.owner, key) for key, _ in node.fixed)
        if isinstance(node, ListSlot) and node.is_boxed:
            yield (*node.owner, "status")
        if isinstance(node, GroupSlot):
            patterns = [line.pattern for line in node.lines]
        else:
            patterns = [node.pattern] if isinstance(node, ListSlot) else list(node.columns)
        for pattern in patterns:
            yield from _of_pattern(pattern)


def _of_pattern(pattern: Sequence[str | Hole]) -> Iterator[Path]:
    yield from (piece.path for piece in pattern if isinstance(piece, Hole))
