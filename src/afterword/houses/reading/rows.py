"""Rows of tables, of GFM or drawn with pipes in a fence, as items of lists."""

import re
from collections.abc import Sequence

from afterword.houses.fields import Path
from afterword.houses.house import Hole, LabelSlot, Part, Pattern, TableSlot
from afterword.houses.notation import read_id
from afterword.houses.patterns import hole_spans
from afterword.houses.reading.actions.action_words import deeds
from afterword.houses.reading.items import finish, read_field, read_labelled_item, take_tail
from afterword.houses.reading.outline import label_slots, list_slots, owners
from afterword.houses.reading.places import Layout, Place, Unit
from afterword.houses.reading.times.entries import describe, is_phase_label, separator_end, time_values
from afterword.houses.reading.times.inner_times import is_total
from afterword.houses.reading.times.surveying import is_placeholder
from afterword.houses.reading.times.time_columns import TimeColumns, time_columns
from afterword.houses.reading.unknown_rows import keep_unknown_rows, with_bars
from afterword.houses.reading.work import Work
from afterword.houses.template import walk
from afterword.houses.words import words
from afterword.model.plain import Plain
from afterword.model.span import Span
from afterword.text import tables
from afterword.text.seasons import season_problem
from afterword.text.times import TimeRead
from afterword.text.wording import name_key, plain_text, short_key

_TIMELINE = ("timeline",)
_ACTIONS = ("actions",)
_PRIORITY = ("actions", "priority")
_STATUS = Hole(path=("actions", "status"))


def columns_for(names: Sequence[str], part: Part) -> tuple[Path, Layout] | None:
    """The list that a table with these column names fills, and how; None where no list has such columns."""
    best: tuple[int, Path, tuple[Pattern | None, ...], TableSlot | None] | None = None
    known = {name_key(n) for n in names} | {short_key(n) for n in names}
    slots = [s for inner in walk(part) for s in list_slots(inner)]
    for owner in dict.fromkeys(s.owner for s in slots):
        slot = next((s for s in slots if s.owner == owner and isinstance(s, TableSlot)), None)
        columns = tuple(_column(name, owner, slot) for name in names)
        if len([c for c in columns if c]) != len({c for c in columns if c}):
            columns = _without_repeats(columns)
        score = sum(c is not None for c in columns) * 2 + len(known & set(slot.names if slot else ()))
        if score and (best is None or score > best[0]):
            best = (score, owner, columns, slot)
    if best is None or (sum(c is not None for c in best[2]) < min(2, len(names))):
        return None
    return best[1], Layout(form="row", columns=best[2], fixed=best[3].fixed if best[3] else ())


def _column(name: str, owner: Path, slot: TableSlot | None) -> Pattern | None:
    keys = (name_key(name), short_key(name))
    if slot:
        for column, known in zip(slot.columns, slot.names, strict=False):
            if known in keys or short_key(known) in keys:
                return column
    field = next((f for k in keys if (f := words().columns.get(".".join(owner), {}).get(k))), None)
    if field is None and owner == ("timeline",) and keys[1] == "time":
        field = "at"
    return (Hole(path=(*owner, field)),) if field else None


def _without_repeats(columns: tuple[Pattern | None, ...]) -> tuple[Pattern | None, ...]:
    seen: set[Pattern] = set()
    kept: list[Pattern | None] = []
    for column in columns:
        kept.append(None if column is None or column in seen else column)
        seen |= {column} if column else set()
    return tuple(kept)


def read_table(work: Work, part: Part, lines: range) -> bool:
    """Reads a table as items of a list or as labelled values; False where it is neither."""
    header = [work.text(s) for s in tables.cells(work.source.content(lines.start), work.source.bounds[lines.start][0])]
    if len(header) == 2 and _labelled(work, part, lines):
        return True
    chosen = columns_for(header, part)
    if work.clock.is_free and _TIMELINE in owners(part) and (chosen is None or chosen[0] == _TIMELINE):
        cells = [_cells(work, line) for line in lines[2:]]
        found = time_columns(header, cells, chosen[1] if chosen else None, work.clock)
        if found is not None:
            _read_timeline(work, header, found, lines, cells)
            return True
    if chosen is None:
        return False
    owner, layout = chosen
    if owner == _TIMELINE:
        for name, column in zip(header, layout.columns, strict=False):
            if column and column[0] == Hole(path=("timeline", "at")):
                work.clock.note_zone(name, sentence=False)
    for line in with_bars(work, lines[2:]):
        read_row(work, owner, layout, line)
    doubt_columns(work, _unknown_columns(work, header, layout, lines), lines.start, "it stays in the document only")
    return True


def _unknown_columns(work: Work, header: Sequence[str], layout: Layout, lines: range) -> list[str]:
    """The names of the columns that no field takes and that say something in a row."""
    pairs = enumerate(zip(header, layout.columns, strict=False))
    unknown = [(n, name) for n, (name, column) in pairs if column is None and name_key(name)]
    rows = [_cells(work, line) for line in lines[2:]] if unknown else []
    return [name for n, name in unknown if any(any(map(str.isalnum, cell)) for row in rows for cell in row[n : n + 1])]


