"""Seeing the sections of a document of no known house where bold words, list items, HTML, or bare lines head them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from afterword.houses.fields import WHYS, Path
from afterword.houses.house import Part
from afterword.houses.reading.actions.action_words import is_flag
from afterword.houses.reading.naming import is_plainly_named
from afterword.houses.reading.outline import Matcher, main_field, may_open_within, own_labels
from afterword.houses.words import words
from afterword.model.span import Span
from afterword.model.values import dataclass
from afterword.text.blocks import Block
from afterword.text.expressions import later
from afterword.text.source import Source
from afterword.text.times import find_day
from afterword.text.wording import leading_label, name_key

_ALONE = later(
    r"[ \t]*(?:\d{1,2}\\?[.)][ \t]+)?(?P<m>\*\*\*|\*\*|__|\*|_)(?P<name>[^*_\n]{1,90}?)(?P=m)[ \t]*[:：]?[ \t]*$"
)
_BEFORE = later(
    r"[ \t]*(?:\d{1,2}\\?[.)][ \t]+)?(?P<m>\*\*|__)(?P<name>[^*_\n]{1,60}?)"
    r"(?:[:：][ \t]*(?P=m)|(?P=m)[ \t]*[:：]|(?P=m)[ \t]+[-\u2013\u2014])(?=[ \t]|$)"
)
_PLAIN = later(
    r"[ \t]*(?:\d{1,2}\\?[.)][ \t]+)?(?P<name>[^\W\d_][^:：|<>\[\]{}*`\n]{1,50}?)[ \t]*(?P<colon>[:：]?)[ \t]*$"
)
_HTML = later(
    r"[ \t]*(?:<(?:details|div|p|center|span|a|section)\b[^>]*>[ \t]*)*"
    r"<(?P<tag>h[1-6]|summary|b|strong|u)\b[^>]*>(?:<(?:b|strong|u|em|i|span|a)\b[^>]*>)*"
    r"(?P<name>[^<\n]{1,120}?)(?:</(?:b|strong|u|em|i|span|a)>)*</(?P=tag)>[:：]?",
    re.IGNORECASE,
)
_OPENING = later(r"[ \t]*<(?:details|div|p|center|section)\b[^>]*>[ \t]*$", re.IGNORECASE)
_LABELLED = later(
    r"[^:：|]{1,30}[:：]\s|[*_]*(?:last )?(?:updated|date|status|posted|published|written)\b|\d{1,2}[:.]\d\d",
    re.IGNORECASE,
)
_PAIR = later(r"[ \t]*[A-Za-z][\w -]{0,30}:(?:[ \t]|$)")
_HOLDERS: frozenset[Path | None] = frozenset({("lessons",), ("went_well",), ("went_wrong",)})
"""Fields whose sections may hold others as the items of a list; a section of no field may too."""
_HEADED = 3
_LONGEST_TITLE = 120
_TIMED = later(r"\d{1,2}[:.h]\d{2}|\d{1,2}\s?[ap]m\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """Words that head what follows them."""

    name: Span
    """The characters of the name."""
    rest: int
    """Offset of what stands behind it on the line; that of the line's end where nothing does."""
    is_alone: bool
    """Whether nothing does."""
    is_bare: bool = False
    """Whether no mark but its place makes it a heading."""
    level: int = 0
    """The level that its tag states; 0 for none."""


def arrange(source: Source, blocks: Sequence[Block], matcher: Matcher) -> list[Block]:
    """The blocks with a heading in the place of all words that head a section; the same blocks where there are none."""
    return _Arranger(source, matcher, blocks).arranged()


