"""Where new lines go: items beside their neighbours, values under their labels, sections in the house's order."""

import re
from dataclasses import replace
from typing import cast

from afterword.houses import library
from afterword.houses.fields import Item, Path, field_at, is_strings, main_name
from afterword.houses.house import GroupSlot, Hole, House, LabelSlot, ListSlot, Node, Part, TableSlot, TextSlot
from afterword.houses.reading.getting import Reading
from afterword.houses.reading.places import Found, Layout, Unit
from afterword.houses.reading.work import get_in, set_in
from afterword.houses.template import walk
from afterword.houses.writing.creating import Creator, Order
from afterword.houses.writing.rendering import Writer, has_boxes
from afterword.houses.writing.timewriting import TimeWriter
from afterword.model.plain import Plain
from afterword.model.span import Span
from afterword.text.source import Edit

_QUOTED = re.compile(r"(?: {0,3}> ?)+")


class Inserter:
    """Collects the lines to insert and to remove in one document."""

    def __init__(self, reading: Reading, writer: Writer) -> None:
        """A document as read, and what new items are written with."""
        self.reading = reading
        self.writer = writer
        self.source = reading.source
        self.newline = reading.source.newline
        self._edits: list[Edit] = []
        self._parts: dict[int, tuple[Part, House, dict[str, Plain]]] = {}
        self._filled: set[int] = set()

    @property
    def end(self) -> int:
        """Where the document's own text ends: before the carried block and the footnotes."""
        first = self.reading.carried.first
        return self.source.bounds[first][0] if first is not None else len(self.source.text)

    def edits(self) -> list[Edit]:
        """All edits, whole new sections included."""
        for part, house, tree in self._parts.values():
            self._edits.append(self._section(part, house, tree))
        return self._edits

    def gap_before_end(self, *, is_note: bool = False) -> str:
        """The line ends that part new lines at the document's end from what stands before."""
        text = self.source.text[: self.end]
        if not text:
            return ""
        missing = "" if text.endswith(("\n", "\r")) else self.newline
        last = text.rstrip("\r\n").rpartition("\n")[2]
        blank = text.endswith(self.newline * 2) or (is_note and last.lstrip().startswith("[^"))
        return missing + ("" if blank else self.newline)

    # Items

    def item(
        self, owner: Path, item: Item, previous: Unit | None, following: Unit | None, *, with_day: bool = False
    ) -> None:
        """Inserts an item after its neighbour, into an open place, or with its whole list.

        ``with_day`` writes the day into the entry itself, where no heading over it could say it.
        """
        if with_day:
            style = replace(self.writer.times.style, day_heading=None)
            self.writer.times = TimeWriter(style, zone=self.writer.times.zone)
        open_place = self._open_place(owner, item)
        neighbour = self._neighbour(owner, item, previous, following)
        if open_place is not None and (neighbour is None or self._is_phase_row(open_place, item)):
            self._filled.add(id(open_place))
            self._replace(open_place, item)
        elif neighbour is not None:
            before = neighbour is following and neighbour is not previous
            self._beside(neighbour, owner, item, before=before)
        elif (opened := self._last_filled(owner, item)) is not None:
            self._beside(opened, owner, item, before=False)
        else:
            self._whole(owner, item)

    def _last_filled(self, owner: Path, item: Item) -> Unit | None:
        """The open row or item that an item before this one has taken, so that this one follows it."""
        return next(
            (
                unit
                for unit in reversed(self.reading.scan.units.get(owner, []))
                if id(unit) in self._filled
                and (unit.layout.form == "item" or (unit.layout.form == "row" and unit.layout.columns))
                and all(item.get(k) == v for k, v in unit.layout.fixed)
                and not unit.item.get("phase")
            ),
            None,
        )

    def _is_phase_row(self, unit: Unit, item: Item) -> bool:
        return (
            unit.owner == ("timeline",)
            and unit.item.get("phase") is not None
            and unit.item.get("phase") == item.get("phase")
        )

    def _open_place(self, owner: Path, item: Item) -> Unit | None:
        for unit in self.reading.scan.units.get(owner, []):
            if (
                not unit.in_table_slot
                or id(unit) in self._filled
                or any(v for k, v in unit.item.items() if k == main_name(owner) and not unit.item.get("phase"))
            ):
                continue
            fixed = dict(unit.layout.fixed)
            if owner == ("timeline",) and unit.item.get("phase") and unit.item.get("phase") != item.get("phase"):
                continue
            if all(item.get(k) == v for k, v in fixed.items()):
                return unit
        return None

    def _neighbour(self, owner: Path, item: Item, previous: Unit | None, following: Unit | None) -> Unit | None:
        for unit in (previous, following):
            if unit is not None and all(item.get(k) == v for k, v in unit.layout.fixed) and unit.layout.form != "line":
                return unit
        same = [
            u
            for u in self.reading.scan.units.get(owner, [])
            if not u.in_table_slot
            and u.layout.form != "line"
            and all(item.get(k) == v for k, v in u.layout.fixed)
            and (u.item.get("group") == item.get("group"))
        ]
        return same[-1] if same else None

    def _boxed(self, unit: Unit) -> Layout:
        """The form of an item, with the box that its house writes before all of them."""
        is_boxed = unit.layout.form == "item" and unit.owner == ("actions",) and has_boxes(self.reading.house, ())
        return replace(unit.layout, is_boxed=True) if is_boxed else unit.layout

    def _layout(self, unit: Unit) -> Layout:
        layout = self._boxed(unit)
        if layout.form == "item" and layout.marker[:-1].isdigit():
            layout = replace(layout, marker=f"{int(layout.marker[:-1]) + 1}{layout.marker[-1]}")
        return layout

    def _lines(self, layout: Layout, owner: Path, item: Item) -> list[str]:
        self.writer.has_evidence_column = any(
            isinstance(h, Hole) and h.path == ("timeline", "evidence") for c in layout.columns if c for h in c
        )
        return self.writer.item(layout, owner, item)

    def _beside(self, unit: Unit, owner: Path, item: Item, *, before: bool) -> None:
        heading = self.writer.times.heading(item) if owner == ("timeline",) and not before else None
        lines = self._lines(self._layout(unit), owner, item)
        is_loose = unit.layout.form in {"paragraph", "heading"} or (
            unit.layout.form == "group" and unit.layout.group[0][0][:1] not in "-*+"
        )
        if heading:
            lines = [heading, "", *lines] if is_loose else ["", heading, "", *lines]
        if quote := _QUOTED.match(self.source.content(unit.first)):
            lines = [line if line.startswith(quote[0]) else quote[0] + line for line in lines]
            is_loose = False
        text = self.newline.join(lines)
        if before:
            at = self.source.bounds[unit.first][0]
            self._edits.append(Edit(Span(at, at), text + self.newline * (2 if is_loose else 1)))
            return
        at = self._after(unit.last)
        lead = "" if self.source.text[:at].endswith(("\n", "\r")) else self.newline
        self._edits.append(Edit(Span(at, at), lead + (self.newline if is_loose else "") + text + self.newline))

    def _after(self, line: int) -> int:
        return self.source.bounds[line - 1][2] if line else 0

    def _replace(self, unit: Unit, item: Item) -> None:
        heading = (
            self.writer.times.heading(item) if unit.owner == ("timeline",) and unit.layout.form == "item" else None
        )
        lines = self._lines(self._boxed(unit), unit.owner, item)
        start = self.source.bounds[unit.first][0]
        if heading:
            self._edits.append(Edit(Span(start, start), heading + self.newline * 2))
        if unit.layout.form in {"item", "line", "row"} and not unit.layout.columns and unit.places:
            place = next(iter(unit.places.values()))
            value = (
                lines[0][len(unit.layout.indent) + len(unit.layout.marker) + 1 :]
                if unit.layout.form == "item"
                else lines[0]
            )
            text = self.newline.join([value, *lines[1:]])
            lead = place.before if place.span.start == place.span.end else ""
            self._tick(unit)
            self._edits.append(Edit(place.span, lead + text))
            return
        end = self.source.bounds[unit.last - 1][1]
        self._edits.append(Edit(Span(start, end), self.newline.join(lines)))

    def _tick(self, unit: Unit) -> None:
        line = self.source.content(unit.first)
        box = line.find("[ ]")
        if unit.owner == ("runbooks",) and box >= 0:
            at = self.source.bounds[unit.first][0] + box
            self._edits.append(Edit(Span(at, at + 3), "[x]"))

    def remove(self, unit: Unit) -> None:
        """Removes the lines of an item, or empties the label that holds it."""
        if unit.layout.form == "line" or (
            unit.layout.form in {"item", "row"}
            and unit.layout.fixed
            and not unit.layout.columns
            and "url" in unit.places
        ):
            place = next(iter(unit.places.values()), None)
            if place is not None:
                self._edits.append(Edit(place.span, ""))
                return
        first, last = unit.first, unit.last
        blank_after = last < len(self.source.bounds) and not self.source.content(last).strip()
        blank_before = first == 0 or not self.source.content(first - 1).strip()
        if blank_after and blank_before and unit.layout.form != "row":
            last += 1
        self._edits.append(Edit(self.source.lines(first, last), ""))

    # Whole parts

    def scalar(self, path: Path, text: str) -> None:
        """Inserts a single value under its label or heading; nothing where the house has no place for it."""
        for house in (self.reading.house, self._fallback()):
            for part, node in _nodes(house):
                if (isinstance(node, TextSlot) and node.hole.path == path) or (
                    isinstance(node, LabelSlot) and any(isinstance(h, Hole) and h.path == path for h in node.pattern)
                ):
                    self._value(part, house, node, path, text)
                    return
            if not self.reading.house.is_fallback:
                return

    def _fallback(self) -> House:
        return library.fallback()

    def _value(self, part: Part, house: House, node: Node, path: Path, text: str) -> None:
        found = self._found(part)
        known = field_at(path)
        value: Plain = cast("Plain", text.split(", ")) if known and known.shape == "strings" else text
        if found is None:
            heading = self._heading_part(part, house)
            tree = self._parts.setdefault(id(heading), (heading, house, {}))[2]
            set_in(
                tree,
                path,
                {"value": None, "written": text} if known and known.shape in {"spelled", "severity"} else value,
            )
            return
        tree = {}
        set_in(
            tree, path, {"value": None, "written": text} if known and known.shape in {"spelled", "severity"} else value
        )
        creator = Creator(house, Order(tree=tree, guidance=False))
        creator.node(node)
        self._into(found, "".join(creator.lines), at_start=isinstance(node, TextSlot))

    def _end_of(self, found: Found) -> int:
        """After the last line of a section that says something."""
        last = found.last
        while last > found.body and not self.source.content(last - 1).strip():
            last -= 1
        return self._after(last)

    def _into(self, found: Found, text: str, *, at_start: bool) -> None:
        last = found.last
        inner = [f.first for f in self.reading.scan.found if f is not found and found.first < f.first < found.last]
        last = min([last, *inner]) if inner else last
        while last > found.body and not self.source.content(last - 1).strip():
            last -= 1
        if at_start:
            at = self._after(found.body)
            self._edits.append(Edit(Span(at, at), self._lead(at) + self.newline + text.replace("\n", self.newline)))
            return
        at = self._after(last)
        gap = (
            self.newline
            if not self._is_labelled(last - 1) and last > found.body
            else self.newline
            if last <= found.body
            else ""
        )
        self._edits.append(Edit(Span(at, at), self._lead(at) + gap + text.replace("\n", self.newline)))

    def _is_labelled(self, line: int) -> bool:
        return self.source.content(line).lstrip().startswith(("-", "*", "|", "**"))

    def _lead(self, at: int) -> str:
        return "" if not at or self.source.text[:at].endswith(("\n", "\r")) else self.newline

    def _found(self, part: Part) -> Found | None:
        return next(
            (
                f
                for f in self.reading.scan.found
                if f.part is part or (f.part.heading and f.part.heading == part.heading and f.part.keys == part.keys)
            ),
            None,
        )

    def _heading_part(self, part: Part, house: House) -> Part:
        """The section that holds a label; the part itself where it is a section."""
        if part.level <= 6:
            return part
        holders = [p for p in walk(house.root) if 0 < p.level <= 6 and any(q is part for q in walk(p))]
        return holders[-1] if holders and self._found(holders[-1]) is None else part

    def _whole(self, owner: Path, item: Item) -> None:
        for house in (self.reading.house, self._fallback()):
            for part, node in _nodes(house):
                if not _takes(node, owner, item):
                    continue
                found = self._found(part)
                values: list[Plain] = [item["value"] if is_strings(owner) else dict(item)]
                tree: dict[str, Plain] = {}
                set_in(tree, owner, [values] if owner == ("analysis", "whys") else values)
                if found is None:
                    heading = self._heading_part(part, house)
                    held = self._parts.setdefault(id(heading), (heading, house, {}))[2]
                    _extend(held, owner, tree)
                    return
                creator = Creator(house, Order(tree=tree, guidance=False))
                creator.node(node)
                self._into(found, "".join(creator.lines), at_start=False)
                return
            if not self.reading.house.is_fallback:
                return

    def _section(self, part: Part, house: House, tree: dict[str, Plain]) -> Edit:
        creator = Creator(house, Order(tree=tree, guidance=False))
        creator.part(part)
        text = "".join(creator.lines).strip("\n").replace("\n", self.newline)
        at = self._section_place(part, house)
        before = self.source.text[:at]
        lead = (
            ""
            if not before
            else ("" if before.endswith(("\n", "\r")) else self.newline)
            + ("" if before.endswith(self.newline * 2) else self.newline)
        )
        rest = self.source.text[at:]
        gap = "" if not rest or rest.startswith(self.newline) else self.newline
        return Edit(Span(at, at), lead + text + self.newline + gap)

    def _section_place(self, part: Part, house: House) -> int:
        """After the nearest section before it in the house's order; at the document's end where none stands there."""
        order = [p for p in walk(house.root) if 0 < p.level <= 6]
        if not any(p is part for p in order):
            held = [found for p in order if any(q is part for q in walk(p)) and (found := self._found(p)) is not None]
            return self._end_of(held[-1]) if held else self.end
        number = next(n for n, p in enumerate(order) if p is part)
        for other in order[number + 1 :]:
            found = self._found(other)
            if found is not None and other.level <= part.level:
                return self.source.bounds[found.first][0]
        first_note = min((s.start for s, _ in self.reading.scan.footnotes.values()), default=self.end)
        return min(self.end, first_note)


def _nodes(house: House) -> list[tuple[Part, Node]]:
    return [(part, node) for part in walk(house.root) for node in part.nodes]


def _takes(node: Node, owner: Path, item: Item) -> bool:
    if isinstance(node, ListSlot | TableSlot | GroupSlot):
        return node.owner == owner and all(item.get(k) == v for k, v in node.fixed)
    if isinstance(node, LabelSlot):
        return any(
            isinstance(h, Hole) and h.path[:-1] == owner and h.fixed and all(item.get(k) == v for k, v in h.fixed)
            for h in node.pattern
        )
    return False


def _extend(held: dict[str, Plain], owner: Path, tree: dict[str, Plain]) -> None:
    old, new = get_in(held, owner), get_in(tree, owner)
    assert isinstance(new, list)
    if owner == ("analysis", "whys") and isinstance(old, list) and old:
        chains = old
        assert isinstance(chains[-1], list)
        assert isinstance(new[0], list)
        chains[-1] = [*chains[-1], *new[0]]
        return
    set_in(held, owner, [*old, *new] if isinstance(old, list) else new)
