"""Amazon CloudWatch metrics: data of queries, and statistics with their points."""

from collections.abc import Iterator, Mapping
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import elements_of, find_records, many, placed, words
from afterword.evidence.fields import Fields
from afterword.evidence.jsontext import EACH, Element, JsonText
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.series import sample
from afterword.evidence.text import Text

JSON: Final = True
"""Only of texts that are JSON it is asked."""


def score(sample: Sample) -> float:
    """By the part of the objects that are series with times."""
    place = find_records(sample, _is_series)
    return 0.95 * place.share if place else 0.0


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each point, at the start of its period."""
    number = 0
    for documents, element in elements_of(text, context, _is_series):
        if isinstance(element.value, Mapping):
            for record in _samples(documents, element, element.value, context.clock):
                number += 1
                yield record._replace(number=number)


_STATISTICS = ("Average", "Sum", "Maximum", "Minimum", "SampleCount")


def _is_series(value: Fields) -> bool:
    columns = isinstance(value.get("Timestamps"), list) and isinstance(value.get("Values"), list)
    return columns or any("Timestamp" in point for point in many(value, "Datapoints"))


def _samples(documents: JsonText, element: Element, value: Fields, clock: Clock) -> Iterator[Record]:
    name, times = words(value, "Label") or words(value, "Id") or "?", value.get("Timestamps")
    for cell in documents.elements("Values", EACH, within=element):
        row = cell.keys[-1]
        if isinstance(times, list) and isinstance(row, int) and row < len(times):
            record = sample(name, cell.value, times[row], clock)
            if record is not None:
                yield placed(record, cell, 0)
    for point in documents.elements("Datapoints", EACH, within=element):
        about = point.value if isinstance(point.value, Mapping) else {}
        statistic = next((key for key in _STATISTICS if key in about), None)
        record = (
            sample(f"{name}.{statistic}", about.get(statistic), about.get("Timestamp"), clock) if statistic else None
        )
        if record is not None:
            yield placed(record, point, 0)
