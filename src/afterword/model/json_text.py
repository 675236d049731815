"""Records as lines of JSON, where a folder of them is written: the text is made at once, without plain values."""

import json
import operator
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
    """What writes the values of a model class: its keys stand in a template, and most values are text or nothing."""
    names = [field.name for field in fields(kind)]
    template = "{" + ", ".join(f"{quoted(name.rstrip('_'))}: %s" for name in names) + "}"
    values_of = operator.attrgetter(*names)

    def write(value: object) -> str:
        parts = values_of(value)
        return template % tuple(
            [
                "null" if part is None else quoted(part) if type(part) is str else _WRITERS[type(part)](part)
                for part in parts
            ]
        )

    return write


class _Writers(dict[type, _Writer]):
    """What writes a value of each type; that of a model class is made when its first value comes."""

    def __missing__(self, kind: type) -> _Writer:
        if is_dataclass(kind):
            self[kind] = _object_writer(kind)
        else:
            self[kind] = _list if issubclass(kind, tuple | list) else _other
        return self[kind]


_WRITERS = _Writers({str: _text, int: repr})
