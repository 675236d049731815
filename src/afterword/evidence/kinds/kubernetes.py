"""Kubernetes: events (v1 and events.k8s.io), and what objects say of themselves: alone, in lists, watches, or lines."""

from collections.abc import Iterator, Mapping
from typing import Final

from afterword.evidence.documents import elements_of, find_records, placed
from afterword.evidence.fields import Fields
from afterword.evidence.jsontext import Element, JsonText
from afterword.evidence.kinds._kubernetes import PARTS, event_record, is_event, is_object, object_records
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text

JSON: Final = True
"""Only of texts that are JSON it is asked."""

_ABOUT: Final = frozenset({"requestObject", "responseObject", "oldObject"})


def score(sample: Sample) -> float:
    """By the part of the objects that are events or other objects, where they stand by themselves."""
    place = find_records(sample, _is_record)
    if place is None:
        return 0.0
    # An entry of an audit log may hold the object that it is about.
    if _ABOUT & set(place.path):
        return 0.0
    return 0.94 * place.share


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each event at its last occurrence, and one for each condition, change, and end of a container."""
    number = 0
    for documents, element in elements_of(text, context, _is_record):
        if not isinstance(element.value, Mapping):
            continue
        if is_event(element.value):
            number += 1
            yield placed(event_record(element.value, context.clock), element, number)
            continue
        parts = dict(object_records(element.value, context.clock))
        for part, place in _places(documents, element):
            if part in parts:
                number += 1
                yield placed(parts[part], place, number)


def _is_record(value: Fields) -> bool:
    return is_event(value) or is_object(value)


def _places(documents: JsonText, element: Element) -> Iterator[tuple[tuple[str | int, ...], Element]]:
    """The parts of an object that may be records, in the order of the text."""
    found = [part for path in PARTS for part in documents.elements(*path, within=element)]
    for part in sorted(found, key=lambda part: part.start):
        yield part.keys[len(element.keys) :], part
