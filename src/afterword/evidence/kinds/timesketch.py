"""Timelines of Timesketch: tables and lines with message, datetime, and timestamp_desc."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import read_records, score_of
from afterword.evidence.fields import Fields
from afterword.evidence.kinds import plaso
from afterword.evidence.record import NO_TIME, Context, Record
from afterword.evidence.rows import cells, rows
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.model.moment import Moment

_COLUMNS: Final = frozenset({"message", "datetime", "timestamp_desc"})
_WHO: Final = (
    "username",
    "user",
    "user_name",
    "account",
    "hostname",
    "computer_name",
    "host",
    "source_name",
    "source_long",
)
_NOTHING: Final = frozenset({"-", "", "N/A", "None", "nan"})


def score(sample: Sample) -> float:
    """Whether its header, or each of its objects, has the three columns that Timesketch asks for."""
    if sample.documents:
        return 1.02 * score_of(sample, _is_event)
    return 0.98 if set(_header(sample)) >= _COLUMNS and not plaso.score(sample) else 0.0


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each row or object; the time is ``datetime``, whatever ``timestamp`` counts."""
    if context.sample.documents:
        yield from read_records(text, context, _is_event, _record)
        return
    header = _header(context.sample)
    number = 0
    for row, offset, length, line, lines in rows(text):
        found = cells(row)
        if found == header or not any(found):
            continue
        number += 1
        made = _record(dict(zip(header, found, strict=False)), context.clock)
        yield made._replace(offset=offset, length=length, lines=lines, line=line, number=number)


def _header(sample: Sample) -> list[str]:
    return cells(sample.head.lstrip().partition(b"\n")[0].rstrip(b"\r"))


def _is_event(value: Fields) -> bool:
    return value.keys() >= _COLUMNS


def _record(fields: Fields, clock: Clock) -> Record:
    written = str(fields.get("datetime") or "").strip()
    message = str(fields.get("message") or "").strip()
    meant = str(fields.get("timestamp_desc") or "").strip()
    return Record(
        offset=0,
        length=0,
        lines=0,
        moment=_moment(written, clock),
        what=f"{message} [{meant}]" if message and meant else message or meant or None,
        who=next((str(fields[name]) for name in _WHO if _is_told(fields, name)), None),
    )


def _is_told(fields: Fields, name: str) -> bool:
    value = fields.get(name)
    return value is not None and not isinstance(value, Mapping | list) and str(value).strip() not in _NOTHING


def _moment(written: str, clock: Clock) -> Moment:
    return clock.iso(written) or (replace(NO_TIME, written=written) if written not in _NOTHING else NO_TIME)
