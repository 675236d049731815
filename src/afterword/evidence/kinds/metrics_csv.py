"""Metrics as CSV, as Grafana and consoles export them: a column of times, a column of numbers for each series."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import made
from afterword.evidence.fields import read_time
from afterword.evidence.options import Options
from afterword.evidence.record import NO_TIME, Context, Record
from afterword.evidence.rows import cells, rows
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.model.moment import Moment, instant
from afterword.model.values import dataclass

JSON: Final = False
"""Of texts that are JSON it is not asked."""

_TIME: Final = re.compile(r"(?:time|timestamp|date(?: ?time)?)(?: \(?utc\)?)?$", re.IGNORECASE)
_NUMBER: Final = re.compile(r"(?P<value>[-+]?\d[\d,]*\.?\d*(?:[eE][-+]?\d+)?)\s*(?P<unit>%|[a-zA-Zµ/]{1,8})?$")
_HINT: Final = re.compile(rb"sep=(?P<delimiter>[,;\t])\s*$")
_LEAST_ROWS: Final = 3
_EVEN: Final = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """How the rows of an export are read."""

    delimiter: str
    header: tuple[str, ...]
    long: bool
    """Whether a row is one sample: series, time, value."""


def score(sample: Sample) -> float:
    """By the header, the numbers below it, and times that are as far apart as those of samples are."""
    table = _table(sample)
    if table is None:
        return 0.0
    body = [row for line in sample.lines if len(row := cells(line, table.delimiter)) == len(table.header)]
    body = [row for row in body if tuple(row) != table.header and row[0] != "sep="]
    if table.long:
        return 0.9 * (len(body) >= _LEAST_ROWS and all(_NUMBER.match(row[2].strip()) for row in body))
    numbers = [cell.strip() for row in body for cell in row[1:] if cell.strip() not in ("", "null", "NaN", "-")]
    fine = sum(_NUMBER.match(cell) is not None for cell in numbers) / max(len(numbers), 1)
    return 0.9 * (len(body) >= _LEAST_ROWS and fine > 0.95 and _is_even([row[0] for row in body]))


def _is_even(written: Sequence[str]) -> bool:
    """Whether most samples are equally far apart; lines of a log are not."""
    clock = Clock(Options())
    moments = [read_time(text, clock) for text in written[:200]]
    times = [instant(_utc(moment)) for moment in moments if moment is not None and moment.at]
    steps = [late - early for early, late in pairwise(time for time in times if time is not None)]
    return len(steps) >= _LEAST_ROWS - 1 and max(map(steps.count, steps)) > _EVEN * len(steps)


def _utc(moment: Moment) -> str | None:
    return moment.at if moment.at is None or moment.at.endswith("Z") else f"{moment.at}Z"


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each number, at the time of its row."""
    table = _table(context.sample)
    if table is None:
        return
    number = 0
    begun = False
    for row, offset, length, line, lines in rows(text, table.delimiter):
        values = cells(row, table.delimiter)
        if not begun:
            begun = tuple(values) == table.header
            continue
        moment = (
            read_time(values[table.long].strip(), context.clock) or NO_TIME if len(values) > table.long else NO_TIME
        )
        found = list(_samples(table, row, values))
        # The first number of a row is cited with the row's time before it, the last with the end of the row.
        begin = offset
        for place, (name, value, end) in enumerate(found, 1):
            number += 1
            last = place == len(found)
            until = offset + (length if last else end)
            yield made(moment, f"{name} {value}")._replace(
                offset=begin, length=until - begin, lines=lines if last else 0, line=line, number=number
            )
            begin = until


def _samples(table: _Table, row: bytes, values: Sequence[str]) -> Iterator[tuple[str, str, int]]:
    """Name, number, and end of each sample of a row; gaps have none."""
    at = 0
    for column, value in enumerate(values):
        raw = value.encode("utf-8", "surrogateescape")
        at = max(row.find(raw, at), at) + len(raw)
        found = _NUMBER.match(value.strip())
        if found and column < len(table.header) and (column == 2 if table.long else column > 0):
            name = values[0] if table.long else table.header[column]
            yield name.strip(), found["value"].replace(",", ""), at


def _table(sample: Sample) -> _Table | None:
    if sample.objects or sample.head[:1] in (b"{", b"["):
        return None
    lines = sample.lines[:2]
    hint = _HINT.match(lines[0]) if lines else None
    first = lines[1] if hint and len(lines) > 1 else lines[0] if lines else b""
    for delimiter in (hint["delimiter"].decode(),) if hint else (",", ";", "\t"):
        header = tuple(cells(first, delimiter))
        if len(header) < 2 or len(first) > 16_384:
            continue
        names = [name.strip().lower() for name in header]
        if names == ["series", "time", "value"]:
            return _Table(delimiter=delimiter, header=header, long=True)
        if _TIME.match(names[0]) and all(names[1:]):
            return _Table(delimiter=delimiter, header=header, long=False)
    return None
