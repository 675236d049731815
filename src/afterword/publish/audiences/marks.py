"""What marks in a document's text hide: spans, entries, and comments, taken out before it is read.

A mark that cannot be understood hides more, never less.
"""

import re
from collections.abc import Iterator, Sequence

from afterword.houses.reading import frontmatter
from afterword.model.values import dataclass
from afterword.publish.audiences.audience import Audience
from afterword.text.blocks import Block, parse
from afterword.text.source import Source

_LINE_END = re.compile(r"\r\n|\r|\n")
_COMMENT = re.compile(r"<!--(-?>|.*?-->|.*\Z)", re.DOTALL)
_SPAN = re.compile(r"<!--\s*(/?)\s*([a-z][\w-]*)\s*-->", re.IGNORECASE)
_ONLY = re.compile(r"<!--\s*only\b\s*:?\s*(.*?)\s*-->", re.IGNORECASE | re.DOTALL)
_KEPT = re.compile(r"<!--\s*(?:(?:phase|kind)\s*:\s*[a-z_]+|chain)\s*-->")
_CARRIED = re.compile(r"<!--\s*afterword:carried\s*-->", re.IGNORECASE)
_CARRIED_END = re.compile(r"<!--\s*/afterword:carried\s*-->", re.IGNORECASE)
_TICKED = re.compile(r"(?<![\\`])(`{1,20})(?!`).{1,4000}?(?<!`)\1(?!`)")
_PIPE = re.compile(r"(?<!\\)\|")
_Range = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmarked:
    """A document's text without what marks hide."""

    text: str
    """Markdown with ``\\n`` line ends, front matter included."""
    lines: tuple[int, ...]
    """For each line of ``text`` its 1-based line in the document."""


def unmarked(text: str, audience: Audience, names: Sequence[str]) -> Unmarked:
    """The document as far as its marks let an audience see it; ``names`` are those of all audiences.

    shape: ``<!-- internal -->`` hides up to ``<!-- /internal -->``, else to the end of its section.
    ``<!-- only: X -->`` hides the row, the item, the paragraph, or, in a heading, the section that it stands in;
    a name that is no audience hides from all but the internal one.
    """
    plain = _LINE_END.sub("\n", text.removeprefix("\ufeff"))
    scan = _Scan(plain, audience, frozenset(names))
    ranges = _joined(scan.hidden())
    return _without(plain, ranges, scan)


def unmarked_value(text: str, audience: Audience, names: Sequence[str]) -> str | None:
    """The same for the text of a field, which the carried block may hold with its marks; None where all of it goes."""
    if "<!--" not in text:
        return text
    scan = _Scan(text, audience, frozenset(names), has_front=False)
    left = _without(text, _joined(scan.hidden()), scan)
    return left.text.strip("\n") or None


