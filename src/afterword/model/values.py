"""``dataclass`` of the standard library, for classes that every command defines and few commands use.

The library writes the methods of a class as text and compiles them when the class is defined: 0.4 ms each, a fifth of
the time of a short command. Here ``__init__`` is written when the first value is made, and sets a frozen value's slots
without looking each of them up by name; all other methods are the same functions for every class. For whoever reads
the code and for type checkers it is the library's own.
"""

import dataclasses
import operator
from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, fields
from typing import TYPE_CHECKING, NoReturn

__all__ = ["dataclass"]

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(
        *, slots: bool = False, frozen: bool = False, kw_only: bool = False, eq: bool = True, unsafe_hash: bool = False
    ) -> Callable[[type], type]:
        """What ``dataclasses.dataclass`` gives."""

        def made(cls: type) -> type:
            # the library refuses a class that is not frozen below one that is; elsewhere it had to write two methods
            below = frozen and any(dataclasses.is_dataclass(base) for base in cls.__bases__)
            options = {"init": False, "repr": False, "eq": False, "frozen": below}
            cls = dataclasses.dataclass(cls, **options, slots=slots, kw_only=kw_only)
            told = cls.__dataclass_params__
            told.init, told.repr, told.eq, told.frozen, told.unsafe_hash = True, True, eq, frozen, unsafe_hash
            methods: dict[str, object] = {"__init__": _first_init(cls), "__repr__": _repr}
            if eq:
                methods |= {"__eq__": _equal, "__hash__": _hash if frozen or unsafe_hash else None}
                compared = [field.name for field in fields(cls) if field.compare]
                cls.__compared__ = operator.attrgetter(*compared or ["__class__"])
            if frozen:
                methods |= {"__setattr__": _refuse, "__delattr__": _refuse}
                methods |= {"__getstate__": _state, "__setstate__": _restore}
            for name, method in methods.items():
                if name not in cls.__dict__:
                    setattr(cls, name, method)
            return cls

        return made


def _first_init(cls: type) -> Callable[..., None]:
    """An ``__init__`` that writes the class's own one when it is called, and gives way to it."""

    def first(self: object, *positional: object, **named: object) -> None:
        written = _written_init(cls)
        cls.__init__ = written  # type: ignore[misc]
        written(self, *positional, **named)

    return first


def _written_init(cls: type) -> Callable[..., None]:
    frozen = cls.__dataclass_params__.frozen  # type: ignore[attr-defined]
    has_slots = "__slots__" in cls.__dict__
    known: dict[str, object] = {"_MISSING": MISSING, "_set": object.__setattr__}
    positional: list[str] = ["self"]
    named: list[str] = []
    body: list[str] = []
    for field in fields(cls):
        if field.init:
            (named if field.kw_only else positional).append(_parameter(field, known))
        if not field.init and field.default is MISSING and field.default_factory is MISSING:
            continue
        value = _value(field, known)
        if frozen and has_slots:
            known[f"_set_{field.name}"] = getattr(cls, field.name).__set__
            body.append(f"_set_{field.name}(self, {value})")
        else:
            body.append(f"_set(self, {field.name!r}, {value})" if frozen else f"self.{field.name} = {value}")
    if hasattr(cls, "__post_init__"):
        body.append("self.__post_init__()")
    parameters = ", ".join([*positional, *(["*", *named] if named else [])])
    lines = "\n  ".join(body or ["pass"])
    found: dict[str, Callable[..., None]] = {}
    exec(f"def __init__({parameters}):\n  {lines}", known, found)  # noqa: S102  # as the library does
    init = found["__init__"]
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    return init


def _parameter(field: Field[object], known: dict[str, object]) -> str:
    if field.default is not MISSING:
        known[f"_default_{field.name}"] = field.default
        return f"{field.name}=_default_{field.name}"
    return f"{field.name}=_MISSING" if field.default_factory is not MISSING else field.name


def _value(field: Field[object], known: dict[str, object]) -> str:
    """What a field is set to, as ``__init__`` says it."""
    if field.default_factory is MISSING:
        if field.init:
            return field.name
        known[f"_default_{field.name}"] = field.default
        return f"_default_{field.name}"
    known[f"_make_{field.name}"] = field.default_factory
    made = f"_make_{field.name}()"
    return f"{made} if {field.name} is _MISSING else {field.name}" if field.init else made


def _repr(self: object) -> str:
    shown = ", ".join(f"{f.name}={getattr(self, f.name)!r}" for f in fields(self) if f.repr)  # type: ignore[arg-type]
    return f"{type(self).__qualname__}({shown})"


def _equal(self: object, other: object) -> object:
    if other.__class__ is not self.__class__:
        return NotImplemented
    compared = self.__compared__  # type: ignore[attr-defined]
    return compared(self) == compared(other)


def _hash(self: object) -> int:
    return hash(self.__compared__(self))  # type: ignore[attr-defined]


def _refuse(_self: object, name: str, *_value: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _state(self: object) -> list[object]:
    return [getattr(self, field.name) for field in fields(self)]  # type: ignore[arg-type]


def _restore(self: object, state: list[object]) -> None:
    for field, value in zip(fields(self), state, strict=True):  # type: ignore[arg-type]
        object.__setattr__(self, field.name, value)
