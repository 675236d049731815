"""CSV with a header and a column of times: commas, semicolons, tabs, bars; fields may hold line breaks (generic)."""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.fields import Fields, further_times, read_time, severity_of, time_keys, what_of, who_of
from afterword.evidence.options import Options
from afterword.evidence.record import NO_TIME, Context, Record
from afterword.evidence.rows import cells, rows
from afterword.evidence.sample import Sample
from afterword.evidence.stamps import column_order
from afterword.evidence.text import Text
from afterword.model.moment import Moment
from afterword.model.values import dataclass
from afterword.text.zones import ABBREVIATIONS

JSON: Final = False
"""Of texts that are JSON it is not asked."""

GENERIC: Final = True
"""Asked only where no other kind recognises a text."""

_DELIMITERS: Final = (",", ";", "\t", "|")
_ZONE: Final = re.compile(rf"(?:^|[\s_(\[])(?P<zone>Z|{'|'.join(ABBREVIATIONS)})(?:$|[\s_)\]])", re.IGNORECASE)
_CLOCK: Final = re.compile(r"\d{1,2}:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?: ?[AaPp]\.?[Mm]\.?)?")
_MOSTLY: Final = 0.75
_UNNAMED: Final = "message"
_TIMELIKE: Final = re.compile(r"time|date|stamp|when|^at$|(?<=[a-z_])_at$|^ts$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """How a text's rows are read."""

    delimiter: str
    header: tuple[str, ...]
    time: str
    """The column that states when a row happened."""
    clock: str | None
    """A column with the time of day, where ``time`` holds days."""
    order: tuple[str | None, str | None]
    zone: str | None
    timed: float
    even: float


def score(sample: Sample) -> float:
    """By the part of the rows that have a time in the column of times, and as many fields as the header."""
    table = None if sample.objects else _table(sample)
    return (0.78 + 0.2 * table.timed) * (table.even >= 0.8) if table else 0.0


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each row below the header; a row may have several lines."""
    table = _table(context.sample)
    if table is None:
        return
    if table.zone:
        context.clock.assumed = (table.zone, f"the column is named {table.time!r}")
    number = unclear = 0
    for row, offset, length, line, lines in rows(text, table.delimiter):
        found = cells(row, table.delimiter)
        if not number and tuple(found) == table.header[: len(found)]:
            number = 1
        elif any(found):
            number += 1
            made = _record(found, table, context.clock)
            unclear += (
                made.moment.at is None and made.moment.precision in ("second", "minute", "day") and table.clock is None
            )
            yield made._replace(offset=offset, length=length, line=line, lines=lines, number=number - 1)
    if unclear:
        context.report("EV203", f"day, month, and year cannot be told apart in {unclear} record(s)", None)


def _record(found: Sequence[str], table: _Table, clock: Clock) -> Record:
    fields: dict[str, str] = dict(zip(table.header, found, strict=False))
    fields.update({f"column {n}": cell for n, cell in enumerate(found[len(table.header) :], len(table.header) + 1)})
    rest = {name: cell for name, cell in fields.items() if name not in (table.time, table.clock)}
    return Record(
        offset=0,
        length=0,
        lines=0,
        moment=_moment(fields, table, clock) or NO_TIME,
        what=what_of(rest, None),
        who=who_of(rest),
        severity=severity_of(rest),
        moments=further_times(rest, None, clock),
    )


def _moment(fields: Fields, table: _Table, clock: Clock) -> Moment | None:
    written = str(fields.get(table.time) or "").strip()
    if table.clock and fields.get(table.clock):
        both = f"{written} {str(fields[table.clock]).strip()}"
        moment = read_time(both, clock, table.order)
        if moment is not None:
            return moment
    moment = read_time(written, clock, table.order)
    return replace(NO_TIME, written=written) if moment is None and written and not _never(written) else moment


def _never(written: str) -> bool:
    return written.startswith(("0001-", "1970-", "9999-")) or not any(letter.isdigit() for letter in written)


def _table(sample: Sample) -> _Table | None:
    """How the rows of a text are read; None where it has no header with a column of times."""
    head = sample.head if sample.whole else sample.head[: sample.head.rfind(b"\n") + 1]
    first = head.lstrip(b"\r\n").split(b"\n", 1)[0]
    best: _Table | None = None
    for delimiter in _DELIMITERS:
        if delimiter.encode() in first:
            table = _by(delimiter, head)
            if table and (best is None or (table.even, len(table.header)) > (best.even, len(best.header))):
                best = table
    return best


def _by(delimiter: str, head: bytes) -> _Table | None:
    source = Text(name="", open=lambda: io.BytesIO(head), size=len(head))
    filled = [found for row, *_ in rows(source, delimiter) if any(found := cells(row, delimiter))]
    if len(filled) < 2 or not _is_header(filled[0]):
        return None
    header, body = tuple(filled[0]), filled[1:]
    if sum(1 for row in body if len(row) == len(header) + 1) > _MOSTLY * len(body):
        header = (*header, _UNNAMED)  # Event Viewer writes the message behind the columns that it names
    clock = Clock(Options())
    records = [dict(zip(header, row, strict=False)) for row in body]
    shares = {name: _share(name, records, clock) for name in header}
    named = [*time_keys(records, clock), *(name for name in header if _TIMELIKE.search(name))]
    named.extend(name for name in header if shares[name] >= 0.8)
    columns = sorted((shares[name] for name in named), reverse=True)
    if not columns or columns[0] < 0.5:
        return None
    # Of the columns that nearly always hold a time, the best named one is meant.
    time = next(name for name in dict.fromkeys(named) if shares[name] >= columns[0] - 0.1)
    zone = _ZONE.search(time)
    return _Table(
        delimiter=delimiter,
        header=header,
        time=_day_column(header, time, records, clock) or time,
        clock=next((name for name in header if _is_clock(name, records)), None),
        order=column_order([record.get(time, "") for record in records]),
        zone=zone["zone"].upper() if zone else None,
        timed=shares[time],
        even=sum(1 for row in body if len(row) == len(header)) / len(body),
    )


def _share(name: str, records: Sequence[Fields], clock: Clock) -> float:
    values = [str(record.get(name) or "") for record in records]
    order = column_order(values)
    return sum(1 for value in values if value and read_time(value, clock, order) is not None) / len(values)


def _is_clock(name: str, records: Sequence[Fields]) -> bool:
    values = [str(record[name]).strip() for record in records if record.get(name)]
    return bool(values) and sum(1 for value in values if _CLOCK.fullmatch(value)) >= _MOSTLY * len(values)


def _day_column(header: Sequence[str], time: str, records: Sequence[Fields], clock: Clock) -> str | None:
    """The column of days that belongs to a column of clock times."""
    if not _is_clock(time, records):
        return None
    return next((name for name in header if name != time and _share(name, records, clock) >= 0.5), None)


def _is_header(row: Sequence[str]) -> bool:
    clock = Clock(Options())
    named = [cell.strip() for cell in row]
    return (
        len(named) > 1
        and len(set(named)) == len(named)
        and all(len(cell) <= 80 and read_time(cell, clock) is None for cell in named)
        and sum(1 for cell in named if cell and not cell[0].isdigit()) * 2 > len(named)
    )
