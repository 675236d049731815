"""An example document cut at its headings, and what each heading means: the first step to a house of its own."""

import re
from collections.abc import Sequence
from dataclasses import field, replace
from typing import Literal

from afterword.houses import library
from afterword.houses.fields import Path, field_at
from afterword.houses.house import Guidance, Hole, Part, TextSlot
from afterword.houses.house import Literal as HouseText
from afterword.houses.making.lexicon import Lexicon, group_of
from afterword.houses.making.signs import signs
from afterword.houses.reading.outline import BOLD_LINE, Matcher, list_slots
from afterword.houses.template import walk
from afterword.houses.words import words
from afterword.model.span import Span
from afterword.model.values import dataclass
from afterword.text.blocks import Block
from afterword.text.source import Source
from afterword.text.wording import name_key, short_key

Kind = Literal["title", "text", "list", "group", "none"]
"""What a heading stands over: the title, a text, a list, other sections, or nothing that a field takes."""

_PLACEHOLDER = re.compile(r"[\[<{].*[\]>}]|\bTITLE\b|\bYYYY\b|\bINCIDENT NAME\b|\bXXX+\b|_{3,}|\.\.\.$")
_FEW = 3
_TOKENS = ("horizon", "kind", "category")


TITLE_NAMES = frozenset({"title", "incident title"})
"""Headings that stand over the title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What the text under a heading is, as a record has it."""

    kind: Kind
    """What the heading stands over."""
    path: Path = ()
    """The field, or the list."""
    fixed: tuple[tuple[str, str], ...] = ()
    """Fields of the list's items that the heading fixes."""
    part: Part | None = None
    """The part of a known house that has this name."""
    is_sure: bool = True
    """Whether the heading is one of the usual names, word for word."""


WHOLE: tuple[Path, ...] = (("timeline",), ("actions",))
"""Lists whose sections hold no others: a heading in them is an entry, a day, or a group."""

NOTHING = Target(kind="none")
"""What no field takes."""


@dataclass(slots=True, kw_only=True)
class Chunk:
    """A stretch of the example under one heading, or before the first."""

    heading: Block | None
    """Its heading; None before the first."""
    title: str
    """The heading's text."""
    level: int
    """1 to 6; 0 before the first."""
    first: int
    """Line of the heading."""
    is_bold: bool = False
    """Whether the heading is a bold line."""
    blocks: list[Block] = field(default_factory=list)
    """What stands under it."""
    around: "tuple[Chunk, ...]" = ()
    """The sections that it stands in, the outermost first."""
    target: Target = NOTHING
    """What it means."""
    has_children: bool = False
    """Whether sections stand in it."""

    @property
    def inside(self) -> tuple[str, ...]:
        """The names of the sections around it and its own, each as the first of its group."""
        return tuple(group_of(c.title) for c in (*self.around, self) if c.title)


def cut(source: Source, blocks: Sequence[Block]) -> list[Chunk]:
    """The document cut at every heading; where it has hardly any, at bold lines."""
    bare = sum(b.kind == "heading" for b in blocks) <= 1
    made = [Chunk(heading=None, title="", level=0, first=0)]
    waiting = list(reversed(blocks))
    while waiting:
        block = waiting.pop()
        found = _heading(source, block, bare=bare)
        if found is None:
            made[-1].blocks.append(block)
            continue
        chunk, rest = found
        outer = [c for c in (*made[-1].around, made[-1]) if 0 < c.level < chunk.level]
        chunk.around = tuple(outer)
        for around in outer:
            around.has_children = True
        made.append(chunk)
        if rest is not None:
            waiting.append(rest)
    return made


def _heading(source: Source, block: Block, *, bare: bool) -> tuple[Chunk, Block | None] | None:
    if block.kind == "heading":
        title = source.text[block.text.start : block.text.end].strip()
        return Chunk(heading=block, title=title, level=block.level, first=block.first), None
    match = BOLD_LINE.match(source.content(block.first)) if bare and block.kind == "paragraph" else None
    if match is None or match.group("colon") or match.group("after"):
        return None
    chunk = Chunk(heading=block, title=match.group("name"), level=6, first=block.first, is_bold=True)
    return chunk, _rest(source, block, block.first + 1)


def _rest(source: Source, block: Block, first: int) -> Block | None:
    if first >= block.last:
        return None
    return Block(kind="paragraph", first=first, last=block.last, text=Span(source.bounds[first][0], block.text.end))


# What the headings mean


