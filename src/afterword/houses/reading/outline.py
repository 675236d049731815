"""What parts hold, and which of them a heading names."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from functools import lru_cache

from afterword.houses.fields import WHYS, Path
from afterword.houses.house import GroupSlot, House, LabelSlot, ListSlot, Part, TableSlot, TextSlot
from afterword.houses.reading.naming import joined_names, named, usual_name
from afterword.houses.template import walk
from afterword.houses.words import words
from afterword.model.values import dataclass
from afterword.text.blocks import Block
from afterword.text.expressions import later
from afterword.text.wording import name_key, short_key

BOLD_LINE = later(r"[ \t]*(\*\*|__)(?P<name>[^*_\n]+?)(?P<colon>:?)\1(?P<after>:?)[ \t]*$")
"""A line that is one bold run."""
_TITLE: Path = ("title",)
SECTION = 6
"""The lowest level of a heading; what is below it is a label."""
_REMARK = later(r"\s+[-\u2013\u2014]\s+|\s*[(:]")
"""What parts a heading from a remark behind it: ``Timeline - May 29, 2021``, ``Timeline (all times PST) Saturday``."""


@dataclass(slots=True, kw_only=True, eq=False)
class Section:
    """A stretch of a document under one heading, or before the first."""

    part: Part | None
    """The part of the house that it is; None for one that no part takes."""
    heading: Block | None
    """Its heading; None before the first."""
    title: str
    """The heading's text."""
    level: int
    """The heading's level; 7 for a bold line."""
    first: int
    """Line of the heading."""
    body: int
    """First line under it."""
    last: int = 0
    """Line after the last."""
    blocks: list[Block] = field(default_factory=list)
    """What stands in it, headings within it that open no part included."""


class Matcher:
    """Finds the part that a heading or a label names, in the house first and in the field's usual headings then."""

    def __init__(self, house: House, fallback: House) -> None:
        """A house, and the house that reads what it does not know."""
        self.house = house
        self.fallback = fallback
        self._known, self._known_groups = _index(house.root)
        self._common, self._common_groups = _index(fallback.root)
        self._seen: dict[str, Part | None] = {}
        self.headings = {name_key(k): k for k in house.synonyms}
        self.taken: frozenset[str] = frozenset()
        self._settled: dict[str, str | None] = {}

    def part(self, heading: str, inside: Sequence[Part] = (), *, labels: bool = False) -> Part | None:
        """The part with this heading: within the open parts first, then anywhere.

        ``labels`` admits parts that are labels, when the text is one itself.
        """
        if inside or labels:
            return self._part(heading, inside, labels=labels)
        if heading not in self._seen:
            found = self._part(heading, (), labels=False)
            is_titled = main_field(found) == _TITLE and bool(heading.partition(":")[2].strip("*_ "))
            self._seen[heading] = None if is_titled else found  # "Title: Mail is late" names no section
        return self._seen[heading]

    def _part(self, heading: str, inside: Sequence[Part], *, labels: bool) -> Part | None:
        for key in (name_key(heading), short_key(heading)):
            for index in (self._known, self._common):
                found = self._choose(index.get(key, []), inside, labels=labels)
                if found:
                    return found
        wanted = self.usual(heading)
        if wanted is None:
            return None
        for groups in (self._known_groups, self._common_groups):
            for parts in groups.get(wanted, ()):
                if found := self._choose(parts, inside, labels=labels):
                    return found
        return None

    def usual(self, heading: str) -> str | None:
        """The first name of the usual headings that a heading belongs to; None where it is none of them."""
        group = words().headings
        if not self.house.reads_freely:
            head = name_key(_REMARK.split(heading, maxsplit=1)[0])
            return group.get(name_key(heading)) or group.get(short_key(heading)) or group.get(head)
        name = usual_name(heading)
        if name is None or name not in words().either:
            return group.get(name) if name else None
        return self._settled[name] if name in self._settled else self._free(name)

    def _free(self, name: str) -> str | None:
        """The first that a name of several meanings can be beside the other headings."""
        return next((n for n in words().either[name] if n not in self.taken), None)

    def is_named(self, heading: str) -> bool:
        """Whether a heading is the name of a part, and no title that only has a word of one in it."""
        cue = named(heading).cue
        return (cue is None or cue.is_whole) and self.part(heading) is not None

    def is_weak(self, heading: str) -> bool:
        """Whether a heading often means something else than the section that it is read as."""
        meant = named(heading)
        return meant.cue is not None or meant.name in words().weak

    def joined(self, heading: str) -> list[str]:
        """The different usual headings that one heading joins; empty where it is one by itself."""
        if usual_name(heading) not in joined_names(heading):
            return []
        names = [words().headings[n] for n in joined_names(heading) if n in words().headings]
        return list(dict.fromkeys(names)) if len(set(names)) > 1 else []

    def note(self, headings: Iterable[str]) -> None:
        """Notes the headings of a document, in whose light those that mean several things are understood."""
        meant = [named(heading) for heading in headings]
        names = [m.name for m in meant if m.name and (m.cue is None or m.cue.is_whole)]
        self.taken = frozenset(words().headings[n] for n in names if n not in words().either)
        self._settled = {}
        for name in names:
            if name in words().either and name not in self._settled:
                self._settled[name] = free = self._free(name)
                self.taken |= {free} if free else set()
        self._seen.clear()

    def _choose(self, parts: list[Part], inside: Sequence[Part], *, labels: bool) -> Part | None:
        for outer in reversed(inside):
            for part in parts:
                if part is not outer and part in walk(outer):
                    return part
        return next((p for p in parts if p.level <= 6 or labels), None)

    def plain_level(self, line: str) -> int:
        """The level of the house's own section that a bare line names, where headings lost their marks; 0 for none."""
        if self.house.is_fallback or len(line) > 60 or line.rstrip().endswith(":"):
            return 0
        return next((part.level for part in self._known.get(name_key(line), []) if part.level <= 6), 0)

    def is_bold_section(self, label: str) -> bool:
        """Whether the house writes a section's heading as a bold label, and this is one."""
        return any(part.level == SECTION and is_bold(part) for part in self._known.get(name_key(label), []))

    def child(self, label: str, inside: Sequence[Part]) -> Part | None:
        """The part under a label within the open parts; None where none of them has it."""
        keys = {name_key(label), short_key(label)}
        named = {words().headings.get(k) for k in keys} - {None}
        for outer in reversed(inside):
            parts, by_key, by_name = _labels_in(outer)
            found = [by_key[k] for k in keys if k in by_key] or [by_name[n] for n in named if n in by_name]
            if found:
                return parts[min(found)]
        return None

    def text_slot(self, part: Part) -> TextSlot | None:
        """The place for free text in a part; that of the usual heading of the same name where it has none."""
        for node in part.nodes:
            if isinstance(node, TextSlot):
                return node
        if part.level > 6 or any(isinstance(n, ListSlot | TableSlot | GroupSlot) for n in part.nodes):
            return None
        for key in part.keys:
            for other in self._common.get(key, []) or self._by_group(key):
                for node in other.nodes:
                    if isinstance(node, TextSlot) and other is not part:
                        return node
        return None

    def _by_group(self, key: str) -> list[Part]:
        wanted = words().headings.get(key)
        return [p for k, ps in self._common.items() if wanted and words().headings.get(k) == wanted for p in ps]