class _Scan:
    """One document with its blocks, from which the marks tell what goes."""

    def __init__(self, text: str, audience: Audience, names: frozenset[str], *, has_front: bool = True) -> None:
        self.text = text
        self.audience = audience
        self.names = names
        self.source = Source(text)
        self.first = frontmatter.find(self.source).lines if has_front else 0
        self.blocks = parse(self.source, self.first)
        self.code = frozenset(
            line
            for block in _deep(self.blocks)
            if block.kind in {"fence", "code"}
            for line in range(block.first, block.last)
        )
        self.rows = frozenset(
            line for block in _deep(self.blocks) if block.kind == "table" for line in range(block.first, block.last)
        )

    def hidden(self) -> Iterator[_Range]:
        """The ranges of characters that go, in any order."""
        body = (
            self.source.lines(self.first, self.first).start if self.first < len(self.source.bounds) else len(self.text)
        )
        opened: list[tuple[str, int]] = []
        at = body
        while (found := _COMMENT.search(self.text, at)) is not None:
            at = found.end()
            in_code = self._in_code(found.start())
            words = found.group()
            span = _SPAN.match(words)
            if span and span[2].lower() in self.names:
                at = found.start() + span.end()
                if not span[1]:
                    opened.append((span[2].lower(), found.start()))
                elif not in_code:
                    yield from self._closed(opened, span[2].lower(), at)
                yield found.start(), at
            elif in_code:
                at = found.start() + 4
            elif _CARRIED.match(words):
                # what it says of single fields is read, and then looked at field by field
                end = _CARRIED_END.search(self.text, at)
                at = end.end() if end else len(self.text)
            elif (only := _ONLY.match(words)) is not None:
                if not self.audience.sees(only[1].strip().lower()):
                    yield from self._unit(found.start())
                yield found.start(), found.end()
            elif not _KEPT.match(words):
                yield found.start(), found.end()
        for name, start in opened:
            if not self.audience.sees(name):
                yield start, self._section_end(start)

    def _in_code(self, offset: int) -> bool:
        line = self.source.line_at(offset)
        if line in self.code:
            return True
        first, last, _ = self.source.bounds[line]
        if "`" not in self.text[first:offset]:
            return False
        # a run of ticks that no other ends is no code, and what stands behind it is a mark
        return any(found.start() < offset - first < found.end() for found in _TICKED.finditer(self.text[first:last]))

    def _closed(self, opened: list[tuple[str, int]], name: str, end: int) -> Iterator[_Range]:
        """The span that a closing mark ends; the last one of its name."""
        for n in range(len(opened) - 1, -1, -1):
            if opened[n][0] == name:
                if not self.audience.sees(name):
                    yield opened[n][1], end
                del opened[n]
                return

    def _unit(self, offset: int) -> Iterator[_Range]:
        """What an entry's mark hides: the smallest block around it that stands for itself."""
        line = self.source.line_at(offset)
        path = list(_path(self.blocks, line))
        if not path:
            yield self._lines(line, line + 1)
            return
        block = path[-1]
        item = next((b for b in reversed(path) if b.kind == "item"), None)
        if block.kind == "heading":
            yield self._lines(line, line + 1)
            yield offset, self._section_end(offset)
        elif block.kind == "table":
            first = line if line > block.first + 1 else block.first
            yield self._lines(first, line + 1 if line > block.first + 1 else block.last)
        elif block.kind == "html":
            # a mark on a line of its own is about what it touches, and about what follows
            siblings = (item.children if item else self.blocks) or (block,)
            touched = [b for b in siblings if b.last == block.first]
            following = [b for b in siblings if b.first >= block.last]
            for other in (*touched, block, *following[:1]):
                yield self._lines(other.first, other.last)
        elif item is not None:
            yield self._lines(item.first, item.last)
        else:
            yield self._lines(block.first, block.last)

    def _lines(self, first: int, last: int) -> _Range:
        span = self.source.lines(first, last)
        return span.start, span.end

    def _section_end(self, offset: int) -> int:
        """Where the section around a place ends: at the next heading that is not below its own; else at the end."""
        line = self.source.line_at(offset)
        headings = [block for block in self.blocks if block.kind == "heading"]
        level = next((block.level for block in reversed(headings) if block.first <= line), 6)
        after = next((block for block in headings if block.first > line and block.level <= level), None)
        return self.source.lines(after.first, after.first).start if after else len(self.text)


def _deep(blocks: Sequence[Block]) -> Iterator[Block]:
    for block in blocks:
        yield block
        yield from _deep(block.children)


def _path(blocks: Sequence[Block], line: int) -> Iterator[Block]:
    """The blocks around a line, the outermost first."""
    for block in blocks:
        if block.first <= line < block.last:
            yield block
            yield from _path(block.children, line)
            return


def _joined(ranges: Iterator[_Range]) -> list[_Range]:
    made: list[_Range] = []
    for start, end in sorted(ranges):
        if made and start <= made[-1][1]:
            made[-1] = (made[-1][0], max(made[-1][1], end))
        else:
            made.append((start, end))
    return made


def _without(text: str, ranges: Sequence[_Range], scan: _Scan) -> Unmarked:
    """The text without the ranges: lines that nothing is left of go, and rows of tables keep their cells."""
    kept: list[str] = []
    numbers: list[int] = []
    first = 0
    for number, (start, end, _) in enumerate(scan.source.bounds):
        while first < len(ranges) and ranges[first][1] <= start:
            first += 1
        cuts = [(max(a, start) - start, min(b, end) - start) for a, b in _from(ranges, first, end) if b > start]
        line = text[start:end]
        left = _cut(line, cuts, is_row=number in scan.rows) if cuts else line
        if not cuts or left.strip(" \t>|-*+"):
            kept.append(left)
            numbers.append(number + 1)
    return Unmarked(text="\n".join(kept) + "\n", lines=tuple(numbers))


def _from(ranges: Sequence[_Range], first: int, end: int) -> Iterator[_Range]:
    """The ranges from one on that start before a character."""
    while first < len(ranges) and ranges[first][0] < end:
        yield ranges[first]
        first += 1


def _cut(line: str, cuts: Sequence[_Range], *, is_row: bool) -> str:
    parts = []
    done = 0
    for start, end in cuts:
        parts.append(line[done:start])
        if is_row:
            parts.append("|" * len(_PIPE.findall(line[start:end])))
        done = end
    return ("".join(parts) + line[done:]).rstrip()
