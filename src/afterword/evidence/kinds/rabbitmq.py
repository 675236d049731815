"""Logs of RabbitMQ: since 3.7 a line each with level and process, before that reports of several lines."""

import re
from collections.abc import Iterator
from typing import Final

from afterword.evidence.headed import DATE, TIME, Head, Said, fitting, opening, read_headed, share_of, spoken
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.text.months import MONTH

JSON: Final = False
"""Of texts that are JSON it is not asked."""

BY_LINE: Final = True
"""Each record is read alike without what precedes it."""
_NEW: Final = re.compile(
    rf"(?P<stamp>{DATE} {TIME}(?P<zone>[+-]\d\d:\d\d)?) \[(?P<level>[a-z]+)\] <(?P<process>[\d.]+)> (?P<what>.*)",
    re.DOTALL,
)
_OLD: Final = re.compile(
    r"=(?P<level>INFO|WARNING|ERROR|CRASH|SUPERVISOR|PROGRESS) REPORT==== "
    rf"(?P<stamp>(?P<day>\d{{1,2}})-(?P<month>{MONTH})-(?P<year>\d{{4}})::{TIME}) ===(?P<what>.*)",
    re.DOTALL,
)
_PATTERNS: Final = (_NEW, _OLD)


def score(sample: Sample) -> float:
    """The share of records that have one of the forms."""
    return 0.97 * share_of(sample, opening(*_PATTERNS))


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each message or report, with the lines below it."""
    yield from read_headed(text, context, opening(*fitting(context.sample, _PATTERNS)), _tell)


def _tell(head: Head, below: list[str]) -> Said:
    return None, spoken(head["what"], below), head["level"]
