"""Records as lines of JSON, where a folder of them is written: the text is made at once, without plain values."""

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from json.encoder import encode_basestring as quoted

from afterword.model.plain import Plain, to_plain

_Writer = Callable[[object], str]


def to_json(value: object, **first: Plain) -> str:
    """The plain value as ``json.dumps`` writes it, on one line in Unicode; ``first`` are keys before an object's."""
    text = _WRITERS[type(value)](value)
    if not first:
        return text
    return json.dumps(first, ensure_ascii=False)[:-1] + ", " + text[1:]


def _text(value: object) -> str:
    assert isinstance(value, str)
    return quoted(value)


def _list(values: object) -> str:
    assert isinstance(values, tuple | list)
    return "[" + ", ".join([_WRITERS[type(value)](value) for value in values]) + "]" if values else "[]"


def _other(value: object) -> str:
    return json.dumps(to_plain(value), ensure_ascii=False)


def _object_writer(kind: type) -> _Writer:
    """What writes the values of a model class, written out for its fields: most are text, nothing, or the default."""
    known: dict[str, object] = {"_quoted": quoted, "_writers": _WRITERS, "_str": str, "_null": "null"}
    lines: list[str] = []
    pairs: list[str] = []
    for n, field in enumerate(fields(kind)):
        held = f"_{n}"
        text = f"_quoted({held}) if type({held}) is _str else _writers[type({held})]({held})"
        if is_dataclass(field.default):
            known[f"_default{n}"], known[f"_text{n}"] = field.default, to_json(field.default)
            text = f"_text{n} if {held} is _default{n} else {text}"
        lines.append(f"  {held} = value.{field.name}\n")
        pairs.append(f"{quoted(field.name.rstrip('_'))}: {{_null if {held} is None else {text}}}")
    found: dict[str, _Writer] = {}
    exec(f"def write(value):\n{''.join(lines)}  return f'{{{{{', '.join(pairs)}}}}}'", known, found)  # noqa: S102
    return found["write"]


class _Writers(dict[type, _Writer]):
    """What writes a value of each type; that of a model class is made when its first value comes."""

    def __missing__(self, kind: type) -> _Writer:
        if is_dataclass(kind):
            self[kind] = _object_writer(kind)
        else:
            self[kind] = _list if issubclass(kind, tuple | list) else _other
        return self[kind]


_WRITERS = _Writers({str: _text, int: repr})
