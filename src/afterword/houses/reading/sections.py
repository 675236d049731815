"""Reading what stands in one section: labelled values, lists, tables, entries, and free text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import field

from afterword.houses.fields import WHYS, Path, field_at
from afterword.houses.house import Hole, LabelSlot, Part
from afterword.houses.reading.actions.acting import is_free
from afterword.houses.reading.actions.action_announced import announces
from afterword.houses.reading.actions.action_flags import read_flagged
from afterword.houses.reading.actions.action_headings import read_action_heading
from afterword.houses.reading.actions.action_legends import is_colophon, is_legend
from afterword.houses.reading.actions.action_rows import is_action_table, read_action_table
from afterword.houses.reading.actions.action_texts import read_action_paragraph
from afterword.houses.reading.actions.action_words import Group
from afterword.houses.reading.facts import read_fact_line, read_fact_list, read_fact_table, states_facts
from afterword.houses.reading.free_text import house_words, read_free_text
from afterword.houses.reading.html_rows import read_html_rows
from afterword.houses.reading.listing import read_list
from afterword.houses.reading.outline import Section, label_slots, list_slots, main_field, owners
from afterword.houses.reading.places import Found, Layout, Place
from afterword.houses.reading.rows import columns_for, read_label, read_row, read_table
from afterword.houses.reading.times.timed import why_line
from afterword.houses.reading.times.timed_items import read_timed_heading
from afterword.houses.reading.times.timed_lines import timed_line
from afterword.houses.reading.times.updates import read_update
from afterword.houses.reading.whys import read_whys
from afterword.houses.reading.work import Work
from afterword.houses.template import walk
from afterword.houses.words import words
from afterword.model.span import Span
from afterword.model.values import dataclass
from afterword.text import tables
from afterword.text.blocks import Block, parse
from afterword.text.source import Source
from afterword.text.wording import leading_label, name_key, plain_text, short_key

_ENDS_TEXT = frozenset({"heading", "rule", "html", "reference", "footnote"})
"""Kinds of blocks that are no more of the text below a label."""


@dataclass(slots=True)
class _Collector:
    """A part that is being read, with the free text met in it."""

    part: Part
    found: Found
    runs: list[list[Block]] = field(default_factory=list)

    def free(self, block: Block, *, joined: bool) -> None:
        if joined and self.runs:
            self.runs[-1].append(block)
        else:
            self.runs.append([block])


class SectionReader:
    """Reads one section of a document."""

    def __init__(self, work: Work, section: Section, part: Part) -> None:
        """A document, a section of it, and the part that the section is."""
        self.work = work
        self.section = section
        self.root = part
        self.stack: list[_Collector] = []
        self.group = ""
        self.actions_group = self.actions_heading = Group()
        self.columns: tuple[Path, Layout] | None = None
        self.joined = False
        self.consumed: set[int] = set()
        self._places: dict[int, int] = {}

    def after(self, block: Block) -> Iterator[Block]:
        """The blocks of the section behind one of them; none for a block within another."""
        blocks = self.section.blocks
        if len(self._places) != len(blocks):
            self._places = {id(b): n for n, b in enumerate(blocks)}
        return (blocks[n] for n in range(self._places.get(id(block), len(blocks)) + 1, len(blocks)))

    def read(self) -> None:
        """Reads the whole section."""
        self.open(self.root, self.section.first, self.section.body)
        self.stack[0].found.title = self.section.title
        if ("timeline",) in owners(self.root):
            self.work.clock.note_zone(self.section.title, sentence=False)
            self.work.clock.note_day(self.section.title)
        blocks: Sequence[Block] = self.section.blocks
        if self.work.house.reads_freely and main_field(self.root) == WHYS:
            blocks = read_whys(self, blocks)
        self._blocks(blocks)
        while self.stack:
            self.close(self.section.last)

    def open(self, part: Part, first: int, body: int) -> None:
        """Opens a part whose heading or label stands at line ``first``."""
        found = Found(part=part, first=first, body=body, last=self.section.last)
        self.work.scan.found.append(found)
        self.stack.append(_Collector(part, found))
        self.joined = False

    def close(self, line: int) -> None:
        """Closes the innermost part before a line, and reads the free text met in it."""
        done = self.stack.pop()
        done.found.last = line
        read_free_text(self.work, self.section, self.root, done.part, done.runs)

    def leave_labels(self, line: int, keep: Part | None = None) -> None:
        """Closes label parts until the part that holds ``keep`` is open."""
        while len(self.stack) > 1 and (keep is None or not any(p is keep for p in walk(self.stack[-1].part))):
            self.close(line)

    @property
    def part(self) -> Part:
        """The innermost open part."""
        return self.stack[-1].part

    def free(self, block: Block) -> None:
        """Takes a block as free text of the innermost part."""
        self.stack[-1].free(block, joined=self.joined)
        self.joined = True

    def house_words(self) -> frozenset[str]:
        """The lines that the house itself writes in this section, as they are compared."""
        return house_words(self.root)

    def _blocks(self, blocks: Sequence[Block]) -> None:
        for block in blocks:
            if block.kind == "footnote" or id(block) in self.consumed or self._skip(block):
                continue
            if not announces(self, block) and not read_flagged(self, block) and not self._special(block):
                self.free(block)

    def _skip(self, block: Block) -> bool:
        """Comments and rules are part of a text only between two blocks of it; the ends are cut later."""
        return (
            False
            if block.kind != "html"
            else self.work.source.content(block.first).strip() in {"<!-- each -->", "<!-- /each -->"}
        )

    def _special(self, block: Block) -> bool:
        if id(block) in self.work.clock.folded:
            return False
        if is_free(self) and ("actions",) in owners(self.part) and self._action(block):
            return True
        if is_free(self) and block.kind == "table" and is_action_table(self, range(block.first, block.last)):
            return self._lone_actions(block)
        if is_free(self) and ("timeline",) in owners(self.part) and read_update(self, block):
            return True
        if block.kind == "paragraph":
            return self._paragraph(block)
        if self.reads_facts and self._facts(block):
            return True
        if block.kind == "table":
            done = read_table(self.work, self.part, range(block.first, block.last)) or (
                len(self.stack) > 1 and read_table(self.work, self.root, range(block.first, block.last))
            )
            self.joined = self.joined and not done
            return done
        if block.kind == "list":
            return self._list(block)
        if block.kind == "fence":
            return self._fence(block)
        if block.kind == "heading":
            return self._heading(block)
        return block.kind == "html" and read_html_rows(self, block)

    def _lone_actions(self, block: Block) -> bool:
        """Reads a table whose columns say that it is one of actions, where no heading does."""
        self.joined = False
        return read_action_table(self, range(block.first, block.last), self.work.matcher.part("Action Items"))

    def _action(self, block: Block) -> bool:
        if is_legend(self, block) or is_colophon(self, block):
            self.free(block)
            return True
        if block.kind == "table" and read_action_table(self, range(block.first, block.last)):
            self.joined = False
            return True
        return block.kind == "paragraph" and read_action_paragraph(self, block)

    @property
    def reads_facts(self) -> bool:
        """Whether labels here may state facts about the whole, as in documents of no known house."""
        house = self.work.house
        return house.reads_freely and states_facts(self.part) and (house.is_fallback or not label_slots(self.part))

    def _facts(self, block: Block) -> bool:
        if block.kind == "table":
            done = read_fact_table(self.work, range(block.first, block.last))
            self.joined = self.joined and not done
            return done
        rest = read_fact_list(self.work, block) if block.kind == "list" else None
        if rest is None:
            return False
        self.joined = False
        for item in rest:
            self.free(item)
        return True

    # Paragraphs

    def _paragraph(self, block: Block) -> bool:
        free_from = block.first
        line = block.first
        while line < block.last:
            taken = self._line(block, line)
            if taken > line:
                if free_from < line:
                    self.free(_cut(self.work.source, block, free_from, line))
                line = free_from = taken
                self.joined = False
            else:
                line += 1
        if free_from < block.last:
            self.free(_cut(self.work.source, block, free_from, block.last))
        return True

    def _line(self, block: Block, line: int) -> int:
        """Reads what starts at a line of a paragraph; returns the line after it, or ``line`` for free text."""
        content = self.work.source.content(line)
        if "|" in content and (taken := self._piped(line)) > line:
            return taken
        if self.reads_facts and read_fact_line(self.work, self.part, block, line):
            return line + 1
        label = leading_label(content.lstrip())
        alone = name_key(content) if len(content) < 80 else ""
        inside = [c.part for c in self.stack]
        if (
            label
            and self._is_own_label(label[0])
            and (taken := self._labelled_line(block, line, content, label)) > line
        ):
            return taken
        if alone and (content.rstrip().rstrip("*_ ").endswith(":") or label or block.last == block.first + 1):
            child = self.work.matcher.child(content.strip(), inside)
            if child is not None and (label is None or not content.lstrip()[label[1] :].strip(" *_:")):
                self._open_label(child, line, line + 1)
                return line + 1
        if label:
            taken = self._labelled_line(block, line, content, label)
            if taken > line:
                return taken
        if owners(self.part) & {("timeline",)}:
            return timed_line(self, block, line)
        if WHYS in owners(self.part):
            return why_line(self, block, line)
        return line

    def _open_label(self, child: Part, first: int, body: int) -> None:
        self.leave_labels(first, child)
        self.open(child, first, body)

    def _labelled_line(self, block: Block, line: int, content: str, label: tuple[str, int]) -> int:
        for collector in reversed(self.stack):
            slot = _slot_for(collector.part, label[0], inner=collector is self.stack[-1])
            if slot is not None:
                lead = len(content) - len(content.lstrip())
                start = self.work.source.bounds[line][0] + lead + label[1]
                end, last = self._value_end(block, line, collector.part)
                if last == line + 1 and start >= end and (below := self._text_below(block, line, slot)):
                    return below
                self._label_value(slot, Span(min(start, end), end), line, last, codec_block=last > line + 1)
                self.leave_labels(line, slot_part(collector.part, slot))
                return last
        child = self.work.matcher.child(label[0], [c.part for c in self.stack])
        if child is not None and self.work.matcher.text_slot(child) is not None:
            self._open_label(child, line, line)
            self._finish_inline(block, line, content, label)
            return block.last
        return line

    def _text_below(self, block: Block, line: int, slot: LabelSlot) -> int:
        """Takes the paragraph's next lines for a label with nothing behind it, or the blocks after it.

        returns: the line after what was taken of the paragraph; 0 where nothing is there for the label.
        """
        if line + 1 == block.last:
            return self._blocks_below(block, line, slot)
        end = line + 1
        while end < block.last and not leading_label(self.work.source.content(end).lstrip()):
            end += 1
        if end == line + 1 or len(slot.pattern) != 1:
            return 0
        span = Span(self.work.source.bounds[line + 1][0], self.work.source.bounds[end - 1][1])
        self._label_value(slot, span, line, end, codec_block=True)
        return end

    def _blocks_below(self, block: Block, line: int, slot: LabelSlot) -> int:
        """Takes the blocks up to the next heading, label, or rule as the text of a label that ends its paragraph."""
        hole = slot.pattern[0]
        known = field_at(hole.path) if isinstance(hole, Hole) and len(slot.pattern) == 1 else None
        if slot.form != "line" or self.work.house.reads_freely or known is None or known.owner or known.shape != "text":
            return 0
        taken: list[Block] = []
        for after in self.after(block):
            if after.kind in _ENDS_TEXT or (after.kind == "paragraph" and self._is_labelled(after.first)):
                break
            if not taken and after.kind != "paragraph" and list_slots(self.part):
                break
            taken.append(after)
        if not taken:
            return 0
        source = self.work.source
        end = source.bounds[taken[-1].last - 1][0] + len(source.content(taken[-1].last - 1).rstrip())
        span = Span(source.bounds[taken[0].first][0], end)
        self._label_value(slot, span, line, taken[-1].last, codec_block=True)
        self.consumed.update(id(after) for after in taken)
        return line + 1

    def _is_own_label(self, label: str) -> bool:
        """Whether the house writes this very label in the innermost open part."""
        return not self.work.house.reads_freely and any(s.key == name_key(label) for s in label_slots(self.part))

    def _is_labelled(self, line: int) -> bool:
        """Whether a line starts with a label that the open parts of the house have."""
        content = self.work.source.content(line).lstrip()
        inside = [c.part for c in self.stack]
        label = leading_label(content)
        names = [content, *([label[0]] if label else [])]
        if any(self.work.matcher.child(name.strip(), inside) is not None for name in names):
            return True
        return label is not None and any(
            _slot_for(c.part, label[0], inner=c is self.stack[-1]) is not None for c in self.stack
        )

    def _finish_inline(self, block: Block, line: int, content: str, label: tuple[str, int]) -> None:
        start = self.work.source.bounds[line][0] + len(content) - len(content.lstrip()) + label[1]
        text = self.work.source.text[start : block.text.end]
        lead = len(text) - len(text.lstrip())
        self.free(Block(kind="paragraph", first=line, last=block.last, text=Span(start + lead, block.text.end)))

    def _value_end(self, block: Block, line: int, part: Part) -> tuple[int, int]:
        """Where a labelled value ends: before the next line of the paragraph that is a label itself."""
        last = line + 1
        while last < block.last:
            content = self.work.source.content(last).lstrip()
            if leading_label(content) or self.work.matcher.child(content, [part]):
                break
            last += 1
        if last > line + 1 and self.work.source.content(line).endswith(("  ", "\\")):
            last = line + 1
        return self.work.source.bounds[last - 1][0] + len(self.work.source.content(last - 1).rstrip()), last

    def _label_value(self, slot: LabelSlot, span: Span, first: int, last: int, *, codec_block: bool) -> None:
        text = self.work.text(span)
        lead = len(text) - len(text.lstrip())
        start = span.start + lead if text.strip() else span.start + min(lead, 1)
        place = Place(
            span=Span(start, max(start, span.end)), codec="block" if codec_block else "line", before="" if lead else " "
        )
        read_label(self.work, slot, place, first, last)

    def _piped(self, line: int) -> int:
        """Reads a row drawn with pipes outside a table, and the line of column names above such rows."""
        content = self.work.source.content(line)
        spans = tables.cells(content, self.work.source.bounds[line][0])
        if len(spans) < 3:
            return line
        from_names = _columns(self.root, [self.work.text(s) for s in spans])
        if from_names:
            self.columns = from_names
            return line + 1
        if self.columns is None or self.columns[0] not in owners(self.root):
            return line
        owner, layout = self.columns
        read_row(self.work, owner, _fix(layout, self._fixed(owner)), line)
        return line + 1

    # Lists

    def _list(self, block: Block) -> bool:
        return read_list(self, block)

    # Fences and headings within the section

    def _fence(self, block: Block) -> bool:
        if not owners(self.root) or (self.work.matcher.text_slot(self.part) is not None and not owners(self.part)):
            return False
        if ("timeline",) in owners(self.root) and not self.work.clock.reads_fence(block.marker):
            return False
        inner = _inner(self.work.source, block)
        count = sum(len(u) for u in self.work.scan.units.values())
        self._blocks_in_fence(inner)
        return sum(len(u) for u in self.work.scan.units.values()) > count

    def _blocks_in_fence(self, blocks: Sequence[Block]) -> None:
        kept = self.stack[-1].runs[:]
        depth = len(self.stack)
        for block in blocks:
            self._special(block)
        while len(self.stack) > depth:
            self.stack.pop()
        self.stack[-1].runs = kept

    def _heading(self, block: Block) -> bool:
        title = self.work.text(block.text)
        child = self.work.matcher.child(title, [self.root])
        if child is not None:
            self._open_label(child, block.first, block.last)
            return True
        if ("actions",) in owners(self.root):
            self.leave_labels(block.first)
            if is_free(self):
                return read_action_heading(self, block, title)
            self.group = plain_text(title)
            return True
        if ("timeline",) in owners(self.root):
            return read_timed_heading(self, block, title)
        return False

    def _fixed(self, owner: Path) -> tuple[tuple[str, str], ...]:
        for collector in reversed(self.stack):
            for slot in list_slots(collector.part):
                if slot.owner == owner:
                    return slot.fixed
        return ()


def slot_part(part: Part, slot: LabelSlot) -> Part | None:
    """The part within ``part`` that holds a labelled value."""
    return next((p for p in walk(part) if any(n is slot for n in p.nodes)), None)


def _slot_for(part: Part, label: str, *, inner: bool) -> LabelSlot | None:
    keys = {name_key(label), short_key(label)}
    parts = list(walk(part)) if inner else [part, *(n for n in part.nodes if isinstance(n, Part) and n.level > 6)]
    for holder in parts:
        for slot in label_slots(holder):
            if slot.key in keys or short_key(slot.key) in keys:
                return slot
    return None


def _columns(part: Part, names: list[str]) -> tuple[Path, Layout] | None:
    if any(re.search(r"\d{4}-\d{2}", n) for n in names):
        return None
    chosen = columns_for(names, part)
    if chosen is None or sum(c is not None for c in chosen[1].columns) < max(3, len(names) - 1):
        return None
    known = words().columns.get(".".join(chosen[0]), {})
    return (
        chosen if sum(name_key(n) in known or short_key(n) in known for n in names) >= max(2, len(names) - 2) else None
    )


def _fix(layout: Layout, fixed: tuple[tuple[str, str], ...]) -> Layout:
    return Layout(form=layout.form, columns=layout.columns, fixed=fixed)


def _cut(source: Source, block: Block, first: int, last: int) -> Block:
    start = block.text.start if first == block.first else source.bounds[first][0]
    content = source.content(last - 1)
    end = source.bounds[last - 1][0] + len(content.rstrip())
    return Block(kind="paragraph", first=first, last=last, text=Span(min(start, end), end))


def _inner(source: Source, block: Block) -> Sequence[Block]:
    """The blocks of a fence's content, read as Markdown."""
    last = block.last
    if last > block.first + 1 and source.content(last - 1).lstrip().startswith(block.marker[:3]):
        last -= 1
    return parse(source, block.first + 1, max(last, block.first + 1))
