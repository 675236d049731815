"""Splunk: results exported as JSON, and events of the HTTP event collector."""

from collections.abc import Iterator, Mapping
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import further, inner, made, moment_of, read_records, score_of, words
from afterword.evidence.fields import Fields, severity_of, what_of
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text

JSON: Final = True
"""Only of texts that are JSON it is asked."""

BY_LINE: Final = True
"""Each line is a record by itself, where the text is lines."""


def score(sample: Sample) -> float:
    """By the part of the objects that are events of Splunk."""
    return score_of(sample, _is_record)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each event, at its _time; when it was indexed is a further time."""
    return read_records(text, context, _is_record, _record)


def _is_record(value: Fields) -> bool:
    event = _event(value)
    return {"_time", "_raw"} <= event.keys() or _is_collected(value)


def _event(value: Fields) -> Fields:
    """A result, which streamed exports put into an object of its own."""
    return inner(value, "result") if isinstance(value.get("result"), Mapping) else value


def _is_collected(value: Fields) -> bool:
    return {"time", "event"} <= value.keys() and bool(value.keys() & {"sourcetype", "index"})


def _record(value: Fields, clock: Clock) -> Record:
    event = _event(value)
    host = words(event, "host") or words(event, "source")
    if _is_collected(value):
        inside = value.get("event")
        said = what_of(inside, None) if isinstance(inside, Mapping) else words(value, "event")
        severity = severity_of(inside) if isinstance(inside, Mapping) else None
        return made(moment_of(value.get("time"), clock), said, who=host)._replace(severity=severity)
    main = moment_of(event.get("_time"), clock)
    moments = further(event.get("_indextime"), "indexed", clock, main=main)
    place = (words(event, "_bkt"), words(event, "_cd"))
    severity = words(event, "log_level") or words(event, "level") or words(event, "severity")
    record = made(main, words(event, "_raw"), who=words(event, "user") or host, moments=moments)
    return record._replace(
        severity=severity, native_id=":".join(part for part in place if part) if all(place) else None
    )
