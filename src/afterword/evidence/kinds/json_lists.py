"""JSON documents that hold a list of objects with a time, such as answers of APIs, whatever wrote them (generic)."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """The list that holds the records."""

    path: tuple[str, ...]
    """What leads to each of them from the document."""
    keys: tuple[str, ...]
    """Fields that state their times, the best first."""
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
    documents = JsonText(text.data(context.options.largest_document))
    for number, element in enumerate(documents.elements(*place.path), 1):
        if isinstance(element.value, dict):
            yield plain_record(element.value, place.keys, context.clock)._replace(
                offset=element.offset, length=element.length, line=element.line, lines=element.lines, number=number
            )
    if documents.fault:
        context.report("EV204", f"the rest is unparsed: {documents.fault}", None)


@lru_cache(maxsize=4)
def _place(sample: Sample, options: Options) -> _Place | None:
    lists: dict[tuple[str, ...], list[Fields]] = {}
    for document in sample.objects or sample.documents:
        for path, values in _lists(document, ()):
            lists.setdefault(path, []).extend(values)
    found = [place for path, values in lists.items() if (place := _looked_at(path, values, options))]
    # what stands in a record's own lists is of that record
    return max(found, key=lambda place: (-place.path.count(EACH), place.timed, -len(place.path)), default=None)


def _lists(value: Plain, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], list[Fields]]]:
    """Lists of objects within a value, and what the objects hold under the usual names, with what leads to them."""
    if len(path) > _DEEPEST or not isinstance(value, list | Mapping):
        return
    if isinstance(value, Mapping) and not is_table(value):
        for key, below in value.items():
            yield from _lists(below, (*path, key))
        return
    step, items = (EACH, value) if isinstance(value, list) else (VALUES, list(value.values()))
    objects: list[Fields] = [item for item in items if isinstance(item, Mapping)]
    if objects:
        yield (*path, step), objects
    for key in sorted({key for item in objects for key, below in item.items() if isinstance(below, Mapping | list)}):
        inside: list[Fields] = [below for item in objects if isinstance(below := item.get(key), Mapping)]
        if len(inside) == len(objects) and not any(is_table(below) for below in inside):
            yield (*path, step, key), inside
        for item in objects[:_MOST]:
            if isinstance(below := item.get(key), list):
                yield from _lists(below, (*path, step, key))


def _looked_at(path: tuple[str, ...], values: Sequence[Fields], options: Options) -> _Place | None:
    clock = Clock(options)
    some = values[:: len(values) // _MOST + 1]
    keys = time_keys(some, clock)
    times = [(time_of(value, keys, clock)[1], value) for value in some]
    timed = sum(1 for key, value in times if key and (is_sure(key) or is_told(value)))
    return _Place(path=path, keys=keys, timed=timed * len(values) // len(some)) if timed * 2 > len(some) else None
