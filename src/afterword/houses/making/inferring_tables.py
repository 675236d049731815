"""Tables of an example as the lines of a house file: labelled rows, rows of phases, and the row that repeats."""

import re
from collections.abc import Sequence

from afterword.houses.fields import Path, main_name
from afterword.houses.house import Hole, Pattern
from afterword.houses.making.inferring_example import PLACEHOLDER
from afterword.houses.making.inferring_lists import ListWriter
from afterword.houses.making.lexicon import Lexicon, pattern_text
from afterword.houses.reading.times.zone_words import ZONE_WORDS
from afterword.houses.words import words
from afterword.text import tables
from afterword.text.blocks import Block
from afterword.text.wording import name_key, short_key

_AT: Pattern = (Hole(path=("timeline", "at")),)
_WHAT: Pattern = (Hole(path=("timeline", "what")),)


TABLED: tuple[Path, ...] = (("timeline",), ("actions",))
"""Lists whose tables are known by their columns, wherever they stand."""


class TableWriter(ListWriter):
    """Makes the lines of tables."""

    def table(self, block: Block) -> None:
        """Takes a table: labels with their places, the home of a list, or text."""
        raw = self.raw(block)
        raw[0] = self._without_values(raw[0])
        header = [raw[0][s.start : s.end] for s in tables.cells(raw[0], 0)]
        rows = [[line[s.start : s.end] for s in tables.cells(line, 0)] for line in raw[2:]]
        owners = [self.target.path] if self.target.kind == "list" else []
        owners += [o for o in TABLED if o not in owners and self.target.kind != "list"]
        if len(header) == 2 and self._labelled_rows(raw, rows, block.first):
            return
        if ("timeline",) in owners:
            left = self._with_one_time(header, block.first)
            raw, rows = _only(raw, left), [[row[n] for n in left if n < len(row)] for row in rows]
            header = [header[n] for n in left]
        for owner in owners:
            made = self.columns(header, owner, is_own=owner == self.target.path)
            if made is not None and not self._has_home(owner):
                self._phase_rows(raw[:2], made, rows, owner)
                return
        if not self.is_template:
            if len(header) == 2 and rows:
                self.body.doubts.append(
                    (block.first, "the rows of this table are not kept: no field is known for them")
                )
            self.keep(self.raw(block))
        elif any(cell.strip() for row in rows for cell in row):
            self.body.guidance += raw
            message = "the table is kept as guidance: no field is known for enough of its rows or columns"
            self.body.doubts.append((block.first, message))
        elif not self.under_label:
            self.body.doubts.append((block.first, "no list is known that has the columns of this table"))
            if self.target.kind == "none" and self.chunk.level:
                self.body.groups.append([_plain(line) for line in raw])

    def _has_home(self, owner: Path) -> bool:
        """Whether a list stands in this section already; outside of its own sections a table is no other's home."""
        if self.target.kind == "list":
            return self.body.has_list
        return any(f"{{{{ {'.'.join(owner)}." in line for group in self.body.groups for line in group)

    def _with_one_time(self, header: Sequence[str], line: int) -> list[int]:
        """The columns of a table, without those of days beside one of times, or of times in a second zone."""
        days = [n for n, name in enumerate(header) if short_key(name) in words().day_columns]
        timed = [n for n, c in enumerate(self._known(header, ("timeline",))) if c == _AT and n not in days]
        if not timed:
            return list(range(len(header)))
        at = _of_best_zone(header, timed)
        for n in (*days, *(n for n in timed if n != at)):
            takes = "day and time" if n in days else "the times, in one zone"
            message = f"the column {header[n].strip()!r} is left out: the column {header[at].strip()!r} takes {takes}"
            self.body.doubts.append((line, message))
        return [n for n in range(len(header)) if n not in days and (n == at or n not in timed)]

    def _without_values(self, header: str) -> str:
        """The header of a table; where it is filled in, without names that no house has: they may be values."""
        if self.is_template:
            return header
        cells = [header[s.start : s.end] for s in tables.cells(header, 0)]
        known = [c if self.names.knows_words_of(_without_zone(c)) else "" for c in cells]
        return header if known == cells else tables.row(known)

    def _labelled_rows(self, raw: Sequence[str], rows: Sequence[Sequence[str]], first: int) -> bool:
        """Whether the rows are labels and values, and their lines; a template's rows that no field has stay text."""
        head = [raw[0][s.start : s.end] for s in tables.cells(raw[0], 0)]
        numbered = list(enumerate(rows, first + 2))
        if self.is_template and self.slot(head[0]) is not None:
            # a value in the header would stand in every document, and a hole there could not be filled
            raw, numbered = [tables.row(["", ""]), *raw[1:]], [(first, head), *numbered]
        slots = [(line, row, self.slot(row[0])) for line, row in numbered if row]
        known = sum(slot is not None for _, _, slot in slots)
        if not known or known < 0.4 * len(slots):
            return False
        made = [raw[0], raw[1]]
        for line, row, slot in slots:
            key = name_key(row[0])
            if slot is None and key:
                made += [tables.row([_plain(cell) for cell in row[:2]])] if self.is_template else []
                named = f"the row {row[0].strip()!r}" if self.is_template else "this row"
                self.body.doubts.append((line, f"no field is known for {named}"))
            elif slot is not None and key not in self.seen:
                made.append(tables.row([row[0], pattern_text(slot)]))
                self.seen.add(key)
        self.body.groups.append(made)
        return True

    def columns(self, header: Sequence[str], owner: Path, *, is_own: bool = False) -> list[Pattern | None] | None:
        """What the cells of each column hold; None where too few of them are known for this list.

        ``is_own``: the table stands in the section of the list, where a column may have a name that is not known.
        """
        made: list[Pattern | None] = []
        for pattern in self._known(header, owner):
            made.append(pattern if pattern not in made else None)
        home: Pattern = (Hole(path=(*owner, main_name(owner))),)
        if owner in TABLED and home not in made:
            unknown = [n for n, pattern in enumerate(made) if pattern is None and header[n].strip()]
            if not (is_own and unknown and any(made)):
                return None
            made[unknown[0]] = home
        known = sum(p is not None for p in made)
        if owner == ("timeline",) and _AT not in made:
            return None
        return made if known >= (min(2, len(header)) if is_own else 2) and known * 2 >= len(header) else None

    def _known(self, header: Sequence[str], owner: Path) -> list[Pattern | None]:
        """What each column's name means by itself."""
        return [self.names.column(owner, name) if name.strip() else None for name in map(_without_zone, header)]

    def list_table(
        self, header: Sequence[str], columns: Sequence[Pattern | None], fixed: tuple[tuple[str, str], ...]
    ) -> None:
        """The home of a list: a table with a row that repeats."""
        cells: list[str] = []
        rest = fixed
        for pattern in columns:
            cells.append(pattern_text(pattern, rest) if pattern else "")
            rest = () if pattern else rest
        self.body.groups.append(
            [*self.body.groups.pop(), tables.row(cells)] if not header else [*header, tables.row(cells)]
        )
        self.body.has_list = True

    def _told_in_rows(self, columns: Sequence[Pattern | None], rows: Sequence[Sequence[str]]) -> list[tuple[str, str]]:
        """The phases that the rows of a filled-in table have a label for: phase and label."""
        at = columns.index(_WHAT) if _WHAT in columns else None
        cells = [row[at].strip() for row in rows if at is not None and at < len(row)]
        return [(phase, label) for label, phase in self.told_phases(cells).items()]

    def _tell_rows(self, rows: Sequence[Sequence[str]], kept: set[str]) -> None:
        """Says which rows have a label that becomes no phase of the house."""
        said = [[cell.strip(" *_") for cell in row if cell.strip(" *_")] for row in rows]
        lost = [cells[0] for cells in said if len(cells) == 1 and cells[0] not in kept and cells[0][:1].isalpha()]
        lost = [label for label in lost if not PLACEHOLDER.search(label)]
        if lost:
            named = ", ".join(map(repr, lost))
            message = f"the rows {named} are not kept" if lost[1:] else f"the row {named} is not kept"
            self.body.doubts.append((self.chunk.first, message))

    def _phase_rows(
        self, header: Sequence[str], columns: Sequence[Pattern | None], rows: Sequence[Sequence[str]], owner: Path
    ) -> None:
        from_rows: list[tuple[str, str]] = []
        if owner == ("timeline",):
            from_rows = phase_rows(columns, rows, self.names) if self.is_template else self._told_in_rows(columns, rows)
        if self.is_template and owner == ("timeline",):
            self._tell_rows(rows, {label for _, label in from_rows})
        made = list(header)
        self.body.phases = {label: phase for phase, label in from_rows}
        for phase, label in from_rows:
            cells = []
            for pattern in columns:
                hole = pattern[0] if pattern else None
                name = hole.path[-1] if isinstance(hole, Hole) else ""
                cells.append(
                    f"{{{{ timeline.at phase={phase} }}}}" if name == "at" else label if name == "what" else ""
                )
            made.append(tables.row(cells))
        self.list_table(made, columns, self.fixed if owner == self.target.path else ())
        for number, pattern in enumerate(columns):
            if pattern is None:
                cells_ = tables.cells(header[0], 0)
                name = header[0][cells_[number].start : cells_[number].end]
                self.body.doubts.append((self.chunk.first, f"no field is known for the column {name or number + 1!r}"))


