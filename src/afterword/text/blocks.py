"""The block structure of Markdown (CommonMark and GFM tables) with the lines of every block.

Reading never fails and never changes a character: what is not understood is a paragraph.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import field
from typing import Literal, NamedTuple, cast

from afterword.model.span import Span
from afterword.model.values import dataclass
from afterword.text.source import Source

BlockKind = Literal[
    "heading", "paragraph", "fence", "code", "table", "list", "item", "quote", "html", "rule", "footnote", "reference"
]
"""The kinds of block; ``footnote`` and ``reference`` are definitions and show nothing in place."""

MAX_DEPTH = 40
"""Lists nested deeper are read as the text of the last level."""

_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))??(?:[ \t]+#+)?[ \t]*$")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})([^`]*|(?<=~)[^~].*)$")
_FENCES = ("```", "~~~")
_MARKS = frozenset("#`~-*_+>0123456789<[\t")
_RULE = re.compile(r" {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$")
_RULES = frozenset("-*")
_ITEM = re.compile(r"( {0,3})([-*+]|\d{1,9}[.)])( {1,4}(?! )|[ \t]|(?=[ \t]*$))")
_QUOTE = re.compile(r" {0,3}> ?")
_SETEXT = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_DELIMITER = re.compile(r":?-+:?")
_DEFINITION = re.compile(r" {0,3}\[(?:(\^)[^\]]+\]:|[^\]]+\]:[ \t]*\S+[ \t]*(?:[\"'(].*[\"')])?[ \t]*$)")
_HTML_BLOCK = re.compile(r" {0,3}<(?:!--|[!?]|/?(?:[a-zA-Z][a-zA-Z0-9-]*)(?:[\s/>]|$))")
_RAW_HTML = re.compile(r" {0,3}<(script|pre|style|textarea)(?:[\s>]|$)", re.IGNORECASE)


@dataclass(unsafe_hash=True, slots=True, kw_only=True)
class Block:
    """A block and where it stands; never changed, and not frozen only because it is made so often."""

    kind: BlockKind
    """What it is."""
    first: int
    """Its first line, from 0."""
    last: int
    """The line after its last one."""
    level: int = 0
    """Level of a heading, 1 to 6."""
    text: Span = Span(0, 0)
    """Characters of a heading, a paragraph, or an item's content, without the line end of the last."""
    marker: str = ""
    """Marker of an item, fence characters and info of a fence."""
    indent: int = 0
    """Columns by which the continuation lines of an item are indented."""
    children: tuple["Block", ...] = ()
    """Items of a list, blocks of an item."""
    starts: tuple[int, ...] = field(default=(), repr=False)
    """For each line of a block within items, the offset where its content starts."""


class _Rows(NamedTuple):
    """Lines to be parsed, each less what lists around it take of its start."""

    lines: Sequence[int]
    offsets: Sequence[int]
    texts: Sequence[str]


def parse(source: Source, first: int = 0, last: int | None = None) -> tuple[Block, ...]:
    """The blocks of a document from line ``first`` to before ``last``, in order; blank lines belong to none."""
    known = source.parsed.get((first, last))
    if known is None:
        texts = source.contents[first:last]
        offsets = [start for start, _, _ in source.bounds[first:last]]
        rows = _Rows(range(first, first + len(texts)), offsets, texts)
        known = source.parsed[first, last] = tuple(_blocks(rows, 0))
    return cast("tuple[Block, ...]", known)


def parse_indented(source: Source, block: Block) -> tuple[Block, ...]:
    """The blocks of an indented block of code, read as Markdown less the white space that all its lines share."""
    lines = range(block.first, block.last)
    said = [source.contents[n] for n in lines if source.contents[n].strip()]
    shared = min((len(text) - len(text.lstrip(" \t")) for text in said), default=0)
    offsets = [source.bounds[n][0] + min(shared, len(source.contents[n])) for n in lines]
    return tuple(_blocks(_Rows(lines, offsets, [source.contents[n][shared:] for n in lines]), 0))


def parse_quoted(source: Source, block: Block) -> tuple[Block, ...]:
    """The blocks within a quote."""
    lines = range(block.first, block.last)
    cuts = [mark.end() if (mark := _QUOTE.match(source.contents[n])) else 0 for n in lines]
    offsets = [source.bounds[n][0] + cut for n, cut in zip(lines, cuts, strict=True)]
    texts = [source.contents[n][cut:] for n, cut in zip(lines, cuts, strict=True)]
    return tuple(_blocks(_Rows(lines, offsets, texts), 0))


def _blocks(rows: _Rows, depth: int) -> Iterator[Block]:
    at, texts = 0, rows.texts
    while at < len(texts):
        if not texts[at].strip():
            at += 1
            continue
        block, at = _block(rows, at, depth)
        yield block


