"""Words that head what follows them without being a heading: bold words, labels, bare lines, tags of HTML."""

import re
from dataclasses import replace

from afterword.model.span import Span
from afterword.model.values import dataclass
from afterword.text.blocks import Block
from afterword.text.expressions import later
from afterword.text.source import Source

ALONE = later(
    r"[ \t]*(?:\d{1,2}\\?[.)][ \t]+)?(?P<m>\*\*\*|\*\*|__|\*|_)(?P<name>[^*_\n]{1,90}?)(?P=m)[ \t]*+(?:[:：][ \t]*+)?$"
)
"""A bold name alone on its line."""
BEFORE = later(
    r"[ \t]*(?:\d{1,2}\\?[.)][ \t]+)?(?P<m>\*\*|__)(?P<name>[^*_\n]{1,60}?)"
    r"(?:[:：][ \t]*(?P=m)|(?P=m)[ \t]*[:：]|(?P=m)[ \t]+[-\u2013\u2014])(?=[ \t]|$)"
)
"""A bold name with text behind it."""
_PLAIN = later(
    r"[ \t]*(?:\d{1,2}\\?[.)][ \t]+)?(?P<name>[^\W\d_][^:：|<>\[\]{}*`\n]{1,50}?)[ \t]*+(?P<colon>[:：]?)[ \t]*+$"
)
_HTML = later(
    r"[ \t]*(?:<(?:details|div|p|center|span|a|section)\b[^>]*>[ \t]*)*"
    r"<(?P<tag>h[1-6]|summary|b|strong|u)\b[^>]*>(?:<(?:b|strong|u|em|i|span|a)\b[^>]*>)*"
    r"(?P<name>[^<\n]{1,120}?)(?:</(?:b|strong|u|em|i|span|a)>)*</(?P=tag)>[:：]?",
    re.IGNORECASE,
)
_PARTED = later(r"(?P<name>[^\W\d_][^:*_`\n]{2,30}?) [-\u2013\u2014]{1,2} (?=\S)")
_OPENING = later(r"[ \t]*<(?:details|div|p|center|section)\b[^>]*>[ \t]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Words that head what follows them."""

    name: Span
    """The characters of the name."""
    rest: int
    """Offset of what stands behind it on the line; that of the line's end where nothing does."""
    is_alone: bool
    """Whether nothing does."""
    is_bare: bool = False
    """Whether no mark but its place makes it a heading."""
    is_unmarked: bool = False
    """Whether a bare one has not even a colon, in a document whose other headings have marks."""
    level: int = 0
    """The level that its tag states; 0 for none."""


def head_at(source: Source, block: Block, line: int, *, is_headed: bool) -> Head | None:
    """The words that head what follows them at a line of a paragraph."""
    start, end, _ = source.bounds[line]
    begin = block.text.start if line == block.first else start
    text = source.text[begin:end]
    marked = text.lstrip()[:1] in "*_0123456789" and ("*" in text or "_" in text)
    if marked and (match := ALONE.match(text)):
        return _made(match, begin, alone=True, bare=len(match.group("m")) == 1)
    if marked and (match := BEFORE.match(text)):
        return _made(match, begin, alone=not text[match.end() :].strip())
    if len(text) < 60 and (match := _PLAIN.match(text)):
        is_own = block.last == block.first + 1 or (line == block.first and match.group("name").isupper())
        if match.group("colon") or is_own:
            head = _made(match, begin, alone=True, bare=True)
            return replace(head, is_unmarked=is_headed and not match.group("colon"))
    return None


def _made(match: re.Match[str], begin: int, *, alone: bool, bare: bool = False) -> Head:
    text = match.string
    rest = match.end() + len(text[match.end() :]) - len(text[match.end() :].lstrip())
    name = Span(begin + match.start("name"), begin + match.end("name"))
    return Head(name=name, rest=begin + rest, is_alone=alone, is_bare=bare)


def label_of(source: Source, block: Block) -> Head | None:
    """The plain name with a colon with which a paragraph starts, where text stands behind it."""
    text = source.text[block.text.start : block.text.end].split("\n", 1)[0]
    name, colon, rest = text.partition(":")
    if not colon or not rest.strip() or len(name) > 40:
        return None
    start = block.text.start
    return Head(
        name=Span(start, start + len(name)), rest=start + len(name) + 1 + len(rest) - len(rest.lstrip()), is_alone=False
    )


def head_over_lists(item: Block) -> Head | None:
    """The one line that an item of a list says before the lists within it."""
    first, *below = item.children or (None,)
    if first is None or first.kind != "paragraph" or first.last > first.first + 1:
        return None
    is_over = bool(below) and all(block.kind == "list" for block in below)
    return Head(name=first.text, rest=first.text.end, is_alone=True) if is_over else None


def parted_head(source: Source, item: Block) -> Head | None:
    """The few words with which an item starts, where a hyphen parts them from its text: ``Impact - none``."""
    first = item.children[0] if item.children else None
    if first is None or first.kind != "paragraph":
        return None
    match = _PARTED.match(source.text[first.text.start : first.text.end])
    start = first.text.start
    name = Span(start, start + match.end("name")) if match else None
    return Head(name=name, rest=start + match.end(), is_alone=False) if match and name else None


def html_head(source: Source, block: Block) -> tuple[Head, int] | None:
    """The words that a tag of HTML marks as a heading at the start of a block, and their line."""
    line = block.first
    while line + 1 < block.last and _OPENING.match(source.content(line)):
        line += 1
    start, end, _ = source.bounds[line]
    match = _HTML.match(source.text[start:end])
    if match is None:
        return None
    tag = match.group("tag").lower()
    name = match.group("name").strip()
    at = start + match.start("name") + len(match.group("name")) - len(match.group("name").lstrip())
    level = int(tag[1]) if tag[0] == "h" else 0
    return Head(name=Span(at, at + len(name)), rest=end, is_alone=True, level=level), line


def value_end(source: Source, block: Block, line: int) -> int:
    """The line after the text behind a bold label: before the next label of the paragraph, or at its end."""
    end = line + 1
    while end < block.last and BEFORE.match(source.content(line)) and BEFORE.match(source.content(end)) is None:
        end += 1
    return end


def lines_of(source: Source, block: Block, first: int, last: int) -> Block:
    """The lines of a paragraph from ``first`` up to ``last``, as a paragraph."""
    content = source.content(first)
    start = block.text.start if first == block.first else source.bounds[first][0] + len(content) - len(content.lstrip())
    end = source.bounds[last - 1][0] + len(source.content(last - 1).rstrip())
    return Block(kind="paragraph", first=first, last=last, text=Span(min(start, end), end))
