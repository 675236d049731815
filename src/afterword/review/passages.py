"""The prose of a document in passages that rules read: what stands where, with every character at its place.

A passage's text is as long as the stretch of the document that it shows: what is no prose (marks, code, addresses,
comments, quoted words) is replaced by as many other characters, so that a match in it is a span of the document.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from functools import cached_property
from typing import Literal

from afterword.houses.fields import Path
from afterword.model.span import Span
from afterword.model.values import dataclass
from afterword.review.roles import Role
from afterword.text.blocks import Block
from afterword.text.expressions import later
from afterword.text.source import Source
from afterword.text.tables import cells
from afterword.text.wording import leading_label, name_key

Kind = Literal["heading", "paragraph", "item", "cell", "label"]
"""What a passage is: ``label`` is a line or item that begins with a label, its text what follows the label."""

CODE = "\u2588"
"""Stands for each character of code, an address, or another thing that is no prose; a word character to nobody."""
QUOTED = "\u2591"
"""Stands for each character of quoted words."""

_COMMENT = later(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_CODE_SPAN = later(r"(`+)(?!`)(?:.+?)(?<!`)\1(?!`)", re.DOTALL)
_LINK = later(r"!?\[(?P<words>(?:[^\[\]]|\[[^\[\]]*\])*)\](?P<rest>\((?:[^()\s]|\([^()]*\))*(?:\s+\"[^\"]*\")?\))")
_ADDRESS = later(r"<?\b(?:https?|ftp|ssh|git|mailto|file)://?[^\s<>|)\]]+>?|\bwww\.[^\s<>|)\]]+")
_TAG = later(r"</?(?!br\b)[A-Za-z][^<>\n]*>")
_NOTE = later(r"\[\^[^\]]+\]")
_QUOTATION = later(
    r"\u201c[^\u201c\u201d\n]{1,400}\u201d|\u00ab[^\u00ab\u00bb\n]{1,400}\u00bb"
    r"|(?<![\w\"])\"(?=\S)[^\"\n]{1,400}(?<=\S)\"(?![\w\"])"
)
_MARKS = later(r"\*+|~~|(?<![^\W_])_+(?=\S)|(?<=\S)_+(?![^\W_])")
_CONTINUED = later(r"(?:\r\n|\r|\n)[ \t>]*")
_END = later(r"(?:[.!?\u2026](?:[\"'\u201d)\]*_]*)(?=\s+[\"'\u201c(\[*_]*[^\Wa-z_])|[\u3002\uff01\uff1f]|<br ?/?>)")
_LONG_LABEL = 3
"""Spaces in a plain label from which on it is a clause: ``This was the cause: it ...``."""
_SHORT = later(r"(?:\b(?:e\.g|i\.e|etc|vs|approx|ca|cf|al|Dr|Mr|Mrs|Ms|St|No|Inc|a\.m|p\.m|[A-Z])\.)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence within a passage."""

    text: str
    """Its characters, masked as those of the passage."""
    start: int
    """Offset of its first character in the document."""

    def span(self, match: re.Match[str], group: int | str = 0) -> Span:
        """Where a match in ``text`` stands in the document."""
        return Span(self.start + match.start(group), self.start + match.end(group))


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A stretch of prose: a heading, a paragraph, an item of a list, a cell, or what follows a label."""

    kind: Kind
    """What it is."""
    text: str
    """Its characters, masked."""
    start: int
    """Offset of its first character in the document."""
    line: int
    """The line, from 0, in which it starts."""
    role: Role
    """What its section is about."""
    owner: Path | None = None
    """The list of the record that it is an item of, or part of one: ``("actions",)``; None for none."""
    index: int | None = None
    """Which item of that list, from 0."""
    heading: str = ""
    """The heading over it."""
    label: str = ""
    """The label before it, or over the list that it is an item of; empty for none."""
    column: str = ""
    """The name of a cell's column, as it is compared."""
    quoted: bool = False
    """Whether it stands in a block quotation."""

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Its sentences, in order, without the spaces between them."""
        return tuple(_sentences(self.text, self.start))


def _sentences(text: str, offset: int) -> Iterator[Sentence]:
    begin = 0
    for match in _END.finditer(text):
        if _SHORT.search(text[begin : match.end()]):
            continue
        yield from _sentence(text, begin, match.end(), offset)
        begin = match.end()
    yield from _sentence(text, begin, len(text), offset)


def _sentence(text: str, start: int, end: int, offset: int) -> Iterator[Sentence]:
    part = text[start:end]
    if part.strip():
        lead = len(part) - len(part.lstrip())
        yield Sentence(text=part.strip(), start=offset + start + lead)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What reading made of a line."""

    role: Role = "other"
    """What its section is about."""
    owner: Path | None = None
    """The list that it is part of an item of."""
    index: int | None = None
    """Which item, from 0."""


