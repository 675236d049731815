"""Where every field of a reading stands in the document, and by what it was known."""

import operator
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

from afterword.houses.comparing import scalar_paths
from afterword.houses.fields import DERIVED, WHYS, Path, is_empty, items_of
from afterword.houses.reading import carried as carrying
from afterword.houses.reading import frontmatter
from afterword.houses.reading.doubts import shown
from afterword.houses.reading.getting import Reading
from afterword.houses.reading.outline import label_slots
from afterword.houses.reading.places import Found, Place, Unit
from afterword.houses.reading.work import get_in
from afterword.houses.template import walk
from afterword.model.provenance import Origin
from afterword.model.record import Record
from afterword.model.spelled import Severity, Spelled
from afterword.model.vocabulary import How
from afterword.text.expressions import later
from afterword.text.wording import leading_label, name_key, short_key

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_MARKS = later(r"[\s|>]*(?:(?:[-*+]|\d{1,9}[.)])\s+)?(?:\[[ xX]\]\s+)?")
_BESIDE = later(r"[;|,\u00b7\u2022]\s*|\s+(?=(?:\*\*|__)[^*_\n]{2,30}:)")
"""What may stand between several labels of one line."""
_NEAR = 200
"""Characters before a value within which its label starts."""
_FIGURES = {*DERIVED, "stated"}
_FORMS: dict[str, How] = {"row": "column", "item": "list", "heading": "heading", "paragraph": "paragraph"}


def origins(reading: Reading, record: Record | None = None) -> tuple[Origin, ...]:
    """Where each field and each item of a list was read, in the order of the lines, those without one last.

    ``record`` is what was made of the reading: its fields that the document states nowhere are inferred.
    """
    found = [*_Origins(reading).all()]
    if record is not None:
        found += _inferred(record, {origin.path.partition("[")[0] for origin in found})
    return tuple(sorted(found, key=lambda o: (o.line is None, o.line or 0, o.path.count("."))))


def _inferred(record: Record, stated: set[str]) -> Iterator[Origin]:
    """The fields of a record that no place of the document states, but for figures."""
    for path in _filled(record):
        name = ".".join(path)
        if name in stated:
            continue
        told = next((f for f in record.findings if f.code == "RD421"), None) if path == ("incident", "start") else None
        yield Origin(
            path=name,
            line=told.line if told else None,
            end_line=told.line if told else None,
            how="file_name" if told and "file's name" in told.message else "inferred",
            doubt=told.message if told else None,
        )


def _filled(value: "DataclassInstance", prefix: Path = ()) -> Iterator[Path]:
    """The single fields of a record that say something, but for figures; lists of texts are one."""
    names, empty, values_of = _reader(type(value))
    for name, nothing, part in zip(names, empty, values_of(value), strict=True):
        if part is None or part is nothing:
            continue
        path = (*prefix, name)
        if path[0] in _FIGURES:
            continue
        if type(part) is str:
            yield path
        elif is_dataclass(part) and not isinstance(part, type | Spelled | Severity):
            yield from _filled(part, path)
        elif not isinstance(part, tuple) or (part and isinstance(part[0], str)):
            yield path


@cache
def _reader(
    kind: "type[DataclassInstance]",
) -> tuple[tuple[str, ...], tuple[object, ...], Callable[[object], tuple[object, ...]]]:
    """The names of the fields of a class, as JSON has them, what each holds that says nothing, and all their values."""
    names = [field.name for field in fields(kind)]
    empty = tuple(f.default if f.default == () or is_dataclass(f.default) else None for f in fields(kind))
    return tuple(name.rstrip("_") for name in names), empty, operator.attrgetter(*names)