def _cells(work: Work, line: int) -> list[str]:
    return [work.text(span) for span in tables.cells(work.source.content(line), work.source.bounds[line][0])]


def _read_timeline(
    work: Work, header: Sequence[str], columns: TimeColumns, lines: range, rows: Sequence[Sequence[str]]
) -> None:
    """Reads the rows of a timeline; a row that says only a day stands over those after it."""
    untold = [n for n in range(len(header)) if _is_untold(columns, n)]
    for name in (header[n] for n in (columns.day, columns.at) if n is not None):
        work.clock.note_year(name)
        work.clock.note_zone(name, sentence=False)
    for line in with_bars(work, lines[2:]):
        cells = rows[line - lines.start - 2]
        says = [cell for cell in cells if cell.strip(" *_")]
        if len(says) == 1 and work.clock.is_day(says[0]):
            work.clock.note_day(says[0])
            continue
        time = cells[columns.at] if columns.at is not None and columns.at < len(cells) else ""
        if time.strip() and re.search(r"[A-Za-z]", time) and (is_placeholder(time) or is_total(time)):
            continue
        day = cells[columns.day] if columns.day is not None and columns.day < len(cells) else ""
        if day.strip():
            work.clock.note_day(f"Day {day.strip()}" if day.strip().isdigit() else day)
        if columns.zone is not None and columns.zone < len(cells):
            work.clock.note_zone(cells[columns.zone], sentence=False)
        read_row(work, _TIMELINE, columns.layout, line, day=day)
        _note_others(work, work.scan.units[_TIMELINE][-1], header, cells, untold)
    others = [header[n] for n in untold if _is_other(work, [row[n] for row in rows if n < len(row)])]
    doubt_columns(work, others, lines.start, "it is read as the notes of its entry")


def _is_untold(columns: TimeColumns, column: int) -> bool:
    """Whether no field takes a column and none of its cells is the time."""
    return column not in {columns.at, columns.day, columns.zone} and columns.layout.columns[column] is None


def _is_other(work: Work, cells: Sequence[str]) -> bool:
    """Whether such cells hold what is no time either."""
    filled = [cell for cell in cells if cell.strip(" -\u2013\u2014")]
    return bool(filled) and not all(work.clock.peek(cell) for cell in filled)


def _note_others(work: Work, unit: Unit, header: Sequence[str], cells: Sequence[str], columns: Sequence[int]) -> None:
    """Takes as the notes of an entry what stands in columns that no field takes."""
    held = [
        f"{plain_text(header[n])}: {cells[n].strip()}" if header[n].strip() else cells[n].strip()
        for n in columns
        if n < len(cells) and _is_other(work, [cells[n]])
    ]
    if held and not unit.in_table_slot and not unit.item.get("notes") and "notes" not in unit.places:
        unit.item["notes"] = "; ".join(held)


def doubt_columns(work: Work, names: Sequence[str], line: int, instead: str) -> None:
    """Notes the columns of a table that no field takes, and what becomes of what stands there."""
    if names:
        shown = " and ".join(repr(plain_text(name)) for name in names)
        message = f"No field takes what stands in the column {shown} of this table; {instead}."
        work.doubt("RD436", message if len(names) == 1 else message.replace("the column ", "the columns ", 1), line)


def _labelled(work: Work, part: Part, lines: range) -> bool:
    slots = {s.key: s for inner in walk(part) for s in label_slots(inner)}
    if not slots:
        return False
    found: list[tuple[LabelSlot, Span, int]] = []
    for line in lines[2:]:
        spans = tables.cells(work.source.content(line), work.source.bounds[line][0])
        slot = slots.get(name_key(work.text(spans[0]))) or slots.get(short_key(work.text(spans[0]))) if spans else None
        if slot and len(spans) > 1:
            found.append((slot, spans[1], line))
    if not found:
        return False
    for slot, span, line in found:
        read_label(work, slot, Place(span=span, codec="cell"), line, line + 1)
    keep_unknown_rows(work, lines[2:], {line for _, _, line in found})
    return True


def read_label(work: Work, slot: LabelSlot, place: Place, first: int, last: int) -> None:
    """Reads what stands after a label: single values, or an item of a list that the label fixes."""
    text = work.text(place.span)
    holes = [p for p in slot.pattern if isinstance(p, Hole)]
    spans = hole_spans(slot.pattern, text) if len(holes) > 1 else {}
    for hole in holes:
        inner = place
        if len(holes) > 1:
            start, stop = spans.get(hole, (len(text), len(text)))
            inner = place.at(place.span.start + start, place.span.start + stop)
        value = inner.decode(work.text(inner.span))
        from_items = read_labelled_item(work, slot, hole, value, inner, first, last)
        if not from_items:
            work.put(hole.path, work.value(hole.path, value), inner)