def _block(rows: _Rows, at: int, depth: int) -> tuple[Block, int]:
    text = rows.texts[at]
    if _is_plain(text):
        return _paragraph(rows, at)
    if text.startswith(("    ", "\t")):
        return _indented(rows, at)
    mark = text.lstrip(" ")[:1]
    if mark == "#" and (match := _HEADING.match(text)):
        start = rows.offsets[at] + (match.start(2) if match.group(2) is not None else len(text))
        stop = rows.offsets[at] + (match.end(2) if match.group(2) is not None else len(text))
        heading = Block(
            kind="heading",
            first=rows.lines[at],
            last=rows.lines[at] + 1,
            level=len(match.group(1)),
            text=Span(start, stop),
            marker="#",
        )
        return heading, at + 1
    if mark in "`~" and (match := _FENCE.match(text)):
        return _fence(rows, at, match)
    if mark in "-*_" and _RULE.match(text):
        return _make("rule", rows, at, at + 1), at + 1
    if (mark in "-*+" or mark.isdigit()) and depth < MAX_DEPTH and _ITEM.match(text):
        return _list(rows, at, depth)
    if mark == ">":
        return _quote(rows, at)
    if mark == "[" and (match := _DEFINITION.match(text)):
        return _definition(rows, at, footnote=bool(match.group(1)))
    if mark == "<" and _HTML_BLOCK.match(text):
        return _html(rows, at)
    if _table_starts(rows, at):
        return _table(rows, at)
    return _paragraph(rows, at)


def _is_plain(text: str) -> bool:
    """Whether a line can only be text; a glance that saves most lines a dozen expressions."""
    return text[:1].isalpha() and "|" not in text


def _make(kind: BlockKind, rows: _Rows, first: int, last: int, marker: str = "") -> Block:
    start, final = rows.offsets[first], max(first, last - 1)
    if kind == "paragraph":
        text = rows.texts[first]
        start += len(text) - len(text.lstrip(" \t"))
    end = rows.offsets[final] + len(rows.texts[final].rstrip())
    return Block(
        kind=kind,
        first=rows.lines[first],
        last=rows.lines[final] + 1,
        marker=marker,
        text=Span(start, max(start, end)),
        starts=tuple(rows.offsets[first:last]),
    )


def _indented(rows: _Rows, at: int) -> tuple[Block, int]:
    end = last = at
    while end < len(rows.texts) and (rows.texts[end].startswith(("    ", "\t")) or not rows.texts[end].strip()):
        end += 1
        if rows.texts[end - 1].strip():
            last = end
    return _make("code", rows, at, last), last


def _fence(rows: _Rows, at: int, match: re.Match[str]) -> tuple[Block, int]:
    fence = match.group(1)
    closing = re.compile(r" {0,3}" + re.escape(fence[0]) + "{" + str(len(fence)) + r",}[ \t]*$")
    end = next((n + 1 for n in range(at + 1, len(rows.texts)) if closing.match(rows.texts[n])), len(rows.texts))
    return _make("fence", rows, at, end, marker=fence + match.group(2)), end


def _quote(rows: _Rows, at: int) -> tuple[Block, int]:
    end = at + 1
    while end < len(rows.texts) and rows.texts[end].strip():
        if not rows.texts[end].lstrip(" ").startswith(">") and _interrupts(rows, end):
            break
        end += 1
    return _make("quote", rows, at, end), end


def _definition(rows: _Rows, at: int, *, footnote: bool) -> tuple[Block, int]:
    end = at + 1
    while footnote and end < len(rows.texts) and rows.texts[end].startswith(("    ", "\t")):
        end += 1
    return _make("footnote" if footnote else "reference", rows, at, end), end


def _html(rows: _Rows, at: int) -> tuple[Block, int]:
    text = rows.texts[at].lstrip()
    end = at
    if text.startswith("<!--") or _RAW_HTML.match(text):
        raw = _RAW_HTML.match(text)
        close = f"</{raw.group(1).lower()}>" if raw else "-->"
        while (
            end < len(rows.texts)
            and close not in (rows.texts[end][4:] if end == at and not raw else rows.texts[end]).lower()
        ):
            end += 1
        return _make("html", rows, at, min(end + 1, len(rows.texts))), min(end + 1, len(rows.texts))
    while end < len(rows.texts) and rows.texts[end].strip():
        end += 1
    return _make("html", rows, at, end), end


def _table_starts(rows: _Rows, at: int) -> bool:
    if at + 1 >= len(rows.texts) or "|" not in rows.texts[at]:
        return False
    delimiter = rows.texts[at + 1]
    return _is_delimiter(delimiter) and ("|" in delimiter or not _SETEXT.match(delimiter))