@dataclass(slots=True)
class Cutter:
    """Cuts a document into passages."""

    source: Source
    """The document."""
    lines: Mapping[int, Line]
    """What reading made of each line, from 0."""
    headings: frozenset[int] = frozenset()
    """Lines, from 0, that are headings though no marks of Markdown say so: bold lines."""
    heading: str = field(init=False, default="")
    """The heading over the block that is being cut."""

    def cut(self, blocks: Sequence[Block], *, quoted: bool = False, label: str = "") -> Iterator[Passage]:
        """The passages of these blocks, in order."""
        above = label
        for block in blocks:
            if block.kind == "heading":
                self.heading = self.source.text[block.text.start : block.text.end].strip()
                yield self._passage("heading", block.text.start, block.text.end, block.first, quoted=quoted)
                above = label
            elif block.kind == "paragraph":
                yield from self._paragraph(block, quoted=quoted, label=above)
                above = label if block.first in self.headings else self._label_alone(block) or label
            elif block.kind == "table":
                yield from self._table(block, quoted=quoted, label=above)
            elif block.kind == "quote":
                yield from self.cut(block.children, quoted=True, label=above)
            elif block.kind in {"list", "item"}:
                yield from self._items(block, quoted=quoted, label=above)
            elif block.kind == "fence":
                yield from self._fenced(block, label=above)

    def _items(self, block: Block, *, quoted: bool, label: str) -> Iterator[Passage]:
        if block.kind == "list":
            for item in block.children:
                yield from self._items(item, quoted=quoted, label=label)
            return
        inner = label
        for number, child in enumerate(block.children):
            if number == 0 and child.kind == "paragraph":
                yield from self._paragraph(child, quoted=quoted, label=label, kind="item")
                inner = self._label_alone(child) or label
            else:
                yield from self.cut([child], quoted=quoted, label=inner)

    def _fenced(self, block: Block, *, label: str) -> Iterator[Passage]:
        """The lines of a fence that reading took for items of the record; a fence of code, or in an item, has none."""
        if self.lines.get(block.first, Line()).owner is not None:
            return
        for line in range(block.first + 1, block.last):
            about = self.lines.get(line)
            if about is None or about.owner is None:
                continue
            start, end, _ = self.source.bounds[line]
            words = self.source.text[start:end]
            if "|" in words:
                row = cells(words, start)
                yield from (
                    self._passage("cell", span.start, span.end, line, quoted=False, label=label)
                    for span in row
                    if span.end > span.start
                )
            elif words.strip():
                lead = len(words) - len(words.lstrip())
                yield self._passage("item", start + lead, end, line, quoted=False, label=label)

    def _label_alone(self, block: Block) -> str:
        """The label that a paragraph is nothing but, which names what follows."""
        text = self._prose(block.text.start, block.text.end).strip()
        found = leading_label(self.source.text[block.text.start : block.text.end].strip())
        if found and (not text[found[1] :].strip(" *_:") or text.endswith(":")):
            return found[0]
        return text.rstrip(": ") if text.endswith(":") and len(text) < 80 else ""

    def _paragraph(self, block: Block, *, quoted: bool, label: str, kind: Kind = "paragraph") -> Iterator[Passage]:
        if block.first in self.headings and block.last == block.first + 1:
            self.heading = self._prose(block.text.start, block.text.end).strip()
            yield self._passage("heading", block.text.start, block.text.end, block.first, quoted=quoted)
            return
        for line, start, end in self._labelled(block):
            yield from self._lines_of(line, start, end, quoted=quoted, label=label, kind=kind)

    def _labelled(self, block: Block) -> Iterator[tuple[int, int, int]]:
        """The paragraph cut before each line that begins with a label, where the first one does."""
        text, start = self.source.text, block.text.start
        line = block.first
        if leading_label(text[start : block.text.end]):
            for number in range(block.first + 1, block.last):
                begin = self.source.bounds[number][0]
                words = self.source.content(number)
                at = begin + len(words) - len(words.lstrip(" \t>"))
                if at < block.text.end and leading_label(text[at : self.source.bounds[number][1]]):
                    yield line, start, self.source.bounds[number - 1][1]
                    line, start = number, at
        yield line, start, block.text.end

    def _lines_of(self, line: int, start: int, end: int, *, quoted: bool, label: str, kind: Kind) -> Iterator[Passage]:
        raw = self.source.text[start:end]
        found = leading_label(raw)
        if found and not raw.startswith(("**", "__")) and found[0].count(" ") >= _LONG_LABEL:
            found = None
        if found and found[1] < len(raw) and raw[found[1] :].strip():
            if found[0].count(" ") >= _LONG_LABEL:
                yield self._passage(kind, start, start + found[1], line, quoted=quoted, label=label)
            yield self._passage("label", start + found[1], end, line, quoted=quoted, label=found[0])
        elif raw.strip():
            yield self._passage(kind, start, end, line, quoted=quoted, label=label)

    def _table(self, block: Block, *, quoted: bool, label: str) -> Iterator[Passage]:
        text = self.source.text
        starts = block.starts or tuple(self.source.bounds[n][0] for n in range(block.first, block.last))
        header: list[str] = []
        for number, line in enumerate(range(block.first, block.last)):
            start, end = starts[number], self.source.bounds[line][1]
            row = cells(text[start:end], start)
            if number == 0:
                header = [name_key(text[span.start : span.end]) for span in row]
            elif number > 1:
                for column, span in enumerate(row):
                    if span.end > span.start:
                        name = header[column] if column < len(header) else ""
                        yield self._passage("cell", span.start, span.end, line, quoted=quoted, label=label, column=name)

    def _passage(
        self, kind: Kind, start: int, end: int, line: int, *, quoted: bool, label: str = "", column: str = ""
    ) -> Passage:
        about = self.lines.get(line, Line())
        return Passage(
            kind=kind,
            text=self._prose(start, end),
            start=start,
            line=line,
            role=about.role,
            owner=about.owner,
            index=about.index,
            heading=self.heading,
            label=label,
            column=column,
            quoted=quoted,
        )

    def _prose(self, start: int, end: int) -> str:
        return masked(self.source.text[start:end])


