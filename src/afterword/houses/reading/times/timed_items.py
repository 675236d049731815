"""Items of Markdown lists that are entries of a timeline, days that stand over entries, or their details."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from afterword.houses.reading.items import finish, take_tail
from afterword.houses.reading.places import Layout, Place, Unit
from afterword.houses.reading.times.entries import PATTERN, describe, separator_end, time_values
from afterword.houses.reading.times.inner_times import inner_time, is_measure, labelled_time
from afterword.houses.reading.times.surveying import is_placeholder
from afterword.houses.reading.times.timed import event
from afterword.model.moment import Moment
from afterword.model.plain import Plain
from afterword.model.span import Span
from afterword.text.blocks import Block
from afterword.text.expressions import later

if TYPE_CHECKING:
    from afterword.houses.reading.sections import SectionReader
    from afterword.text.times import TimeRead

_CLOSERS = " *_`])}"
_STRAYS = frozenset("\u2013\u2014\u2022\u00b7")
_STRAY_MARKS = " \t\u2013\u2014\u2022\u00b7"
_NUMBERED = later(r"\d{1,3}[.)]\s")
_SEVERAL = 2
_EMPTY_CHECK = later(r"\[[ xX]?\]\s*$")


def first_line(reader: SectionReader, item: Block) -> Span:
    """What an item says on its first line."""
    start, end = item.text
    line_end = reader.work.source.bounds[item.first][1]
    return Span(start, start if line_end < start else min(end, line_end))


def indent_of(reader: SectionReader, item: Block) -> str:
    """The white space under which an item's text goes on."""
    return " " * (item.text.start - reader.work.source.bounds[item.first][0])


def is_timed(reader: SectionReader, item: Block) -> bool:
    """Whether an item starts with a clock time."""
    found = reader.work.clock.peek(reader.work.text(first_line(reader, item)))
    return found is not None and found.has_clock


def read_timed_item(
    reader: SectionReader, item: Block, layout: Layout, read_nested: Callable[[SectionReader, Block], bool]
) -> None:
    """Reads an item of a list in a timeline, and the entries in lists within it."""
    work = reader.work
    text = work.text(item.text)
    nested = [child for child in item.children if child.kind == "list"]
    timed_below = any(is_timed(reader, child) for inner in nested for child in inner.children)
    before = work.clock.mark()
    found = work.clock.read(work.text(first_line(reader, item)))
    if timed_below and (found is None or not found.has_clock):
        work.clock.note_day(work.text(first_line(reader, item)))
        for child in nested:
            read_nested(reader, child)
        return
    if found is None:
        _read_without_time(reader, item, text, layout)
        return
    end = separator_end(text, found)
    is_day = not found.has_clock and found.moment.precision == "day"
    is_over = is_day and work.clock.is_free and not work.text(first_line(reader, item))[end:].strip(_CLOSERS + ":")
    if not found.has_clock and not text[end:].strip() and not nested:
        return
    if is_over and nested and not timed_below and _holds_only(item, nested):
        for child in nested:
            work.clock.header = found.moment
            read_nested(reader, child)
        work.clock.header = None
        return
    is_parted = bool(text[found.end : end].strip(_CLOSERS)) or bool(text[: found.start].strip())
    if not found.has_clock and not is_parted and not (work.clock.is_free and found.has_day):
        work.clock.reset(before)
        _read_untimed(reader, item, text, layout)
        return
    _read_entry(reader, item, found, end, layout, nested if timed_below else [])
    for child in nested if timed_below else []:
        read_nested(reader, child)


def _read_entry(
    reader: SectionReader, item: Block, found: TimeRead, end: int, layout: Layout, nested: list[Block]
) -> None:
    source, start = reader.work.source, item.text.start
    last = nested[0].first if nested else item.last
    strays = _strays(reader, item, last) if found.has_clock else []
    for n, line in enumerate([item.first, *strays]):
        stop_line = strays[n] if n < len(strays) else last
        stop = min(item.text.end, source.bounds[stop_line - 1][0] + len(source.content(stop_line - 1).rstrip()))
        read, begin = found, start + end
        if n:
            content = source.content(line)
            offset = source.bounds[line][0]
            again = reader.work.clock.read_at(content, len(content) - len(content.lstrip(_STRAY_MARKS)))
            if again is None:
                continue
            read, begin, start = again, offset + separator_end(content, again), offset
        place = Place(span=Span(min(begin, stop), max(begin, stop)), codec="block", indent=indent_of(reader, item))
        event(reader, read, start, place, line, stop_line, layout)


