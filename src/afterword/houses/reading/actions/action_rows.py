"""Tables of actions in documents of no known house, whatever their columns are called."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from afterword.houses.fields import read_value, token
from afterword.houses.house import Hole, Part, Pattern
from afterword.houses.reading.actions.acting import ACTIONS, PATTERN, is_no_action, people
from afterword.houses.reading.actions.action_facts import has_lists
from afterword.houses.reading.actions.action_marks import as_status, read_marks
from afterword.houses.reading.actions.action_words import deeds, read_group
from afterword.houses.reading.outline import BOLD_LINE, owners
from afterword.houses.reading.places import Layout, Unit
from afterword.houses.reading.rows import columns_for, doubt_columns, read_row
from afterword.houses.words import words
from afterword.model.plain import Plain
from afterword.text import tables
from afterword.text.expressions import later
from afterword.text.wording import name_key, plain_text

if TYPE_CHECKING:
    from afterword.houses.reading.sections import SectionReader
    from afterword.houses.reading.work import Work

_WITH_ROW = 3
_WORD = later(r"[^\W_]+")
_STRUCK = later(r"~~[^~]+~~")
_OPTIONAL = ("owner", "due", "priority", "status", "tracker", "kind", "category", "done_when", "proof", "why")
_WHO_AND_WHEN = (Hole(path=(*ACTIONS, "owner")), Hole(path=(*ACTIONS, "due")))
_ORDER = ("status", "due", "owner", "tracker", "priority", "kind", "category", "what", "id")


def is_action_table(reader: SectionReader, lines: range) -> bool:
    """Whether the columns of a table outside the sections of actions name an action, and its owner, day, or status."""
    if owners(reader.part) & {ACTIONS, ("timeline",)} or len(lines) < _WITH_ROW:
        return False
    known = words().columns.get("actions", {})
    keys = [name_key(cell) for cell in _cells(reader, lines.start)]
    fields = {known.get(key) for key in keys}
    says_action = any(known.get(key) == "what" and deeds().hints.search(key) for key in keys)
    return says_action and bool(fields & {"owner", "due", "status"})


def read_action_table(reader: SectionReader, lines: range, part: Part | None = None) -> bool:
    """Reads a table of actions, a row an action; False where no column can hold their words.

    ``part`` is where a table outside the sections of actions belongs.
    """
    work = reader.work
    header = _cells(reader, lines.start)
    rows = [_cells(reader, line) for line in lines[2:]]
    columns = columns_of_actions(part or reader.part, header, rows)
    if not any(c and c[0] != PATTERN[0] for c in columns) and _names_none(header) and has_lists(reader):
        return False
    if not any(c and c[0] == PATTERN[0] for c in columns):
        return False
    layout = Layout(form="row", columns=columns)
    for line, cells in zip(lines[2:], rows, strict=True):
        if len(header) > 1 and _is_alone(cells, columns) and _names_group(reader, cells):
            continue
        read_row(work, ACTIONS, layout, line)
        settle(reader, work.scan.units[ACTIONS][-1])
        _doubt_row(work, work.scan.units[ACTIONS][-1])
    others = [
        name
        for n, name in enumerate(header)
        if columns[n] is None and name_key(name) and any(row[n : n + 1] and row[n].strip(" -") for row in rows)
    ]
    doubt_columns(work, others, lines.start, "it stays where it is, and is in no field of the actions")
    return True


def _doubt_row(work: Work, unit: Unit) -> None:
    """Notes a row that says who or until when, and not what."""
    said = [str(unit.item[name]) for name in ("owner", "due") if unit.item.get(name)]
    if said and not unit.item.get("what"):
        message = f"This row says {' and '.join(map(repr, said))} and no action; it is not among the actions."
        work.doubt("RD437", message, unit.first, "actions")


def _names_none(header: Sequence[str]) -> bool:
    """Whether no column of a table is named as one of actions."""
    known = words().columns.get("actions", {})
    return not any(known.get(name_key(name)) for name in header)


def _cells(reader: SectionReader, line: int) -> list[str]:
    work = reader.work
    return [work.text(s) for s in tables.cells(work.source.content(line), work.source.bounds[line][0])]


def _is_alone(cells: Sequence[str], columns: Sequence[Pattern | None]) -> bool:
    """Whether one text fills a row, alone or repeated, and stands not where the owner or the day does."""
    filled = [n for n, cell in enumerate(cells) if cell.strip()]
    if len({cells[n] for n in filled}) != 1:
        return False
    column = columns[filled[0]] if filled[0] < len(columns) else None
    return column is None or column[0] not in _WHO_AND_WHEN


def _names_group(reader: SectionReader, cells: list[str]) -> bool:
    only = next(c for c in cells if c.strip()).strip()
    group = read_group(only, people(reader.work))
    if not group.fields and not BOLD_LINE.fullmatch(only):
        return False
    reader.actions_group = group
    return True


def columns_of_actions(part: Part, header: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[Pattern | None, ...]:
    """What each column holds: by its name, by a word of its name, and the longest texts where none is named so."""
    chosen = columns_for(header, part)
    found: list[str | None] = [None] * len(header)
    if chosen is not None and chosen[0] == ACTIONS:
        found = [c[0].path[-1] if c and isinstance(c[0], Hole) else None for c in chosen[1].columns]
    for field in _ORDER:
        if field not in found:
            _by_word(header, found, field)
    if "what" not in found:
        lengths = [sum(len(r[n]) for r in rows if n < len(r)) if f is None else -1 for n, f in enumerate(found)]
        if lengths and max(lengths) > 0:
            found[lengths.index(max(lengths))] = "what"
    return tuple((Hole(path=(*ACTIONS, f)),) if f else None for f in found)


def _by_word(header: Sequence[str], found: list[str | None], field: str) -> None:
    known = {n for n, f in words().columns.get("actions", {}).items() if f == field and " " not in n and len(n) > 2}
    for number, name in enumerate(header):
        if found[number] is None and known & set(_WORD.findall(name_key(name))):
            found[number] = field
            return


def settle(reader: SectionReader, unit: Unit) -> None:
    """Takes out what only says that nothing is known, and takes in what a cell says of another field."""
    item = unit.item
    for name in _OPTIONAL:
        value = item.get(name)
        text = str(value.get("written") if isinstance(value, dict) else value or "")
        if value is not None and deeds().is_none(plain_text(text)) and token((*ACTIONS, name), text) is None:
            item.pop(name)
    held = item.get("status")
    if isinstance(held, dict) and held.get("value") is None and held.get("written"):
        item["status"] = as_status(str(held["written"]))
    _doubt_struck(reader.work, unit)
    status = deeds().status_mark(str(item.get("due") or ""))
    if status and "status" not in item:
        item["status"] = as_status(str(item.pop("due")), value=status)
    place = unit.places.get("tracker")
    if place is not None and "status" not in item:
        _status_beside(item, place.decode(reader.work.text(place.span)))
    what = str(item.get("what") or "")
    group = reader.actions_group
    if what:
        marked = read_marks(what, lambda text: deeds().are_people(text, people(reader.work)))
        for mark in marked.marks:
            if mark.name in {"status", "tracker"}:
                item.setdefault(mark.name, mark.value)
        if group.name:
            item.setdefault("group", group.name)
        for name, given in group.fields:
            item.setdefault(name, as_status(group.name, value=given) if name == "status" else _of(name, given))
    if is_no_action(what) or not re.search(r"\w", what):
        unit.in_table_slot = True


def _of(name: str, given: str) -> Plain:
    return read_value((*ACTIONS, name), given) if name == "priority" else given


def _doubt_struck(work: Work, unit: Unit) -> None:
    """Notes a status that is crossed out, so that it may be the one that no longer holds."""
    status = unit.item.get("status")
    written = str(status.get("written") or "") if isinstance(status, dict) else ""
    if isinstance(status, dict) and _STRUCK.fullmatch(written):
        read = f"read as {status['value']}" if status.get("value") else "kept as written"
        work.doubt("RD441", f"The status {written} of this action is crossed out; it is {read}.", unit.first)


def _status_beside(item: dict[str, Plain], text: str) -> None:
    """A status that stands in the column of the issue: ``(OPS-3) **TODO**``."""
    alone = deeds().status_mark(text.strip(" *_`()[]"))
    if alone:
        item["status"] = as_status(text.strip(" *_`()[]"), value=alone)
        item.pop("tracker", None)
        return
    marked = read_marks(f"x {text}", lambda _: False)
    found = {mark.name: mark for mark in marked.marks}
    if "status" in found:
        item["status"] = found["status"].value
        rest = f"x {text}"[marked.start : marked.end][2:].strip()
        item["tracker"] = found["tracker"].value if "tracker" in found else rest
        if deeds().is_none(str(item["tracker"])):
            item.pop("tracker")
