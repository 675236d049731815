"""Graphite metrics as JSON, and the time series that older data sources of Grafana give."""

from collections.abc import Iterator, Mapping
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import elements_of, find_records, words
from afterword.evidence.fields import Fields
from afterword.evidence.jsontext import Element, JsonText
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.series import is_number, read_pairs
from afterword.evidence.text import Text

JSON: Final = True
"""Only of texts that are JSON it is asked."""


def score(sample: Sample) -> float:
    """By the part of the objects that are a target with its points."""
    place = find_records(sample, _is_target)
    return 0.95 * place.share if place else 0.0


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each point that has a value, target by target."""
    number = 0
    for documents, element in elements_of(text, context, _is_target):
        if isinstance(element.value, Mapping):
            for record in _samples(documents, element, element.value, context.clock):
                number += 1
                yield record._replace(number=number)


def _is_target(value: Fields) -> bool:
    points = value.get("datapoints")
    first = points[0] if isinstance(points, list) and points else None
    return "target" in value and isinstance(first, list) and len(first) == 2 and is_number(first[1])


def _samples(documents: JsonText, element: Element, value: Fields, clock: Clock) -> Iterator[Record]:
    yield from read_pairs(documents, element, "datapoints", words(value, "target") or "?", clock, time_first=False)
