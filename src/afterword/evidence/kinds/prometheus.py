"""Prometheus samples as JSON: answers of range and instant queries, whole or the bare list of series."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import elements_of, find_records, inner, words
from afterword.evidence.fields import Fields
from afterword.evidence.jsontext import EACH, Element, JsonText
from afterword.evidence.record import NO_TIME, Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.model.moment import Moment
from afterword.model.plain import Plain

JSON: Final = True
"""Only of texts that are JSON it is asked."""

_PAIR: Final = re.compile(rb"\[[^\[\]]*\]")
_ACTOR: Final = ("instance", "pod", "host", "service", "job")


def score(sample: Sample) -> float:
    """By the part of the objects that are series: labels, with samples of time and value."""
    place = find_records(sample, _is_series)
    if place is None:
        # A query that found nothing answers all the same.
        return 0.9 * any(_is_answer(value) for value in sample.documents if isinstance(value, Mapping))
    return 0.96 * place.share


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each sample, series by series, at the sample's own time."""
    data = text.data(context.options.largest_document)
    number = 0
    for documents, series in elements_of(text, context, _is_series):
        if not isinstance(series.value, Mapping):
            continue
        name, who = _name(series.value), _actor(series.value)
        for value, offset, length, line, lines in _samples(documents, series, data):
            number += 1
            moment, what = _sample(value, name, context.clock)
            yield Record(
                offset=offset, length=length, lines=lines, moment=moment, what=what, who=who, line=line, number=number
            )


def _is_series(value: Fields) -> bool:
    if not isinstance(value.get("metric"), Mapping):
        return False
    samples = value.get("values") or value.get("histograms")
    one = value.get("value") or value.get("histogram")
    return (isinstance(samples, list) and _is_pair(samples[0])) or _is_pair(one) or value.get("values") == []


def _is_answer(value: Fields) -> bool:
    data = inner(value, "data") or value
    return words(data, "resultType") in ("matrix", "vector") and isinstance(data.get("result"), list)


def _is_pair(value: Plain) -> bool:
    return (
        isinstance(value, list)
        and len(value) in (1, 2)
        and isinstance(value[0], int | float)
        and not isinstance(value[-1], list)
    )


def _samples(documents: JsonText, series: Element, data: bytes) -> Iterator[tuple[Plain, int, int, int | None, int]]:
    """Value, offset, length, line, and lines of each sample of a series, in the order of the text."""
    value = series.value if isinstance(series.value, Mapping) else {}
    for key in value:
        if key in ("value", "histogram"):
            for one in documents.elements(key, within=series):
                yield one.value, one.offset, one.length, one.line, one.lines
        elif key in ("values", "histograms"):
            for whole in documents.elements(key, within=series):
                yield from _listed(documents, series, key, whole, data)


def _listed(
    documents: JsonText, series: Element, key: str, whole: Element, data: bytes
) -> Iterator[tuple[Plain, int, int, int | None, int]]:
    """The same for a list of samples; their places are found at once where nothing in them is nested."""
    pairs = whole.value if isinstance(whole.value, list) else []
    stretch = data[whole.offset + 1 : whole.offset + whole.length - 1]
    places = [(found.start(), found.end()) for found in _PAIR.finditer(stretch)]
    plain = len(places) == len(pairs) and not _PAIR.sub(b"", stretch).translate(None, b", \t\r\n")
    if not plain:
        for one in documents.elements(key, EACH, within=series):
            yield one.value, one.offset, one.length, one.line, one.lines
        return
    line, seen = whole.line, 0
    for pair, (start, end) in zip(pairs, places, strict=True):
        line += stretch.count(b"\n", seen, start)
        inside = stretch.count(b"\n", start, end)
        yield pair, whole.offset + 1 + start, end - start, line, inside
        line, seen = line + inside, end


def _sample(value: Plain, name: str, clock: Clock) -> tuple[Moment, str]:
    """When a sample was taken, and what it says; a histogram says its count and its sum."""
    time = value[0] if isinstance(value, list) and value else None
    level = value[1] if isinstance(value, list) and len(value) > 1 else None
    # Times before 2001 have nine digits or fewer, and are as good as any for a query that asks for them.
    known = isinstance(time, int | float) and not isinstance(time, bool)
    moment = clock.epoch(time, "s") if known and isinstance(time, int | float) else None
    if moment is None:
        moment = Moment(written=str(time)) if time is not None else NO_TIME
    if isinstance(level, Mapping):
        return moment, f"{name} count={words(level, 'count')} sum={words(level, 'sum')}"
    shown = str(level) if isinstance(level, str | int | float) and not isinstance(level, bool) else "?"
    return moment, f"{name} {shown}"


def _name(series: Fields) -> str:
    """A series as PromQL writes it."""
    labels = series.get("metric")
    if not isinstance(labels, Mapping):
        return "{}"
    shown = ",".join(f'{key}="{_escaped(value)}"' for key, value in labels.items() if key != "__name__")
    name = words(labels, "__name__") or ""
    return f"{name}{{{shown}}}" if shown or not name else name


def _escaped(value: Plain) -> str:
    return str(value).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def _actor(series: Fields) -> str | None:
    labels = series.get("metric")
    if not isinstance(labels, Mapping):
        return None
    return next((text for key in _ACTOR if (text := words(labels, key))), None)