@lru_cache(maxsize=4096)
def _labels_in(outer: Part) -> tuple[Sequence[Part], Mapping[str, int], Mapping[str | None, int]]:
    """The parts below labels within a part, and the first of them by its keys, and by the usual headings they mean."""
    parts = [part for part in walk(outer) if part is not outer and part.level > SECTION]
    by_key: dict[str, int] = {}
    by_name: dict[str | None, int] = {}
    for number, part in enumerate(parts):
        for key in part.keys:
            by_key.setdefault(key, number)
            by_name.setdefault(words().headings.get(key), number)
    return parts, by_key, by_name


_Parts = dict[str, list[Part]]


@lru_cache(maxsize=64)
def _index(root: Part) -> tuple[_Parts, dict[str, list[list[Part]]]]:
    """The parts of a house by the names they go by, and these by the usual heading that they belong to."""
    index: _Parts = {}
    for part in walk(root):
        for key in part.keys if not part.title else ():
            index.setdefault(key, []).append(part)
    groups: dict[str, list[list[Part]]] = {}
    for key, parts in index.items():
        if (name := words().headings.get(key)) is not None:
            groups.setdefault(name, []).append(parts)
    return index, groups


@lru_cache(maxsize=4096)
def list_slots(part: Part) -> tuple[ListSlot | TableSlot | GroupSlot, ...]:
    """The lists that a part itself holds."""
    return tuple(n for n in part.nodes if isinstance(n, ListSlot | TableSlot | GroupSlot))


@lru_cache(maxsize=4096)
def label_slots(part: Part) -> tuple[LabelSlot, ...]:
    """The labelled values that a part itself holds."""
    return tuple(n for n in part.nodes if isinstance(n, LabelSlot))


@lru_cache(maxsize=4096)
def owners(part: Part) -> frozenset[tuple[str, ...]]:
    """The list fields that a part or a label within it holds; sections within it are apart."""
    inner = [n for n in part.nodes if isinstance(n, Part) and n.level > 6]
    return frozenset(slot.owner for slot in list_slots(part)).union(*(owners(n) for n in inner))


@lru_cache(maxsize=64)
def own_labels(root: Part) -> frozenset[str]:
    """The labels that a house writes within its sections and its bold headings, as they are compared."""
    parts = list(walk(root))
    keys = {key for part in parts if part.level > SECTION or is_bold(part) for key in part.keys}
    return frozenset(keys | {slot.key for part in parts for slot in label_slots(part)})


def is_bold(part: Part) -> bool:
    """Whether a house writes the heading of a part as a bold line."""
    return (part.heading or "").startswith("**")


_INNER_OF_LISTS: frozenset[Path] = frozenset(
    {("went_well",), ("went_wrong",), ("lucky",), ("lessons",), ("actions",), ("analysis", "root_cause")}
    | {WHYS, ("analysis", "contributing_factors")}
)
"""What a heading within a timeline or a list of actions may start; others are phases and kinds there."""
_GENERAL: frozenset[Path] = frozenset({("summary",), ("lead_up",), ("links",), ("supporting_data",), ("appendices",)})
"""What every section may have one of for itself, so that a heading within it starts none."""


@lru_cache(maxsize=4096)
def main_field(part: Part | None) -> Path | None:
    """The field that a part is mainly for: its text's, or its list's; None for the title and for labels only."""
    for node in () if part is None else part.nodes:
        if isinstance(node, TextSlot):
            return node.hole.path
        if isinstance(node, (ListSlot, TableSlot, GroupSlot)):
            return node.owner
    return None


def may_open_within(held: Path | None, field: Path | None) -> bool:
    """Whether a heading of a field may stand below one of the field ``held`` and start a section of its own there."""
    if held in {("timeline",), ("actions",)}:
        return field in _INNER_OF_LISTS - {held}
    if (held, field) == (("recovery", "text"), ("response", "text")):
        return False
    return held is None or held == ("summary",) or not (field in _GENERAL or field == held)
