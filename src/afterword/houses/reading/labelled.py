"""Reading the lines of paragraphs: labelled values, labels that open parts, rows drawn with pipes, entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from afterword.houses.fields import WHYS, field_at
from afterword.houses.house import Hole, LabelSlot, Part
from afterword.houses.reading.facts import read_fact_line
from afterword.houses.reading.heads import lines_of
from afterword.houses.reading.outline import label_slots, list_slots, owners
from afterword.houses.reading.places import Place
from afterword.houses.reading.rows import read_label
from afterword.houses.reading.times.timed import why_line
from afterword.houses.reading.times.timed_lines import timed_line
from afterword.houses.template import walk
from afterword.model.span import Span
from afterword.text.blocks import Block
from afterword.text.wording import leading_label, name_key, short_key

if TYPE_CHECKING:
    from afterword.houses.reading.sections import SectionReader

_ENDS_TEXT = frozenset({"heading", "rule", "html", "reference", "footnote"})
"""Kinds of blocks that are no more of the text below a label."""


def read_paragraph(reader: SectionReader, block: Block) -> bool:
    """Reads the lines of a paragraph as labelled values, rows, and entries; what is none of these is free text."""
    free_from = block.first
    line = block.first
    while line < block.last:
        taken = _line(reader, block, line)
        if taken > line:
            if free_from < line:
                reader.free(lines_of(reader.work.source, block, free_from, line))
            line = free_from = taken
            reader.joined = False
        else:
            line += 1
    if free_from < block.last:
        reader.free(lines_of(reader.work.source, block, free_from, block.last))
    return True


def _line(reader: SectionReader, block: Block, line: int) -> int:
    """Reads what starts at a line of a paragraph; returns the line after it, or ``line`` for free text."""
    content = reader.work.source.content(line)
    if "|" in content and (taken := reader.piped(line)) > line:
        return taken
    if reader.reads_facts and (taken := read_fact_line(reader.work, reader.part, block, line)) > line:
        return taken
    label = leading_label(content.lstrip())
    if (
        label
        and _is_own_label(reader, label[0])
        and (taken := _labelled_line(reader, block, line, content, label)) > line
    ):
        return taken
    is_short = len(content) < 80 and (
        label or block.last == block.first + 1 or content.rstrip().rstrip("*_ ").endswith(":")
    )
    if is_short and name_key(content):
        child = reader.work.matcher.child(content.strip(), [c.part for c in reader.stack])
        if child is not None and (label is None or not content.lstrip()[label[1] :].strip(" *_:")):
            reader.open_label(child, line, line + 1)
            return line + 1
    if label:
        taken = _labelled_line(reader, block, line, content, label)
        if taken > line:
            return taken
    if owners(reader.part) & {("timeline",)}:
        return timed_line(reader, block, line)
    if WHYS in owners(reader.part):
        return why_line(reader, block, line)
    return line


def _labelled_line(reader: SectionReader, block: Block, line: int, content: str, label: tuple[str, int]) -> int:
    for collector in reversed(reader.stack):
        slot = _slot_for(collector.part, label[0], inner=collector is reader.stack[-1])
        if slot is not None:
            lead = len(content) - len(content.lstrip())
            start = reader.work.source.bounds[line][0] + lead + label[1]
            end, last = _value_end(reader, block, line, collector.part)
            if last == line + 1 and start >= end and (below := _text_below(reader, block, line, slot)):
                return below
            _label_value(reader, slot, Span(min(start, end), end), line, last, codec_block=last > line + 1)
            reader.leave_labels(line, _slot_part(collector.part, slot))
            return last
    child = reader.work.matcher.child(label[0], [c.part for c in reader.stack])
    if child is not None and reader.work.matcher.text_slot(child) is not None:
        reader.open_label(child, line, line)
        _finish_inline(reader, block, line, content, label)
        return block.last
    return line


def _text_below(reader: SectionReader, block: Block, line: int, slot: LabelSlot) -> int:
    """Takes the paragraph's next lines for a label with nothing behind it, or the blocks after it.

    returns: the line after what was taken of the paragraph; 0 where nothing is there for the label.
    """
    if line + 1 == block.last:
        return _blocks_below(reader, block, line, slot)
    end = line + 1
    while end < block.last and not leading_label(reader.work.source.content(end).lstrip()):
        end += 1
    if end == line + 1 or len(slot.pattern) != 1:
        return 0
    span = Span(reader.work.source.bounds[line + 1][0], reader.work.source.bounds[end - 1][1])
    _label_value(reader, slot, span, line, end, codec_block=True)
    return end


def _blocks_below(reader: SectionReader, block: Block, line: int, slot: LabelSlot) -> int:
    """Takes the blocks up to the next heading, label, or rule as the text of a label that ends its paragraph."""
    hole = slot.pattern[0]
    known = field_at(hole.path) if isinstance(hole, Hole) and len(slot.pattern) == 1 else None
    if slot.form != "line" or reader.work.house.reads_freely or known is None or known.owner or known.shape != "text":
        return 0
    taken: list[Block] = []
    for after in reader.after(block):
        if after.kind in _ENDS_TEXT or (after.kind == "paragraph" and _is_labelled(reader, after.first)):
            break
        if not taken and after.kind != "paragraph" and list_slots(reader.part):
            break
        taken.append(after)
    if not taken:
        return 0
    source = reader.work.source
    end = source.bounds[taken[-1].last - 1][0] + len(source.content(taken[-1].last - 1).rstrip())
    span = Span(source.bounds[taken[0].first][0], end)
    _label_value(reader, slot, span, line, taken[-1].last, codec_block=True)
    reader.consumed.update(id(after) for after in taken)
    return line + 1


def _is_own_label(reader: SectionReader, label: str) -> bool:
    """Whether the house writes this very label in the innermost open part."""
    return not reader.work.house.reads_freely and any(s.key == name_key(label) for s in label_slots(reader.part))


def _is_labelled(reader: SectionReader, line: int) -> bool:
    """Whether a line starts with a label that the open parts of the house have."""
    content = reader.work.source.content(line).lstrip()
    inside = [c.part for c in reader.stack]
    label = leading_label(content)
    names = [content, *([label[0]] if label else [])]
    if any(reader.work.matcher.child(name.strip(), inside) is not None for name in names):
        return True
    return label is not None and any(
        _slot_for(c.part, label[0], inner=c is reader.stack[-1]) is not None for c in reader.stack
    )


def _finish_inline(reader: SectionReader, block: Block, line: int, content: str, label: tuple[str, int]) -> None:
    start = reader.work.source.bounds[line][0] + len(content) - len(content.lstrip()) + label[1]
    text = reader.work.source.text[start : block.text.end]
    lead = len(text) - len(text.lstrip())
    reader.free(Block(kind="paragraph", first=line, last=block.last, text=Span(start + lead, block.text.end)))


def _value_end(reader: SectionReader, block: Block, line: int, part: Part) -> tuple[int, int]:
    """Where a labelled value ends: before the next line of the paragraph that is a label itself."""
    last = line + 1
    while last < block.last:
        content = reader.work.source.content(last).lstrip()
        if leading_label(content) or reader.work.matcher.child(content, [part]):
            break
        last += 1
    if last > line + 1 and reader.work.source.content(line).endswith(("  ", "\\")):
        last = line + 1
    return reader.work.source.bounds[last - 1][0] + len(reader.work.source.content(last - 1).rstrip()), last


def _label_value(
    reader: SectionReader, slot: LabelSlot, span: Span, first: int, last: int, *, codec_block: bool
) -> None:
    text = reader.work.text(span)
    lead = len(text) - len(text.lstrip())
    start = span.start + lead if text.strip() else span.start + min(lead, 1)
    place = Place(
        span=Span(start, max(start, span.end)), codec="block" if codec_block else "line", before="" if lead else " "
    )
    read_label(reader.work, slot, place, first, last)


def _slot_part(part: Part, slot: LabelSlot) -> Part | None:
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