def masked(raw: str) -> str:
    """The text with what is no prose replaced, character for character."""
    if not raw.isalnum():
        if "<!--" in raw:
            raw = _COMMENT.sub(_spaces, raw)
        if "`" in raw:
            raw = _CODE_SPAN.sub(_code, raw)
        if "[" in raw:
            raw = _NOTE.sub(_spaces, raw)
            raw = _LINK.sub(_link, raw)
        if ":/" in raw or "www." in raw:
            raw = _ADDRESS.sub(_code, raw)
        if "<" in raw:
            raw = _TAG.sub(_spaces, raw)
        if '"' in raw or "\u201c" in raw or "\u00ab" in raw:
            raw = _QUOTATION.sub(_quotation, raw)
        if "\n" in raw or "\r" in raw:
            raw = _CONTINUED.sub(_spaces, raw)
        if "*" in raw or "_" in raw or "~~" in raw:
            raw = _MARKS.sub(_spaces, raw)
    return raw


def _spaces(match: re.Match[str]) -> str:
    return " " * (match.end() - match.start())


def _code(match: re.Match[str]) -> str:
    return CODE * (match.end() - match.start())


def _quotation(match: re.Match[str]) -> str:
    return QUOTED * (match.end() - match.start())


def _link(match: re.Match[str]) -> str:
    """The words of a link stay; an image has none."""
    if match.group().startswith("!"):
        return _spaces(match)
    return " " + match["words"] + " " * (1 + len(match["rest"]))
