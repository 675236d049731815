"""Elasticsearch and OpenSearch: hits of a search, and documents dumped as lines."""

from collections.abc import Iterator, Mapping
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import moment_of, read_records, score_of, words
from afterword.evidence.fields import Fields, further_times, severity_of, time_keys, time_of, what_of, who_of
from afterword.evidence.kinds.ecs import is_ecs, made_of
from afterword.evidence.record import NO_TIME, Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text

JSON: Final = True
"""Only of texts that are JSON it is asked."""

BY_LINE: Final = True
"""Each line is a record by itself, where the text is lines."""


def score(sample: Sample) -> float:
    """By the part of the objects that are hits; where another kind knows the documents themselves, it reads them."""
    return 0.66 * score_of(sample, _is_record)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each hit, with the fields of its document."""
    return read_records(text, context, _is_record, _record)


def _is_record(value: Fields) -> bool:
    return {"_index", "_source"} <= value.keys() and isinstance(value["_source"], Mapping)


def _record(value: Fields, clock: Clock) -> Record:
    source = value.get("_source")
    name = ":".join(part for part in (words(value, "_index"), words(value, "_id")) if part) or None
    if not isinstance(source, Mapping):
        return Record(offset=0, length=0, lines=0, native_id=name)
    if is_ecs(source):
        return made_of(source, clock)._replace(native_id=name)
    moment, main = time_of(source, time_keys([source], clock), clock)
    stated = source.get("@timestamp")
    if moment is None and stated is not None:
        moment = moment_of(stated, clock)
    return Record(
        offset=0,
        length=0,
        lines=0,
        moment=moment or NO_TIME,
        what=what_of(source, main),
        who=who_of(source),
        severity=severity_of(source),
        moments=further_times(source, main, clock),
        native_id=name,
    )
