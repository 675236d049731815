"""The edge where JSON from outside becomes a record; the only module that imports pydantic.

The model's own classes are what is validated: nothing is declared twice.
"""

import ast
import inspect
import json
import textwrap
import typing
from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass
from functools import cache
from itertools import pairwise

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic_core import from_json

from afterword.model.plain import Plain, field_types
from afterword.model.record import SCHEMA, Record
from afterword.model.values import dataclass

_Object = dict[str, Plain]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One place where JSON is not a record."""

    path: str
    """Where: ``$.timeline[3].at``; ``$`` is the whole."""
    message: str
    """What is wrong there, as part of a sentence."""

    def __str__(self) -> str:
        """``$.timeline[3].at: input should be a valid string``."""
        return f"{self.path}: {self.message}"


def validate_record(data: str | bytes | Plain) -> Record | tuple[Fault, ...]:
    """The record that JSON states, or every fault of it.

    shape: text is JSON; anything else is a JSON value. Keys that no field has are faults, too.
    returns: faults in the order of the fields, at least one.
    """
    text = data if isinstance(data, str | bytes) else json.dumps(data)
    try:
        content = text.encode() if isinstance(text, str) else text
        from_json(content)
    except ValueError as error:
        return (Fault(path="$", message=f"is not JSON: {error}"),)
    try:
        (read,) = _adapter().validate_json(b"[%b]" % content, strict=True)
    except ValidationError as error:
        return tuple(_fault(e["loc"][1:], e["type"], e["msg"]) for e in error.errors(include_url=False))
    if read.schema != SCHEMA:
        return (Fault(path="$.schema", message=f"is {read.schema!r}, and only {SCHEMA!r} can be read"),)
    return read


def record_schema() -> Plain:
    """JSON Schema (2020-12) of a record, described by the docstrings of the model."""
    generated: _Object = _adapter().json_schema()
    definitions = typing.cast(_Object, generated["$defs"])
    for name, kind in _classes(Record):
        _describe(typing.cast(_Object, definitions[name]), kind)
    root = typing.cast(_Object, definitions.pop("Record"))
    typing.cast(_Object, typing.cast(_Object, root["properties"])["schema"])["const"] = SCHEMA
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:" + SCHEMA.replace("/", ":"),
        **root,
        "title": "Postmortem",
        "$defs": dict(sorted(definitions.items())),
    }


@cache
def _adapter() -> TypeAdapter[tuple[Record]]:
    # a tuple of one: pydantic hands its configuration down to dataclasses only from a type that has none of its own
    return TypeAdapter(tuple[Record], config=ConfigDict(extra="forbid", allow_inf_nan=False))


def _fault(place: tuple[int | str, ...], kind: str, message: str) -> Fault:
    path = "$" + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in place)
    words = "is no key of a record" if kind == "unexpected_keyword_argument" else message[:1].lower() + message[1:]
    return Fault(path=path, message=words)


def _classes(kind: type) -> Iterator[tuple[str, type]]:
    """Every dataclass that a record is made of, by name; a name may come more than once."""
    yield kind.__name__, kind
    for hint in field_types(kind).values():
        for part in _parts(hint):
            if is_dataclass(part) and isinstance(part, type):
                yield from _classes(part)


def _parts(hint: object) -> Iterator[object]:
    yield hint
    for argument in typing.get_args(hint):
        yield from _parts(argument)


def _describe(definition: _Object, kind: type) -> None:
    """Put the docstrings of a class and of its fields into its part of the schema, and drop what repeats names."""
    definition["description"] = inspect.cleandoc(kind.__doc__ or "")
    definition.pop("title", None)
    described = _field_docs(kind)
    for name, schema in typing.cast(dict[str, _Object], definition["properties"]).items():
        schema.pop("title", None)
        if name in described:
            schema["description"] = described[name]


@cache
def _field_docs(kind: type) -> Mapping[str, str]:
    """JSON name of each field, inherited ones too, with the docstring that follows it in the source."""
    found: dict[str, str] = {}
    for owner in reversed([c for c in kind.__mro__ if is_dataclass(c)]):
        (definition,) = ast.parse(textwrap.dedent(inspect.getsource(owner))).body
        body = typing.cast(ast.ClassDef, definition).body
        for field, after in pairwise(body):
            if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and isinstance(after, ast.Expr):
                found[field.target.id.rstrip("_")] = inspect.cleandoc(str(typing.cast(ast.Constant, after.value).value))
    return found