class _Origins:
    def __init__(self, reading: Reading) -> None:
        self._known: dict[int, tuple[str | None, bool]] = {}
        self.reading = reading
        self.source = reading.source
        self.scan = reading.scan

    def all(self) -> Iterator[Origin]:
        written = frontmatter.read(self.reading.matter, self.reading.house)
        for path, value in scalar_paths(self.reading.tree):
            if is_empty(value) or path in self.scan.units:
                continue
            if path in written:
                yield self._in_front_matter(path)
            elif path in self.scan.scalars and not is_empty(get_in(self.reading.visible, path)):
                yield self._single(path, self.scan.scalars[path][0])
            else:
                yield from self._carried(path)
        for owner in self.scan.units:
            if owner != ("remainder",) and not is_empty(get_in(self.reading.tree, owner)):
                yield from self._items(owner)
        for key in self.reading.carried.values:
            path = tuple(key.split("."))
            if path not in self.scan.units and isinstance(get_in(self.reading.tree, path), list):
                yield from self._carried(path)

    def _in_front_matter(self, path: Path) -> Origin:
        matter = self.reading.matter
        key = self._keys[path]
        span = matter.values[key].span
        return Origin(
            path=".".join(path),
            line=self._line(matter.offset + span.start) + 1,
            end_line=self._line(max(matter.offset + span.end - 1, matter.offset + span.start)) + 1,
            how="front_matter",
            name=key,
            doubt=self.scan.doubtful.get(".".join(path)),
        )

    @cached_property
    def _keys(self) -> dict[Path | None, str]:
        """The first key of the front matter for each field."""
        matter, house = self.reading.matter, self.reading.house
        return {frontmatter.field_of(key, house): key for key in reversed(matter.values)}

    def _single(self, path: Path, place: Place) -> Origin:
        line = self._line(place.span.start)
        found = self._holder[line] if line < len(self._holder) else None
        start = self.source.bounds[line][0]
        before = self.source.text[start : place.span.start]
        label = _label(before, is_one_of_several=self.reading.house.is_fallback)
        how: How = "label" if label else "heading"
        name = label or (None if path == ("title",) else self._name(found))
        if self._is_own(found) and (not label or self._is_own_label(found, label)):
            how = "house"
        return Origin(
            path=".".join(path),
            line=line + 1,
            end_line=self._line(max(place.span.end - 1, place.span.start)) + 1,
            how=how,
            name=name,
            doubt=self.scan.doubtful.get(".".join(path)),
        )

    def _carried(self, path: Path) -> Iterator[Origin]:
        block = self.reading.carried
        if block.first is None:
            return
        for line in range(block.first, block.last):
            content = self.source.content(line).strip().strip("\"'")
            if any(content.startswith(".".join(path[:n])) for n in range(len(path), 0, -1)):
                yield Origin(path=".".join(path), line=line + 1, end_line=line + 1, how="carried")
                return

    def _items(self, owner: Path) -> Iterator[Origin]:
        units = [u for u in self.scan.units[owner] if not u.in_table_slot]
        names = self._item_paths(owner, units)
        for unit, path in zip(units, names, strict=True):
            found = self._holder[unit.first] if unit.first < len(self._holder) else None
            how = _FORMS.get(unit.layout.form, "label")
            in_matter = unit.first == unit.last
            label = self._label_of(unit) if unit.layout.form == "line" else None
            yield Origin(
                path=path,
                line=unit.first + 1,
                end_line=max(unit.last, unit.first + 1),
                how="front_matter" if in_matter else "house" if self._is_own(found) else how,
                name=None if in_matter else label or self._name(found),
                doubt=self.scan.doubtful.get(path),
            )
            if owner == ("timeline",):
                place = int(path.rpartition("[")[2].removesuffix("]")) - 1
                yield from self._parts_of_event(unit, path, derived=place in self.reading.derived_phases)

    def _label_of(self, unit: Unit) -> str | None:
        place = next(iter(unit.places.values()), None)
        start = self.source.bounds[unit.first][0]
        return _label(self.source.text[start : place.span.start]) if place else None

    def _parts_of_event(self, unit: Unit, path: str, *, derived: bool) -> Iterator[Origin]:
        if derived:
            yield Origin(
                path=f"{path}.phase",
                line=unit.first + 1,
                end_line=unit.first + 1,
                how="wording",
                doubt=self.scan.doubtful.get(f"{path}.phase") or "only its words name this phase",
            )
        is_inferred = "inferred" in {unit.item.get("year_basis"), unit.item.get("zone_basis")}
        doubt = self.scan.doubtful.get(f"{path}.at")
        if unit.item.get("at") and (is_inferred or doubt):
            yield Origin(
                path=f"{path}.at",
                line=unit.first + 1,
                end_line=unit.first + 1,
                how="inferred" if is_inferred else _FORMS.get(unit.layout.form, "label"),
                doubt=doubt,
            )

    def _item_paths(self, owner: Path, units: list[Unit]) -> list[str]:
        """How `set` names the items, after carried ones have been put among them."""
        name = ".".join(owner)
        if owner == WHYS:
            return list(_steps(name, units))
        held = items_of(owner, get_in(self.reading.visible, owner))
        full = items_of(owner, get_in(self.reading.tree, owner))
        places = range(1, len(units) + 1)
        if len(held) == len(units) and self.reading.tree is not self.reading.visible:
            keys = carrying.item_keys(owner, full)
            own = carrying.item_keys(owner, held)
            return [f"{name}[{keys.index(k) + 1 if k in keys else n}]" for n, k in zip(places, own, strict=True)]
        return [f"{name}[{n}]" for n in places]

    @cached_property
    def _holder(self) -> list[Found | None]:
        """For each line the innermost part of the house that it stands in."""
        held: list[Found | None] = [None] * len(self.source.bounds)
        for found in self.scan.found:
            held[found.first : found.last] = [found] * max(0, min(found.last, len(held)) - found.first)
        return held

    @cached_property
    def _own(self) -> set[tuple[str | None, tuple[str, ...]]]:
        return {(p.heading, p.keys) for p in walk(self.reading.house.root)}

    def _is_own(self, found: Found | None) -> bool:
        """Whether a part is the recognised house's, under one of the names that the house gives it."""
        return found is not None and self._of(found)[1]

    def _name(self, found: Found | None) -> str | None:
        return None if found is None else self._of(found)[0]

    def _of(self, found: Found) -> tuple[str | None, bool]:
        """The name of a part in the document, and whether it is the house's own; many items stand in one part."""
        known = self._known.get(id(found))
        if known is None:
            name = self._name_of(found)
            known = self._known[id(found)] = (name, self._is_of_house(found, name))
        return known

    def _is_of_house(self, found: Found, name: str | None) -> bool:
        if self.reading.house.is_fallback or (found.part.heading, found.part.keys) not in self._own:
            return False
        return name is None or bool(found.part.title) or bool({name_key(name), short_key(name)} & set(found.part.keys))

    def _is_own_label(self, found: Found | None, label: str) -> bool:
        keys = {name_key(label), short_key(label)}
        return found is not None and any(slot.key in keys for p in walk(found.part) for slot in label_slots(p))

    def _name_of(self, found: Found) -> str | None:
        if found.part.heading is None or found.first >= len(self.source.bounds):
            return None
        if found.title:
            return shown(found.title) or None
        line = self.source.content(found.first)
        text = _MARKS.sub("", line, count=1).lstrip("# ")
        label = leading_label(text)
        return shown(label[0] if label and found.part.level > 6 else text) or None

    def _line(self, offset: int) -> int:
        return self.source.line_at(offset)


def _label(before: str, *, is_one_of_several: bool = False) -> str | None:
    """The label that stands before a value on its line: at its start, or in the cell before."""
    if "|" in before:
        cells = [cell.strip(" *_:") for cell in before.split("|") if cell.strip()]
        return cells[-1] if cells else None
    text = before[match.end() :] if (match := _MARKS.match(before)) else before
    pieces = (
        [text[match.end() :] for match in _BESIDE.finditer(text, max(0, len(text) - _NEAR))]
        if is_one_of_several
        else []
    )
    label = next((found for piece in reversed([text, *pieces]) if (found := leading_label(piece))), None)
    return label[0] if label else None


def _steps(name: str, units: list[Unit]) -> Iterator[str]:
    chain, step = 0, 0
    for unit in units:
        chain, step = (chain + 1, 1) if unit.chain or not chain else (chain, step + 1)
        yield f"{name}[{chain}][{step}]"