class _Arranger:
    def __init__(self, source: Source, matcher: Matcher, blocks: Sequence[Block]) -> None:
        self.source = source
        self.matcher = matcher
        self.blocks = blocks
        titles = [source.text[b.text.start : b.text.end] for b in blocks if b.kind == "heading"]
        if len(titles) < _HEADED:
            matcher.note([*titles, *self._bold_names()])
        known = [title for title in titles if matcher.is_named(title)]
        self.is_headed = len(known) > 1
        self.is_list = not known and self._listed(blocks) > 2
        self.own = frozenset[str]() if matcher.house.is_fallback else own_labels(matcher.house.root)
        self.level = 0
        self.is_in_words = False
        self.part: Part | None = matcher.house.root
        self.made: list[Block] = []

    def arranged(self) -> list[Block]:
        rest = self.blocks = self._without_odd_fences()
        title = self._title_line()
        stated = self._stated_title() if title is None else None
        if stated is not None:
            at, heading = stated
            below = rest[at]
            left = [_cut(self.source, below, below.first + 1, below.last)] if below.last > below.first + 1 else []
            rest[at : at + 1] = [heading, *left]
        if title is not None:
            at = next(n for n, b in enumerate(rest) if b is title)
            rest[at : at + 1] = [replace(title, kind="heading", level=1, marker="*" if self._bold_title(title) else "")]
        for block, after in zip(rest, [*rest[1:], None], strict=False):
            if block.kind == "list" and not self.is_list and self._holds_sections(block, after):
                self._sections_of(block)
            else:
                self._block(block)
        return self.made

    def _without_odd_fences(self) -> list[Block]:
        """The blocks, keys above a line of hyphens a paragraph again, which Markdown takes for a heading."""
        made = list(self.blocks)
        at = next((n for n, b in enumerate(made) if b.kind not in {"rule", "html"}), None)
        if at is not None and made[at].kind == "heading" and made[at].marker in {"-", "="}:
            lines = self._text(made[at].text).split("\n")
            if all(_PAIR.match(line) for line in lines):
                made[at] = replace(made[at], kind="paragraph", last=made[at].last - 1, level=0, marker="")
        return made

    def _title_line(self) -> Block | None:
        """The line with which a document starts that has no heading of the first level, where it is no sentence."""
        if any(b.kind == "heading" and b.level == 1 for b in self.blocks):
            return None
        block = next((b for b in self.blocks if b.kind not in {"html", "rule", "reference"}), None)
        if block is None or block.kind != "paragraph" or block.last > block.first + 1:
            return None
        if (marked := leading_label(self._text(block.text))) and self._text(block.text)[marked[1] :].strip():
            return None
        text = self._text(block.text).strip("*_ ")
        label = leading_label(text)
        is_named = label is not None and name_key(label[0]) in words().untelling
        is_labelled = _LABELLED.match(text) and not (is_named and self._bold_title(block))
        is_title = 3 < len(text) < 120 and text[-1:] not in ".:;,!?。" and not is_labelled and "](" not in text
        return block if is_title and name_key(text) not in words().headings and len(self.blocks) > 1 else None

    def _stated_title(self) -> tuple[int, Block] | None:
        """The heading that a first line such as ``**Incident:** Mail is late`` stands for, and the place of its block.

        returns: None where a heading of the first level or a label of its own gives the title, or where what stands
        behind the label is a key or sentences.
        """
        if any(b.kind == "heading" and b.level == 1 for b in self.blocks):
            return None
        at = next((n for n, b in enumerate(self.blocks) if b.kind not in {"html", "rule", "reference"}), None)
        block = self.blocks[at] if at is not None else None
        if at is None or block is None or block.kind != "paragraph" or self._has_title_label(block):
            return None
        line = self.source.content(block.first)
        begin = self.source.bounds[block.first][0]
        lead = len(line) - len(line.lstrip())
        label = leading_label(line[lead:])
        if label is None or line[lead : lead + 2] not in {"**", "__"} or name_key(label[0]) not in words().untelling:
            return None
        value = line[lead + label[1] :].rstrip(" \t\\")
        told = value.strip()
        is_key = " " not in told and any(c.isdigit() for c in told)
        if not told or is_key or len(told) > _LONGEST_TITLE or told[-1:] in ".!?:;" or "](" in told:
            return None
        start = begin + lead + label[1] + len(value) - len(value.lstrip())
        span = Span(start, start + len(told))
        return at, Block(kind="heading", first=block.first, last=block.first + 1, level=1, text=span, marker="*")

    def _has_title_label(self, block: Block) -> bool:
        lines = [self.source.content(n).lstrip() for n in range(block.first, block.last)]
        return any(
            (label := leading_label(line)) and words().labels.get(name_key(label[0])) == "title" for line in lines
        )

    def _bold_names(self) -> Iterator[str]:
        """The bold words with which lines of paragraphs start and that may head what follows."""
        for block in self.blocks:
            for line in range(block.first, block.last) if block.kind == "paragraph" else ():
                content = self.source.content(line)
                if "**" in content or "__" in content:
                    match = _ALONE.match(content) or _BEFORE.match(content)
                    if match:
                        yield match.group("name")

    def _bold_title(self, block: Block) -> bool:
        return self._text(block.text).lstrip()[:1] in "*_"

    def _block(self, block: Block) -> None:
        if block.kind == "heading":
            self._heading(block)
        elif block.kind == "paragraph":
            self._paragraph(block)
        elif block.kind == "html":
            self._html(block)
        elif block.kind == "list" and self.is_list:
            self._list(block)
        else:
            self.made.append(block)

    def _heading(self, block: Block) -> None:
        title = self.source.text[block.text.start : block.text.end]
        part = self.matcher.part(title)
        if part is not None or block.level <= max(self.level, 1):
            self.is_in_words = False
            self.part, self.level = part, block.level
        self.made.append(block)

    def _text(self, span: Span) -> str:
        return self.source.text[span.start : span.end]

    # Paragraphs

    def _paragraph(self, block: Block) -> None:
        first = block.first
        for line in range(block.first, block.last):
            head = self._head(block, line)
            if head is None or not self._opens(head):
                continue
            if first < line:
                self.made.append(_cut(self.source, block, first, line))
            self._open(head, line)
            first = line + 1
            if not head.is_alone:
                end = self._end_of(block, line)
                start = head.rest
                self.made.append(
                    replace(block, first=line, last=end, text=Span(start, self._line_end(end - 1)), starts=())
                )
                first = end
        if first < block.last:
            self.made.append(block if first == block.first else _cut(self.source, block, first, block.last))

    def _end_of(self, block: Block, line: int) -> int:
        """The line after the text that starts behind a name: before the next such name, or the paragraph's end."""
        end = line + 1
        while end < block.last and not ((head := self._head(block, end)) and self._opens(head)):
            if _BEFORE.match(self.source.content(end)):
                break
            end += 1
        return end

    def _line_end(self, line: int) -> int:
        return self.source.bounds[line][0] + len(self.source.content(line).rstrip())

    def _head(self, block: Block, line: int) -> _Head | None:
        start, end, _ = self.source.bounds[line]
        begin = block.text.start if line == block.first else start
        text = self.source.text[begin:end]
        marked = text.lstrip()[:1] in "*_0123456789" and ("*" in text or "_" in text)
        if marked and (match := _ALONE.match(text)):
            return self._made(match, begin, alone=True, bare=len(match.group("m")) == 1)
        if marked and (match := _BEFORE.match(text)):
            return self._made(match, begin, alone=not text[match.end() :].strip())
        if len(text) < 60 and (match := _PLAIN.match(text)):
            is_own = block.last == block.first + 1
            if (match.group("colon") or is_own) and not (self.is_headed and not match.group("colon")):
                return self._made(match, begin, alone=True, bare=True)
        return None

    def _made(self, match: re.Match[str], begin: int, *, alone: bool, bare: bool = False) -> _Head:
        text = match.string
        rest = match.end() + len(text[match.end() :]) - len(text[match.end() :].lstrip())
        name = Span(begin + match.start("name"), begin + match.end("name"))
        return _Head(name=name, rest=begin + rest, is_alone=alone, is_bare=bare)

    # Whether words head a section here

    def _opens(self, head: _Head) -> bool:
        name = self._text(head.name)
        held = main_field(self.part)
        is_listed = held in {("timeline",), ("actions",)}
        if head.is_bare and not is_listed and not is_plainly_named(name):
            return False
        part = self.matcher.part(name)
        if name_key(name) in self.own or (not head.is_alone and is_flag(name)):
            return False
        if part is None:
            return self._opens_unknown(head, name, held)
        field = main_field(part)
        if field is None or part.title or (field == ("title",) and not head.is_alone):
            return False
        if held == WHYS and name.endswith(("?", "\uff1f")):
            return False
        is_weak = self.matcher.is_weak(name)
        if is_listed and not (self.is_in_words and not is_weak and not head.is_bare):
            return may_open_within(held, field) and head.is_alone and not (head.is_bare and is_weak)
        if head.is_bare and (self.is_headed or (is_weak and held is not None)):
            return False
        if not self.is_headed or held is None or held == ("summary",):
            return not (is_weak and self.is_headed) and field != held
        return may_open_within(held, field) and not is_weak and field != ("impact", "text")

    def _opens_unknown(self, head: _Head, name: str, held: Path | None) -> bool:
        """Whether a bold line that names nothing known is a heading: it is where headings are written so."""
        if self.is_headed or self.is_list or head.is_bare or not head.is_alone or self._has_headings:
            return False
        return held not in {("timeline",), ("actions",)} and not _TIMED.search(name) and find_day(name) is None

    @cached_property
    def _has_headings(self) -> bool:
        return sum(b.kind == "heading" for b in self.blocks) > 1

    def _open(self, head: _Head, line: int) -> None:
        self.part = self.matcher.part(self._text(head.name))
        self.is_in_words = not self.is_headed and not head.level
        last = line + 1 if head.is_alone else line
        level = head.level or self._level()
        self.made.append(Block(kind="heading", first=line, last=last, level=level, text=head.name, marker="*"))

    def _level(self) -> int:
        if self.is_headed:
            return min(self.level + 1, 7)
        return max(2, self.level) if self._has_headings else 6

    # HTML

    def _html(self, block: Block) -> None:
        line = block.first
        while line + 1 < block.last and _OPENING.match(self.source.content(line)):
            line += 1
        start, end, _ = self.source.bounds[line]
        match = _HTML.match(self.source.text[start:end])
        tag = match.group("tag").lower() if match else ""
        if match is None or (tag[0] != "h" and not self._names(match.group("name").strip())):
            self.made.append(block)
            return
        name = match.group("name").strip()
        level = int(tag[1]) if tag[0] == "h" else 0
        at = start + match.start("name") + len(match.group("name")) - len(match.group("name").lstrip())
        self._open(_Head(name=Span(at, at + len(name)), rest=end, is_alone=True, level=level), line)
        self.level = level or self.level
        self._after_html(replace(block, first=line))

    def _after_html(self, block: Block) -> None:
        if block.last > block.first + 1:
            begin = self.source.bounds[block.first + 1][0]
            self.made.append(
                replace(block, first=block.first + 1, text=Span(begin, max(begin, block.text.end)), starts=())
            )

    def _names(self, name: str) -> bool:
        return self.matcher.part(name) is not None

    # A document that is one list

    def _listed(self, blocks: Sequence[Block]) -> int:
        """How many items of the document's lists, or of the list within its only item, name a section."""
        count = 0
        for block in blocks:
            if block.kind == "list":
                named = sum(self._item_head(item) is not None for item in block.children)
                if not named and len(block.children) == 1:
                    named = self._listed(block.children[0].children)
                count += named
        return count

    def _item_head(self, item: Block) -> _Head | None:
        if not item.children or item.children[0].kind not in {"paragraph", "heading"}:
            return None
        first = item.children[0]
        if first.kind == "heading":
            head = _Head(name=first.text, rest=first.text.end, is_alone=True)
        else:
            found = self._head(first, first.first) or self._label(first)
            if found is None:
                return None
            head = found
        return head if self._names(self._text(head.name)) else None

    def _is_weak(self, head: _Head) -> bool:
        return self.matcher.is_weak(self._text(head.name))

    def _unknown_head(self, item: Block) -> _Head | None:
        """The bold label of an item beside others that head sections, where it names nothing known and is no fact."""
        first = item.children[0] if item.children else None
        head = self._head(first, first.first) if first is not None and first.kind == "paragraph" else None
        if head is None or head.is_bare:
            return None
        name = self._text(head.name)
        is_time = _TIMED.search(name) or find_day(name) is not None
        return None if is_time or name_key(name) in words().labels else head

    def _label(self, block: Block) -> _Head | None:
        """A plain name with a colon and text behind it."""
        text = self.source.text[block.text.start : block.text.end].split("\n", 1)[0]
        name, colon, rest = text.partition(":")
        if not colon or not rest.strip() or len(name) > 40:
            return None
        start = block.text.start
        return _Head(
            name=Span(start, start + len(name)),
            rest=start + len(name) + 1 + len(rest) - len(rest.lstrip()),
            is_alone=False,
        )

    def _list(self, block: Block) -> None:
        is_inner = main_field(self.part) is not None
        heads = [
            head if head and not (is_inner and self._is_weak(head)) else None
            for head in map(self._item_head, block.children)
        ]
        if not any(heads):
            if len(block.children) == 1 and self._listed(block.children[0].children):
                self._only_item(block.children[0])
            else:
                self.made.append(block)
            return
        kept: list[Block] = []
        around = self.part
        is_bold = any(head and self._text(Span(head.name.start - 2, head.name.start)) in {"**", "__"} for head in heads)
        for item, head in zip(block.children, heads, strict=True):
            self.part = around if head is not None else self.part  # the item before it does not hold the next one
            if head is None and is_bold and (unknown := self._unknown_head(item)):
                self._keep(block, kept)
                kept = []
                self._open(unknown, item.first)
                self._inside(item, unknown)
                continue
            if head is None or not self._opens(head):
                kept.append(item)
                continue
            self._keep(block, kept)
            kept = []
            self._open(head, item.first)
            self._inside(item, head)
        self._keep(block, kept)

    def _holds_sections(self, block: Block, after: Block | None) -> bool:
        """Whether all that a section holds is a list, whose every item starts with the bold name of another section."""
        if self.part is not None and main_field(self.part) not in _HOLDERS:
            return False
        if (
            not self.made
            or self.made[-1].kind != "heading"
            or (after and after.kind not in {"heading", "rule", "html"})
        ):
            return False
        fields = [self._field_of(item) for item in block.children]
        return len(fields) > 1 and None not in fields and len(set(fields)) == len(fields)

    def _field_of(self, item: Block) -> Path | None:
        head = self._item_head(item)
        is_bold = head is not None and self._text(Span(head.name.start - 2, head.name.start)) in {"**", "__"}
        return main_field(self.matcher.part(self._text(head.name))) if head and is_bold else None

    def _sections_of(self, block: Block) -> None:
        """Makes a section of every item."""
        for item in block.children:
            if head := self._item_head(item):
                self._open(head, item.first)
                self._inside(item, head)

    def _keep(self, block: Block, items: list[Block]) -> None:
        if items:
            self.made.append(replace(block, first=items[0].first, last=items[-1].last, children=tuple(items)))

    def _only_item(self, item: Block) -> None:
        """The item that the whole document stands in: its words are the title, what is below them the sections."""
        first = item.children[0]
        if first.kind == "paragraph":
            self.made.append(
                Block(kind="heading", first=first.first, last=first.last, level=1, text=first.text, marker="-")
            )
        for child in item.children[1:] if first.kind == "paragraph" else item.children:
            self._block(child)

    def _inside(self, item: Block, head: _Head) -> None:
        first = item.children[0]
        if not head.is_alone:
            self.made.append(replace(first, text=Span(head.rest, max(head.rest, first.text.end)), starts=()))
        elif first.last > first.first + 1 and first.kind == "paragraph":
            self.made.append(_cut(self.source, first, first.first + 1, first.last))
        self.made.extend(item.children[1:])


def _cut(source: Source, block: Block, first: int, last: int) -> Block:
    """The lines of a paragraph from ``first`` up to ``last``."""
    content = source.content(first)
    start = block.text.start if first == block.first else source.bounds[first][0] + len(content) - len(content.lstrip())
    end = source.bounds[last - 1][0] + len(source.content(last - 1).rstrip())
    return Block(kind="paragraph", first=first, last=last, text=Span(min(start, end), end))