def _plain(cell: str) -> str:
    """The words of a cell, without what would be read as a place."""
    return cell.strip().replace("{{", "{").replace("}}", "}")


def _of_best_zone(header: Sequence[str], columns: Sequence[int]) -> int:
    """The column of UTC among those of times; else the first that names a zone; else the first."""
    named = {n: match.group() for n in columns if (match := ZONE_WORDS.search(header[n]))}
    universal = [n for n, zone in named.items() if zone in {"UTC", "GMT"}]
    return (*universal, *named, *columns)[0]


def _without_zone(name: str) -> str:
    """The name of a column without the zone of its times."""
    return re.sub(r"[(\[]\s*[)\]]", "", ZONE_WORDS.sub("", name)).strip() or name


def _only(raw: Sequence[str], left: Sequence[int]) -> list[str]:
    """The lines of a table with these columns only."""
    made = []
    for line in raw:
        cells = [line[span.start : span.end] for span in tables.cells(line, 0)]
        is_whole = len(left) == len(cells)
        made.append(line if is_whole else tables.row([cells[n] if n < len(cells) else "" for n in left]))
    return made


def phase_rows(
    columns: Sequence[Pattern | None], rows: Sequence[Sequence[str]], names: Lexicon
) -> list[tuple[str, str]]:
    """The phases whose label is all that a row says, in the table's order, each once: phase and label."""
    at = columns.index(_WHAT) if _WHAT in columns else None
    if at is None:
        return []
    found: dict[str, str] = {}
    for row in rows:
        label = row[at].strip(" *_") if at < len(row) else ""
        phase = names.phases.get(name_key(label))
        if phase and phase not in found and label not in found.values():
            found[phase] = label
    return list(found.items())