def _strays(reader: SectionReader, item: Block, last: int) -> list[int]:
    """Lines within an item that start with a dash that is no marker of Markdown, and a time."""
    if not reader.work.clock.is_free or last <= item.first + 1:
        return []
    found = []
    for line in range(item.first + 1, last):
        content = reader.work.source.content(line).lstrip()
        if content[:1] in _STRAYS and (read := reader.work.clock.peek(content.lstrip(_STRAY_MARKS))) and read.has_clock:
            found.append(line)
    return found


def _read_without_time(reader: SectionReader, item: Block, text: str, layout: Layout) -> None:
    """Reads an item without a time at its start: a label before one, a remark on zone or day, a detail, an event."""
    work = reader.work
    line = work.text(first_line(reader, item))
    if work.clock.is_free and is_placeholder(line):
        return
    says_zone = work.clock.note_zone(line)
    if work.clock.is_free:
        if work.clock.note_weekday(line) or (says_zone and work.clock.has_entries):
            return
        if is_measure(line):
            reader.free(item)
            return
        if _read_labelled(reader, item, text, layout):
            return
        if work.clock.header is not None:
            _read_untimed(reader, item, text, layout, work.clock.header)
            return
        if work.clock.has_entries and not _is_numbered(reader, item):
            if text.strip() and not _EMPTY_CHECK.match(text):
                reader.free(item)
            return
    _read_untimed(reader, item, text, layout)


def _read_labelled(reader: SectionReader, item: Block, text: str, layout: Layout) -> bool:
    """Reads ``Detected: 14:03 UTC``, and a time within the words where no entry starts with one."""
    clock = reader.work.clock
    head = text.split("\n", 1)[0]
    labelled = labelled_time(head, clock)
    if labelled is not None:
        found, label = labelled
        start = item.text.start
        rest = text[found.end :].strip(" \t*_`])}.")
        span = Span(start, item.text.end) if rest else Span(start + label[0], start + label[1])
        place = Place(span=span, codec="block", indent=indent_of(reader, item))
        event(reader, found, start, place, item.first, item.last, layout, within=bool(rest))
        return True
    found_within = inner_time(text, clock) if clock.is_prose else None
    if found_within is None:
        return False
    place = Place(span=item.text, codec="block", indent=indent_of(reader, item))
    event(reader, found_within, item.text.start, place, item.first, item.last, layout, within=True)
    return True


def _holds_only(item: Block, nested: Sequence[Block]) -> bool:
    """Whether an item holds a line and lists, and nothing between them."""
    return all(child.kind in {"list", "paragraph"} for child in item.children) and len(item.children) <= len(nested) + 1


def _is_numbered(reader: SectionReader, item: Block) -> bool:
    """Whether an item at the margin has a number, as the entry with a time before it has."""
    entries = reader.work.scan.units.get(("timeline",), [])
    lines = [entries[-1].first, item.first] if entries else []
    return bool(lines) and all(_NUMBERED.match(reader.work.source.content(line)) for line in lines)


def _read_untimed(reader: SectionReader, item: Block, text: str, layout: Layout, day: Moment | None = None) -> None:
    """Reads an item without a time as an entry, of the day that stands over it where one does."""
    if not text.strip():
        return
    item_values: dict[str, Plain] = time_values(day) if day else {"precision": "unknown"}
    unit = Unit(owner=("timeline",), first=item.first, last=item.last, layout=layout, item=item_values)
    place = Place(span=item.text, codec="block", indent=indent_of(reader, item))
    values, places, tail_place, tail = describe(text, item.text.start, reader.work.house, place)
    unit.item.update(values)
    unit.places.update(places)
    unit.tail = tail_place
    take_tail(reader.work, unit, tail)
    finish(reader.work, unit)


