"""The block structure of Markdown (CommonMark and GFM tables) with the lines of every block.

Reading never fails and never changes a character: what is not understood is a paragraph.
"""

import re
from collections.abc import Iterator
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


class _Row(NamedTuple):
    line: int
    offset: int
    text: str


def parse(source: Source, first: int = 0, last: int | None = None) -> tuple[Block, ...]:
    """The blocks of a document from line ``first`` to before ``last``, in order; blank lines belong to none."""
    known = source.parsed.get((first, last))
    if known is None:
        lines = zip(source.bounds[first:last], source.contents[first:last], strict=True)
        rows = [_Row(n, start, content) for n, ((start, _, _), content) in enumerate(lines, first)]
        known = source.parsed[first, last] = tuple(_blocks(rows, 0))
    return cast("tuple[Block, ...]", known)


def parse_indented(source: Source, block: Block) -> tuple[Block, ...]:
    """The blocks of an indented block of code, read as Markdown less the white space that all its lines share."""
    lines = range(block.first, block.last)
    said = [source.contents[n] for n in lines if source.contents[n].strip()]
    shared = min((len(text) - len(text.lstrip(" \t")) for text in said), default=0)
    rows = [
        _Row(n, source.bounds[n][0] + min(shared, len(source.contents[n])), source.contents[n][shared:]) for n in lines
    ]
    return tuple(_blocks(rows, 0))


def parse_quoted(source: Source, block: Block) -> tuple[Block, ...]:
    """The blocks within a quote."""
    rows = []
    for n in range(block.first, block.last):
        mark = _QUOTE.match(source.contents[n])
        cut = mark.end() if mark else 0
        rows.append(_Row(n, source.bounds[n][0] + cut, source.contents[n][cut:]))
    return tuple(_blocks(rows, 0))


def _blocks(rows: list[_Row], depth: int) -> Iterator[Block]:
    at = 0
    while at < len(rows):
        if not rows[at].text.strip():
            at += 1
            continue
        block, at = _block(rows, at, depth)
        yield block


