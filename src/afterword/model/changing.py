"""A value of the model with other values in some of its fields, where that is done for every entry of a document."""

import operator
from collections.abc import Callable, Hashable
from dataclasses import fields
from functools import cache
from typing import TypeVar, cast

T = TypeVar("T")

_Reader = tuple[tuple[str, ...], Callable[[object], tuple[object, ...]]]


def changed(value: T, **changes: object) -> T:
    """What ``dataclasses.replace`` gives, without its step for every field; for classes made of all their fields.

    shape: a class has two fields or more. ``replace`` is checked more strictly and is to be preferred elsewhere.
    """
    names, values_of = _reader(cast(Hashable, type(value)))
    fields_of = dict(zip(names, values_of(value), strict=True))
    fields_of.update(changes)
    return type(value)(**fields_of)


@cache
def _reader(kind: Hashable) -> _Reader:
    assert isinstance(kind, type)
    names = tuple(field.name for field in fields(kind))
    return names, operator.attrgetter(*names)
