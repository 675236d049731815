"""OpenTelemetry metrics as JSON (OTLP): gauges, sums, histograms, and summaries, a record for each point."""

from collections.abc import Iterator, Mapping
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import elements_of, find_records, inner, made, many, placed, words
from afterword.evidence.fields import Fields
from afterword.evidence.jsontext import EACH
from afterword.evidence.kinds.otlp_logs import at_nanoseconds, attribute, said
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text

JSON: Final = True
"""Only of texts that are JSON it is asked."""

_SCOPES: Final = ("scopeMetrics", "instrumentationLibraryMetrics")
_SORTS: Final = ("gauge", "sum", "histogram", "exponentialHistogram", "summary")


def score(sample: Sample) -> float:
    """By the part of the objects that are a resource with its metrics."""
    place = find_records(sample, _is_resource)
    return 0.96 * place.share if place else 0.0


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each point of each metric, at the point's own time."""
    number = 0
    for documents, resource in elements_of(text, context, _is_resource):
        if not isinstance(resource.value, Mapping):
            continue
        who = attribute(inner(resource.value, "resource"), "service.name")
        for scope in _SCOPES:
            for metric in documents.elements(scope, EACH, "metrics", EACH, within=resource):
                name = words(metric.value, "name") if isinstance(metric.value, Mapping) else None
                for sort in metric.value if isinstance(metric.value, Mapping) else ():
                    if sort not in _SORTS:
                        continue
                    for point in documents.elements(sort, "dataPoints", EACH, within=metric):
                        if isinstance(point.value, Mapping):
                            number += 1
                            yield placed(_point(point.value, name, who, context.clock), point, number)


def _is_resource(value: Fields) -> bool:
    return any(isinstance(value.get(scope), list) for scope in _SCOPES)


def _point(value: Fields, name: str | None, who: str | None, clock: Clock) -> Record:
    """A point as its series and its value; a histogram gives the mean of what it counted."""
    labels = ",".join(f'{words(item, "key")}="{said(item.get("value"))}"' for item in many(value, "attributes"))
    level = words(value, "asDouble") or words(value, "asInt")
    if level is None and value.get("count") is not None:
        total, count = words(value, "sum"), words(value, "count")
        level = f"count={count} sum={total}" if total else f"count={count}"
    series = f"{name}{{{labels}}}" if labels else name or "?"
    return made(at_nanoseconds(value.get("timeUnixNano"), clock), f"{series} {level or '?'}", who=who)
