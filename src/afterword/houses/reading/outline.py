"""Which part of a house each stretch of a document is."""

from collections.abc import Iterable, Sequence
from dataclasses import field
from functools import lru_cache

from afterword.houses.fields import WHYS, Path
from afterword.houses.house import GroupSlot, Hole, House, LabelSlot, ListSlot, Part, TableSlot, TextSlot
from afterword.houses.reading.naming import joined_names, named, usual_name
from afterword.houses.template import walk
from afterword.houses.words import words
from afterword.model.span import Span
from afterword.model.values import dataclass
from afterword.text.blocks import Block
from afterword.text.expressions import later
from afterword.text.source import Source
from afterword.text.wording import name_key, short_key

BOLD_LINE = later(r"[ \t]*(\*\*|__)(?P<name>[^*_\n]+?)(?P<colon>:?)\1(?P<after>:?)[ \t]*$")
"""A line that is one bold run."""


_TITLE: Path = ("title",)
_SECTION = 6
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
    keys = {key for part in parts if part.level > _SECTION or _is_bold(part) for key in part.keys}
    return frozenset(keys | {slot.key for part in parts for slot in label_slots(part)})


def _is_bold(part: Part) -> bool:
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
    titles = _usual_title(source, blocks, matcher) if matcher.house.reads_freely else None
    is_past_title = matcher.house.reads_freely and _first_on_top(source, blocks, matcher) is not None
    around = made[:1]
    waiting = list(reversed(blocks))
    while waiting:
        block = waiting.pop()
        title, level, rest = _as_heading(source, block, matcher, bold=bold)
        if title is None:
            made[-1].blocks.append(block)
            continue
        if not title.strip() and level > 1 and matcher.house.reads_freely:
            continue  # a heading without words parts nothing
        if titles is not None:
            part = _own_title(title, level, matcher) if block is titles else None
        else:
            part = _title_part(title, level, matcher) if not titled and not is_past_title else None
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
    if not matcher.house.is_fallback and any(p.level == _SECTION and _is_bold(p) for p in walk(matcher.house.root)):
        return True
    if matcher.house.reads_freely:
        return False
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
    is_open = any(p.title and p.level == 1 and isinstance(p.title[0], Hole) for p in walk(matcher.house.root))
    says_more = is_open and bool(title.partition(":")[2].strip())  # "Retrospective: Search down" is no section
    if level != 1 or (matcher.part(title) and not says_more):
        return None
    return next((p for p in walk(matcher.house.root) if p.title), None) or _untitled(matcher)


def _own_title(title: str, level: int, matcher: Matcher) -> Part | None:
    """The part of a title that was found freely: the house's own, with the labels below it, where it has one."""
    own = None if matcher.house.is_fallback else _title_part(title, level, matcher)
    return own or _untitled(matcher)


def _usual_title(source: Source, blocks: Sequence[Block], matcher: Matcher) -> Block | None:
    """The heading that is the title of a document of no known house.

    It is the first of the first level that names no section, or that stands alone over sections of lower levels;
    without one of the first level, a first heading above all that name sections.
    """
    headings = [b for b in blocks if b.kind == "heading"]
    top = [b for b in headings if b.level == 1]
    sure = {id(b) for b in headings if matcher.is_named(source.text[b.text.start : b.text.end])}
    unnamed = [b for b in top if id(b) not in sure]
    telling = [b for b in unnamed if not _is_untelling(source, b)]
    if (start := _first_on_top(source, blocks, matcher)) is not None:
        before = [b for b in unnamed if b.first < start.first]
        telling, unnamed = [b for b in telling if b in before], before
    if telling or unnamed:
        chosen = telling[0] if telling else unnamed[0]
        return chosen if telling else _below(blocks, sure, chosen) or chosen
    if len(top) == 1 and top[0] is headings[0] and sum(id(b) in sure and b.level > 1 for b in headings) > 1:
        return None if _is_only_section(source, blocks, top[0]) else top[0]
    first = headings[0] if headings and not top else None
    if first is not None and id(first) not in sure and len(sure) > 0:
        levels = [b.level for b in headings if id(b) in sure]
        if first.level < min(levels) or (first.level == min(levels) and _starts(blocks, first)):
            return first
    return None


