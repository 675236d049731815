"""OpenTelemetry logs as JSON (OTLP): many records in each request, each with its own time."""

from collections.abc import Iterator, Mapping
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import elements_of, find_records, further, inner, made, many, placed, words
from afterword.evidence.fields import Fields
from afterword.evidence.jsontext import EACH
from afterword.evidence.record import NO_TIME, Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.model.moment import Moment
from afterword.model.plain import Plain

JSON: Final = True
"""Only of texts that are JSON it is asked."""

_GRADES: Final = ("trace", "debug", "info", "warn", "error", "fatal")
_SCOPES: Final = ("scopeLogs", "instrumentationLibraryLogs")
_DEEPEST: Final = 8


def score(sample: Sample) -> float:
    """By the part of the objects that are a resource with its logs."""
    place = find_records(sample, _is_resource)
    return 0.96 * place.share if place else 0.0


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each log record of each request."""
    number = 0
    for documents, resource in elements_of(text, context, _is_resource):
        if not isinstance(resource.value, Mapping):
            continue
        who = attribute(inner(resource.value, "resource"), "service.name")
        for scope in _SCOPES:
            for element in documents.elements(scope, EACH, "logRecords", EACH, within=resource):
                if isinstance(element.value, Mapping):
                    number += 1
                    yield placed(_record(element.value, who, context.clock), element, number)


def _is_resource(value: Fields) -> bool:
    return any(isinstance(value.get(scope), list) for scope in _SCOPES)


def _record(value: Fields, who: str | None, clock: Clock) -> Record:
    observed = value.get("observedTimeUnixNano")
    main = at_nanoseconds(value.get("timeUnixNano"), clock)
    if main is NO_TIME:
        main, observed = at_nanoseconds(observed, clock), None
    moments = further(str(observed), "observed", clock, main=main) if observed and str(observed).isdigit() else []
    severity = words(value, "severityText") or _grade(value.get("severityNumber"))
    what = said(value.get("body"), 0) or words(value, "eventName")
    return made(main, what, who=who, moments=moments)._replace(severity=severity)


def at_nanoseconds(value: Plain, clock: Clock) -> Moment:
    """Nanoseconds since 1970, as text or number; zero means that it is not known."""
    if isinstance(value, bool) or not isinstance(value, str | int) or str(value) in ("", "0"):
        return NO_TIME
    return clock.epoch(str(value), "ns") or Moment(written=str(value))


def _grade(number: Plain) -> str | None:
    if isinstance(number, bool) or not isinstance(number, int) or not 1 <= number <= 24:
        return None
    return _GRADES[(number - 1) // 4]


def said(value: Plain | Fields, depth: int = 0) -> str | None:
    """The words of a value: text, number, list, or map."""
    if not isinstance(value, Mapping) or depth > _DEEPEST:
        return str(value) if isinstance(value, str) and value else None
    for key in ("stringValue", "intValue", "doubleValue", "boolValue", "bytesValue"):
        if value.get(key) is not None and not isinstance(value[key], Mapping | list):
            return str(value[key]) or None
    listed = [said(inner(item), depth + 1) for item in many(value, "arrayValue", "values")]
    pairs = [
        f"{words(item, 'key')}={said(item.get('value'), depth + 1)}" for item in many(value, "kvlistValue", "values")
    ]
    return " ".join(part for part in [*listed, *pairs] if part) or None


def attribute(value: Fields, key: str) -> str | None:
    """What an attribute of a resource, a record, or a span says; None where it has none of that name."""
    return next((said(item.get("value"), 0) for item in many(value, "attributes") if item.get("key") == key), None)