def _block(rows: list[_Row], at: int, depth: int) -> tuple[Block, int]:
    text = rows[at].text
    if _is_plain(text):
        return _paragraph(rows, at)
    if text.startswith(("    ", "\t")):
        return _indented(rows, at)
    mark = text.lstrip(" ")[:1]
    if mark == "#" and (match := _HEADING.match(text)):
        start = rows[at].offset + (match.start(2) if match.group(2) is not None else len(text))
        stop = rows[at].offset + (match.end(2) if match.group(2) is not None else len(text))
        heading = Block(
            kind="heading",
            first=rows[at].line,
            last=rows[at].line + 1,
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


def _make(kind: BlockKind, rows: list[_Row], first: int, last: int, marker: str = "") -> Block:
    line, start, text = rows[first]
    final = rows[last - 1] if last > first + 1 else rows[first]
    if kind == "paragraph":
        start += len(text) - len(text.lstrip(" \t"))
    end = final.offset + len(final.text.rstrip())
    return Block(
        kind=kind,
        first=line,
        last=final.line + 1,
        marker=marker,
        text=Span(start, max(end, start)),
        starts=tuple([row.offset for row in rows[first:last]]),
    )


def _indented(rows: list[_Row], at: int) -> tuple[Block, int]:
    end = last = at
    while end < len(rows) and (rows[end].text.startswith(("    ", "\t")) or not rows[end].text.strip()):
        end += 1
        if rows[end - 1].text.strip():
            last = end
    return _make("code", rows, at, last), last


def _fence(rows: list[_Row], at: int, match: re.Match[str]) -> tuple[Block, int]:
    fence = match.group(1)
    closing = re.compile(r" {0,3}" + re.escape(fence[0]) + "{" + str(len(fence)) + r",}[ \t]*$")
    end = next((n + 1 for n in range(at + 1, len(rows)) if closing.match(rows[n].text)), len(rows))
    return _make("fence", rows, at, end, marker=fence + match.group(2)), end


def _quote(rows: list[_Row], at: int) -> tuple[Block, int]:
    end = at + 1
    while end < len(rows) and rows[end].text.strip():
        if not rows[end].text.lstrip(" ").startswith(">") and _interrupts(rows, end):
            break
        end += 1
    return _make("quote", rows, at, end), end


def _definition(rows: list[_Row], at: int, *, footnote: bool) -> tuple[Block, int]:
    end = at + 1
    while footnote and end < len(rows) and rows[end].text.startswith(("    ", "\t")):
        end += 1
    return _make("footnote" if footnote else "reference", rows, at, end), end


def _html(rows: list[_Row], at: int) -> tuple[Block, int]:
    text = rows[at].text.lstrip()
    end = at
    if text.startswith("<!--") or _RAW_HTML.match(text):
        raw = _RAW_HTML.match(text)
        close = f"</{raw.group(1).lower()}>" if raw else "-->"
        while (
            end < len(rows) and close not in (rows[end].text[4:] if end == at and not raw else rows[end].text).lower()
        ):
            end += 1
        return _make("html", rows, at, min(end + 1, len(rows))), min(end + 1, len(rows))
    while end < len(rows) and rows[end].text.strip():
        end += 1
    return _make("html", rows, at, end), end


def _table_starts(rows: list[_Row], at: int) -> bool:
    if at + 1 >= len(rows) or "|" not in rows[at].text:
        return False
    delimiter = rows[at + 1].text
    return _is_delimiter(delimiter) and ("|" in delimiter or not _SETEXT.match(delimiter))


def _is_delimiter(text: str) -> bool:
    """Whether a line is the one below a table's header; cell by cell, as one expression takes the square of spaces."""
    cells = text.strip(" \t").removeprefix("|").removesuffix("|").split("|")
    return all(_DELIMITER.fullmatch(cell.strip(" \t")) for cell in cells)


def _table(rows: list[_Row], at: int) -> tuple[Block, int]:
    end = at + 2
    while end < len(rows) and rows[end].text.strip() and not _breaks_table(rows, end):
        end += 1
    return _make("table", rows, at, end), end


def _breaks_table(rows: list[_Row], at: int) -> bool:
    return "|" not in rows[at].text and _interrupts(rows, at)


def _interrupts(rows: list[_Row], at: int) -> bool:
    text = rows[at].text
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


def _paragraph(rows: list[_Row], at: int) -> tuple[Block, int]:
    end = at + 1
    while end < len(rows) and rows[end].text.strip():
        setext = None if _is_plain(rows[end].text) else _SETEXT.match(rows[end].text)
        if setext:
            body = _make("paragraph", rows, at, end)
            heading = Block(
                kind="heading",
                first=body.first,
                last=rows[end].line + 1,
                text=body.text,
                level=1 if setext.group(1)[0] == "=" else 2,
                marker=setext.group(1)[0],
            )
            return heading, end + 1
        if _interrupts(rows, end):
            break
        end += 1
    return _make("paragraph", rows, at, end), end


def _list(rows: list[_Row], at: int, depth: int) -> tuple[Block, int]:
    items: list[Block] = []
    kind = ""
    end = at
    while end < len(rows):
        text = rows[end].text
        match = _ITEM.match(text)
        if not match or (match.group(2) in _RULES and _RULE.match(text)) or (kind and match.group(2)[-1] != kind):
            break
        kind = match.group(2)[-1]
        item, end = _item(rows, end, match, depth)
        items.append(item)
        ahead = end
        while ahead < len(rows) and not rows[ahead].text.strip():
            ahead += 1
        if ahead < len(rows) and _ITEM.match(rows[ahead].text):
            end = ahead
    return Block(
        kind="list", first=items[0].first, last=items[-1].last, marker=items[0].marker, children=tuple(items)
    ), end


def _item(rows: list[_Row], at: int, match: re.Match[str], depth: int) -> tuple[Block, int]:
    lead = match.end() if match.group(3) else match.end(2) + 1
    text = rows[at].text
    inner = [_Row(rows[at].line, rows[at].offset + min(match.end(), len(text)), text[match.end() :])]
    end = last = at + 1
    fenced = bool(_FENCE.match(inner[0].text))
    while end < len(rows):
        row = rows[end]
        indent = len(row.text) - len(row.text.lstrip(" "))
        if not row.text.strip():
            inner.append(_Row(row.line, row.offset + min(indent, lead), ""))
        elif indent >= lead or row.text.startswith("\t"):
            cut = lead if indent >= lead else 1
            inner.append(_Row(row.line, row.offset + cut, row.text[cut:]))
            if inner[-1].text.lstrip(" ")[:3] in _FENCES and _FENCE.match(inner[-1].text):
                fenced = not fenced
            last = end + 1
        elif (
            last == end
            and not fenced
            and not _ITEM.match(row.text)
            and not _interrupts(rows, end)
            and not _SETEXT.match(row.text)
            and inner[-1].text.strip()
        ):
            inner.append(_Row(row.line, row.offset + indent, row.text[indent:]))
            last = end + 1
        else:
            break
        end += 1
    inner = inner[: last - at]
    if len(inner) == 1 and _is_plain(inner[0].text):
        children: tuple[Block, ...] = (_paragraph(inner, 0)[0],)
    else:
        children = tuple(_blocks(inner, depth + 1))
    stop = inner[-1].offset + len(inner[-1].text.rstrip())
    return Block(
        kind="item",
        first=rows[at].line,
        last=rows[last - 1].line + 1,
        marker=match.group(2),
        indent=lead,
        text=Span(inner[0].offset, max(stop, inner[0].offset)),
        children=children,
        starts=tuple(r.offset for r in inner),
    ), last