def _first_on_top(source: Source, blocks: Sequence[Block], matcher: Matcher) -> Block | None:
    """The first of several headings of the first level that name sections, behind which no title stands."""
    top = [b for b in blocks if b.kind == "heading" and b.level == 1]
    sections_on_top = [b for b in top if matcher.is_named(source.text[b.text.start : b.text.end])]
    return sections_on_top[0] if len(sections_on_top) > 1 else None


def _is_only_section(source: Source, blocks: Sequence[Block], heading: Block) -> bool:
    """Whether a heading is the name of a section with its text below, and no title: ``# Executive Summary``."""
    name = name_key(source.text[heading.text.start : heading.text.end])
    at = next(n for n, b in enumerate(blocks) if b is heading)
    has_text = at + 1 < len(blocks) and blocks[at + 1].kind in {"paragraph", "list"}
    return has_text and "summary" in name.split() and name not in words().untelling


def _is_untelling(source: Source, heading: Block) -> bool:
    return name_key(source.text[heading.text.start : heading.text.end]) in words().untelling


def _below(blocks: Sequence[Block], named: set[int], heading: Block) -> Block | None:
    """The heading directly below one that tells nothing, where it names no section."""
    at = next(n for n, b in enumerate(blocks) if b is heading)
    after = blocks[at + 1] if at + 1 < len(blocks) else None
    return after if after is not None and after.kind == "heading" and id(after) not in named else None


def _starts(blocks: Sequence[Block], first: Block) -> bool:
    """Whether nothing but comments stands before a heading and nothing at all in its section."""
    at = next(n for n, b in enumerate(blocks) if b is first)
    after = blocks[at + 1] if at + 1 < len(blocks) else None
    return all(b.kind in {"html", "rule"} for b in blocks[:at]) and after is not None and after.kind == "heading"


def _untitled(matcher: Matcher) -> Part | None:
    return next((p for p in walk(matcher.fallback.root) if p.title), None)


def _enter(around: list[Section], section: Section) -> None:
    """Keeps the sections that a later one can stand in: of every level the last, and none below a later higher one."""
    while around and around[-1].level >= section.level:
        around.pop()
    around.append(section)


def _part_for(title: str, level: int, outer: Section, around: Sequence[Section], matcher: Matcher) -> Part | None:
    if matcher.house.reads_freely:
        return _usual_part(title, level, outer, matcher)
    if outer.part is not None and level > outer.level:
        held = owners(outer.part)
        if ("timeline",) in held and outer.part.level <= 6:
            return matcher.child(title, [outer.part]) if level <= 6 else None
        if ("actions",) in held:
            return matcher.child(title, [outer.part])
    holder = next((s.part for s in reversed(around) if s.level < level), None)
    return matcher.part(title, [holder] if holder else [])


def _usual_part(title: str, level: int, outer: Section, matcher: Matcher) -> Part | None:
    """The part of a heading in a document of no known house; None where it only divides the section around it."""
    part = matcher.part(title)
    if part is None or outer.part is None or level <= outer.level or outer.level == 0 or outer.part.title:
        return part
    held = main_field(outer.part)
    if held == WHYS and title.rstrip("*_ ").endswith(("?", "\uff1f")):
        return None
    if held == ("actions",) and not _is_usual(title):
        return None
    cue = named(title).cue
    if cue is not None and not cue.is_whole and held not in {None, ("summary",)}:
        return None
    return part if may_open_within(held, main_field(part)) else None


def _is_usual(title: str) -> bool:
    """Whether a heading means one thing as it stands, so that it cannot be the name of a group of actions."""
    keys = (name_key(title), short_key(title))
    return any(key in words().headings and key not in words().either for key in keys)
