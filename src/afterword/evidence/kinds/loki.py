"""Log lines of Grafana Loki: answers of queries that give streams."""

from collections.abc import Iterator, Mapping
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import elements_of, find_records, inner, made, placed, words
from afterword.evidence.fields import Fields
from afterword.evidence.jsontext import EACH
from afterword.evidence.record import NO_TIME, Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.model.moment import Moment
from afterword.model.plain import Plain

JSON: Final = True
"""Only of texts that are JSON it is asked."""

_ACTOR: Final = ("service_name", "app", "container", "pod", "job", "instance", "host", "filename")
_SEVERITY: Final = ("level", "detected_level", "severity")


def score(sample: Sample) -> float:
    """By the part of the objects that are streams: labels, with lines and their times."""
    place = find_records(sample, _is_stream)
    return 0.96 * place.share if place else 0.0


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each line, stream by stream, at the time that it has in the store."""
    number = 0
    for documents, stream in elements_of(text, context, _is_stream):
        if not isinstance(stream.value, Mapping):
            continue
        labels = inner(stream.value, "stream")
        who = next((name for key in _ACTOR if (name := words(labels, key))), None)
        severity = next((word for key in _SEVERITY if (word := words(labels, key))), None)
        for element in documents.elements("values", EACH, within=stream):
            number += 1
            yield placed(_line(element.value, who, severity, context.clock), element, number)


def _is_stream(value: Fields) -> bool:
    return isinstance(value.get("stream"), Mapping) and isinstance(value.get("values"), list)


def _line(value: Plain, who: str | None, severity: str | None, clock: Clock) -> Record:
    pair = value if isinstance(value, list) else []
    time = pair[0] if pair and isinstance(pair[0], str) else None
    said = pair[1] if len(pair) > 1 and isinstance(pair[1], str) else None
    moment = (clock.epoch(time, "ns") or Moment(written=time)) if time else NO_TIME
    return made(moment, said, who=who)._replace(severity=severity)
