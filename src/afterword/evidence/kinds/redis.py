"""The log of Redis, Valkey, and Sentinel: process, role, time, level, and message."""

import re
from collections.abc import Iterator
from typing import Final

from afterword.evidence.headed import TIME, Head, Said, moments, opening, read_headed, share_of, spoken
from afterword.evidence.record import NO_TIME, Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.model.moment import Moment
from afterword.text.months import MONTH

JSON: Final = False
"""Of texts that are JSON it is not asked."""

BY_LINE: Final = True
"""Each record is read alike without what precedes it."""
_LEVELS: Final = {".": "debug", "-": "verbose", "*": "notice", "#": "warning"}
_ROLES: Final = {"M": "master", "S": "replica", "C": "child", "X": "sentinel"}
_STAMP: Final = rf"(?P<stamp>(?P<day>\d\d) (?P<month>{MONTH})(?: (?P<year>\d{{4}}))? {TIME})"
_SIGNAL: Final = re.compile(r"(?P<pid>\d+):signal-handler \((?P<epoch>\d{10})\) (?P<what>.*)", re.DOTALL)
_BEGINS: Final = opening(
    re.compile(rf"(?P<pid>\d+):(?P<role>[MSCX]) {_STAMP} (?P<mark>[.\-*#]) (?P<what>.*)", re.DOTALL),
    re.compile(rf"\[(?P<pid>\d+)\] {_STAMP} (?P<mark>[.\-*#]) (?P<what>.*)", re.DOTALL),
    _SIGNAL,
)


def score(sample: Sample) -> float:
    """The share of records that have its form; the picture that it draws at its start counts for nothing."""
    return 0.97 * share_of(sample, _BEGINS)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each message, with the lines below it."""
    stamped = moments(context.clock)

    def moment(head: Head) -> Moment:
        # a signal's handler cannot ask for the zone and writes seconds since 1970
        return (context.clock.epoch(head["epoch"], "s") or NO_TIME) if head.re is _SIGNAL else stamped(head)

    yield from read_headed(text, context, _BEGINS, _tell, moment=moment)


def _tell(head: Head, below: list[str]) -> Said:
    if head.re is _SIGNAL:
        return None, spoken(head["what"], below), "warning"
    role = head["role"] if "role" in head.re.groupindex else ""
    return _ROLES.get(role), spoken(head["what"], below), _LEVELS[head["mark"]]