def read_row(work: Work, owner: Path, layout: Layout, line: int, *, day: str = "") -> None:
    """Reads one row; a row of one of the house's phases without a time is a place, not an event.

    ``day`` is what a column of days says, which is the time of a row that has no other.
    """
    content = work.source.content(line)
    spans = tables.cells(content, work.source.bounds[line][0])
    item: dict[str, Plain] = dict(layout.fixed)
    unit = Unit(owner=owner, first=line, last=line + 1, layout=layout, item=item)
    for column, span in zip(layout.columns, spans, strict=False):
        if column is not None:
            _read_cell(work, unit, column, span)
    if day.strip() and "written" not in item and (found := work.clock.peek(day)):
        item.update(time_values(found.moment))
    if owner == _TIMELINE:
        if not item.get("what") and work.house.reads_freely:
            _take_words_beside_time(work, unit)
        if (
            not item.get("at")
            and not item.get("written")
            and is_phase_label(str(item.get("what") or ""), work.house)
            and not item.get("notes")
            and not item.get("evidence")
        ):
            unit.in_table_slot = True
        elif item.get("what") and "precision" not in item:
            item["precision"] = "unknown"
    if owner == _ACTIONS and "id" not in unit.places:
        _take_id_before_words(work, unit)
    finish(work, unit)


def _take_id_before_words(work: Work, unit: Unit) -> None:
    """Takes as the id of an action that with which its words begin, where the table has no column for it."""
    place = unit.places.get("what")
    text = work.text(place.span) if place else ""
    found = read_id(text)
    if place is None or found is None or not text[found[1] :].strip():
        return
    start = place.span.start
    at = text.index(found[0])
    unit.item["id"] = found[0]
    unit.places["id"] = place.at(start + at, start + at + len(found[0]))
    unit.places["what"] = words_place = place.at(start + found[1], place.span.end)
    unit.item["what"] = words_place.decode(work.text(words_place.span)) or None


def _take_words_beside_time(work: Work, unit: Unit) -> None:
    """Takes as what happened the words that stand in the cell of the time, where their own cell is empty."""
    place = unit.places.get("at")
    text = work.text(place.span) if place else ""
    found = work.clock.peek(text) if place else None
    if place is None or found is None:
        return
    end, start = separator_end(text, found), place.span.start
    if text[end:].strip():
        unit.item["written"] = text[found.start : found.end].strip()
        unit.places["at"] = place.at(start + found.start, start + found.end)
        unit.places["what"] = words_place = place.at(start + end, start + len(text))
        unit.item["what"] = words_place.decode(work.text(words_place.span)) or None


def _read_cell(work: Work, unit: Unit, column: Pattern, span: Span) -> None:
    text = work.text(span)
    # a column mostly holds one field, and a cell is cut without the spaces around it
    if len(column) == 1 and isinstance(column[0], Hole):
        spans = [(column[0], (0, len(text)))]
    else:
        spans = [*hole_spans(column, text).items()] or [(hole, (0, 0)) for hole in column if isinstance(hole, Hole)]
    for named, (start, end) in spans:
        hole = _meant(unit, named, text[start:end])
        name = hole.path[-1]
        place = Place(span=Span(span.start + start, span.start + end), codec="cell")
        part = text[start:end]
        if unit.owner == ("timeline",) and name == "at":
            _read_time_cell(work, unit, part, place)
        elif unit.owner == ("timeline",) and name == "what":
            values, places, tail_place, tail = describe(part, place.span.start, work.house, place)
            unit.item.update(values)
            unit.places.update(places)
            unit.tail = tail_place
            take_tail(work, unit, tail)
        else:
            unit.places[name] = place
            read_field(work, unit, hole, place)


def _meant(unit: Unit, hole: Hole, text: str) -> Hole:
    """The field of a cell: a column of priorities may say of some actions how far they are."""
    if hole.path != _PRIORITY or not deeds().statuses.get(name_key(plain_text(text))):
        return hole
    has_own = any(_STATUS in column for column in unit.layout.columns if column)
    return hole if has_own else _STATUS


def note_problem(work: Work, found: TimeRead, line: int) -> None:
    """Notes a time that cannot be, a zone of the wrong season, and an hour that does not exist."""
    if found.problem:
        work.find("RD205", f"{found.problem}; the time stays as written and is not measured with.", line)
    problem = season_problem(found)
    if problem:
        work.find("RD202", f"{problem}.", line)


def _read_time_cell(work: Work, unit: Unit, text: str, place: Place) -> None:
    unit.places["at"] = place
    if not text.strip():
        return
    found = work.clock.read(text)
    if found is None:
        unit.item.update({"written": text.strip(), "precision": "unknown"})
        return
    values = time_values(found.moment)
    rest = text[found.end :].strip(" *_`)]")
    if rest:
        values["written"] = text.strip()
    unit.item.update(values)
    work.clock.note_entry(found)
    note_problem(work, found, unit.first)
