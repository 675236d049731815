"""Access logs of nginx and Apache: common, combined, with virtual host, with fields of one's own after them."""

import re
from collections.abc import Iterator
from typing import Final, Literal

from afterword.evidence.clock import Stamp
from afterword.evidence.lines import STRAY, gather
from afterword.evidence.minutes import Minutes
from afterword.evidence.record import NO_TIME, Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.text.months import MONTHS

JSON: Final = False
"""Of texts that are JSON it is not asked."""

BY_LINE: Final = True
"""Each request is read alike without what precedes it."""

_LINE: Final = re.compile(
    r"(?:(?P<vhost>[^\s\[]+) )?(?P<client>[^\s\[\"]+) (?P<ident>\S+) (?P<user>[^\[\n]*?) "
    r"\[(?P<stamp>\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d(?:\.\d{1,9})?(?: [+-]\d{4})?)\] "
    r'"(?P<request>(?:[^"\\]|\\.)*)" (?P<status>\d{3}|-) (?P<size>\d+|-)(?=\s|$)'
)
_LOOSE: Final = re.compile(
    r"(?:(?P<vhost>[^\s\[]+) )?(?P<client>[^\s\[\"]+) (?P<ident>\S+) (?P<user>[^\[\n]*?) "
    r"\[(?P<stamp>\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d(?:\.\d{1,9})?(?: [+-]\d{4})?)\] "
    r'"(?P<request>.*?)" (?P<status>\d{3}|-) (?P<size>\d+|-)(?=\s|$)'
)
_QUICK: Final = re.compile(
    r'([^\s\["]+) (\S+) ([^\s\["]+) \[(\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d [+-]\d{4})\] '
    r'"([^"\\]*)" (\d{3}) (\d+|-)(?=\s|$)'
)
_PROTOCOL: Final = re.compile(r" HTTP/[\d.]+$")

_Request = tuple[str, str, str, str, str, str]
"""Client, user, stamp, request, status, virtual host."""


def score(sample: Sample) -> float:
    """The share of lines that are requests."""
    if not sample.lines:
        return 0.0
    return sum(1 for line in sample.lines if _request(line) != STRAY) / len(sample.lines)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each request; the time is the one in brackets."""
    minutes = Minutes(context.clock, _split)
    moment = minutes.moment
    for (client, user, stamp, request, status, vhost), _, offset, length, line, lines in gather(text, _request):
        key = stamp[:18] + stamp[20:]
        what = f"{_PROTOCOL.sub('', request)} {status}"
        yield Record(
            offset,
            length,
            lines,
            (moment(key, stamp[18:20], "", stamp) if len(stamp) <= 26 else moment(*_fraction(stamp))) or NO_TIME,
            f"{vhost} {what}" if vhost else what,
            client if user == "-" else user,
            "error" if status[0] == "5" else None,
            None,
            None,
            None,
            (),
            line,
            None,
        )


def _request(raw: bytes) -> _Request | Literal["stray"]:
    line = raw.decode("utf-8", "surrogateescape")
    found = _QUICK.match(line)
    if found:
        client, _, user, stamp, request, status, _ = found.groups()
        return client, user, stamp, request, status, ""
    found = _LINE.match(line) or _LOOSE.match(line)
    if not found:
        return STRAY
    part = found.groupdict()
    return part["client"], part["user"] or "-", part["stamp"], part["request"], part["status"], part["vhost"] or ""


def _fraction(stamp: str) -> tuple[str, str, str, str]:
    fraction = stamp[21:].partition(" ")[0]
    return stamp[:18] + stamp[21 + len(fraction) :], stamp[18:20], fraction, stamp


def _split(stamp: str) -> Stamp:
    clock, _, zone = stamp.partition(" ")
    return Stamp(
        written=stamp,
        year=int(clock[7:11]),
        month=MONTHS.get(clock[3:6].lower(), 0),
        day=int(clock[:2]),
        hour=int(clock[12:14]),
        minute=int(clock[15:17]),
        second=int(clock[18:20]),
        fraction=clock[21:],
        zone=zone or None,
    )
