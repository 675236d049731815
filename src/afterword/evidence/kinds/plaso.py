"""Super timelines of plaso (log2timeline): its l2tcsv and dynamic tables."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from afterword.evidence.clock import Clock, Stamp
from afterword.evidence.record import NO_TIME, Context, Record
from afterword.evidence.rows import cells, rows
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.model.moment import Moment

JSON: Final = False
"""Of texts that are JSON it is not asked."""

_L2T: Final = ["date", "time", "timezone", "MACB", "source", "sourcetype", "type", "user", "host", "short", "desc"]
_DYNAMIC: Final = ["datetime", "timestamp_desc", "source", "source_long", "message", "parser", "display_name"]
_NOTHING: Final = frozenset({"-", "", "N/A", "Not set"})


def score(sample: Sample) -> float:
    """Whether its first row is the header of one of the two tables."""
    header = _header(sample)
    return 0.98 if header[: len(_L2T)] == _L2T or header[: len(_DYNAMIC)] == _DYNAMIC else 0.0


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each row below the header."""
    header = _header(context.sample)
    number = 0
    for row, offset, length, line, lines in rows(text):
        found = cells(row)
        if found[:1] == header[:1] or not any(found):
            continue
        number += 1
        fields = dict(zip(header, found, strict=False))
        said = fields.get("desc") or fields.get("short") or fields.get("message")
        meant = fields.get("type") or fields.get("timestamp_desc")
        who = next((fields[name] for name in ("user", "host") if fields.get(name, "") not in _NOTHING), None)
        yield Record(
            offset=offset,
            length=length,
            lines=lines,
            line=line,
            number=number,
            moment=_moment(fields, context.clock),
            what=f"{said} [{meant}]" if said and meant and meant not in _NOTHING else said,
            who=who or fields.get("source_long") or fields.get("sourcetype"),
        )


def _header(sample: Sample) -> list[str]:
    return [cell.strip() for cell in cells(sample.head.lstrip().partition(b"\n")[0].rstrip(b"\r"))]


def _moment(fields: dict[str, str], clock: Clock) -> Moment:
    """The time of a row; l2tcsv writes month, day, and year, which its format fixes."""
    if "datetime" in fields:
        written = fields["datetime"].strip()
        return clock.iso(written) or (replace(NO_TIME, written=written) if written not in _NOTHING else NO_TIME)
    written = f"{fields.get('date', '')} {fields.get('time', '')}".strip()
    date, time = fields.get("date", "").split("/"), fields.get("time", "").split(":")
    if len(date) != 3 or len(time) != 3 or not all(part.isdecimal() for part in (*date, *time)):
        return Moment(written=written) if any(letter.isdigit() for letter in written) else NO_TIME
    month, day, year = map(int, date)
    if not (month and day and year):
        return NO_TIME
    hour, minute, second = map(int, time)
    zone = fields.get("timezone", "").strip() or None
    stamp = Stamp(written=written, year=year, month=month, day=day, hour=hour, minute=minute, second=second, zone=zone)
    return clock.moment(stamp) or NO_TIME
