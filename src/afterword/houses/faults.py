"""A fault of a house file, and what its writer may have meant."""

import difflib
from collections.abc import Iterable
from dataclasses import is_dataclass
from functools import lru_cache
from typing import get_args, get_origin

from afterword.houses.fields import DERIVED, Path, field_at, token_values
from afterword.model.plain import field_types
from afterword.model.record import Record
from afterword.model.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something in a house file that means nothing, or could not be read back."""

    code: str
    """Stable code; docs/reference/findings.md explains it."""
    message: str
    """What is wrong, and what to do."""
    line: int
    """Line, from 1."""
    column: int
    """Column in characters, from 1."""


def meant(word: str, known: Iterable[str]) -> str:
    """`` (did you mean X?)`` for the word that is nearest; empty for none."""
    near = difflib.get_close_matches(word, list(known), 1, 0.6)
    return f"; did you mean {near[0]}?" if near else ""


def meant_field(path: Path) -> str:
    """What a path that names no field may mean; empty for none."""
    dotted = ".".join(path)
    fields = field_names()
    same_end = [name for name in fields if name.rpartition(".")[2] == path[-1]]
    if same_end:
        return meant(dotted, same_end) or f"; did you mean {same_end[0]}?"
    return meant(dotted, fields)


def tokens_of(path: Path) -> tuple[str, ...]:
    """The tokens that a field can have; empty for other fields, and for a path that names none."""
    known = field_at(path)
    return token_values(path) if known is not None and known.shape in {"token", "spelled"} else ()


@lru_cache(maxsize=1)
def field_names() -> tuple[str, ...]:
    """All fields that a hole may name, dotted."""
    return tuple(".".join(path) for path in _below(Record, ()))


def _below(kind: type, path: Path) -> Iterable[Path]:
    for name, declared in field_types(kind).items():
        here = (*path, name)
        if not path and name in DERIVED:
            continue
        known = field_at(here)
        if known is None:
            continue
        if known.shape in {"objects", "object", "chains"}:
            inner = _dataclass_in(declared)
            yield from _below(inner, here) if inner else ()
        else:
            yield here


def _dataclass_in(declared: object) -> type | None:
    if isinstance(declared, type) and is_dataclass(declared) and get_origin(declared) is None:
        return declared
    return next((found for part in get_args(declared) if (found := _dataclass_in(part))), None)
