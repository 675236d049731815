"""An entry of a timeline whose time is read, and why questions with their answers below."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from afterword.houses.fields import WHYS
from afterword.houses.house import GroupSlot, Part, TableSlot
from afterword.houses.notation import read_tail
from afterword.houses.reading.items import finish, read_main, take_tail
from afterword.houses.reading.places import Layout, Place, Unit
from afterword.houses.reading.rows import note_problem
from afterword.houses.reading.times.entries import describe, time_values
from afterword.houses.template import walk
from afterword.model.span import Span
from afterword.text.expressions import later

if TYPE_CHECKING:
    from afterword.houses.reading.sections import SectionReader
    from afterword.text.blocks import Block
    from afterword.text.times import TimeRead

_WHY = later(r"[*_\s]*(?:Why(?:\s*#?\d+)?|Q(?:uestion)?\s*\d*)\s*[:.)][*_]*\s*", re.IGNORECASE)
_ANSWER = later(r"[*_\s]*(?:Answer|A|Because)\s*\d*\s*[:.)]?[*_]*(?:\s+|$)", re.IGNORECASE)


def event(
    reader: SectionReader,
    found: TimeRead,
    start: int,
    place: Place,
    first: int,
    last: int,
    layout: Layout,
    *,
    within: bool = False,
) -> None:
    """Takes an entry whose time is read and whose words stand at ``place``.

    ``within`` says that the time is one of these words, so that it has no place of its own.
    """
    unit = Unit(owner=("timeline",), first=first, last=last, layout=layout, item=dict(layout.fixed))
    unit.item.update(time_values(found.moment))
    reader.work.clock.note_entry(found)
    note_problem(reader.work, found, first)
    if not within:
        unit.places["at"] = Place(span=Span(start + found.start, start + found.end), codec="line")
    values, places, tail_place, tail = describe(
        reader.work.text(place.span), place.span.start, reader.work.house, place
    )
    unit.item.update(values)
    unit.places.update(places)
    unit.tail = tail_place
    take_tail(reader.work, unit, tail)
    finish(reader.work, unit)


def why_line(reader: SectionReader, block: Block, line: int) -> int:
    """Reads ``Why 1: question`` and the ``Answer:`` below it."""
    source = reader.work.source
    match = _WHY.match(source.content(line))
    if match is None:
        return line
    start = source.bounds[line][0]
    unit = Unit(owner=WHYS, first=line, last=line + 1, item={}, layout=_group_layout(reader.root))
    ends = source.bounds[line][0] + len(source.content(line).rstrip())
    begin = min(start + match.end(), ends)
    mark = read_tail(source.text[begin:ends])
    unit.chain, ends = mark.chain, begin + mark.start if mark.chain else ends
    unit.places["question"] = Place(span=Span(begin, ends), codec="line")
    unit.item["question"] = unit.places["question"].decode(reader.work.text(unit.places["question"].span)) or None
    if line + 1 < block.last and (answer := _ANSWER.match(source.content(line + 1))):
        begin = source.bounds[line + 1][0] + answer.end()
        stop = source.bounds[line + 1][0] + len(source.content(line + 1).rstrip())
        lead = " " if source.text[stop - 1 : stop] == ":" else ""
        place = Place(span=Span(min(begin, stop), stop), codec="line", before=lead)
        unit.last = line + 2
        read_main(reader.work, unit, reader.work.text(place.span), place)
    finish(reader.work, unit)
    return unit.last


def _group_layout(part: Part) -> Layout:
    group = next((s for p in walk(part) for s in p.nodes if isinstance(s, GroupSlot)), None)
    table = next((s for p in walk(part) for s in p.nodes if isinstance(s, TableSlot)), None)
    if group is None:
        return Layout(form="row", columns=table.columns) if table else Layout(form="group")
    return Layout(form="group", group=tuple((line.before + line.label, line.pattern) for line in group.lines))
