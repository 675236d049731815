"""Checking the template of a house file: its holes, what they stand in, and whether each can be read back."""

import re
from collections.abc import Sequence

from afterword.houses.fields import Path, field_at
from afterword.houses.making.checking_holes import HoleCheck, Spot, TemplateCheck
from afterword.houses.template import BOLD_LABEL, BOX
from afterword.text import tables
from afterword.text.blocks import Block, parse
from afterword.text.source import Source
from afterword.text.wording import leading_label, name_key, short_key

_SECTION = 6


def check_template(source: Source, first: int) -> TemplateCheck:
    """The faults of a template whose body starts at line ``first``."""
    return _Walk(source).check(first)


class _Walk(HoleCheck):
    def __init__(self, source: Source) -> None:
        super().__init__(source)
        self.open: list[tuple[int, dict[str, int]]] = [(0, {})]
        self.homes: dict[tuple[Path, tuple[tuple[str, str], ...]], int] = {}
        self.group: tuple[int, list[Spot]] | None = None

    def check(self, first: int) -> TemplateCheck:
        for block in parse(self.source, first):
            self.block(block)
        if self.group is not None:
            self.fault("HF209", "this group is not closed by <!-- /each -->", self.group[0], 0)
        return self.done

    def block(self, block: Block) -> None:
        if block.kind == "heading":
            self.heading(block)
        elif block.kind == "html":
            self.comment(block)
        elif block.kind == "list":
            self.items(block)
        elif block.kind == "table":
            self.table(block)
        elif block.kind == "paragraph":
            for number in range(block.first, block.last):
                self.line(number)
        else:
            for number in range(block.first, block.last):
                for spot in self.holes(self.source.content(number), number):
                    message = "a hole stands in a code block or a quotation, where it is not read"
                    self.fault("HF203", message, spot.line, spot.start)

    # Parts

    def part(self, name: str, level: int, line: int, column: int) -> None:
        """Opens a part; one of the same name in the same part could not be told from it."""
        while self.open[-1][0] >= level:
            self.open.pop()
        key = name_key(re.sub(r"\{\{.*?\}\}", "", name).lstrip("# "))
        around = self.open[-1][1]
        if key and key in around:
            message = f"{key!r} stands here already, in line {around[key]}; a document's part could be either"
            self.fault("HF206", message, line, column)
        around.setdefault(key, line)
        self.done.headings |= {key, short_key(key)} - {""}
        self.open.append((level, {}))

    def heading(self, block: Block) -> None:
        text = self.source.text[block.text.start : block.text.end]
        number = self.source.line_at(block.text.start)
        offset = block.text.start - self.source.bounds[number][0]
        self._title(text, number, offset)
        self.part(text, block.level, block.first + 1, 0)

    def _title(self, text: str, number: int, offset: int) -> None:
        for spot in self.holes(text, number, offset):
            if spot.path != ("title",):
                message = f"a heading can hold the title only; give {'.'.join(spot.path)} a line of its own"
                self.fault("HF207", message, spot.line, spot.start)
            elif text[spot.end - offset :].strip(" *_#"):
                self.fault("HF207", "words behind the title would be read as a part of it", spot.line, spot.end)

    def comment(self, block: Block) -> None:
        mark = self.source.content(block.first).strip()
        if mark == "<!-- each -->":
            if self.group is not None:
                self.fault("HF209", "a group opens within a group", block.first + 1, 0)
            self.group = (block.first + 1, [])
        elif mark == "<!-- /each -->":
            if self.group is None:
                self.fault("HF209", "no group is open that this could close", block.first + 1, 0)
                return
            line, spots = self.group
            self.group = None
            owners = {spot.owner for spot in spots}
            if not spots or owners == {None}:
                self.fault("HF209", "a group repeats for the items of a list, and no hole in it names one", line, 0)
            elif len(owners) > 1:
                self.fault("HF209", "the holes of a group belong to one list", line, 0)
            else:
                self.home(spots[0])

    def home(self, spot: Spot, fixed: Sequence[tuple[str, str]] | None = None) -> None:
        """Notes where the items of a list go."""
        owner = spot.owner or spot.path
        key = (owner, tuple(sorted(spot.fixed if fixed is None else fixed)))
        if key in self.homes:
            message = (
                f"{'.'.join(owner)} has a home already, in line {self.homes[key]}, and nothing tells the two apart; "
                "fix a value in one, as in {{ actions.what horizon=short }}, or leave one out"
            )
            self.fault("HF208", message, spot.line, spot.start)
        else:
            self.homes[key] = spot.line

    # Lines

    def line(self, number: int) -> None:
        line = self.source.content(number)
        label = leading_label(line.lstrip() if self.group else line)
        if self.group is not None:
            spots = self.holes(line, number)
            self.group[1].extend(spots)
            if label is None:
                self.fault("HF209", "a line of a group starts with a label", number + 1, 0)
        elif BOLD_LABEL.match(line) or (label and label[1] >= len(line.rstrip()) and line.rstrip().endswith(":")):
            bold = bool(BOLD_LABEL.match(line))
            level = 8 if not bold else 7 if line.rstrip(" *_").endswith(":") else _SECTION
            self._title(line.strip().strip("*_"), number, len(line) - len(line.lstrip(" *_")))
            self.part(line, level, number + 1, 0)
        else:
            self._value_line(line, number, label)

    def _value_line(self, line: str, number: int, label: tuple[str, int] | None) -> None:
        spots = self.holes(line, number)
        if not spots:
            return
        if not line[: spots[0].start].strip():
            self._whole(spots, line)
        elif not label or label[1] > spots[0].start:
            message = "a hole stands in a sentence, where it could not be read back; write a label before it"
            self.fault("HF203", message, spots[0].line, spots[0].start)
        else:
            self._labelled(spots)

    def _whole(self, spots: Sequence[Spot], line: str) -> None:
        """A line that starts with a hole: a text, or the items of a list."""
        first = spots[0]
        if first.owner is not None:
            self._one_list(spots)
            self.home(first, _fixed(spots))
        elif len(spots) > 1 or line[first.end :].replace("<!--", "").strip():
            message = f"what follows {'.'.join(first.path)} on its line would be read as a part of it"
            self.fault("HF203", message, first.line, first.end)

    def _one_list(self, spots: Sequence[Spot]) -> None:
        for spot in spots[1:]:
            if spot.owner != spots[0].owner:
                message = (
                    f"{'.'.join(spot.path)} stands among the fields of {'.'.join(spots[0].owner or spots[0].path)}"
                )
                self.fault("HF210", message, spot.line, spot.start)

    def _labelled(self, spots: Sequence[Spot]) -> None:
        self._one_list([s for s in spots if s.owner] or spots[:1])
        first = spots[0]
        if first.owner is None or first.owner == ("links",):
            return
        key = (first.owner, tuple(sorted(first.fixed)))
        if first.fixed or key not in self.homes:
            self.home(first)

    def items(self, block: Block) -> None:
        for item in block.children:
            line = self.source.content(item.first)
            offset = min(len(line), item.text.start - self.source.bounds[item.first][0])
            words = line[offset:]
            check = BOX.match(words)
            if check:
                offset, words = offset + check.end(), words[check.end() :]
            spots = self.holes(words, item.first, offset)
            nested = [child for child in item.children if child.kind == "list"]
            if nested:
                self.part(words, 9, item.first + 1, offset)
                for child in nested:
                    self.items(child)
                self.open.pop()
            elif self.group is not None:
                self.group[1].extend(spots)
            elif spots and spots[0].start == offset:
                self._item(spots)
            elif spots:
                self._labelled(spots)

    def _item(self, spots: Sequence[Spot]) -> None:
        known = field_at(spots[0].path)
        if spots[0].owner is None and known is not None and known.shape != "strings":
            message = f"an item of a list repeats, and {'.'.join(spots[0].path)} is one value; write a label before it"
            self.fault("HF210", message, spots[0].line, spots[0].start)
            return
        self._one_list(spots)
        self.home(spots[0], _fixed(spots))

    # Tables

    def table(self, block: Block) -> None:
        rows = [(n, self.source.content(n)) for n in range(block.first + 2, block.last)]
        header = self.source.content(block.first)
        names = [header[s.start : s.end] for s in tables.cells(header, 0)]
        cells = [(n, [(line[s.start : s.end], s.start) for s in tables.cells(line, 0)]) for n, line in rows]
        spots = [[self.holes(text, n, start) for text, start in row] for n, row in cells]
        if not any(any(row) for row in spots):
            if not any(text.strip() for _, row in cells for text, _ in row):
                message = f"the table ({', '.join(names)}) has no row with holes, so that nothing could fill it"
                self.fault("HF211", message, block.first + 1, 0)
            return
        filled = [(row, found) for (_, row), found in zip(cells, spots, strict=True) if any(found)]
        if all(_is_labelled(row, found) for row, found in filled):
            for _, row_spots in filled:
                self._labelled(row_spots[1])
            return
        self._list_table(block, names, cells, spots)

    def _list_table(
        self,
        block: Block,
        names: Sequence[str],
        cells: Sequence[tuple[int, Sequence[tuple[str, int]]]],
        spots: Sequence[Sequence[Sequence[Spot]]],
    ) -> None:
        has_row = False
        for (number, row), found in zip(cells, spots, strict=True):
            flat = [spot for cell in found for spot in cell]
            if len(row) != len(names):
                message = f"the row has {len(row)} cells, and the table {len(names)} columns"
                self.fault("HF211", message, number + 1, 0)
            if not flat:
                continue
            if flat[0].owner is None:
                path = ".".join(flat[0].path)
                message = (
                    f"a row repeats for the items of a list, and {path} is one value; "
                    "a row of one value has two cells, its label and the hole"
                )
                self.fault("HF210", message, flat[0].line, flat[0].start)
                continue
            self._one_list(flat)
            phase = next(((v, s) for s in flat for k, v in s.fixed if k == "phase"), None)
            if phase:
                self.done.phases.append((phase[0], phase[1].line, phase[1].start + 1))
            else:
                has_row = True
                self.home(flat[0], _fixed(flat))
        if not has_row and self.done.phases:
            message = "the table has rows for phases only; it needs a row with holes for the other entries"
            self.fault("HF211", message, block.first + 1, 0)


def _fixed(spots: Sequence[Spot]) -> tuple[tuple[str, str], ...]:
    return tuple(dict(pair for spot in spots for pair in spot.fixed).items())


def _is_labelled(row: Sequence[tuple[str, int]], found: Sequence[Sequence[Spot]]) -> bool:
    """Whether a row is a label and the hole of one value."""
    return len(row) == 2 and not found[0] and bool(found[1]) and found[1][0].path[0] != "timeline"
