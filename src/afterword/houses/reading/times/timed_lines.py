"""Entries of a timeline in paragraphs: a line each, several lines each, after a time alone, or sentences."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from afterword.houses.house import ListSlot
from afterword.houses.reading.outline import list_slots
from afterword.houses.reading.places import Layout, Place
from afterword.houses.reading.times import entries
from afterword.houses.reading.times.entries import separator_end
from afterword.houses.reading.times.inner_times import inner_time, labelled_time, sentences
from afterword.houses.reading.times.timed import event
from afterword.model.span import Span
from afterword.text.expressions import later

if TYPE_CHECKING:
    from afterword.houses.reading.sections import SectionReader
    from afterword.text.blocks import Block
    from afterword.text.times import TimeRead

_BREAK = later(r"<br\s*/?>[ \t]*|(?:;|\s(?:\u2192|->|=>))\s+(?=[~*_`]{0,3}\d{1,2}[:.h]\d\d)", re.IGNORECASE)
_ENDS = later(r"(?:[.!?:;)\]`>|]|  |\\)[*_]*$")
_COLUMNS = later(r"\S(?: {3,}|\t)\S")
_BREAKS_OFF = later(
    r"\b(?:at|by|from|until|till|around|about|to|between|and|since|of|on|the|was|in|after|before)\s*$", re.IGNORECASE
)
_SENTENCE = later(r"[A-Z][a-z]+\s[^.!?\n]{8,}[.!?](?:\s|$)")
_REMARK = later(r"[\s*_]*\([^()]*\)[\s*_:]*")
_AHEAD = 80
"""Characters behind a line break that show whether a time starts there."""

_ORIGIN = later(r"[\s*_`>-]*T\s?[+-]?\s?0\b[*_`\s]*(?:=|is\b|:=)[*_`\s]*\d", re.IGNORECASE)
"""What says from when relative times count: ``T0 = 2024-04-02 17:00 UTC``."""
_BOLD = frozenset({"**", "__"})
_CLOSERS = " *_`])}"


def timed_line(reader: SectionReader, block: Block, line: int) -> int:
    """Reads an entry that starts at a line of a paragraph; returns the line after it, or ``line`` for none."""
    clock = reader.work.clock
    content = reader.work.source.content(line)
    clock.header = None
    if clock.is_free and line > block.first and not _may_start(reader, line):
        return line
    is_prose = clock.is_free and clock.is_prose and line == block.first and not _is_labelled(reader, block)
    if is_prose and (taken := _prose(reader, block)):
        return taken
    if clock.note_day_and_zone(content) or (clock.is_free and states_origin(content)):
        return line + 1
    before = clock.mark()
    found = clock.read(content)
    if found and clock.is_listed and not found.has_day and not found.is_worded and _SENTENCE.match(content):
        clock.reset(before)
        return line
    if found is None:
        return _line_without_time(reader, block, line)
    end = separator_end(content, found)
    if not content[end:].strip(" *_:"):
        if not found.has_clock:
            _stand_over(reader, block, line, found)
            return line + 1
        if clock.is_free and (taken := _time_alone(reader, block, line, found)):
            return taken
        clock.reset(before)
        return line
    is_parted = bool(content[found.end : end].strip(_CLOSERS)) or content[: found.start].rstrip().endswith("[")
    if not found.has_clock and not is_parted:
        if clock.is_free and _REMARK.fullmatch(content[end:]):
            clock.note_zone(content[end:])
            return line + 1
        clock.reset(before)
        return line
    last = _last_line(reader, block, line)
    if last == line + 1 and ("<br" in content or (clock.is_free and _BREAK.search(content, end))):
        return _broken_line(reader, line, found)
    start = reader.work.source.bounds[line][0]
    _entry(reader, found, start, start + end, line, last)
    return last


def states_origin(line: str) -> bool:
    """Whether a line says from when relative times count, and is no entry itself."""
    return _ORIGIN.match(line) is not None


def _stand_over(reader: SectionReader, block: Block, line: int, found: TimeRead) -> None:
    """Makes a day that stands alone over lists without times the day of their items."""
    following = _following(reader, block) if line + 1 == block.last else []
    items = [item for after in following if after.kind == "list" for item in after.children]
    is_timed = any(reader.work.clock.peek(reader.work.source.content(item.first).lstrip("-*+ ")) for item in items)
    if reader.work.clock.is_free and items and following[0].kind == "list" and not is_timed:
        reader.work.clock.header = found.moment


def _entry(reader: SectionReader, found: TimeRead, start: int, begin: int, line: int, last: int) -> None:
    """Takes the entry whose time was read at ``start`` and whose words go from ``begin`` to the end of its lines."""
    source = reader.work.source
    stop = source.bounds[last - 1][0] + len(source.content(last - 1).rstrip())
    place = Place(span=Span(min(begin, stop), stop), codec="block" if last > line + 1 else "line")
    event(reader, found, start, place, line, last, _layout(reader))


def _layout(reader: SectionReader) -> Layout:
    pattern = next((s.pattern for s in list_slots(reader.root) if isinstance(s, ListSlot)), entries.PATTERN)
    return Layout(form="paragraph", pattern=pattern)


def _last_line(reader: SectionReader, block: Block, line: int) -> int:
    last = line + 1
    while last < block.last and not _starts_entry(reader, last):
        last += 1
    return last


def _last_labelled(reader: SectionReader, block: Block, line: int) -> int:
    """The line after an entry behind a label, which the next label with a time ends as well."""
    last = line + 1
    while last < block.last and not _starts_entry(reader, last) and not _has_labelled(reader, last):
        last += 1
    return last


def _is_labelled(reader: SectionReader, block: Block) -> bool:
    """Whether more than one line of a paragraph is a label with a time behind it, and the first one is."""
    lines = [_has_labelled(reader, line) for line in range(block.first, block.last)]
    return lines[0] and sum(lines) > 1


def _has_labelled(reader: SectionReader, line: int) -> bool:
    """Whether a line starts with a label and a time behind it; nothing is taken from it."""
    marked = reader.work.clock.mark()
    found = labelled_time(reader.work.source.content(line), reader.work.clock)
    reader.work.clock.reset(marked)
    return found is not None


def _starts_entry(reader: SectionReader, line: int) -> bool:
    content = reader.work.source.content(line)
    found = reader.work.clock.peek(content)
    if found is None:
        return False
    if not reader.work.clock.is_free:
        return found.has_clock
    end = separator_end(content, found)
    is_parted = bool(content[found.end : end].strip(_CLOSERS)) or content[: found.start].rstrip().endswith("[")
    is_day = not content[end:].strip(" *_:") or is_parted
    return (found.has_clock or is_day) and _may_start(reader, line)


def _may_start(reader: SectionReader, line: int) -> bool:
    """Whether a line within a paragraph starts something new: the one before it has ended, or a mark parts its time."""
    before = reader.work.source.content(line - 1)
    if _ENDS.search(before) or not before.strip() or _COLUMNS.search(before):
        return True
    content = reader.work.source.content(line)
    found = reader.work.clock.peek(content)
    if found is None:
        return True
    end = separator_end(content, found)
    lead = content[: found.start].strip()
    return bool(lead or content[found.end : end].strip(" ,.") or not content[end:].strip()) or _was_time(
        reader, line - 1, lead
    )


def _was_time(reader: SectionReader, line: int, lead: str) -> bool:
    """Whether the line before starts with a time in the same marks, and does not break off before one."""
    content = reader.work.source.content(line)
    found = reader.work.clock.peek(content)
    return found is not None and content[: found.start].strip() == lead and not _BREAKS_OFF.search(content)


def _line_without_time(reader: SectionReader, block: Block, line: int) -> int:
    work = reader.work
    content = work.source.content(line)
    if work.clock.is_free:
        if work.clock.note_weekday(content) or (_is_bold(content) and work.clock.note_numbered_day(content)):
            return line + 1
        if _is_caption(reader, block, line):
            work.clock.note_day(content)
            work.clock.note_zone(content, sentence=False)
            return line
        labelled = labelled_time(content, work.clock)
        if labelled is not None:
            found, label = labelled
            start, last = work.source.bounds[line][0], _last_labelled(reader, block, line)
            rest = content[found.end :].strip(" \t*_`])}.") or last > line + 1
            stop = work.source.bounds[last - 1][0] + len(work.source.content(last - 1).rstrip())
            span = Span(start, stop) if rest else Span(start + label[0], start + label[1])
            place = Place(span=span, codec="block" if last > line + 1 else "line")
            event(reader, found, start, place, line, last, _layout(reader), within=bool(rest))
            return last
    work.clock.note_zone(content)
    return line


def _is_caption(reader: SectionReader, block: Block, line: int) -> bool:
    """Whether a line of bold words stands alone over a list of entries with times."""
    after = next(reader.after(block), None)
    if not _is_bold(reader.work.source.content(line)) or line + 1 < block.last or after is None or after.kind != "list":
        return False
    firsts = (reader.work.source.content(item.first).lstrip("-*+ ") for item in after.children)
    return sum((found := reader.work.clock.peek(first)) is not None and found.has_clock for first in firsts) > 1


def _is_bold(line: str) -> bool:
    """Whether a line is one bold run."""
    said = line.strip()
    return said[:2] in _BOLD and said.endswith(said[:2]) and said[:2] not in said[2:-2]


def _time_alone(reader: SectionReader, block: Block, line: int, found: TimeRead) -> int:
    """Reads an entry whose time stands alone in its line, with its words on the next lines or in the next blocks."""
    source = reader.work.source
    start = source.bounds[line][0]
    if line + 1 < block.last:
        last = _last_line(reader, block, line + 1) if not _starts_entry(reader, line + 1) else line + 1
        if last == line + 1:
            return 0
        content = source.content(line + 1)
        _entry(reader, found, start, source.bounds[line + 1][0] + len(content) - len(content.lstrip()), line, last)
        return last
    following = _following(reader, block)
    if not following:
        return 0
    first, final = following[0], following[-1]
    stop = source.bounds[final.last - 1][0] + len(source.content(final.last - 1).rstrip())
    place = Place(span=Span(source.bounds[first.first][0], stop), codec="block")
    event(reader, found, start, place, line, final.last, _layout(reader))
    reader.consumed.update(id(b) for b in following)
    return block.last


def _following(reader: SectionReader, block: Block) -> list[Block]:
    """The blocks up to the next heading or time."""
    found: list[Block] = []
    for after in reader.after(block):
        text = reader.work.source.content(after.first)
        if after.kind == "heading" or (after.kind == "paragraph" and reader.work.clock.peek(text)):
            break
        found.append(after)
    while found and found[-1].kind in {"rule", "reference", "footnote"}:
        found.pop()
    return found


def _broken_line(reader: SectionReader, line: int, found: TimeRead) -> int:
    """Reads the entries of one line that marks part: ``14:03 it broke<br>14:10 it was mended``."""
    work = reader.work
    content = work.source.content(line).rstrip()
    offset = work.source.bounds[line][0]
    parted = [(0, found.start)]
    for mark in _BREAK.finditer(content, found.end):
        after = work.clock.peek(content[mark.end() : mark.end() + _AHEAD])
        if after is not None and after.has_clock and not after.is_worded:
            parted.append((mark.start(), mark.end()))
    for n, (_, start) in enumerate(parted):
        stop = parted[n + 1][0] if n + 1 < len(parted) else len(content)
        read = found if n == 0 else work.clock.read_at(content, start)
        if read is None:
            continue
        begin = separator_end(content, read)
        place = Place(span=Span(offset + min(begin, stop), offset + max(begin, stop)), codec="line")
        event(reader, read, offset, place, line, line + 1, _layout(reader))
    return line + 1


def _prose(reader: SectionReader, block: Block) -> int:
    """Reads the sentences of a paragraph that state times, where nothing in the section starts with one."""
    work = reader.work
    offset = block.text.start
    text = work.source.text[offset : block.text.end]
    found: list[tuple[TimeRead, int, int]] = []
    for start, stop in sentences(text):
        marked = work.clock.mark()
        read = inner_time(text[start:stop], work.clock)
        if read is not None and (read.has_clock or read.has_day):
            found.append((read, start if found else 0, stop))
        elif found:
            work.clock.reset(marked)
            found[-1] = (found[-1][0], found[-1][1], stop)
    for read, start, stop in found:
        span = Span(offset + start, offset + stop)
        first, last = work.source.line_at(span.start), work.source.line_at(max(span.start, span.end - 1)) + 1
        place = Place(span=span, codec="block" if last > first + 1 else "line")
        event(reader, read, offset, place, first, last, _layout(reader), within=True)
    return block.last if found else 0