def _is_delimiter(text: str) -> bool:
    """Whether a line is the one below a table's header; cell by cell, as one expression takes the square of spaces."""
    cells = text.strip(" \t").removeprefix("|").removesuffix("|").split("|")
    return all(_DELIMITER.fullmatch(cell.strip(" \t")) for cell in cells)


def _table(rows: _Rows, at: int) -> tuple[Block, int]:
    end = at + 2
    while end < len(rows.texts) and rows.texts[end].strip() and not _breaks_table(rows, end):
        end += 1
    return _make("table", rows, at, end), end


def _breaks_table(rows: _Rows, at: int) -> bool:
    return "|" not in rows.texts[at] and _interrupts(rows, at)


def _interrupts(rows: _Rows, at: int) -> bool:
    text = rows.texts[at]
    if _is_plain(text):
        return False
    if text.lstrip(" ")[:1] not in _MARKS:
        return _table_starts(rows, at)
    item = _ITEM.match(text)
    if item:
        return bool(text[item.end() :].strip()) and (not item.group(2)[0].isdigit() or item.group(2)[:-1] == "1")
    return (
        bool(
            _HEADING.match(text)
            or _FENCE.match(text)
            or _RULE.match(text)
            or text.lstrip(" ").startswith(">")
            or text.lstrip().startswith("<!--")
            or (text.startswith("[^") and _DEFINITION.match(text))
        )
        and not text.startswith(("    ", "\t"))
    ) or _table_starts(rows, at)


def _paragraph(rows: _Rows, at: int) -> tuple[Block, int]:
    end, texts = at + 1, rows.texts
    while end < len(texts) and (text := texts[end]).strip():
        if _is_plain(text):
            end += 1
            continue
        setext = _SETEXT.match(text)
        if setext:
            body = _make("paragraph", rows, at, end)
            heading = Block(
                kind="heading",
                first=body.first,
                last=rows.lines[end] + 1,
                text=body.text,
                level=1 if setext.group(1)[0] == "=" else 2,
                marker=setext.group(1)[0],
            )
            return heading, end + 1
        if _interrupts(rows, end):
            break
        end += 1
    return _make("paragraph", rows, at, end), end


def _list(rows: _Rows, at: int, depth: int) -> tuple[Block, int]:
    items: list[Block] = []
    kind = ""
    end = at
    while end < len(rows.texts):
        text = rows.texts[end]
        match = _ITEM.match(text)
        if not match or (match.group(2) in _RULES and _RULE.match(text)) or (kind and match.group(2)[-1] != kind):
            break
        kind = match.group(2)[-1]
        item, end = _item(rows, end, match, depth)
        items.append(item)
        ahead = end
        while ahead < len(rows.texts) and not rows.texts[ahead].strip():
            ahead += 1
        if end < ahead < len(rows.texts) and _ITEM.match(rows.texts[ahead]):
            end = ahead
    return Block(
        kind="list", first=items[0].first, last=items[-1].last, marker=items[0].marker, children=tuple(items)
    ), end


def _item(rows: _Rows, at: int, match: re.Match[str], depth: int) -> tuple[Block, int]:
    lead = match.end() if match.group(3) else match.end(2) + 1
    text = rows.texts[at]
    offsets = [rows.offsets[at] + min(match.end(), len(text))]
    texts = [text[match.end() :]]
    end = last = at + 1
    fenced = bool(_FENCE.match(texts[0]))
    while end < len(rows.texts):
        text = rows.texts[end]
        said = text.lstrip(" ")
        indent = len(text) - len(said)
        if not said.strip():
            cut, text = min(indent, lead), ""
        elif indent >= lead or text[0] == "\t":
            cut = lead if indent >= lead else 1
            text = text[cut:]
            if text.lstrip(" ")[:3] in _FENCES and _FENCE.match(text):
                fenced = not fenced
            last = end + 1
        elif (
            last == end
            and not fenced
            and not _ITEM.match(text)
            and not _interrupts(rows, end)
            and not _SETEXT.match(text)
            and texts[-1].strip()
        ):
            cut, text = indent, said
            last = end + 1
        else:
            break
        offsets.append(rows.offsets[end] + cut)
        texts.append(text)
        end += 1
    first, after = rows.lines[at], rows.lines[last - 1] + 1
    start, starts = offsets[0], tuple(offsets[: last - at])
    span = Span(start, max(start, starts[-1] + len(texts[last - at - 1].rstrip())))
    if last == at + 1 and _is_plain(texts[0]):
        children: tuple[Block, ...] = (Block(kind="paragraph", first=first, last=after, text=span, starts=starts),)
    else:
        children = tuple(_blocks(_Rows(rows.lines[at:last], starts, texts[: last - at]), depth + 1))
    return Block(
        kind="item",
        first=first,
        last=after,
        marker=match.group(2),
        indent=lead,
        text=span,
        children=children,
        starts=starts,
    ), last
