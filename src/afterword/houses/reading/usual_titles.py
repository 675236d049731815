"""Which heading is the title of a document."""

from collections.abc import Sequence

from afterword.houses.house import Hole, Part
from afterword.houses.reading.outline import Matcher
from afterword.houses.template import walk
from afterword.houses.words import words
from afterword.text.blocks import Block
from afterword.text.dates import find_day
from afterword.text.expressions import later
from afterword.text.source import Source
from afterword.text.wording import leading_label, name_key

_BEHIND = later(r"\s[-\u2013\u2014]\s|:\s")
"""What parts the name of a kind of document from the incident that it tells of."""
_SEVERAL = 2
_CLOCK = later(r"\d{1,2}:\d{2}")


def usual_title(source: Source, blocks: Sequence[Block], matcher: Matcher) -> Block | None:
    """The heading that is the title of a document of no known house.

    It is the first of the first level that names no section, or that stands alone over sections of lower levels;
    without one of the first level, a first heading above all that name sections.
    """
    headings = [b for b in blocks if b.kind == "heading"]
    top = [b for b in headings if b.level == 1]
    sure = {id(b) for b in headings if matcher.is_named(source.text[b.text.start : b.text.end])}
    unnamed = [b for b in top if id(b) not in sure]
    telling = [b for b in unnamed if not _is_untelling(source, b)]
    if (start := first_on_top(source, blocks, matcher)) is not None:
        before = [b for b in unnamed if b.first < start.first]
        telling, unnamed = [b for b in telling if b in before], before
    if telling and unnamed[0] is headings[0] and _is_past(headings, sure, telling[0]):
        telling = []
    if telling or unnamed:
        chosen = telling[0] if telling else unnamed[0]
        return chosen if telling else _below(source, blocks, sure, chosen) or chosen
    if len(top) == 1 and top[0] is headings[0] and sum(id(b) in sure and b.level > 1 for b in headings) > 1:
        return None if _is_only_section(source, blocks, top[0]) else top[0]
    first = headings[0] if headings and not top else None
    if first is not None and id(first) not in sure and len(sure) > 0:
        levels = [b.level for b in headings if id(b) in sure]
        if first.level < min(levels) or (first.level == min(levels) and _starts(blocks, first)):
            return first
    is_first = first is not None and id(first) not in sure and _is_at_start(blocks, first)
    return first if is_first and first is not None and _tells_incident(source, first, headings[1:]) else None


def _tells_incident(source: Source, first: Block, others: Sequence[Block]) -> bool:
    """Whether a heading stands over all others, or is one of a document on one incident by its day or its words."""
    title = source.text[first.text.start : first.text.end]
    if _CLOCK.search(title) or ((day := find_day(title)) and not title.replace(day[1].group(), "").strip(" *_:,()")):
        return False  # an entry, or the day of some
    if all(block.level > first.level for block in others):
        return True
    said = f" {name_key(title)} "
    return find_day(title) is not None or any(f" {name} " in said for name in words().untelling)


def own_title(title: str, level: int, matcher: Matcher) -> Part | None:
    """The part of a title that was found freely: the house's own, with the labels below it, where it has one."""
    own = None if matcher.house.is_fallback else title_part(title, level, matcher)
    return own or _untitled(matcher)


def title_part(title: str, level: int, matcher: Matcher) -> Part | None:
    """The part of the house's own title, where a heading is written as it; None where it is none."""
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


def first_on_top(source: Source, blocks: Sequence[Block], matcher: Matcher) -> Block | None:
    """The first of several headings of the first level that name sections, behind which no title stands."""
    top = [b for b in blocks if b.kind == "heading" and b.level == 1]
    sections_on_top = [b for b in top if matcher.is_named(source.text[b.text.start : b.text.end])]
    return sections_on_top[0] if len(sections_on_top) > 1 else None


def _is_only_section(source: Source, blocks: Sequence[Block], heading: Block) -> bool:
    """Whether a heading is the name of a section with its text below, and no title: ``# Executive Summary``."""
    title = source.text[heading.text.start : heading.text.end]
    if tells_behind(title):
        return False
    name = name_key(title)
    at = next(n for n, b in enumerate(blocks) if b is heading)
    has_text = at + 1 < len(blocks) and blocks[at + 1].kind in {"paragraph", "list"}
    return has_text and "summary" in name.split() and name not in words().untelling


def tells_behind(title: str) -> bool:
    """Whether a heading tells of the incident behind the kind of the document: ``Incident Summary - Orders fail``."""
    parts = _BEHIND.split(title, maxsplit=1)
    return len(parts) > 1 and len(parts[1].split()) >= _SEVERAL


def _is_past(headings: Sequence[Block], named: set[int], heading: Block) -> bool:
    """Whether sections of the document stand before a heading, each below another one."""
    before = [b for b in headings if b.first < heading.first]
    return sum(id(b) in named and b.level > 1 for b in before) >= _SEVERAL


def _is_untelling(source: Source, heading: Block) -> bool:
    return name_key(source.text[heading.text.start : heading.text.end]) in words().untelling


def _below(source: Source, blocks: Sequence[Block], named: set[int], heading: Block) -> Block | None:
    """The heading directly below one that tells nothing, where it names no section and is no label of a fact."""
    at = next(n for n, b in enumerate(blocks) if b is heading)
    after = blocks[at + 1] if at + 1 < len(blocks) else None
    if after is None or after.kind != "heading" or id(after) in named:
        return None
    label = leading_label(source.text[after.text.start : after.text.end])
    said = name_key(label[0]).split()[-1:] if label else []
    is_fact = any(words().labels.get(word, "title") != "title" and word not in words().untelling for word in said)
    return None if is_fact else after


def _starts(blocks: Sequence[Block], first: Block) -> bool:
    """Whether nothing but comments stands before a heading and nothing at all in its section."""
    at = next(n for n, b in enumerate(blocks) if b is first)
    after = blocks[at + 1] if at + 1 < len(blocks) else None
    return _is_at_start(blocks, first) and after is not None and after.kind == "heading"


def _is_at_start(blocks: Sequence[Block], first: Block) -> bool:
    """Whether nothing but comments and tags stands before a heading."""
    return all(b.kind in {"html", "rule"} for b in blocks[: next(n for n, b in enumerate(blocks) if b is first)])


def _untitled(matcher: Matcher) -> Part | None:
    return next((p for p in walk(matcher.fallback.root) if p.title), None)
