"""JSON documents that hold a list of objects, or a table of rows, with times, such as answers of APIs (generic)."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import is_table
from afterword.evidence.fields import Fields, is_sure, is_told, plain_record, time_keys, time_of
from afterword.evidence.jsontext import EACH, VALUES, JsonText
from afterword.evidence.options import Options
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.model.plain import Plain
from afterword.model.values import dataclass

JSON: Final = True
"""Only of texts that are JSON it is asked."""

GENERIC: Final = True
"""Asked only where no other kind recognises a text."""

_DEEPEST: Final = 4
_MOST: Final = 150
_COLUMNS: Final = ("columns", "fields", "header", "headers", "schema", "cols")
_ROWS: Final = ("rows", "values", "data", "results", "datarows")
_NAMED: Final = ("name", "Name", "ColumnName", "columnName", "text", "field")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """The list that holds the records."""

    path: tuple[str, ...]
    """What leads to each of them from the document."""
    keys: tuple[str, ...]
    """Fields that state their times, the best first."""
    columns: tuple[str, ...]
    """Their fields, where they are rows."""
    timed: int
    """How many of the sample's have one."""


def score(sample: Sample) -> float:
    """Half sure, where a list within the documents holds objects with a time and words; less than a list of lines."""
    return 0.6 if _place(sample, Options()) else 0.0


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each object of the longest such list."""
    place = _place(context.sample, context.options)
    if place is None:
        return
    where = ".".join(step for step in place.path if step not in (EACH, VALUES)) or "its start"
    said = f"no kind knows it: its records are the objects at {where}, their time is {', else '.join(place.keys)}"
    context.report("EV213", said, None)
    documents = JsonText(text.data(context.options.largest_document))
    for number, element in enumerate(documents.elements(*place.path), 1):
        value = _as_object(element.value, place.columns)
        if value is not None:
            yield plain_record(value, place.keys, context.clock)._replace(
                offset=element.offset, length=element.length, line=element.line, lines=element.lines, number=number
            )
    if documents.fault:
        context.report("EV204", f"the rest is unparsed: {documents.fault}", None)


@lru_cache(maxsize=4)
def _place(sample: Sample, options: Options) -> _Place | None:
    lists: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Fields]] = {}
    for document in sample.objects or sample.documents:
        for path, columns, values in _lists(document, ()):
            lists.setdefault((path, columns), []).extend(values)
    found = [
        place for (path, columns), values in lists.items() if (place := _looked_at(path, columns, values, options))
    ]
    # what stands in a record's own lists is of that record
    return max(found, key=lambda place: (-place.path.count(EACH), place.timed, -len(place.path)), default=None)


_List = tuple[tuple[str, ...], tuple[str, ...], list[Fields]]


def _lists(value: Plain, path: tuple[str, ...]) -> Iterator[_List]:
    """Lists of objects within a value, and what the objects hold under the usual names, with what leads to them."""
    if len(path) > _DEEPEST or not isinstance(value, list | Mapping):
        return
    if isinstance(value, Mapping) and (table := _rows(value)):
        key, columns, rows = table
        yield (*path, key, EACH), columns, [dict(zip(columns, row, strict=False)) for row in rows]
        return
    if isinstance(value, Mapping) and not is_table(value):
        for key, below in value.items():
            yield from _lists(below, (*path, key))
        return
    step, items = (EACH, value) if isinstance(value, list) else (VALUES, list(value.values()))
    objects: list[Fields] = [item for item in items if isinstance(item, Mapping)]
    if objects:
        yield (*path, step), (), objects
    for item in objects[:_MOST]:
        if _rows(item):
            yield from _lists(dict(item), (*path, step))
    for key in sorted({key for item in objects for key, below in item.items() if isinstance(below, Mapping | list)}):
        inside: list[Fields] = [below for item in objects if isinstance(below := item.get(key), Mapping)]
        if len(inside) == len(objects) and not any(is_table(below) for below in inside):
            yield (*path, step, key), (), inside
        for item in objects[:_MOST]:
            if isinstance(below := item.get(key), list):
                yield from _lists(below, (*path, step, key))


def _rows(value: Fields) -> tuple[str, tuple[str, ...], list[list[Plain]]] | None:
    """The key, the columns, and the rows of a table that names its columns once; None where an object is none."""
    columns = next((names for key in _COLUMNS if (names := _names(value.get(key)))), ())
    for key in _ROWS if columns else ():
        rows = value.get(key)
        if isinstance(rows, list) and rows:
            lists = [row for row in rows if isinstance(row, list) and len(row) == len(columns)]
            if len(lists) == len(rows):
                return key, columns, lists
    return None


def _names(value: Plain) -> tuple[str, ...]:
    """The names of columns, which stand alone or each in an object."""
    if not isinstance(value, list):
        return ()
    objects = (item if isinstance(item, dict) else {"name": item} for item in value)
    named = (next((item[key] for key in _NAMED if key in item), None) for item in objects)
    names = tuple(name for name in named if isinstance(name, str))
    return names if len(names) == len(value) else ()


def _as_object(value: Plain, columns: tuple[str, ...]) -> Fields | None:
    if isinstance(value, list):
        return dict(zip(columns, value, strict=False)) if columns else None
    return value if isinstance(value, dict) else None


def _looked_at(
    path: tuple[str, ...], columns: tuple[str, ...], values: Sequence[Fields], options: Options
) -> _Place | None:
    clock = Clock(options)
    some = values[:: len(values) // _MOST + 1]
    keys = time_keys(some, clock)
    times = [(time_of(value, keys, clock)[1], value) for value in some]
    timed = sum(1 for key, value in times if key and (is_sure(key) or is_told(value)))
    if timed * 2 <= len(some):
        return None
    return _Place(path=path, keys=keys, columns=columns, timed=timed * len(values) // len(some))
