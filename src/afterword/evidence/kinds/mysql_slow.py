"""The slow query log of MySQL and MariaDB: each query with its header, at the time at which it ended."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.headed import DATE, OFFSET, TIME, decoded, moments
from afterword.evidence.lines import STRAY, gather
from afterword.evidence.record import NO_TIME, Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.model.evidence import EntryMoment
from afterword.model.moment import Moment, format_instant
from afterword.model.values import dataclass

JSON: Final = False
"""Of texts that are JSON it is not asked."""

_NEW: Final = re.compile(rf"# Time: (?P<stamp>{DATE}T{TIME}{OFFSET})\s*$")
_OLD: Final = re.compile(
    r"# Time: (?P<stamp>(?P<year>\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d) +(?P<hour>\d{1,2}):(?P<minute>\d\d)"
    r":(?P<second>\d\d)(?:\.(?P<fraction>\d{1,6}))?)\s*$"
)
_USER: Final = re.compile(
    r"# User@Host: (?P<user>\S*?)\[(?P<login>[^\]]*)\] @ *(?P<host>[^\[]*)\[(?P<address>[^\]]*)\]"
)
_TITLES: Final = ("# Time: ", "# User@Host: ", "# Thread_id: ", "# Schema: ", "# Query_time: ")
_COMMAND: Final = "# administrator command: "
_FIELD: Final = re.compile(r"(?P<name>\w+): (?P<value>\S+)")
_SET: Final = re.compile(r"SET timestamp=(?P<epoch>\d{9,11}(?:\.\d{1,6})?);")
_HEADER: Final = re.compile(r"\S*mysqld\S*, Version: |\S*mariadbd\S*, Version: |Tcp port: \d|Time +Id +Command")
_QUARTER: Final = timedelta(minutes=15)
_NEAR: Final = timedelta(seconds=2)
_USE: Final = re.compile(r"use \S+;$", re.IGNORECASE)


@dataclass(slots=True)
class _State:
    """What a line stands below: a record begins at the first line of a header, and at each ``# Time``."""

    titled: bool = False

    def begins(self, raw: bytes) -> str | None:
        above, line = self.titled, decoded(raw)
        self.titled = line.startswith("#") and not line.startswith(_COMMAND)
        if not self.titled:
            return STRAY if _HEADER.match(line) else None
        return line if line.startswith(_TITLES[0]) or (not above and line.startswith(_TITLES)) else None


def score(sample: Sample) -> float:
    """Whether it has the headers of such queries, and starts with them or with the server's own."""
    lines = [decoded(line) for line in sample.lines]
    users = sum(1 for line in lines if _USER.match(line))
    figures = sum(1 for line in lines if line.startswith("# Query_time: "))
    opens = any(line.startswith(_TITLES) for line in lines[:10])
    return 0.98 if opens and figures and figures * 2 >= users else 0.0


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each query; a further time is that at which it began."""
    moment = moments(context.clock)
    last = NO_TIME
    for head, more, offset, length, line, lines in gather(text, _State().begins):
        body = [head, *map(decoded, more)]
        stamp = _NEW.match(head) or _OLD.match(head)
        figures = {
            found["name"]: found["value"] for row in body if row.startswith("# ") for found in _FIELD.finditer(row)
        }
        at = last = _ended(moment(stamp) if stamp else None, body, last, context.clock)
        statement = "\n".join(
            row.removeprefix("# ")
            for row in body
            if row.startswith(_COMMAND) or not (row.startswith("# ") or _SET.match(row) or _USE.match(row))
        )
        user = next((found for row in body if (found := _USER.match(row))), None)
        yield Record(
            offset=offset,
            length=length,
            lines=lines,
            line=line,
            moment=at,
            what=_said(figures, statement.strip()),
            who=f"{user['user']}@{user['host'].strip() or user['address']}" if user else None,
            moments=_began(at, figures),
        )


def _ended(stamped: Moment | None, body: list[str], last: Moment, clock: Clock) -> Moment:
    """Its own time; an epoch below it gives the zone of a time that has none, or the time where there is none."""
    if stamped and (stamped.at is None or stamped.at.endswith("Z")):
        return stamped
    found = next((found for row in body if (found := _SET.match(row))), None)
    epoch = clock.epoch(found["epoch"], "s") if found else None
    if stamped is None:
        return epoch or replace(last, basis_reason="the time is that of the query above, which the log does not repeat")
    return _zoned(stamped, epoch) if epoch else stamped


def _zoned(stamped: Moment, epoch: Moment) -> Moment:
    """A local time by the epoch of the same query, which some versions write at its start: then nothing is known."""
    local = datetime.fromisoformat(f"{stamped.at}Z")
    ahead = local - datetime.fromisoformat(epoch.at or "")
    offset = _QUARTER * round(ahead / _QUARTER)
    if abs(ahead - offset) > _NEAR:
        return stamped
    why = "the query's own SET timestamp tells the instant"
    at = format_instant(local - offset)
    return replace(stamped, at=at, zone="UTC", zone_basis="inferred", basis_reason=why)


def _said(figures: dict[str, str], statement: str) -> str:
    spent = f"slow query, {figures['Query_time']} s" if "Query_time" in figures else "slow query"
    rows = f", {figures['Rows_examined']} rows examined" if "Rows_examined" in figures else ""
    return f"{spent}{rows}: {statement}" if statement else f"{spent}{rows}"


def _began(at: Moment, figures: dict[str, str]) -> tuple[EntryMoment, ...]:
    try:
        spent = timedelta(seconds=float(figures.get("Query_time", "0")))
        ended = datetime.fromisoformat(at.at or "")
    except (ValueError, OverflowError):
        return ()
    if not spent or ended.tzinfo is None:
        return ()
    return (EntryMoment(at=format_instant((ended - spent).astimezone(UTC)), what="query began"),)
