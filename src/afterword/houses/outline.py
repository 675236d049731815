"""Which part of a house each stretch of a document is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from afterword.houses.house import GroupSlot, House, LabelSlot, ListSlot, Part, TableSlot, TextSlot
from afterword.houses.template import walk
from afterword.houses.words import words
from afterword.model.span import Span
from afterword.text.blocks import Block
from afterword.text.source import Source
from afterword.text.wording import name_key, short_key

BOLD_LINE = re.compile(r"[ \t]*(\*\*|__)(?P<name>[^*_\n]+?)(?P<colon>:?)\1(?P<after>:?)[ \t]*$")
"""A line that is one bold run."""


_REMARK = re.compile(r"\s+[-\u2013\u2014]\s+|\s*[(:]")
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
        self._known = self._index(house)
        self._common = self._index(fallback)
        self.headings = {name_key(k): k for k in house.synonyms}

    def _index(self, house: House) -> dict[str, list[Part]]:
        index: dict[str, list[Part]] = {}
        for part in walk(house.root):
            for key in part.keys if not part.title else ():
                index.setdefault(key, []).append(part)
        return index

    def part(self, heading: str, inside: Sequence[Part] = (), *, labels: bool = False) -> Part | None:
        """The part with this heading: within the open parts first, then anywhere.

        ``labels`` admits parts that are labels, when the text is one itself.
        """
        for key in (name_key(heading), short_key(heading)):
            for index in (self._known, self._common):
                found = self._choose(index.get(key, []), inside, labels=labels)
                if found:
                    return found
        group = words().headings
        head = name_key(_REMARK.split(heading, maxsplit=1)[0])
        wanted = group.get(name_key(heading)) or group.get(short_key(heading)) or group.get(head)
        if wanted is None:
            return None
        for index in (self._known, self._common):
            for key, parts in index.items():
                if group.get(key) == wanted and (found := self._choose(parts, inside, labels=labels)):
                    return found
        return None

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

    def child(self, label: str, inside: Sequence[Part]) -> Part | None:
        """The part under a label within the open parts; None where none of them has it."""
        keys = {name_key(label), short_key(label)}
        group = words().headings
        named = {group.get(k) for k in keys} - {None}
        for outer in reversed(inside):
            parts = [p for p in walk(outer) if p is not outer and p.level >= 7]
            for part in parts:
                if keys & set(part.keys):
                    return part
            for part in parts:
                if named & {group.get(k) for k in part.keys}:
                    return part
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


def sections(source: Source, blocks: Sequence[Block], matcher: Matcher, end: int) -> list[Section]:
    """The document cut at its headings; a heading that opens no part stays within the part around it."""
    bold = _bold_headings(blocks, matcher)
    made = [
        Section(
            part=matcher.house.root,
            heading=None,
            title="",
            level=0,
            first=blocks[0].first if blocks else 0,
            body=blocks[0].first if blocks else 0,
        )
    ]
    titled = False
    around = made[:1]
    waiting = list(reversed(blocks))
    while waiting:
        block = waiting.pop()
        title, level, rest = _as_heading(source, block, matcher, bold=bold)
        if title is None:
            made[-1].blocks.append(block)
            continue
        part = _title_part(title, level, matcher) if not titled else None
        if part is not None:
            titled = True
        else:
            part = _part_for(title, level, made[-1], around, matcher)
        outer = made[-1]
        if part is None and outer.part is not None and level > outer.level > 0 and _takes_more(outer.part, matcher):
            outer.blocks.append(block)
            continue
        outer.last = block.first
        body = block.first + 1 if rest else block.last
        made.append(Section(part=part, heading=block, title=title, level=level, first=block.first, body=body))
        if part is not None:
            _enter(around, made[-1])
        if rest:
            waiting.append(rest)
    made[-1].last = end
    return made


def _takes_more(part: Part, matcher: Matcher) -> bool:
    return matcher.text_slot(part) is not None or bool(list_slots(part)) or bool(owners(part))


def _bold_headings(blocks: Sequence[Block], matcher: Matcher) -> bool:
    """Whether bold lines may be sections: the house writes them so, or the document has no other headings."""
    if any(p.level == 6 and (p.heading or "").startswith("**") for p in walk(matcher.house.root)):
        return True
    return sum(b.kind == "heading" for b in blocks) <= 1


def _as_heading(source: Source, block: Block, matcher: Matcher, *, bold: bool) -> tuple[str | None, int, Block | None]:
    """The title and level of a block that is a heading or starts with one, and what follows it in the block."""
    if block.kind == "heading":
        return source.text[block.text.start : block.text.end], block.level, None
    if not bold or block.kind != "paragraph":
        return None, 0, None
    line = source.content(block.first)
    match = BOLD_LINE.match(line)
    if match and len(match.group("name")) < 200 and not match.group("colon") and not match.group("after"):
        return match.group("name"), 6, _rest(source, block)
    level = matcher.plain_level(line)
    return (line.strip(), level, _rest(source, block)) if level else (None, 0, None)


def _rest(source: Source, block: Block) -> Block | None:
    if block.last == block.first + 1:
        return None
    start = source.bounds[block.first + 1][0]
    return Block(kind="paragraph", first=block.first + 1, last=block.last, text=Span(start, block.text.end))


def _title_part(title: str, level: int, matcher: Matcher) -> Part | None:
    for part in walk(matcher.house.root):
        if part.title and isinstance(part.title[0], str):
            prefix = name_key(part.title[0])
            if name_key(title).startswith(prefix) and (
                part.level == level or name_key(title) == prefix or part.level == 6
            ):
                return part
    if level != 1 or matcher.part(title):
        return None
    return next((p for p in walk(matcher.house.root) if p.title), None) or _untitled(matcher)


def _untitled(matcher: Matcher) -> Part | None:
    return next((p for p in walk(matcher.fallback.root) if p.title), None)


def _enter(around: list[Section], section: Section) -> None:
    """Keeps the sections that a later one can stand in: of every level the last, and none below a later higher one."""
    while around and around[-1].level >= section.level:
        around.pop()
    around.append(section)


def _part_for(title: str, level: int, outer: Section, around: Sequence[Section], matcher: Matcher) -> Part | None:
    if outer.part is not None and level > outer.level:
        held = owners(outer.part)
        if ("timeline",) in held and outer.part.level <= 6:
            return matcher.child(title, [outer.part]) if level <= 6 else None
        if ("actions",) in held:
            return matcher.child(title, [outer.part])
    holder = next((s.part for s in reversed(around) if s.level < level), None)
    return matcher.part(title, [holder] if holder else [])