def read_timed_heading(reader: SectionReader, block: Block, title: str) -> bool:
    """Reads a heading in a timeline: the day of what follows, or an entry with what stands under it."""
    work = reader.work
    following = _following(reader, block)
    timed_below = any(_block_is_timed(reader, b) for b in following)
    found = work.clock.read(title)
    if found is None or (found.is_worded and not title[found.end :].strip(" *_:")):
        return _read_heading_without_time(reader, block, title, following, timed_below=timed_below)
    end = separator_end(title, found)
    rest = title[end:].strip()
    is_header = reader.work.clock.is_free and not found.has_clock and not rest and not timed_below
    if is_header and is_over_list(following):
        work.clock.header = found.moment
        return True
    is_over = timed_below and (not rest or not found.has_clock or _is_group(reader, found, following))
    if is_over or (not found.has_clock and _is_over_clocks(reader, block)):
        if reader.work.clock.is_free and rest:
            reader.work.clock.note_zone(rest, sentence=False)
        return True
    start = block.text.start
    layout = Layout(form="heading", pattern=PATTERN, marker="#" * (block.level or 3))
    if rest:
        place = Place(span=Span(start + end, block.text.end), codec="line")
        event(reader, found, start, place, block.first, block.last, layout)
        _take_body(reader, [] if timed_below else following)
        return True
    if not following:
        return True
    body = _body(reader, following)
    event(reader, found, start, body, block.first, following[-1].last, layout)
    reader.consumed.update(id(b) for b in following)
    return True


def _is_group(reader: SectionReader, found: TimeRead, following: Sequence[Block]) -> bool:
    """Whether a heading with a time only heads the list below it, whose entries start at that time or within it."""
    lists = [block for block in following if block.kind == "list"]
    items = [item for block in lists for item in block.children]
    if not reader.work.clock.is_free or len(items) < _SEVERAL or not all(is_timed(reader, item) for item in items):
        return False
    first = reader.work.clock.peek(reader.work.text(first_line(reader, items[0])))
    is_rough = bool(found.moment.until) or found.moment.precision == "approximate"
    return is_rough or bool(first and first.local and found.local and first.local <= found.local)


def _is_over_clocks(reader: SectionReader, block: Block) -> bool:
    """Whether the next heading of a timeline starts with a clock time alone, so that a day over it is its day."""
    after = next((b for b in reader.after(block) if b.kind == "heading"), None)
    found = reader.work.clock.peek(reader.work.text(after.text)) if after and reader.work.clock.is_free else None
    return found is not None and found.has_clock and not found.has_day


def _read_heading_without_time(
    reader: SectionReader, block: Block, title: str, following: list[Block], *, timed_below: bool
) -> bool:
    clock = reader.work.clock
    clock.header = None
    if clock.is_free:
        marked = clock.mark()
        found = (labelled_time(title, clock) or (None,))[0] or (None if timed_below else inner_time(title, clock))
        if found is not None and timed_below and found.moment.until:
            clock.reset(marked)
            return False
        if found is not None and found.has_clock:
            layout = Layout(form="heading", pattern=PATTERN, marker="#" * (block.level or 3))
            place = Place(span=block.text, codec="line")
            event(reader, found, block.text.start, place, block.first, block.last, layout, within=True)
            _take_body(reader, [] if timed_below else following)
            return True
    if clock.note_day(title):
        return timed_below or not following
    clock.note_zone(title, sentence=False)
    return False


def is_over_list(following: Sequence[Block]) -> bool:
    """Whether nothing but lists stands below a line."""
    return bool(following) and all(block.kind == "list" for block in following)


def _take_body(reader: SectionReader, following: list[Block]) -> None:
    """What stands under a heading that says what happened is its context."""
    if not following:
        return
    unit = reader.work.scan.units[("timeline",)][-1]
    place = _body(reader, following)
    unit.last = following[-1].last
    unit.places["notes"] = place
    unit.item["notes"] = place.decode(reader.work.text(place.span)) or None
    reader.consumed.update(id(b) for b in following)


def _body(reader: SectionReader, following: list[Block]) -> Place:
    first, last = following[0], following[-1]
    source = reader.work.source
    end = source.bounds[last.last - 1][0] + len(source.content(last.last - 1).rstrip())
    return Place(span=Span(source.bounds[first.first][0], end), codec="block")


def _following(reader: SectionReader, heading: Block) -> list[Block]:
    found = []
    for block in reader.after(heading):
        if block.kind == "heading":
            break
        found.append(block)
    while found and found[-1].kind in {"rule", "reference", "footnote"}:
        found.pop()
    return found


def _block_is_timed(reader: SectionReader, block: Block) -> bool:
    if block.kind == "list":
        return any(is_timed(reader, item) for item in block.children)
    if block.kind == "table":
        rows = (reader.work.source.content(line) for line in range(block.first + 2, block.last))
        return any(
            (found := reader.work.clock.peek(cell)) and found.has_clock and not found.is_worded
            for row in rows
            for cell in row.split("|")
        )
    if block.kind == "paragraph":
        found = reader.work.clock.peek(reader.work.text(block.text))
        return found is not None and found.has_clock
    return False
