"""HAProxy's log of requests and connections, as syslog writes it; the time is that at which each was accepted."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final

from afterword.evidence.headed import DATE, OFFSET, TIME, CarriedYear, Head, decoded, moments, opening, share_of
from afterword.evidence.lines import gather
from afterword.evidence.record import NO_TIME, Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.model.evidence import EntryMoment
from afterword.model.moment import Moment, format_instant
from afterword.text.months import MONTH, MONTHS

JSON: Final = False
"""Of texts that are JSON it is not asked."""

BY_LINE: Final = True
"""Each record is read alike without what precedes it."""
UNCOUNTED: Final = rb"(?:<\d{1,3}>)?\d{4}-|(?![^\n]*\[\d\d/[A-Z][a-z]{2}/\d{4}:)"
"""Lines whose zone each shows by itself, since one may have it and the next not; and those of no request."""

_TAG: Final = r" (?:(?P<host>[\w.:\-]+) )?(?P<tag>[\w.\-/]+)(?:\[\d+\])?: (?P<rest>.*)"
_OLD: Final = re.compile(rf"(?:<\d{{1,3}}>)?(?P<stamp>(?P<month>{MONTH}) +(?P<day>\d{{1,2}}) {TIME}){_TAG}", re.DOTALL)
_NEW: Final = re.compile(rf"(?:<\d{{1,3}}>)?(?P<stamp>{DATE}T{TIME}{OFFSET}){_TAG}", re.DOTALL)
_ACCEPTED: Final = rf"\[(?P<stamp>(?P<day>\d\d)/(?P<month>{MONTH})/(?P<year>\d{{4}}):{TIME})\]"
_CALL: Final = re.compile(
    rf"(?P<client>\S+?):(?P<port>\d+) {_ACCEPTED} (?P<frontend>[^\s/]+)"
    r"(?: (?P<target>\S+/\S+) (?P<times>[\d/+\-]+) (?P<figures>.*)|/(?P<bind>\S+): (?P<fault>.*))",
    re.DOTALL,
)
_BARE: Final = re.compile(rf"(?P<rest>{_CALL.pattern})", re.DOTALL)
_BEGINS: Final = opening(_OLD, _NEW, _BARE)
_QUOTED: Final = re.compile(r'"(?P<method>[A-Z]+|<\w+>) ?(?P<path>[^\s"]*)[^"]*"?\s*$')
_SURE: Final = 0.9
_SLACK: Final = timedelta(seconds=2)


def score(sample: Sample) -> float:
    """Sure where nearly all lines are its own; where others write to the same file, it is the system's log."""
    return 0.98 if share_of(sample, _own) >= _SURE else 0.0


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each line; a year that other lines lack is that of the requests beside them."""
    moment, accepted = moments(context.clock), moments(context.clock)
    year = CarriedYear("the requests beside it state the year in which they were accepted")
    context.clock.carried = year
    for line in context.sample.lines[:1000]:
        found = _ACCEPT.search(decoded(line))
        if found:
            year.stated(int(found["year"]), MONTHS[found["month"].lower()])
            break
    for head, more, offset, length, number, lines in gather(text, _BEGINS):
        call = _CALL.match(head["rest"])
        logged = NO_TIME if head.re is _BARE else moment(head)
        further: tuple[EntryMoment, ...] = ()
        if call:
            year.stated(int(call["year"]), MONTHS[call["month"].lower()])
            at = _zoned(accepted(call), logged, call)
            if logged.at:
                further = (EntryMoment(at=logged.at, what="logged"),)
        else:
            at = logged
        what, severity = _said(call) if call else (head["rest"], None)
        if more:
            what = "\n".join([what, *map(decoded, more)])
        who = call["client"] if call else " ".join(part for part in (head["host"], head["tag"]) if part) or None
        yield Record(offset, length, lines, at, what, who, severity, None, None, None, further, number, None)


_ACCEPT: Final = re.compile(_ACCEPTED)


def _own(raw: bytes) -> Head | None:
    found = _BEGINS(raw)
    return found if found and (found.re is _BARE or found["tag"].startswith("haproxy")) else None


def _said(call: Head) -> tuple[str, str | None]:
    """Server, request, and status as they matter most; for connections where they went, and how they ended."""
    if call["target"] is None:
        return f"{call['frontend']}/{call['bind']}: {call['fault']}", "error"
    figures = call["figures"].split(" ")
    if call["times"].count("/") < 3:
        # a connection has three times, a request five
        ended = figures[1] if len(figures) > 1 else ""
        return f"{call['frontend']} {call['target']} connection ended {ended}", "error" if ended[:1] in "SPR" else None
    asked = _QUOTED.search(call["figures"])
    status = figures[0]
    request = f"{asked['method']} {asked['path']}".strip() if asked else "request"
    return f"{call['target']} {request} {status}", "error" if status[:1] in ("5", "-") else None


def _zoned(accepted: Moment, logged: Moment, call: Head) -> Moment:
    """The time of acceptance in the zone of the log's stamp, where the two then are as far apart as the call took."""
    written = logged.written or ""
    if accepted.at is None or accepted.zone_basis != "unknown" or not (logged.at or "").endswith("Z"):
        return accepted
    stamped = datetime.fromisoformat(written.replace(" ", ""))
    at = datetime.fromisoformat(accepted.at).replace(tzinfo=stamped.tzinfo)
    took = call["times"].rpartition("/")[2].strip("+-") if call["times"] else ""
    if not -_SLACK <= stamped - at <= timedelta(milliseconds=int(took or 0)) + _SLACK:
        return accepted
    why = "the log's own stamp has that offset, and then it was written when the call ended"
    return replace(
        accepted, at=format_instant(at.astimezone(UTC)), zone=logged.zone, zone_basis="inferred", basis_reason=why
    )
