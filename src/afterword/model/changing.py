"""A value of the model with other values in some of its fields, where that is done for every entry of a document."""

from collections.abc import Callable, Hashable
from dataclasses import fields
from functools import cache
from typing import TypeVar, cast

T = TypeVar("T")


def changed(value: T, **changes: object) -> T:
    """What ``dataclasses.replace`` gives, without its step for every field; for classes with slots and no more.

    ``replace`` is checked more strictly and is to be preferred elsewhere.
    """
    copy, setters = _copier(cast(Hashable, type(value)))
    made = copy(value)
    for name, changed_value in changes.items():
        setters[name](made, changed_value)
    return cast(T, made)


@cache
def _copier(kind: Hashable) -> tuple[Callable[[object], object], dict[str, Callable[[object, object], None]]]:
    """What copies a value of a class, written out for its fields, and what sets each field of a copy."""
    assert isinstance(kind, type)
    names = [field.name for field in fields(kind)]
    setters = {name: getattr(kind, name).__set__ for name in names}
    line = "_set_{0}(made, value.{0})" if kind.__dataclass_params__.frozen else "made.{0} = value.{0}"  # type: ignore[attr-defined]
    lines = "".join(f"  {line.format(name)}\n" for name in names)
    known: dict[str, object] = {f"_set_{name}": setter for name, setter in setters.items()}
    known |= {"_new": object.__new__, "_kind": kind}
    found: dict[str, Callable[[object], object]] = {}
    exec(f"def copy(value):\n  made = _new(_kind)\n{lines}  return made", known, found)  # noqa: S102  # as ``values``
    return found["copy"], setters
