"""The lens between a document and its record: get, put, and create.

laws: ``put(text, get(text).record) == text``; ``get(put(text, record)).record`` equals ``record``;
``get(create(record, house)).record`` equals ``record``. What equality ignores stands in ``comparing``.
"""

from collections.abc import Sequence
from typing import cast

from afterword.errors import RefusedEdit
from afterword.houses.comparing import comparable
from afterword.houses.creating import Creator, Order
from afterword.houses.escalating import Remedy, failing, remedy_lists, remedy_scalars
from afterword.houses.getting import Reading, get
from afterword.houses.house import House
from afterword.model.plain import Plain, to_plain
from afterword.model.record import Record

__all__ = ["Reading", "create", "get", "is_equal"]

_ATTEMPTS = 6


def is_equal(reading: Reading, record: Record) -> bool:
    """Whether a document says what a record says, as far as the laws count it."""
    return comparable(reading.tree, reading.derived_phases) == _wanted(reading, record)


def _wanted(reading: Reading, record: Record) -> dict[str, Plain]:
    """The comparable record, without the phases that the document's wording gives as well."""
    want = comparable(cast(dict[str, Plain], to_plain(record)))
    got = comparable(reading.tree)
    return _without_derived(want, got, reading)


def _without_derived(want: dict[str, Plain], got: dict[str, Plain], reading: Reading) -> dict[str, Plain]:
    events = cast("list[dict[str, Plain]]", want.get("timeline") or [])
    read = cast("list[dict[str, Plain]]", got.get("timeline") or [])
    for n in reading.derived_phases:
        if n < len(events) and n < len(read) and events[n].get("phase") == read[n].get("phase"):
            events[n].pop("phase", None)
    return want


def create(record: Record, house: House, *, guidance: bool = True) -> str:
    """A fresh document with this record in a house's shape.

    What the house has no place for, or a place cannot hold, stands exactly in the carried block.
    """
    tree = cast(dict[str, Plain], to_plain(record))
    want = comparable(tree)
    remedy = Remedy()
    for attempt in range(_ATTEMPTS):
        order = Order(tree=tree, carried=remedy.carried, flat=frozenset(remedy.flat), hidden=frozenset(remedy.hidden), guidance=guidance)
        creator = Creator(house, order)
        text = creator.text()
        reading = get(text, house)
        if comparable(reading.tree, reading.derived_phases) == _without_derived(comparable(tree), comparable(reading.tree), reading):
            return text
        seen = comparable(reading.visible, reading.derived_phases)
        target = _without_derived(comparable(tree), comparable(reading.visible), reading)
        wrong = failing(target, comparable(reading.tree, reading.derived_phases)) if attempt else set()
        remedy_scalars(target, seen, remedy, wrong)
        remedy_lists(target, seen, creator.written, remedy, wrong)
    raise RefusedEdit(f"the record cannot be written in house {house.name}: {differences(want, comparable(reading.tree))}")


def differences(want: dict[str, Plain], got: dict[str, Plain]) -> str:
    """The first fields in which two comparable records differ, in words."""
    names = [name for name in {**want, **got} if want.get(name) != got.get(name)]
    return ", ".join(names[:3])


