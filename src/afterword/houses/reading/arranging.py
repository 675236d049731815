"""Seeing the sections of a document of no known house where bold words, list items, HTML, or bare lines head them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import takewhile

from afterword.houses.fields import WHYS, Path
from afterword.houses.house import Part
from afterword.houses.reading.actions.action_words import is_flag
from afterword.houses.reading.facts import fact_slot
from afterword.houses.reading.heads import (
    ALONE,
    BEFORE,
    Head,
    head_at,
    head_over_lists,
    html_head,
    label_of,
    lines_of,
    parted_head,
)
from afterword.houses.reading.indented_items import nested_as_indented
from afterword.houses.reading.label_blocks import is_label, states_facts_first
from afterword.houses.reading.naming import is_plainly_named
from afterword.houses.reading.outline import Matcher, main_field, may_open_within, own_labels
from afterword.houses.reading.times.surveying import entry_lines, survey
from afterword.houses.reading.title_lines import is_bold_line, stated_title, title_line
from afterword.houses.words import words
from afterword.model.span import Span
from afterword.text.blocks import Block, parse_indented, parse_quoted
from afterword.text.expressions import later
from afterword.text.source import Source
from afterword.text.times import find_day
from afterword.text.wording import leading_label, name_key

_PAIR = later(r"[ \t]*[A-Za-z][\w -]{0,30}:(?:[ \t]|$)")
_HOLDERS: frozenset[Path | None] = frozenset(
    {("lessons",), ("went_well",), ("went_wrong",), ("analysis", "root_cause")}
)
"""Fields whose sections may hold others as the items of a list; a section of no field may too."""
_LISTS: frozenset[Path | None] = frozenset({("timeline",), ("actions",), WHYS})
_WEIGHED = frozenset({("went_well",), ("went_wrong",), ("lucky",)})
_ENDING: frozenset[Path | None] = frozenset({("actions",), ("lessons",), *_WEIGHED})
_SET_OFF = frozenset({"code", "quote"})
_HEADED = 3
_FEW = 2
_TIMED = later(r"\d{1,2}[:.h]\d{2}|\d{1,2}\s?[ap]m\b", re.IGNORECASE)


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
        self.is_below_label = False
        self.is_inner = False
        self.is_early = True
        self.part: Part | None = matcher.house.root
        self.made: list[Block] = []

    def arranged(self) -> list[Block]:
        rest = self.blocks = self._without_odd_fences()
        title = title_line(self.source, rest)
        stated = stated_title(self.source, rest) if title is None else None
        if stated is not None:
            at, heading = stated
            below = rest[at]
            left = [lines_of(self.source, below, below.first + 1, below.last)] if below.last > below.first + 1 else []
            rest[at : at + 1] = [heading, *left]
        if title is not None:
            at = next(n for n, b in enumerate(rest) if b is title)
            rest[at : at + 1] = [
                replace(title, kind="heading", level=1, marker="*" if is_bold_line(self.source, title) else "")
            ]
        rest[:] = [nested_as_indented(self.source, b) if b.kind == "list" else b for b in rest]
        at = 0
        while at < len(rest):
            lists = self._lists(rest, at)
            if lists and self._holds_sections(lists, rest[at + len(lists)] if at + len(lists) < len(rest) else None):
                for block in lists:
                    self._sections_of(block)
                at += len(lists)
                continue
            if rest[at].kind == "quote" and self.is_early and self._holds_facts(rest[at]):
                rest[at : at + 1] = parse_quoted(self.source, rest[at])
            if rest[at].kind in _SET_OFF and (blocks := self._entries_set_off(rest, at)):
                rest[at : at + len(blocks[0])] = blocks[1]
            self._block(rest[at])
            at += 1
        return self.made

    def _lists(self, rest: Sequence[Block], at: int) -> list[Block]:
        """The lists from a place on that stand one behind the other; none in a document that is a list of sections."""
        return [] if self.is_list else list(takewhile(lambda block: block.kind == "list", rest[at:]))

    def _entries_set_off(self, rest: Sequence[Block], at: int) -> tuple[Sequence[Block], Sequence[Block]] | None:
        """The rest of a timeline whose entries all stand in indented blocks, or in quotes: as it is, and opened.

        returns: None where an entry stands outside of such blocks, and where fewer than two stand in them.
        """
        begin = next((n for n in range(at - 1, -1, -1) if rest[n].kind == "heading"), None)
        if begin is None or main_field(self.part) != ("timeline",):
            return None
        stop = next((n for n in range(at, len(rest)) if rest[n].kind == "heading"), len(rest))
        kind = rest[at].kind
        opened = [b for block in rest[at:stop] for b in ([block] if block.kind != kind else self._opened(block))]
        outside = [block for block in rest[begin + 1 : stop] if block.kind != kind]
        is_named = self.matcher.is_named(self._text(rest[begin].text))
        if not is_named or survey(entry_lines(self.source, outside)).entries:
            return None
        inside = [b for block in rest[at:stop] if block.kind == kind for b in self._opened(block)]
        return (rest[at:stop], opened) if survey(entry_lines(self.source, inside)).entries > 1 else None

    def _holds_facts(self, quote: Block) -> bool:
        """Whether every line of a quote above the sections starts with the label of a fact."""
        lines = [self.source.content(n).lstrip(" \t>") for n in range(quote.first, quote.last)]
        labels = [leading_label(line) for line in lines if line.strip()]
        return bool(labels) and all(label and fact_slot(label[0]) for label in labels)

    def _opened(self, block: Block) -> tuple[Block, ...]:
        return parse_quoted(self.source, block) if block.kind == "quote" else parse_indented(self.source, block)

    def _without_odd_fences(self) -> list[Block]:
        """The blocks, keys above a line of hyphens a paragraph again, which Markdown takes for a heading."""
        made = list(self.blocks)
        at = next((n for n, b in enumerate(made) if b.kind not in {"rule", "html"}), None)
        if at is not None and made[at].kind == "heading" and made[at].marker in {"-", "="}:
            lines = self._text(made[at].text).split("\n")
            is_title = len(lines) == 1 and (made[at].marker == "=" or self._tells(lines[0]))
            if all(_PAIR.match(line) for line in lines) and not is_title:
                made[at] = replace(made[at], kind="paragraph", last=made[at].last - 1, level=0, marker="")
        return made

    @staticmethod
    def _tells(line: str) -> bool:
        """Whether the key of a line is what documents like this are called: ``Postmortem: search was down``."""
        return name_key(line.partition(":")[0]) in words().untelling

    def _bold_names(self) -> Iterator[str]:
        """The bold words with which lines of paragraphs start and that may head what follows."""
        for block in self.blocks:
            for line in range(block.first, block.last) if block.kind == "paragraph" else ():
                content = self.source.content(line)
                if "**" in content or "__" in content:
                    match = ALONE.match(content) or BEFORE.match(content)
                    if match:
                        yield match.group("name")

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
        self.is_below_label = False
        self.is_early = self.is_early and block.level == 1
        self.is_inner = part is None and block.level > self.level > 1
        if part is not None or block.level <= max(self.level, 1):
            self.is_in_words = False
            self.part, self.level = part, block.level
        self.made.append(block)

    def _text(self, span: Span) -> str:
        return self.source.text[span.start : span.end]

    def _paragraph(self, block: Block) -> None:
        if self._states_facts(block):
            self.made.append(block)
            return
        first = block.first
        for line in range(block.first, block.last):
            head = self._head(block, line)
            if head is None or not (self._opens(head) or self._ends_label(head)):
                continue
            if first < line:
                self.made.append(lines_of(self.source, block, first, line))
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
            self.made.append(block if first == block.first else lines_of(self.source, block, first, block.last))

    def _states_facts(self, block: Block) -> bool:
        """Whether a paragraph before the sections is labels with facts behind them, and none that opens a list."""
        if not self.is_early or not self.matcher.house.is_fallback:
            return False
        return states_facts_first(self.source, block, self._names)

    def _ends_label(self, head: Head) -> bool:
        """Whether a bold label that names nothing known ends the text behind the bold label before it."""
        if not self.is_below_label or head.is_bare or head.is_alone:
            return False
        name = self._text(head.name)
        is_known = self._names(name) or is_flag(name) or name_key(name) in self.own
        return not is_known and main_field(self.part) not in _LISTS and is_label(self.source, head)

    def _head(self, block: Block, line: int) -> Head | None:
        return head_at(self.source, block, line, is_headed=self.is_headed)

    def _end_of(self, block: Block, line: int) -> int:
        """The line after the text that starts behind a name: before the next such name, or the paragraph's end."""
        end = line + 1
        while end < block.last and not ((head := self._head(block, end)) and self._opens(head)):
            if BEFORE.match(self.source.content(end)):
                break
            end += 1
        return end

    def _line_end(self, line: int) -> int:
        return self.source.bounds[line][0] + len(self.source.content(line).rstrip())

    def _opens(self, head: Head) -> bool:
        name = self._text(head.name)
        held = main_field(self.part)
        is_listed = held in {("timeline",), ("actions",)}
        if head.is_bare and not is_listed and not is_plainly_named(name):
            return False
        part = self.matcher.part(name)
        if self.is_inner and self.is_headed and held is None and name_key(name) in words().either:
            return False  # a word of many meanings, below a heading that names no section
        if head.is_unmarked and not self._is_unmistakable(name, held, part):
            return False
        if name_key(name) in self.own or (not head.is_alone and is_flag(name)):
            return False
        if part is None:
            return self._opens_unknown(head, name, held)
        field = main_field(part)
        if field is None or part.title or (field == ("title",) and not head.is_alone):
            return False
        if held == WHYS and name.endswith(("?", "\uff1f")):
            return False
        if head.is_unmarked:
            return True
        is_weak = self.matcher.is_weak(name)
        if is_listed and not (self.is_in_words and not is_weak and not head.is_bare):
            return may_open_within(held, field) and head.is_alone and not (head.is_bare and is_weak)
        if head.is_bare and (self.is_headed or (is_weak and held is not None)):
            return False
        if not self.is_headed or held is None or held == ("summary",):
            return not (is_weak and self.is_headed) and field != held
        is_weak = is_weak and not (held == ("lessons",) and field in _WEIGHED)
        return may_open_within(held, field) and not is_weak and field != ("impact", "text")

    def _is_unmistakable(self, name: str, held: Path | None, part: Part | None) -> bool:
        """Whether a line without any mark, among headings with marks, can be nothing but one: ``Lessons Learned``."""
        is_name = name[:1].isupper() and len(name.split()) > 1 and name_key(name) not in words().either
        field = main_field(part)
        return is_name and is_plainly_named(name) and not self.matcher.is_weak(name) and field in _ENDING - {held}

    def _opens_unknown(self, head: Head, name: str, held: Path | None) -> bool:
        """Whether a bold line that names nothing known is a heading: it is where headings are written so."""
        if self.is_headed or self.is_list or head.is_bare or not head.is_alone or self._has_headings:
            return False
        return held not in {("timeline",), ("actions",)} and not _TIMED.search(name) and find_day(name) is None

    @cached_property
    def _has_headings(self) -> bool:
        return sum(b.kind == "heading" for b in self.blocks) > 1

    def _open(self, head: Head, line: int) -> None:
        self.part = self.matcher.part(self._text(head.name))
        self.is_in_words = not self.is_headed and not head.level
        self.is_below_label = not head.is_alone and not head.is_bare
        self.is_early = False
        last = line + 1 if head.is_alone else line
        level = head.level or self._level()
        self.made.append(Block(kind="heading", first=line, last=last, level=level, text=head.name, marker="*"))

    def _level(self) -> int:
        if self.is_headed:
            return min(self.level + 1, 7)
        return max(2, self.level) if self._has_headings else 6

    def _html(self, block: Block) -> None:
        found = html_head(self.source, block)
        name = self._text(found[0].name) if found else ""
        is_within = found is not None and not found[0].level and self.part and self.matcher.part(name) is self.part
        if found is None or is_within or not (found[0].level or self._names(name)):
            self.made.append(block)
            return
        head, line = found
        self._open(head, line)
        self.level = head.level or self.level
        self._after_html(replace(block, first=line))

    def _after_html(self, block: Block) -> None:
        if block.last > block.first + 1:
            begin = self.source.bounds[block.first + 1][0]
            self.made.append(
                replace(block, first=block.first + 1, text=Span(begin, max(begin, block.text.end)), starts=())
            )

    def _names(self, name: str) -> bool:
        return self.matcher.part(name) is not None

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

    def _item_head(self, item: Block) -> Head | None:
        if not item.children or item.children[0].kind not in {"paragraph", "heading"}:
            return None
        first = item.children[0]
        if first.kind == "heading":
            head = Head(name=first.text, rest=first.text.end, is_alone=True)
        else:
            found = self._head(first, first.first) or label_of(self.source, first)
            parted = parted_head(self.source, item) if found is None or found.is_bare else None
            if parted is not None and self._names(self._text(parted.name)):
                found = parted
            if found is None:
                return None
            head = found
        return head if self._names(self._text(head.name)) else None

    def _is_weak(self, head: Head) -> bool:
        return self.matcher.is_weak(self._text(head.name))

    def _unknown_head(self, item: Block) -> Head | None:
        """The bold label of an item beside others that head sections, where it names nothing known and is no fact."""
        first = item.children[0] if item.children else None
        head = self._head(first, first.first) if first is not None and first.kind == "paragraph" else None
        if head is None or head.is_bare:
            return None
        name = self._text(head.name)
        is_time = _TIMED.search(name) or find_day(name) is not None
        return None if is_time or name_key(name) in words().labels else head

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

    def _holds_sections(self, lists: Sequence[Block], after: Block | None) -> bool:
        """Whether all that a section holds are lists, whose every item starts with the name of another section.

        A name is in bold, is all that the item says before a list of its own, or has its text behind a hyphen; of
        the last, one in three may name nothing known.
        """
        if self.part is not None and main_field(self.part) not in _HOLDERS:
            return False
        if (
            not self.made
            or self.made[-1].kind != "heading"
            or (after and after.kind not in {"heading", "rule", "html"})
        ):
            return False
        items = [item for block in lists for item in block.children]
        fields = [self._field_of(item) for item in items]
        known = [field for field in fields if field is not None]
        if len(known) < _FEW or len(set(known)) != len(known):
            return False
        return len(known) == len(fields) or (
            len(known) * _HEADED >= len(fields) * 2 and all(parted_head(self.source, item) for item in items)
        )

    def _field_of(self, item: Block) -> Path | None:
        head = self._section_head(item)
        return main_field(self.matcher.part(self._text(head.name))) if head else None

    def _section_head(self, item: Block) -> Head | None:
        """The name of a section with which an item of a list of sections starts."""
        head = self._item_head(item)
        if head is not None and self._text(Span(head.name.start - 2, head.name.start)) in {"**", "__"}:
            return head
        head = head_over_lists(item) or parted_head(self.source, item)
        return head if head and self._names(self._text(head.name)) and not self._is_weak(head) else None

    def _sections_of(self, block: Block) -> None:
        """Makes a section of every item."""
        for item in block.children:
            if head := self._section_head(item) or parted_head(self.source, item):
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

    def _inside(self, item: Block, head: Head) -> None:
        first = item.children[0]
        if not head.is_alone:
            self.made.append(replace(first, text=Span(head.rest, max(head.rest, first.text.end)), starts=()))
        elif first.last > first.first + 1 and first.kind == "paragraph":
            self.made.append(lines_of(self.source, first, first.first + 1, first.last))
        self.made.extend(item.children[1:])
