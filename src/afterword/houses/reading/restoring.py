"""Restoring what is carried to the fields of a record; what fits no field stays in the block, with a finding."""

import typing
from collections.abc import Callable, Mapping
from dataclasses import is_dataclass
from typing import cast

from afterword.houses.fields import DERIVED, Item, Path, field_at, is_strings, read_value, required
from afterword.houses.reading import carried as carrying
from afterword.houses.reading.work import get_in, set_in
from afterword.model.plain import Plain, field_types
from afterword.model.record import Record

Find = Callable[[str, str, int], None]
"""Notes an imperfection: code, message, and line from 0."""


def restore(tree: dict[str, Plain], carried: carrying.Carried, find: Find) -> None:
    """Adds the carried values to a record as JSON values; visible text wins where it was edited since."""
    line = carried.first or 0
    for key, value in carried.values.items():
        if key.startswith(carrying.ASIDE):
            continue
        path = tuple(key.split("."))
        known = field_at(path)
        if known is None or path[0] in DERIVED or (known.owner and known.shape not in {"objects", "chains"}):
            find("RD302", f"The carried {key!r} names no field; it stays in the block.", line)
        elif isinstance(value, dict) and known.shape in {"objects", "strings"} and "exact" not in value:
            _restore_items(tree, path, value, find, line)
        else:
            exact = carrying.apply_scalar(value, get_in(tree, path))
            if known.shape in {"spelled", "severity"} and isinstance(exact, str):
                exact = read_value(path, exact)
            if _fits(_kind_at(path), exact):
                set_in(tree, path, exact)
            else:
                find("RD302", f"The carried {key!r} has not the form of that field; it stays in the block.", line)


def _restore_items(tree: dict[str, Plain], path: Path, value: dict[str, Plain], find: Find, line: int) -> None:
    current = cast("list[Plain]", get_in(tree, path) or [])
    more = value.get(carrying.MORE)
    items = [_as_item(i) for i in [*current, *(more if isinstance(more, list) else [])]]
    keys = carrying.item_keys(path, items)
    name = ".".join(path)
    for key, fields in value.items():
        if key in {carrying.ORDER, carrying.MORE}:
            if not isinstance(fields, list):
                find("RD302", f"The carried {key} of {name} is no list; it stays in the block.", line)
            continue
        run = carrying.run_of(key, len(items))
        if run is not None and isinstance(fields, dict):
            for n in run:
                _restore_fields(path, items[n], fields)
        elif key in keys and isinstance(fields, dict):
            _restore_fields(path, items[keys.index(key)], fields)
        else:
            message = f"The carried values of {name} {key!r} belong to no item any more; they stay in the block."
            find("RD303", message, line)
    items = _ordered(items, keys, value.get(carrying.ORDER))
    made: Plain = [i.get("value") for i in items] if is_strings(path) else cast(Plain, items)
    if _fits(_kind_at(path), made):
        set_in(tree, path, made)
    else:
        find("RD302", f"The carried values of {name} have not the form of that field; they stay in the block.", line)


def _as_item(value: Plain) -> Item:
    return dict(value) if isinstance(value, dict) else {"value": value}


def _restore_fields(path: Path, item: Item, fields: Mapping[str, Plain]) -> None:
    for name, value in fields.items():
        exact = carrying.apply_scalar(value, item.get(name))
        known = field_at((*path, name))
        is_spelled = known is not None and known.shape in {"spelled", "severity"} and isinstance(exact, str)
        item[name] = read_value((*path, name), cast(str, exact)) if is_spelled else exact


def _ordered(items: list[Item], keys: list[str], order: Plain) -> list[Item]:
    """Items in the carried order; an item that it does not know follows the one before it in the text."""
    if not isinstance(order, list):
        return items
    rank = {str(key): n for n, key in enumerate(order)}
    placed: list[tuple[float, int]] = []
    last = -1.0
    for n, key in enumerate(keys):
        last = float(rank.get(key, last + 0.001))
        placed.append((last, n))
    return [items[n] for _, n in sorted(placed)]


def _kind_at(path: Path) -> object:
    """The type of a field, None left out."""
    kind: object = Record
    for name in path:
        kind = required(field_types(cast(type, kind))[name])
    return kind


def _fits(kind: object, value: Plain) -> bool:
    """Whether a value from outside has the form of a type of the model."""
    kind = required(kind)
    if value is None:
        return True
    origin = typing.get_origin(kind)
    if origin is tuple:
        inner = typing.get_args(kind)[0]
        return isinstance(value, list) and all(item is not None and _fits(inner, item) for item in value)
    if origin is typing.Literal:
        return isinstance(value, str) and value in typing.get_args(kind)
    if isinstance(kind, type) and is_dataclass(kind):
        known = field_types(kind)
        return isinstance(value, dict) and all(k in known and _fits(known[k], v) for k, v in value.items())
    return isinstance(value, cast(type, kind))
