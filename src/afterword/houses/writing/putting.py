"""Put: a changed record written back into its document; only the lines of what changed are touched."""

import re
from collections.abc import Sequence
from dataclasses import field, replace
from typing import cast

from afterword.houses.comparing import comparable, list_paths, scalar_paths
from afterword.houses.fields import Item, Path, field_at, is_empty, items_of, main_name
from afterword.houses.house import ListSlot
from afterword.houses.reading import carried as carrying
from afterword.houses.reading import frontmatter
from afterword.houses.reading.getting import Reading
from afterword.houses.reading.places import Place, Unit, fits_cell
from afterword.houses.reading.work import get_in
from afterword.houses.template import walk
from afterword.houses.writing.aligning import align, shown_as
from afterword.houses.writing.inserting import Inserter
from afterword.houses.writing.rendering import BOX_TO_TICK, Notes, Writer, box, flatten, has_boxes, link_text
from afterword.houses.writing.timewriting import TimeWriter
from afterword.model.plain import Plain
from afterword.model.span import Span
from afterword.model.values import dataclass
from afterword.text.source import Edit, splice

_MARKER = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])[ \t]+")
_TAIL_FIELDS = {"phase", "kind", "visibility", "evidence", "chain", "actions"}


@dataclass(slots=True, kw_only=True)
class Wanted:
    """What a document is to say."""

    tree: dict[str, Plain]
    """The record as JSON values, comparable."""
    full: dict[str, Plain]
    """The record as JSON values, spellings included."""
    with_day: set[int] = field(default_factory=set)
    """Events whose time is written with its day, because other text no longer gives it."""
    may_carry: bool = True
    """Whether a place that cannot hold a value shows it shorter; otherwise that is refused."""
    flat: set[str] = field(default_factory=set)
    """Fields and lists (dotted) that are shortened to a plain line."""
    skip: set[str] = field(default_factory=set)
    """Fields and lists (dotted) that go to the carried block alone."""


