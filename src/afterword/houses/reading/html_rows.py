"""Tables in HTML that hold a timeline or actions; a value is changed in its cell where the cell holds nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from afterword.houses.house import Hole
from afterword.houses.reading.actions.acting import ACTIONS
from afterword.houses.reading.actions.action_rows import columns_of_actions, settle
from afterword.houses.reading.items import finish
from afterword.houses.reading.outline import owners
from afterword.houses.reading.places import Layout, Place, Unit
from afterword.houses.reading.rows import columns_for, note_problem
from afterword.houses.reading.times.entries import time_values
from afterword.houses.reading.times.surveying import is_placeholder
from afterword.houses.reading.times.time_columns import TimeColumns, time_columns
from afterword.text.html_tables import Cell, rows_in

if TYPE_CHECKING:
    from afterword.houses.reading.sections import SectionReader
    from afterword.houses.reading.work import Work
    from afterword.text.blocks import Block

_TIMELINE = ("timeline",)
_BESIDE = Layout(form="line")
"""No row of Markdown can be written beside one of these."""


def read_html_rows(reader: SectionReader, block: Block) -> bool:
    """Reads the rows of a table in HTML, in a timeline or among actions; False for anything else."""
    work = reader.work
    held = owners(reader.part)
    if not work.house.reads_freely or not held & {_TIMELINE, ACTIONS}:
        return False
    start = work.source.bounds[block.first][0]
    rows = rows_in(work.source.text[start : work.source.bounds[block.last - 1][1]], start)
    if len(rows) < 2:
        return False
    names = [cell.text for cell in rows[0]]
    return _timeline(reader, names, rows) if _TIMELINE in held else _actions(reader, names, rows[1:])


def _timeline(reader: SectionReader, names: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bool:
    work = reader.work
    is_headed = rows[0][0].is_head or work.clock.peek(names[0]) is None
    body = rows[1:] if is_headed else rows
    chosen = columns_for(names, reader.part) if is_headed else None
    layout = chosen[1] if chosen and chosen[0] == _TIMELINE else None
    known = names if is_headed else [""] * len(names)
    columns = time_columns(known, [[cell.text for cell in row] for row in body], layout, work.clock)
    if columns is None:
        return False
    for name in (known[n] for n in (columns.day, columns.at) if n is not None):
        work.clock.note_year(name)
        work.clock.note_zone(name, sentence=False)
    for row in body:
        _event(work, columns, row)
    return True


def _event(work: Work, columns: TimeColumns, row: Sequence[Cell]) -> None:
    says = [cell.text for cell in row if cell.text.strip(" *_")]
    if len(says) == 1 and work.clock.is_day(says[0]):
        work.clock.note_day(says[0])
        return
    if columns.day is not None and columns.day < len(row) and row[columns.day].text:
        work.clock.note_day(row[columns.day].text)
    unit = _unit(work, _TIMELINE, row)
    for column, cell in zip(columns.layout.columns, row, strict=False):
        if column is None or not isinstance(column[0], Hole):
            continue
        if column[0].path[-1] == "at":
            if is_placeholder(cell.text) and cell.text:
                return
            _time(work, unit, cell)
        elif column[0].path[-1] in {"what", "who", "notes"} and cell.text:
            _take(unit, column[0].path[-1], cell)
    if unit.item.get("what"):
        unit.item.setdefault("precision", "unknown")
        finish(work, unit)


def _time(work: Work, unit: Unit, cell: Cell) -> None:
    if cell.is_plain:
        unit.places["at"] = Place(span=cell.span, codec="line")
    found = work.clock.read(cell.text) if cell.text else None
    if found is None:
        unit.item.update({"written": cell.text or None, "precision": "unknown"})
        return
    unit.item.update(time_values(found.moment))
    if cell.text[found.end :].strip(" *_`)]"):
        unit.item["written"] = cell.text
    note_problem(work, found, unit.first)


def _actions(reader: SectionReader, names: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bool:
    work = reader.work
    columns = columns_of_actions(reader.part, names, [[cell.text for cell in row] for row in rows])
    if not any(column and column[0] == Hole(path=(*ACTIONS, "what")) for column in columns):
        return False
    for row in rows:
        unit = _unit(work, ACTIONS, row)
        for column, cell in zip(columns, row, strict=False):
            if column is None or not isinstance(column[0], Hole) or not cell.text:
                continue
            name = column[0].path[-1]
            _take(unit, name, cell)
            unit.item[name] = cell.text if name == "what" else work.value(column[0].path, cell.text)
        if not unit.item.get("what"):
            continue
        settle(reader, unit)
        if not unit.in_table_slot:
            finish(work, unit)
    return True


def _unit(work: Work, owner: tuple[str, ...], row: Sequence[Cell]) -> Unit:
    first, last = work.source.line_at(row[0].span.start), work.source.line_at(row[-1].span.end)
    return Unit(owner=owner, first=first, last=max(first, last) + 1, layout=_BESIDE, item={})


def _take(unit: Unit, name: str, cell: Cell) -> None:
    unit.item[name] = cell.text
    if cell.is_plain:
        unit.places[name] = Place(span=cell.span, codec="line")
