"""InfluxDB: answers of a query, with their series in rows."""

from collections.abc import Iterator, Mapping
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import elements_of, find_records, inner, placed, words
from afterword.evidence.fields import Fields
from afterword.evidence.jsontext import EACH, Element, JsonText
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.series import labelled, sample
from afterword.evidence.text import Text

JSON: Final = True
"""Only of texts that are JSON it is asked."""


def score(sample: Sample) -> float:
    """By the part of the objects that are series with a column of times."""
    place = find_records(sample, _is_series)
    return 0.95 * place.share if place else 0.0


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each number of each row, series by series."""
    number = 0
    for documents, element in elements_of(text, context, _is_series):
        if isinstance(element.value, Mapping):
            for record in _samples(documents, element, element.value, context.clock):
                number += 1
                yield record._replace(number=number)


def _is_series(value: Fields) -> bool:
    columns = value.get("columns")
    return isinstance(columns, list) and "time" in columns and isinstance(value.get("values"), list)


def _samples(documents: JsonText, element: Element, value: Fields, clock: Clock) -> Iterator[Record]:
    columns, rows = value.get("columns"), value.get("values")
    if not isinstance(columns, list) or not isinstance(rows, list) or "time" not in columns:
        return
    time, tags, name = columns.index("time"), inner(value, "tags"), words(value, "name") or "?"
    for cell in documents.elements("values", EACH, EACH, within=element):
        row, column = cell.keys[-2:]
        assert isinstance(row, int)
        assert isinstance(column, int)
        whole = rows[row]
        if column == time or column >= len(columns) or not isinstance(whole, list) or time >= len(whole):
            continue
        series = labelled(f"{name}.{columns[column]}" if columns[column] != "value" else name, tags)
        record = sample(series, cell.value, whole[time], clock)
        if record is not None:
            yield placed(record, cell, 0)
