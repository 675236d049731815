"""Jaeger traces as JSON: the spans of each trace, with how long they took and what they logged."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import (
    elements_of,
    find_records,
    further,
    inner,
    joined,
    made,
    many,
    moment_of,
    placed,
    words,
)  # fmt: skip
from afterword.evidence.fields import Fields
from afterword.evidence.jsontext import EACH
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.model.evidence import EntryMoment
from afterword.model.moment import format_instant, instant

JSON: Final = True
"""Only of texts that are JSON it is asked."""


def score(sample: Sample) -> float:
    """By the part of the objects that are traces."""
    place = find_records(sample, _is_trace)
    return 0.95 * place.share if place else 0.0


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each span, at its start; its end and its logs are further times."""
    number = 0
    for documents, trace in elements_of(text, context, _is_trace):
        if not isinstance(trace.value, Mapping):
            continue
        processes = inner(trace.value, "processes")
        for element in documents.elements("spans", EACH, within=trace):
            if isinstance(element.value, Mapping):
                number += 1
                yield placed(_span(element.value, processes, context.clock), element, number)


def _is_trace(value: Fields) -> bool:
    return "traceID" in value and isinstance(value.get("spans"), list) and isinstance(value.get("processes"), Mapping)


def _span(value: Fields, processes: Fields, clock: Clock) -> Record:
    main = moment_of(value.get("startTime"), clock)
    moments: list[EntryMoment] = []
    for log in many(value, "logs"):
        pairs = [words(item, "value") for item in many(log, "fields")]
        moments += further(log.get("timestamp"), joined(" ", *pairs) or "log", clock, main=main)
    start, duration = instant(main.at), value.get("duration")
    if start and isinstance(duration, int) and not isinstance(duration, bool) and 0 < duration < 10**14:
        moments.append(EntryMoment(at=format_instant(start + timedelta(microseconds=duration)), what="ended"))
    failed = any(tag.get("key") == "error" and tag.get("value") in (True, "true") for tag in many(value, "tags"))
    code = next((words(tag, "value") for tag in many(value, "tags") if tag.get("key") == "http.status_code"), None)
    what = joined(": ", joined(" ", "span", words(value, "operationName"), code), "failed" if failed else None)
    who = words(processes, words(value, "processID") or "", "serviceName")
    name = joined("/", words(value, "traceID"), words(value, "spanID"))
    return made(main, what, who=who, moments=moments)._replace(severity="error" if failed else None, native_id=name)
