"""Records as plain JSON values and back, without a library."""

import inspect
import operator
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache, partial

Plain = dict[str, "Plain"] | list["Plain"] | str | int | float | bool | None
"""A JSON value."""

_LEAVES = frozenset({type(None), str, int, float, bool})

T = typing.TypeVar("T")

Builder = Callable[[Plain], object]
"""Makes a model value from a plain one."""


def to_plain(value: object) -> Plain:
    """The JSON value of a model value: dataclasses as objects in field order, tuples as lists."""
    kind = type(value)
    if kind in _LEAVES:
        return typing.cast(Plain, value)
    if isinstance(value, tuple | list):
        return [typing.cast(Plain, item) if type(item) in _LEAVES else to_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): to_plain(item) for key, item in value.items()}
    names, values_of, deep = _reading_of(typing.cast(typing.Hashable, kind))
    # most fields hold text or nothing, and a step for each is most of the time that a record takes
    made: dict[str, Plain] = dict(zip(names, values_of(value), strict=True))
    for name in deep:
        part: object = made[name]
        if part is not None:
            made[name] = to_plain(part)
    return made


def from_plain(kind: type[T], value: Plain) -> T:
    """The model value that a plain value of our own making states.

    errors: TypeError or KeyError for a value that is not of that shape; JSON from outside goes
    through the validating edge instead.
    """
    builder = _builder(typing.cast(typing.Hashable, kind))
    return typing.cast(T, value if value is None or builder is None else builder(value))


@cache
def _names(kind: typing.Hashable) -> tuple[tuple[str, str], ...]:
    assert isinstance(kind, type)
    return tuple((f.name, f.name.rstrip("_")) for f in fields(kind))


_ValuesOf = Callable[[object], tuple[Plain, ...]]


@cache
def _reading_of(kind: typing.Hashable) -> tuple[tuple[str, ...], _ValuesOf, tuple[str, ...]]:
    """JSON names of the fields of a model class, what gives all their values, and the names of those that hold more."""
    pairs = _names(kind)
    assert isinstance(kind, type)
    assert len(pairs) > 1  # of one name, attrgetter gives the value and no tuple
    values_of: _ValuesOf = operator.attrgetter(*(name for name, _ in pairs))
    deep = tuple(json for json, held in field_types(kind).items() if not _is_leaf(held))
    return tuple(json for _, json in pairs), values_of, deep


def _is_leaf(kind: object) -> bool:
    """Whether values of a type are JSON values as they are."""
    if typing.get_origin(kind) in (types.UnionType, typing.Union):
        return all(_is_leaf(part) for part in typing.get_args(kind))
    return kind in _LEAVES or typing.get_origin(kind) is typing.Literal


@cache
def field_types(kind: type) -> Mapping[str, object]:
    """JSON name of each field of a model class, with its resolved type."""
    hints: dict[str, object] = {}
    for base in reversed(kind.__mro__):
        hints.update(inspect.get_annotations(base))
    if any(isinstance(hint, str) for hint in hints.values()):
        hints = typing.get_type_hints(kind)  # which takes 3 ms for what a document has of classes
    return {json: hints[name] for name, json in _names(kind)}


@cache
def _builder(kind: typing.Hashable) -> Builder | None:
    """What makes a value of a type from a plain one; None where the plain value is the value. None never comes in."""
    origin = typing.get_origin(kind)
    if origin in (types.UnionType, typing.Union):
        return _builder(next(a for a in typing.get_args(kind) if a is not type(None)))
    if origin is tuple:
        inner = _builder(typing.get_args(kind)[0])
        return _as_tuple if inner is None else partial(_each, inner)
    return partial(_object, kind, *_parts(kind)) if isinstance(kind, type) and is_dataclass(kind) else None


_Deep = tuple[str, str, Builder | None, bool]
"""JSON name and name of a field, what makes it, and whether it is an object that null leaves out."""


@cache
def _parts(kind: type) -> tuple[frozenset[str], tuple[_Deep, ...]]:
    """The JSON names of the fields that are taken as they are, and the other fields."""
    types_of = field_types(kind)
    every = [(json, name, _builder(types_of[json]), is_dataclass(types_of[json])) for name, json in _names(kind)]
    deep = tuple(part for part in every if part[2] is not None or part[3] or part[0] != part[1])
    return frozenset(types_of) - {json for json, *_ in deep}, deep


def _as_tuple(value: Plain) -> object:
    return tuple(typing.cast(list[Plain], value))


def _each(inner: Builder, value: Plain) -> object:
    return tuple([None if item is None else inner(item) for item in typing.cast(list[Plain], value)])


def _object(kind: type, leaves: frozenset[str], deep: tuple[_Deep, ...], value: Plain) -> object:
    given = typing.cast(dict[str, Plain], value)
    # most fields hold text or nothing, and are taken at once
    made: dict[str, object] = {name: part for name, part in given.items() if name in leaves}
    for json, name, builder, is_object in deep:
        if json in given and ((part := given[json]) is not None or not is_object):
            made[name] = part if part is None or builder is None else builder(part)
    return kind(**made)
