"""OpenTelemetry traces as JSON (OTLP): the spans of each request, with how long they took and how they ended."""

from collections.abc import Iterator, Mapping
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import elements_of, find_records, further, inner, joined, made, many, placed, words
from afterword.evidence.fields import Fields
from afterword.evidence.jsontext import EACH
from afterword.evidence.kinds.otlp_logs import at_nanoseconds, attribute
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text

JSON: Final = True
"""Only of texts that are JSON it is asked."""

_SCOPES: Final = ("scopeSpans", "instrumentationLibrarySpans")
_FAILED: Final = (2, "STATUS_CODE_ERROR")


def score(sample: Sample) -> float:
    """By the part of the objects that are a resource with its spans."""
    place = find_records(sample, _is_resource)
    return 0.96 * place.share if place else 0.0


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each span, at its start; its end and its own events are further times."""
    number = 0
    for documents, resource in elements_of(text, context, _is_resource):
        if not isinstance(resource.value, Mapping):
            continue
        who = attribute(inner(resource.value, "resource"), "service.name")
        for scope in _SCOPES:
            for element in documents.elements(scope, EACH, "spans", EACH, within=resource):
                if isinstance(element.value, Mapping):
                    number += 1
                    yield placed(_span(element.value, who, context.clock), element, number)


def _is_resource(value: Fields) -> bool:
    return any(isinstance(value.get(scope), list) for scope in _SCOPES)


def _span(value: Fields, who: str | None, clock: Clock) -> Record:
    main = at_nanoseconds(value.get("startTimeUnixNano"), clock)
    moments = []
    for event in many(value, "events"):
        said = joined(
            ": ", words(event, "name"), attribute(event, "exception.type"), attribute(event, "exception.message")
        )
        moments += further(words(event, "timeUnixNano"), said or "event", clock, main=main)
    moments += further(words(value, "endTimeUnixNano"), "ended", clock, main=main)
    failed = inner(value, "status").get("code") in _FAILED
    code = attribute(value, "http.response.status_code") or attribute(value, "http.status_code")
    error = joined(" ", "failed", words(value, "status", "message")) if failed else None
    what = joined(": ", joined(" ", "span", words(value, "name"), code), error)
    name = joined("/", words(value, "traceId"), words(value, "spanId"))
    record = made(main, what, who=who, moments=moments)
    return record._replace(severity="error" if failed else None, native_id=name)