class Putter:
    """Makes the edits that bring a document to a record."""

    def __init__(self, reading: Reading, wanted: Wanted) -> None:
        """A document as read, and what it is to say."""
        self.reading = reading
        self.wanted = wanted
        self.old = comparable(reading.tree)
        self.edits: list[Edit] = []
        self.matter: dict[str, Plain] = {}
        known = {text: label for label, (_, text) in reading.scan.footnotes.items()}
        notes = Notes(taken=set(reading.scan.footnotes), known=known)
        zone = reading.house.time.zone or _zone_of(reading)
        self.writer = Writer(
            house=reading.house,
            times=TimeWriter(reading.house.time, zone=zone),
            notes=notes,
            newline=reading.source.newline,
            flat=frozenset(wanted.flat),
        )
        self.inserter = Inserter(reading, self.writer)

    def text(self) -> str:
        """The document with all edits."""
        self._scalars()
        self._lists()
        self.edits += self.inserter.edits()
        source = self.reading.source
        self.edits += frontmatter.edits(source, self.reading.matter, self.matter)
        self._footnotes()
        return splice(source.text, _merged(self.edits))

    # Single values

    def _scalars(self) -> None:
        old, new = dict(scalar_paths(self.old)), dict(scalar_paths(self.wanted.tree))
        for path in {**old, **new}:
            if _same(old.get(path), new.get(path)) or ".".join(path) in self.wanted.skip:
                continue
            self._scalar(path, is_cleared=new.get(path) is None)

    def _scalar(self, path: Path, *, is_cleared: bool) -> None:
        new = None if is_cleared else get_in(self.wanted.full, path)
        text = self.writer.value(path, new)
        text = flatten(text) if text and ".".join(path) in self.wanted.flat else text
        places = self.reading.scan.scalars.get(path, [])
        key = next((k for k in self.reading.matter.values if frontmatter.field_of(k, self.reading.house) == path), None)
        if key is not None:
            self.matter[key] = self.writer.value(path, new) if isinstance(new, dict | str) else new
        if places:
            self._places(places, text)
        elif key is None and new is not None:
            house_key = frontmatter.key_of(path, self.reading.house)
            if house_key:
                self.matter[house_key] = text if isinstance(new, dict | str) else new
            else:
                self.inserter.scalar(path, text)

    def _places(self, places: Sequence[Place], text: str) -> None:
        source = self.reading.source
        first = places[0].decode(source.text[places[0].span.start : places[0].span.end])
        for number, place in enumerate(places):
            here = source.text[place.span.start : place.span.end]
            if number == 0 or (place.decode(here) == first and first):
                self.edits.append(self._edit(place, text))
            elif first and not here.strip():
                continue
            elif number and here.strip() and place.codec == "block" and places[0].codec == "block":
                self.edits.append(Edit(place.span, ""))

    def _edit(self, place: Place, text: str) -> Edit:
        if place.codec == "cell" and not fits_cell(text):
            text = flatten(text)
        encoded = place.encode(text, self.reading.source.newline)
        if place.span.start == place.span.end and encoded:
            text_after = self.reading.source.text[place.span.end : place.span.end + 1]
            gap = " " if place.codec == "cell" and text_after == "|" and not place.after else ""
            encoded = place.before + encoded + place.after + gap
        return Edit(place.span, encoded)

    # Lists

    def _lists(self) -> None:
        old, new = dict(list_paths(self.old)), dict(list_paths(self.wanted.tree))
        for path in {**old, **new}:
            if ".".join(path) in self.wanted.skip:
                continue
            before, after = items_of(path, old.get(path)), items_of(path, new.get(path))
            if before != after or (path == ("timeline",) and self.wanted.with_day):
                self._list(path, before, after)
        for path, values in scalar_paths(self.wanted.tree):
            known = field_at(path)
            if (
                known
                and known.shape == "strings"
                and (path in self.reading.scan.units or self._is_listed(path))
                and path not in self.reading.scan.scalars
            ):
                self._strings(path, values)
        for path, _ in scalar_paths(self.old):
            if path in self.reading.scan.units and path not in dict(scalar_paths(self.wanted.tree)):
                self._strings(path, [])

    def _is_listed(self, path: Path) -> bool:
        """Whether the house has a list for these texts, and the document keeps them nowhere else yet."""
        house, matter = self.reading.house, self.reading.matter
        if house.is_fallback or any(frontmatter.field_of(key, house) == path for key in matter.values):
            return False
        return any(isinstance(n, ListSlot) and n.owner == path for part in walk(house.root) for n in part.nodes)

    def _strings(self, path: Path, values: Plain) -> None:
        before = items_of(path, dict(scalar_paths(self.old)).get(path))
        after = items_of(path, values)
        if before != after and ".".join(path) not in self.wanted.skip:
            self._list(path, before, after)

    def _list(self, owner: Path, old: list[Item], new: list[Item]) -> None:
        shown = [u for u in self.reading.scan.units.get(owner, []) if not u.in_table_slot]
        units = self._units_of(owner, shown, old)
        previous: Unit | None = None
        self.writer.times.day = None
        for before, after in align(owner, old, new):
            unit = units[before] if before is not None and before < len(units) else None
            if after is None:
                if unit is not None:
                    self.inserter.remove(unit)
                continue
            if unit is None:
                if before is None:
                    following = _next_unit(units, old, new, after)
                    with_day = owner == ("timeline",) and after in self.wanted.with_day
                    self.inserter.item(owner, new[after], previous, following, with_day=with_day)
                continue
            if _is_elsewhere(unit, new[after]):
                self.inserter.remove(unit)
                self.inserter.item(owner, new[after], None, None)
                continue
            changed = {n for n in {**old[before], **new[after]} if old[before].get(n) != new[after].get(n)}  # type: ignore[index]
            if owner == ("timeline",) and after in self.wanted.with_day:
                changed.add("at")
            if changed:
                self._item(
                    owner, unit, new[after], changed, with_day=owner == ("timeline",) and after in self.wanted.with_day
                )
            self._note_day(unit)
            previous = unit

    def _units_of(self, owner: Path, shown: list[Unit], old: list[Item]) -> Sequence[Unit | None]:
        """The visible unit of each item; None for one that only the carried block holds."""
        carried = self.reading.carried.values.get(".".join(owner))
        if not isinstance(carried, dict) or not {carrying.ORDER, carrying.MORE} & set(carried):
            return shown if len(shown) == len(old) else _by_key(owner, shown, old)
        places = shown_as(owner, [unit.item for unit in shown], old)
        held = {n: unit for n, unit in zip(places, shown, strict=True) if n is not None}
        return [held.get(n) for n in range(len(old))]

    def _note_day(self, unit: Unit) -> None:
        """Takes the day of an entry that stands, so that what follows it is written in its light."""
        at = unit.item.get("at")
        if unit.owner == ("timeline",) and isinstance(at, str) and len(at) >= 10 and not at.startswith("--"):
            self.writer.times.write(unit.item)

    def _item(self, owner: Path, unit: Unit, item: Item, changed: set[str], *, with_day: bool) -> None:
        if owner == ("links",) and changed & {"text", "url"}:
            self.edits.append(self._edit(unit.places["url"], link_text(item)))
            return
        if (
            owner == ("timeline",)
            and changed & {"at", "until", "precision", "zone_basis", "year_basis", "written"}
            and "at" in unit.places
        ):
            self._time(unit, item, with_day=with_day)
        main = main_name(owner)
        label_moves = owner == ("timeline",) and "phase" in changed and self._moves_label(unit, item)
        if label_moves:
            self._relabel(unit, item)
        for name in sorted(changed - _TAIL_FIELDS):
            place = unit.places.get(name)
            if name == "status" and (ticked := self._ticked(unit, item, place)):
                self.edits.append(ticked)
                continue
            if place is None or name in {"at", "until"} or (label_moves and name == main):
                continue
            value = self.writer.value((*owner, name), item.get(name))
            if owner == ("timeline",) and name == "what" and not label_moves:
                value = self._words(unit, item)
            is_flat = value and ".".join(owner) in self.wanted.flat
            self.edits.append(self._edit(place, flatten(value) if is_flat else value))
        if changed & _TAIL_FIELDS and unit.tail is not None:
            self._tail(unit, item, with_label=label_moves)

    def _ticked(self, unit: Unit, item: Item, place: Place | None) -> Edit | None:
        """The box before an action, ticked or not, in a list that has boxes; None where its status stands otherwise."""
        source = self.reading.source
        text = box(item)
        if place is not None:
            is_box = BOX_TO_TICK.fullmatch(source.text[place.span.start : place.span.end])
            end = place.span.end if text else source.text.find(" ", place.span.end) + 1
            return Edit(Span(place.span.start, end), text.strip()) if is_box else None
        marker = _MARKER.match(source.content(unit.first)) if unit.layout.form == "item" else None
        status = item.get("status")
        actions = self.reading.tree.get("actions")
        is_told = isinstance(status, dict) and status.get("value") in {"done", "pending"}
        if marker is None or not is_told or not has_boxes(self.reading.house, items_of(unit.owner, actions)):
            return None
        at = source.bounds[unit.first][0] + marker.end()
        return Edit(Span(at, at), text)

    def _words(self, unit: Unit, item: Item) -> str:
        """The words of an event in a place that stands after the label, or that holds the label alone."""
        label = self.writer.label(item)
        if label is None or "phase" in unit.places or unit.item.get("what") != label:
            return str(item.get("what") or (label or ""))
        return self.writer.what(item)

    def _moves_label(self, unit: Unit, item: Item) -> bool:
        return (
            "phase" in unit.places
            or self.writer.label(item) is not None
            or unit.item.get("what") in self.reading.house.phases
        )

    def _relabel(self, unit: Unit, item: Item) -> None:
        what = unit.places["what"]
        start = unit.places["phase"].span.start if "phase" in unit.places else what.span.start
        shown = dict(item)
        if (
            unit.item.get("what") in self.reading.house.phases
            and item.get("what") == unit.item.get("what")
            and self.writer.label(item)
        ):
            shown["what"] = None
        self.edits.append(self._edit(replace(what, span=Span(start, what.span.end)), self.writer.what(shown)))

    def _tail(self, unit: Unit, item: Item, *, with_label: bool) -> None:
        assert unit.tail is not None
        has_column = "evidence" in unit.places
        shown = dict(item)
        if not with_label and "phase" in unit.places:
            shown.pop("phase", None)
        tail = self.writer.tail(unit.owner, shown, with_evidence=not has_column, with_links=True)
        self.edits.append(Edit(unit.tail.span, tail))
        if has_column and unit.item.get("evidence") != item.get("evidence"):
            self.edits.append(
                Edit(
                    unit.places["evidence"].span,
                    self.writer.evidence_cell(cast("list[Plain]", item.get("evidence") or [])),
                )
            )

    def _time(self, unit: Unit, item: Item, *, with_day: bool) -> None:
        times = TimeWriter(self.reading.house.time, zone=self.writer.times.zone)
        times.day = self.writer.times.day
        merged = {**item, "zone": item.get("zone") or unit.item.get("zone"), "written": item.get("written")}
        has_day = with_day or (
            any(c.isdigit() for c in str(unit.item.get("written") or "")[:4])
            and "-" in str(unit.item.get("written") or "")[:10]
        )
        text = times.write(merged, with_day=has_day)
        place = unit.places["at"]
        suffix = _stated_zone(unit)
        if suffix and isinstance(item.get("at"), str) and str(item["at"]).endswith("Z"):
            text = TimeWriter(replace(self.reading.house.time, zone=None, zone_in="entry")).write(
                {**merged, "zone": suffix}, with_day=True
            )
            if times.day is not None and not has_day and text.startswith(times.day.isoformat()):
                text = text[11:]
        self.edits.append(self._edit(place, text))

    def _footnotes(self) -> None:
        """Writes new footnotes before the carried block, and removes those that no entry cites any more."""
        source = self.reading.source
        new = "".join(f"[^{label}]: {text}{source.newline}" for label, text in self.writer.notes.texts)
        kept = {
            t
            for e in cast("list[Item]", self.wanted.tree.get("timeline") or [])
            for t in cast("list[str]", e.get("evidence") or [])
        }
        for label in self.reading.scan.used_footnotes:
            span, text = self.reading.scan.footnotes[label]
            if text not in kept and "timeline" not in self.wanted.skip:
                self.edits.append(Edit(span, ""))
        if new:
            self.edits.append(Edit(Span(*[self.inserter.end] * 2), self.inserter.gap_before_end(is_note=True) + new))


