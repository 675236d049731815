"""Datadog metrics: answers of a query for time series."""

from collections.abc import Iterator, Mapping
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import elements_of, find_records, words
from afterword.evidence.fields import Fields
from afterword.evidence.jsontext import Element, JsonText
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.series import read_pairs
from afterword.evidence.text import Text

JSON: Final = True
"""Only of texts that are JSON it is asked."""


def score(sample: Sample) -> float:
    """By the part of the objects that are series."""
    place = find_records(sample, _is_series)
    return 0.95 * place.share if place else 0.0


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each point that has a value, series by series."""
    number = 0
    for documents, element in elements_of(text, context, _is_series):
        if isinstance(element.value, Mapping):
            for record in _samples(documents, element, element.value, context.clock):
                number += 1
                yield record._replace(number=number)


def _is_series(value: Fields) -> bool:
    return isinstance(value.get("pointlist"), list) and bool(value.keys() & {"metric", "expression", "scope"})


def _samples(documents: JsonText, element: Element, value: Fields, clock: Clock) -> Iterator[Record]:
    name, scope = words(value, "metric") or words(value, "expression") or "?", words(value, "scope")
    who = scope if scope != "*" else None
    for record in read_pairs(documents, element, "pointlist", f"{name}{{{who}}}" if who else name, clock):
        yield record._replace(who=who)
