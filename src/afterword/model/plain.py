"""Records as plain JSON values and back, without a library."""

import types
import typing
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache

Plain = dict[str, "Plain"] | list["Plain"] | str | int | float | bool | None
"""A JSON value."""

T = typing.TypeVar("T")


def to_plain(value: object) -> Plain:
    """The JSON value of a model value: dataclasses as objects in field order, tuples as lists."""
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, tuple | list):
        return [to_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): to_plain(item) for key, item in value.items()}
    return {json: to_plain(getattr(value, name)) for name, json in _names(typing.cast(typing.Hashable, type(value)))}


def from_plain(kind: type[T], value: Plain) -> T:
    """The model value that a plain value of our own making states.

    errors: TypeError or KeyError for a value that is not of that shape; JSON from outside goes
    through the validating edge instead.
    """
    return typing.cast(T, _build(kind, value))


@cache
def _names(kind: typing.Hashable) -> tuple[tuple[str, str], ...]:
    assert isinstance(kind, type)
    return tuple((f.name, f.name.rstrip("_")) for f in fields(kind))


@cache
def field_types(kind: type) -> Mapping[str, object]:
    """JSON name of each field of a model class, with its resolved type."""
    hints = typing.get_type_hints(kind)
    return {json: hints[name] for name, json in _names(kind)}


def _build(kind: object, value: Plain) -> object:
    if value is None:
        return None
    origin = typing.get_origin(kind)
    if origin in (types.UnionType, typing.Union):
        return _build(next(a for a in typing.get_args(kind) if a is not type(None)), value)
    if origin is tuple:
        return tuple(_build(typing.get_args(kind)[0], item) for item in typing.cast(list[Plain], value))
    if is_dataclass(kind) and isinstance(kind, type):
        hints = field_types(kind)
        given = typing.cast(dict[str, Plain], value)
        made = {name: _build(hints[json], given[json]) for name, json in _names(kind) if json in given}
        for name in [n for n, v in made.items() if v is None and is_dataclass(hints[n.rstrip("_")])]:
            del made[name]
        return kind(**made)
    return value
