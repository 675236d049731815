"""Items whose words were set anew: what only the old words said goes with them, and what the new ones say comes."""

from collections.abc import Iterator, Sequence
from typing import cast

from afterword.errors import RefusedEdit
from afterword.houses import lens
from afterword.houses.comparing import list_paths
from afterword.houses.fields import WHYS, Item, Path, is_empty, items_of, main_name
from afterword.houses.house import House
from afterword.houses.reading.times.entries import TIME_FIELDS
from afterword.houses.reading.work import get_in
from afterword.houses.writing.aligning import align
from afterword.houses.writing.assigning import Assignment
from afterword.model.plain import Plain, from_plain, to_plain
from afterword.model.record import Record

_PLACED = {*TIME_FIELDS, "line", "end_line", "phase", "group"}
"""Fields that never come from an item's own words, and the phase, which follows them by itself."""


def reworded(
    text: str, reading: lens.Reading, wanted: Record, assignments: Sequence[Assignment], own: Sequence[House] = ()
) -> Record:
    """The wanted record; items whose words the assignments set have what their new words say, and no more.

    A tracker, an owner, or a day that stood in the old words alone has no place beside them: kept, it could only be
    carried. What has a place of its own stays, and so does what the same assignments set.

    returns: the record as it is where nothing of the kind is in it, or the document refuses it.
    """
    if not any(each.path[-1] == main_name(each.path[:-1]) or "+" in each.places for each in assignments):
        return wanted
    try:
        got = lens.get(lens.put(text, wanted, own=own), own=own)
    except RefusedEdit:
        return wanted
    if got.carried.values == reading.carried.values:
        return wanted
    tree = cast("dict[str, Plain]", to_plain(wanted))
    named = {each.path for each in assignments}
    changes = [*_changes(tree, reading, got, named)]
    for item, name, value in changes:
        item[name] = value
    return from_plain(Record, tree) if changes else wanted


def _changes(
    tree: dict[str, Plain], reading: lens.Reading, got: lens.Reading, named: set[Path]
) -> Iterator[tuple[Item, str, Plain]]:
    """Items of the tree, each with a field and the value that the new words give it."""
    for owner, _ in list_paths(tree):
        if owner == WHYS:
            continue
        items, shown = items_of(owner, get_in(tree, owner)), items_of(owner, get_in(got.visible, owner))
        old, held = (items_of(owner, get_in(each, owner)) for each in (reading.tree, reading.visible))
        if len(items) != len(shown) or len(old) != len(held):
            continue
        main = main_name(owner)
        for before, after in align(owner, old, items):
            if after is None or items[after].get(main) != shown[after].get(main):
                continue
            item, was = items[after], old[before] if before is not None else {}
            if was.get(main) == item.get(main):
                continue
            seen = held[before] if before is not None else {}
            for name in ({*item, *shown[after]} - {main}) - _PLACED:
                is_free = (*owner, name) not in named and _same(was, item, name) and _same(was, seen, name)
                if is_free and not _same(item, shown[after], name):
                    yield item, name, shown[after].get(name)


def _same(one: Item, other: Item, name: str) -> bool:
    return one.get(name) == other.get(name) or (is_empty(one.get(name)) and is_empty(other.get(name)))
