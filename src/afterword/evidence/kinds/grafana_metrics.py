"""Metrics of Grafana panels and queries: data frames, as the inspector and the API give them."""

from collections.abc import Iterator, Mapping
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import elements_of, find_records, inner, many, words
from afterword.evidence.fields import Fields
from afterword.evidence.jsontext import Element, JsonText
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.series import labelled, read_columns
from afterword.evidence.text import Text

JSON: Final = True
"""Only of texts that are JSON it is asked."""


def score(sample: Sample) -> float:
    """By the part of the objects that are frames with a column of times and one of numbers."""
    place = find_records(sample, _is_frame)
    return 0.95 * place.share if place else 0.0


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each sample of each column, frame by frame."""
    number = 0
    for documents, element in elements_of(text, context, _is_frame):
        if isinstance(element.value, Mapping):
            for record in _samples(documents, element, element.value, context.clock):
                number += 1
                yield record._replace(number=number)


def _is_frame(value: Fields) -> bool:
    types = [words(field, "type") for field in _fields(value)]
    return "time" in types and "number" in types and isinstance(inner(value, "data").get("values"), list)


def _fields(value: Fields) -> list[Fields]:
    return list(many(value, "schema", "fields"))


def _samples(documents: JsonText, element: Element, value: Fields, clock: Clock) -> Iterator[Record]:
    frame = words(value, "schema", "name")
    names: list[str | None] = []
    for field in _fields(value):
        sort = words(field, "type")
        shown = words(field, "config", "displayName") or words(field, "config", "displayNameFromDS")
        plain = words(field, "name")
        name = shown or labelled(
            frame if plain in (None, "Value", "value") and frame else plain, inner(field, "labels")
        )
        names.append("" if sort == "time" and "" not in names else name if sort == "number" else None)
    yield from read_columns(documents, element, ("data", "values"), names, clock)
