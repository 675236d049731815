"""The log of Redis, Valkey, and Sentinel: process, role, time, level, and message."""

import re
from collections.abc import Iterator
from typing import Final

from afterword.evidence.headed import TIME, Head, Said, opening, read_headed, share_of, spoken
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.text.months import MONTH

BY_LINE: Final = True
"""Each record is read alike without what precedes it."""
_LEVELS: Final = {".": "debug", "-": "verbose", "*": "notice", "#": "warning"}
_ROLES: Final = {"M": "master", "S": "replica", "C": "child", "X": "sentinel"}
_STAMP: Final = rf"(?P<stamp>(?P<day>\d\d) (?P<month>{MONTH})(?: (?P<year>\d{{4}}))? {TIME})"
_BEGINS: Final = opening(
    re.compile(rf"(?P<pid>\d+):(?P<role>[MSCX]) {_STAMP} (?P<mark>[.\-*#]) (?P<what>.*)", re.DOTALL),
    re.compile(rf"\[(?P<pid>\d+)\] {_STAMP} (?P<mark>[.\-*#]) (?P<what>.*)", re.DOTALL),
)


def score(sample: Sample) -> float:
    """The share of records that have its form; the picture that it draws at its start counts for nothing."""
    return 0.97 * share_of(sample, _BEGINS)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each message, with the lines below it."""
    yield from read_headed(text, context, _BEGINS, _tell)


def _tell(head: Head, below: list[str]) -> Said:
    role = head["role"] if "role" in head.re.groupindex else ""
    return _ROLES.get(role), spoken(head["what"], below), _LEVELS[head["mark"]]
