"""Lists of a Word document: which paragraphs are items, of which kind, and with which number."""

from afterword.model.values import dataclass
from afterword.text.foreign.boxes import STATES
from afterword.text.foreign.tree import Block, Item, ItemList
from afterword.text.foreign.word.markup import Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A level of a numbering."""

    form: str
    """``bullet``, ``none``, or how it counts."""
    start: int
    """Where it starts."""
    sign: str
    """Its bullet, or the pattern of its number."""

    @property
    def checked(self) -> bool | None:
        """The state of the box that is its bullet; None where it is none."""
        return STATES.get(self.sign) if self.form == "bullet" else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A paragraph that is an item, and what belongs to it."""

    depth: int
    """Depth in the list, from 0."""
    number: int | None
    """Its number; None for a bullet."""
    blocks: tuple[Block, ...]
    """Its content."""
    checked: bool | None = None
    """State of its check box."""


class Numbering:
    """The numberings of a document, and how far each has counted."""

    def __init__(self, root: Node | None) -> None:
        """From the part that holds them; None where there is none."""
        nodes = root.children if root else []
        abstract = {n.attrs.get("w:abstractNumId"): n for n in nodes if n.tag == "w:abstractNum"}
        self._levels: dict[str, dict[int, Level]] = {}
        self._counted: dict[str, dict[int, int]] = {}
        self._source: dict[str, str] = {}
        for num in (n for n in nodes if n.tag == "w:num"):
            key, source = num.attrs.get("w:numId", ""), num.value("w:abstractNumId") or ""
            levels = _levels(abstract[source]) if source in abstract else {}
            overrides = [n for n in num.children if n.tag == "w:lvlOverride"]
            for override in overrides:
                at = _int(override.attrs.get("w:ilvl"), 0)
                node = override.child("w:lvl")
                level = _level(node) if node else levels.get(at, Level(form="decimal", start=1, sign=""))
                begin = _int(override.value("w:startOverride"), level.start)
                levels[at] = Level(form=level.form, start=begin, sign=level.sign)
            self._levels[key] = levels
            self._source[key] = f"#{key}" if overrides else source

    def level(self, key: str | None, depth: int | None) -> Level | None:
        """The level of a paragraph; None where it is no item."""
        if key is None or key == "0" or key not in self._levels:
            return None
        level = self._levels[key].get(depth or 0, Level(form="bullet", start=1, sign="•"))
        return None if level.form == "none" and not level.sign.strip() else level

    def count(self, key: str, depth: int) -> int | None:
        """The number of the next item; None for a bullet."""
        level = self.level(key, depth)
        counted = self._counted.setdefault(self._source[key], {})
        for deeper in [d for d in counted if d > depth]:
            del counted[deeper]
        if level is None or level.form in {"bullet", "none"}:
            return None
        counted[depth] = counted[depth] + 1 if depth in counted else level.start
        return counted[depth]


def _levels(node: Node) -> dict[int, Level]:
    return {_int(n.attrs.get("w:ilvl"), 0): _level(n) for n in node.children if n.tag == "w:lvl"}


def _level(node: Node) -> Level:
    return Level(
        form=node.value("w:numFmt") or "decimal",
        start=_int(node.value("w:start"), 1),
        sign=node.value("w:lvlText") or "",
    )


def _int(text: str | None, other: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else other


def nested(entries: list[Entry]) -> tuple[Block, ...]:
    """Entries of falling and rising depth as lists within lists."""
    done: list[Block] = []
    at = 0
    while at < len(entries):
        top = entries[at]
        items: list[Item] = []
        while at < len(entries) and entries[at].depth <= top.depth and _alike(entries[at], top, len(items)):
            entry = entries[at]
            end = at + 1
            while end < len(entries) and entries[end].depth > entry.depth:
                end += 1
            inner = nested(entries[at + 1 : end])
            items.append(Item(blocks=(*entry.blocks, *inner), checked=entry.checked))
            at = end
        done.append(ItemList(items=tuple(items), start=top.number))
    return tuple(done)


def _alike(entry: Entry, top: Entry, place: int) -> bool:
    if entry.number is None or top.number is None:
        return entry.number is top.number is None
    return entry.number == top.number + place