def _stated_zone(unit: Unit) -> str | None:
    written = str(unit.item.get("written") or "")
    zone = unit.item.get("zone")
    return str(zone) if zone and str(zone) in written else None


def _zone_of(reading: Reading) -> str | None:
    """The zone that most entries have by their surroundings; None where they state their own."""
    zones = [
        str(u.item["zone"])
        for u in reading.scan.units.get(("timeline",), [])
        if u.item.get("zone") and not _stated_zone(u)
    ]
    return max(set(zones), key=zones.count) if zones else None


def _same(a: Plain, b: Plain) -> bool:
    return a == b or (is_empty(a) and is_empty(b))


def _is_elsewhere(unit: Unit, item: Item) -> bool:
    """Whether an item has to go to another table or list of its house: its own says of all its items what is not so."""
    layout = unit.layout
    is_whole = layout.form in {"row", "item"} and None not in layout.columns
    is_one_of_many = bool(layout.columns) or layout.form == "item"
    return is_whole and is_one_of_many and any(item.get(k) != v and unit.item.get(k) == v for k, v in layout.fixed)


def _by_key(owner: Path, units: list[Unit], old: list[Item]) -> list[Unit]:
    """The visible unit of each item, where carried items stand between; empty where not every item has one."""
    main = main_name(owner)
    left = list(units)
    found: list[Unit] = []
    for item in old:
        match = next(
            (u for u in left if u.item.get(main) == item.get(main) and u.item.get("at") == item.get("at")), None
        )
        if match is not None:
            left.remove(match)
            found.append(match)
    return found if len(found) == len(old) else []


def _next_unit(units: Sequence[Unit | None], old: Sequence[Item], new: Sequence[Item], after: int) -> Unit | None:
    for item in new[after + 1 :]:
        for n, candidate in enumerate(old):
            if candidate == item and n < len(units) and units[n] is not None:
                return units[n]
    return None


def _merged(edits: Sequence[Edit]) -> list[Edit]:
    """Edits without those inside a larger one, and without repeats."""
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda e: (e.span.start, -(e.span.end - e.span.start))):
        inside = (
            kept
            and edit.span.end <= kept[-1].span.end
            and edit.span.start < kept[-1].span.end
            and kept[-1].span != edit.span
        )
        if inside or any(
            k.span == edit.span and k.text == edit.text and edit.span.start < edit.span.end for k in kept[-3:]
        ):
            continue
        if kept and kept[-1].span == edit.span and edit.span.start < edit.span.end:
            kept[-1] = edit
            continue
        kept.append(edit)
    return kept