def resolve(chunks: Sequence[Chunk], names: Lexicon, title: str | None, *, is_template: bool) -> None:
    """Gives each chunk its meaning; a field that has a home already gets no second one.

    ``title`` is what was read as the title of a filled-in example.
    """
    matcher = Matcher(library.fallback(), library.fallback())
    titled = _title_of(chunks, matcher, names)
    if titled is None and title and name_key(title) not in TITLE_NAMES:
        titled = next((c for c in chunks if c.level and c.title.strip(" *_").endswith(title)), None)
    taken: set[tuple[Path, tuple[tuple[str, str], ...]]] = set()
    for chunk in chunks:
        if chunk is titled:
            chunk.target = Target(kind="title", path=("title",))
            continue
        target = _target(chunk, matcher, names, is_template=is_template) if chunk.heading is not None else NOTHING
        if target.kind in {"text", "list"} and not chunk.blocks and _is_only_around(chunk, target, chunks):
            target = Target(kind="group", path=target.path, part=target.part)
        if target.kind in {"text", "list"}:
            if (target.path, target.fixed) in taken:
                target = _second(chunk, target) if is_template else NOTHING
            if (target.path, target.fixed) in taken:
                target = NOTHING
            taken.add((target.path, target.fixed))
        chunk.target = target


def _second(chunk: Chunk, target: Target) -> Target:
    """A second section of actions, where its heading tells them from the first: ``Actions (long term)``."""
    remark = re.search(r"\(([^()]*)\)\s*$", chunk.title)
    fixed = token_of(chunk.title) or (token_of(remark.group(1)) if remark else None)
    return replace(target, fixed=(fixed,)) if fixed and target.path == ("actions",) else NOTHING


def _is_only_around(chunk: Chunk, target: Target, chunks: Sequence[Chunk]) -> bool:
    """Whether a heading stands only over sections that have homes of their own."""
    inner = [c for c in chunks if chunk in c.around]
    if target.path in WHOLE:
        return any(token_of(c.title) for c in inner)
    return bool(inner)


def _title_of(chunks: Sequence[Chunk], matcher: Matcher, names: Lexicon) -> Chunk | None:
    """The heading that is the document's title: the highest that names no section; a placeholder before others."""
    named = [c for c in chunks if c.level and name_key(c.title) in TITLE_NAMES]
    top = [c for c in chunks if c.level == 1]
    free = [c for c in top if not matcher.part(c.title) and names.part(c.title, ()) is None]
    free = free or [c for c in top if len(top) == 1 and _PLACEHOLDER.search(c.title)]
    if named and not any(_PLACEHOLDER.search(c.title) for c in free):
        says = any(block.kind in {"paragraph", "list"} for block in named[0].blocks[:1])
        is_alone = named[0].level == 1 and not says and sum(c.level == 1 for c in chunks) == 1
        return named[0] if is_alone else None
    first = next((c for c in chunks if c.level), None)
    highest = [c for c in chunks if c.level == 1]
    if (
        not free
        and first is not None
        and highest == [first]
        and signs().document.search(first.title)
        and len(chunks) > _FEW
    ):
        return first
    if not free and first is not None and first.is_bold and matcher.part(first.title) is None:
        return first
    return next((c for c in free if _PLACEHOLDER.search(c.title)), free[0] if free else None)


def _target(chunk: Chunk, matcher: Matcher, names: Lexicon, *, is_template: bool) -> Target:
    outer = chunk.around[-1].target if chunk.around else NOTHING
    if outer.path == ("actions",) and (fixed := token_of(chunk.title)):
        return Target(kind="list", path=("actions",), fixed=(fixed,))
    if any(c.target.path in WHOLE for c in chunk.around):
        return NOTHING
    known = name_key(chunk.title) in words().headings or short_key(chunk.title) in words().headings
    part = matcher.part(chunk.title)
    own = names.part(chunk.title, tuple(group_of(c.title) for c in chunk.around))
    own = None if own is not None and part is not None and _target_of(own, is_sure=True).kind == "group" else own
    if part is not None and not part.title and (own is None or not is_template or name_key(chunk.title) in part.keys):
        return _target_of(part, is_sure=known)
    if own is not None:
        return _target_of(own, is_sure=True)
    slot = names.label(chunk.title, chunk.inside[:-1])
    holes = [p for p in slot.pattern if isinstance(p, Hole)] if slot else []
    if len(holes) == 1 and not holes[0].fixed and _is_single(holes[0].path):
        return Target(kind="text", path=holes[0].path, is_sure=True)
    return NOTHING


def token_of(title: str) -> tuple[str, str] | None:
    """What a heading over actions fixes for them: horizon, kind, or category; None for nothing."""
    for name in _TOKENS:
        known = words().tokens.get(f"actions.{name}", {})
        found = known.get(title.strip(" :*_").casefold()) or known.get(short_key(title))
        if found:
            return name, found
    return None


def _target_of(part: Part, *, is_sure: bool) -> Target:
    text = next((n for n in part.nodes if isinstance(n, TextSlot)), None)
    lists = list_slots(part)
    if text is not None:
        return Target(kind="text", path=text.hole.path, part=part, is_sure=is_sure)
    if lists:
        return Target(kind="list", path=lists[0].owner, fixed=lists[0].fixed, part=part, is_sure=is_sure)
    holds = any(not isinstance(n, HouseText | Guidance | Part) for inner in walk(part) for n in inner.nodes)
    return Target(kind="group", part=part, is_sure=is_sure) if holds else NOTHING


def _is_single(path: Path) -> bool:
    known = field_at(path)
    return known is not None and known.owner is None and known.shape not in {"objects", "object", "chains"}
