"""The updates of a status page: a word for how far the incident is, a text, and the time at its end or above it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from afterword.houses.reading.outline import Section
from afterword.houses.reading.places import Layout, Place
from afterword.houses.reading.times.entries import PATTERN
from afterword.houses.reading.times.timed import event
from afterword.houses.words import words
from afterword.model.span import Span
from afterword.model.values import dataclass
from afterword.text.dates import dates_in
from afterword.text.expressions import later
from afterword.text.wording import name_key

if TYPE_CHECKING:
    from afterword.houses.house import Part
    from afterword.houses.reading.sections import SectionReader
    from afterword.houses.reading.times.dating import Clock
    from afterword.houses.reading.work import Work
    from afterword.text.blocks import Block
    from afterword.text.times import TimeRead

_WORD = later(r"[\s*_]*(?P<word>[^\W\d_][^\W\d_ ]*(?: [^\W\d_]+)?)[*_]*\s*(?:[-\u2013\u2014:]|\*\*|__|$)")
_MARKS = " \t*_`()[]."
_LEAST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Update:
    """Where the parts of an update stand in its text."""

    found: TimeRead
    """Its time, with places in the text."""
    start: int
    """Where its words start."""
    end: int
    """Where they end."""


def update_sections(work: Work, cut: Sequence[Section], part: Part | None) -> list[Section]:
    """The sections and paragraphs that are updates, as stretches of the timeline; none where there is only one."""
    headed = [s for s in cut if s.part is None and s.heading is not None and _is_update_section(work, s)]
    plain = [(s, b) for s in cut if s.part is not None and s not in headed for b in s.blocks if _is_update(work, b)]
    if len(headed) + len(plain) < _LEAST:
        return []
    made = []
    for section in headed:
        assert section.heading is not None
        section.part, section.blocks = part, [section.heading, *section.blocks]
        section.heading, section.title, section.body = None, "", section.first
        made.append(section)
    for section, block in plain:
        section.blocks = [b for b in section.blocks if b is not block]
        level, first, last = section.level, block.first, block.last
        one = Section(
            part=part, heading=None, title="", level=level, first=first, body=first, last=last, blocks=[block]
        )
        made.append(one)
    return made


def _is_update_section(work: Work, section: Section) -> bool:
    return name_key(section.title) in words().updates and _stamp_below(work, section.blocks) is not None


def _is_update(work: Work, block: Block) -> bool:
    return block.kind == "paragraph" and _find(work.text(block.text), work.clock) is not None


def read_update(reader: SectionReader, block: Block) -> bool:
    """Reads a paragraph or a heading that is an update as an entry; False for any other."""
    if block.kind == "heading":
        return _read_headed(reader, block)
    found = _find(reader.work.text(block.text), reader.work.clock) if block.kind == "paragraph" else None
    if found is None:
        return False
    start = block.text.start
    reader.work.clock.read_at(reader.work.text(block.text), found.found.start)
    place = Place(span=Span(start + found.start, start + found.end), codec="block")
    layout = Layout(form="paragraph", pattern=PATTERN)
    event(reader, found.found, start, place, block.first, block.last, layout)
    return True


def _read_headed(reader: SectionReader, block: Block) -> bool:
    work = reader.work
    following = []
    for after in reader.after(block):
        if after.kind == "heading":
            break
        following.append(after)
    stamp = _stamp_below(work, following) if name_key(work.text(block.text)) in words().updates else None
    if stamp is None:
        return False
    text = work.text(stamp.text)
    timed = _time_of(text, work.clock)
    found = work.clock.read_at(text, timed[0].start) if timed else None
    assert found is not None
    last = following[-1]
    layout = Layout(form="heading", pattern=PATTERN, marker="#" * (block.level or 2))
    place = Place(span=block.text, codec="line")
    event(reader, found, stamp.text.start, place, block.first, last.last, layout, within=True)
    unit = work.scan.units[("timeline",)][-1]
    end = work.source.bounds[last.last - 1][0] + len(work.source.content(last.last - 1).rstrip())
    unit.places["notes"] = notes = Place(span=Span(work.source.bounds[following[0].first][0], end), codec="block")
    unit.item["notes"] = notes.decode(work.text(notes.span)) or None
    reader.consumed.update(id(b) for b in following)
    return True


def _stamp_below(work: Work, blocks: Sequence[Block]) -> Block | None:
    """The paragraph that holds the time of what stands under a heading: the first of them or the last."""
    paragraphs = [b for b in blocks if b.kind == "paragraph"]
    held = (b for b in (paragraphs[-1:] + paragraphs[:1]) if _time_of(work.text(b.text), work.clock) is not None)
    return next(held, None)


def _find(text: str, clock: Clock) -> _Update | None:
    second = len(text.partition("\n")[0]) + 1
    if not (_says_update(text, 0) or _says_update(text, second)):
        return None  # its time is read only then, as reading times is slow
    timed = _time_of(text, clock)
    if timed is None:
        return None
    found, start, end = timed
    match = _says_update(text, start)
    if match is None or start >= end:
        return None
    return _Update(found=found, start=start + len(match.group()) - len(match.group().lstrip()), end=end)


def _says_update(text: str, start: int) -> re.Match[str] | None:
    """The word at a place of a text by which it is an update; None for any other."""
    match = _WORD.match(text, start)
    return match if match and name_key(match.group("word")) in words().updates else None


def _time_of(text: str, clock: Clock) -> tuple[TimeRead, int, int] | None:
    """The day and clock time alone in the first line of a text or at its end, and where the rest starts and ends."""
    head = text.partition("\n")[0]
    above = _stamp_at(text, 0, clock)
    if above is not None and not text[above.end : len(head)].strip(_MARKS):
        return above, min(len(text), len(head) + 1), len(text.rstrip())
    for match in reversed(list(dates_in(text, text.rstrip().rfind("\n") + 1))):
        found = _stamp_at(text, match.start(), clock)
        if found is not None and not text[found.end :].strip(_MARKS):
            before = text[: found.start].rstrip(_MARKS.replace(".", ""))
            lead = before.replace("\n", ". ").rpartition(". ")[2]
            is_lead = name_key(lead) in words().posted
            return found, 0, len((before[: len(before) - len(lead)] if is_lead else before).rstrip())
    return None


def _stamp_at(text: str, at: int, clock: Clock) -> TimeRead | None:
    found = clock.peek_at(text, at)
    if found is None or not (found.has_clock and found.has_day):
        return None
    return replace(found, start=found.start + at, end=found.end + at)
