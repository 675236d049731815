"""Lists in HTML that hold a timeline, actions, or lessons; a value is changed in its item where that is plain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from afterword.houses.fields import Path, main_name
from afterword.houses.reading.actions.acting import ACTIONS, take
from afterword.houses.reading.actions.action_rows import settle
from afterword.houses.reading.free_text import PROSE_LISTS
from afterword.houses.reading.items import finish
from afterword.houses.reading.outline import list_slots
from afterword.houses.reading.places import Layout, Place, Unit
from afterword.houses.reading.residue import is_residue
from afterword.houses.reading.rows import note_problem
from afterword.houses.reading.times.entries import separator_end, time_values
from afterword.model.span import Span
from afterword.text.html_tables import Cell, around_items, items_in

if TYPE_CHECKING:
    from afterword.houses.reading.sections import SectionReader
    from afterword.houses.reading.work import Work
    from afterword.text.blocks import Block

_TIMELINE: Path = ("timeline",)
_INTRODUCES = 160
"""Characters; a longer text says something by itself, although it ends in a colon."""
_BESIDE = Layout(form="line")
"""No item of Markdown can be written beside one of these."""


def read_html_items(reader: SectionReader, block: Block) -> bool:
    """Reads the items of a list in HTML where a list stands; False for anything else.

    What the block says beside its items is free text.
    """
    work = reader.work
    owner = next((slot.owner for slot in list_slots(reader.part)), None)
    if not work.house.reads_freely or owner is None or owner not in {_TIMELINE, ACTIONS, *PROSE_LISTS}:
        return False
    start = work.source.bounds[block.first][0]
    text = work.source.text[start : work.source.bounds[block.last - 1][1]]
    cells = items_in(text, start)
    taken = [_event(work, cell) if owner == _TIMELINE else _item(reader, owner, cell) for cell in cells]
    said = around_items(text).strip()
    is_told = bool(said) and not (said.endswith(":") and len(said) < _INTRODUCES)
    if any(taken) and (not all(taken) or is_told):
        reader.free(block)
    return any(taken)


def _event(work: Work, cell: Cell) -> bool:
    """Takes an item that starts with a clock time as an entry."""
    found = work.clock.read(cell.text)
    if found is None or not found.has_clock:
        return False
    end = separator_end(cell.text, found)
    unit = _unit(work, _TIMELINE, cell)
    unit.item.update({**time_values(found.moment), "what": cell.text[end:] or None})
    if cell.is_plain:
        begin = cell.span.start
        unit.places["at"] = Place(span=Span(begin + found.start, begin + found.end), codec="line")
        unit.places["what"] = Place(span=Span(begin + end, cell.span.end), codec="line")
    note_problem(work, found, unit.first)
    work.clock.note_entry(found)
    finish(work, unit)
    return True


def _item(reader: SectionReader, owner: Path, cell: Cell) -> bool:
    if not cell.text or is_residue(cell.text, asks=True):
        return False
    unit = _unit(reader.work, owner, cell)
    unit.item[main_name(owner)] = cell.text
    if cell.is_plain:
        unit.places[main_name(owner)] = Place(span=cell.span, codec="line")
    if owner == ACTIONS and cell.is_plain:
        return take(reader, unit, Place(span=cell.span, codec="line"))
    if owner == ACTIONS:
        settle(reader, unit)
    if not unit.in_table_slot:
        finish(reader.work, unit)
    return not unit.in_table_slot


def _unit(work: Work, owner: Path, cell: Cell) -> Unit:
    first, last = work.source.line_at(cell.span.start), work.source.line_at(cell.span.end)
    return Unit(owner=owner, first=first, last=max(first, last) + 1, layout=_BESIDE, item={})
