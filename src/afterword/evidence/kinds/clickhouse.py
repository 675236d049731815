"""Rows of ClickHouse as its format JSON gives them: columns with their types, and a row an object."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import elements_of, find_records, placed, words
from afterword.evidence.fields import Fields, further_times, read_time, severity_of, time_keys, what_of, who_of
from afterword.evidence.jsontext import EACH
from afterword.evidence.record import NO_TIME, Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.model.moment import Moment
from afterword.model.plain import Plain

JSON: Final = True
"""Only of texts that are JSON it is asked."""

_TIMES: Final = ("DateTime", "DateTime64", "Date", "Date32")
_QUOTES: Final = 2
_SOME: Final = 200


def score(sample: Sample) -> float:
    """By the part of the objects that are answers: columns with their names and types, rows, and how many."""
    place = find_records(sample, _is_answer)
    return 0.96 * place.share if place else 0.0


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each row, at the time in the first of its columns that is one."""
    number = 0
    for documents, answer in elements_of(text, context, _is_answer):
        if not isinstance(answer.value, Mapping):
            continue
        zones = _time_columns(answer.value)
        rows = answer.value.get("data")
        some = [row for row in rows[:_SOME] if isinstance(row, Mapping)] if isinstance(rows, list) else []
        keys = _keys(some, zones, context.clock)
        for element in documents.elements("data", EACH, within=answer):
            if isinstance(element.value, Mapping):
                number += 1
                yield placed(_record(element.value, keys, zones, context.clock), element, number)


def _is_answer(value: Fields) -> bool:
    columns = value.get("meta")
    return (
        isinstance(columns, list)
        and bool(columns)
        and all(isinstance(column, Mapping) and column.keys() == {"name", "type"} for column in columns)
        and isinstance(value.get("data"), list)
    )


def _time_columns(answer: Fields) -> dict[str, str | None]:
    """The columns that hold times, with the zone that their type states."""
    columns = answer.get("meta")
    found: dict[str, str | None] = {}
    for column in columns if isinstance(columns, list) else ():
        name, kind = (words(column, "name"), words(column, "type")) if isinstance(column, Mapping) else (None, None)
        inner = (kind or "").removeprefix("LowCardinality(").removeprefix("Nullable(")
        if name and inner.partition("(")[0].rstrip(")") in _TIMES:
            found[name] = inner.split("'")[1] if inner.count("'") >= 2 else None
    return found


def _keys(rows: Sequence[Fields], zones: Mapping[str, str | None], clock: Clock) -> tuple[str, ...]:
    """The columns that say when a row happened, the best first: those of a type of times, by their usual names."""
    typed = [{key: row[key] for key in zones if key in row} for row in rows]
    return tuple(dict.fromkeys([*time_keys(typed, clock), *zones, *time_keys(rows, clock)]))


def _record(row: Fields, keys: Sequence[str], zones: Mapping[str, str | None], clock: Clock) -> Record:
    moment, main = None, None
    for key in keys:
        moment, main = _time(row.get(key), zones.get(key), clock), key
        if moment is not None:
            break
    return Record(
        offset=0,
        length=0,
        lines=0,
        moment=moment or NO_TIME,
        what=what_of(row, main),
        who=who_of(row),
        severity=severity_of(row),
        moments=further_times(row, main, clock),
    )


def _time(value: Plain, zone: str | None, clock: Clock) -> Moment | None:
    """A time of a column; without an offset it is in the zone of the column's type."""
    moment = read_time(value, clock)
    if moment is None or moment.zone_basis != "unknown" or zone is None or not isinstance(value, str):
        return moment
    return clock.iso(value, assume=zone, reason=f"the type of the column states {zone}") or moment
