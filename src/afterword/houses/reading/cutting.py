"""A document cut at its headings, each stretch the part of the house that its heading names."""

import re
from collections.abc import Sequence

from afterword.houses.fields import WHYS
from afterword.houses.house import Part
from afterword.houses.reading.naming import named
from afterword.houses.reading.outline import (
    BOLD_LINE,
    SECTION,
    Matcher,
    Section,
    is_bold,
    list_slots,
    main_field,
    may_open_within,
    owners,
)
from afterword.houses.reading.steps import step_headings
from afterword.houses.reading.usual_titles import first_on_top, own_title, title_part, usual_title
from afterword.houses.template import walk
from afterword.houses.words import words
from afterword.model.span import Span
from afterword.text.blocks import Block
from afterword.text.source import Source
from afterword.text.wording import name_key, short_key


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
    titles = usual_title(source, blocks, matcher) if matcher.house.reads_freely else None
    is_past_title = matcher.house.reads_freely and first_on_top(source, blocks, matcher) is not None
    steps = step_headings(source, blocks, matcher) if matcher.house.reads_freely else frozenset()
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
            part = own_title(title, level, matcher) if block is titles else None
        else:
            part = title_part(title, level, matcher) if not titled and not is_past_title else None
        if part is not None:
            titled = True
        else:
            part = _part_for(title, level, made[-1], around, matcher) if id(block) not in steps else None
        outer = made[-1]
        is_within = outer.part is not None and not outer.part.title and level > outer.level > 0
        if part is None and is_within and outer.part is not None and _takes_more(outer.part, matcher):
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
    if not matcher.house.is_fallback and any(p.level == SECTION and is_bold(p) for p in walk(matcher.house.root)):
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
    if match and len(match.group("name")) < 200 and (not _is_label(match) or matcher.is_bold_section(match["name"])):
        return match.group("name"), 6, _rest(source, block)
    level = matcher.plain_level(line)
    return (line.strip(), level, _rest(source, block)) if level else (None, 0, None)


def _is_label(match: re.Match[str]) -> bool:
    return bool(match.group("colon") or match.group("after"))


def _rest(source: Source, block: Block) -> Block | None:
    if block.last == block.first + 1:
        return None
    start = source.bounds[block.first + 1][0]
    return Block(kind="paragraph", first=block.first + 1, last=block.last, text=Span(start, block.text.end))


def _enter(around: list[Section], section: Section) -> None:
    """Keeps the sections that a later one can stand in: of every level the last, and none below a later higher one."""
    while around and around[-1].level >= section.level:
        around.pop()
    around.append(section)


def _part_for(title: str, level: int, outer: Section, around: Sequence[Section], matcher: Matcher) -> Part | None:
    if matcher.house.reads_freely:
        return _usual_part(title, level, outer, matcher)
    if outer.part is not None and not outer.part.title and level > outer.level:
        held = owners(outer.part)
        if own := _section_within(outer.part, title):
            return own
        if ("timeline",) in held and outer.part.level <= 6:
            return matcher.child(title, [outer.part]) if level <= 6 else None
        if ("actions",) in held:
            return matcher.child(title, [outer.part])
    holder = next((s.part for s in reversed(around) if s.level < level), None)
    return matcher.part(title, [holder] if holder else [])


def _section_within(part: Part, title: str) -> Part | None:
    """The section of this very name that the house has within a part."""
    keys = {name_key(title), short_key(title)}
    inner = (p for p in walk(part) if p is not part and p.level <= SECTION)
    return next((p for p in inner if keys & set(p.keys)), None)


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
