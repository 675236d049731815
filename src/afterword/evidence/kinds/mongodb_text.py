"""MongoDB's log as text: up to 2.4 without a year, and 2.6 to 4.2 with severity and component."""

import re
from collections.abc import Iterator
from typing import Final

from afterword.evidence.headed import DATE, OFFSET, TIME, Head, Said, fitting, opening, read_headed, share_of, spoken
from afterword.evidence.kinds._mongodb import LEVELS, record_of
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.text.expressions import later
from afterword.text.months import MONTH

JSON: Final = False
"""Of texts that are JSON it is not asked."""

BY_LINE: Final = True
"""Each record is read alike without what precedes it."""
_THREAD: Final = r"\[(?P<thread>[A-Za-z][^\]]*)\]"
_OWN: Final = r"initandlisten|conn\d+|signalProcessingThread|rs\w+|mongosMain|TTLMonitor|clientcursormon|journal|websvr"
_NEW: Final = later(
    rf"(?P<stamp>{DATE}T{TIME}{OFFSET}) (?P<level>[FEWID])\d? +(?P<part>[A-Z_]{{2,12}}|-) +{_THREAD} (?P<what>.*)",
    re.DOTALL,
)
_MIDDLE: Final = later(rf"(?P<stamp>{DATE}T{TIME}{OFFSET}) {_THREAD} (?P<what>.*)", re.DOTALL)
_STAMP: Final = rf"(?P<stamp>(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (?P<month>{MONTH}) +(?P<day>\d{{1,2}}) {TIME})"
_OLD: Final = later(rf"{_STAMP} (?:{_THREAD} )?(?P<what>.*)", re.DOTALL)
_PATTERNS: Final = (_NEW, _MIDDLE, _OLD)
_SURE: Final = (_NEW, later(rf"{DATE}T{TIME}{OFFSET} \[(?:{_OWN})\] "), later(rf"{_STAMP} \[(?:{_OWN})\] "))


def score(sample: Sample) -> float:
    """The share of records that have one of its forms, where one names a thread of MongoDB's."""
    if not any(map(opening(*_SURE), sample.lines)):
        return 0.0
    return 0.97 * share_of(sample, opening(*_PATTERNS))


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each message, with the lines below it."""
    yield from read_headed(text, context, opening(*fitting(context.sample, _PATTERNS)), tell, make=record_of)


def begins(raw: bytes) -> Head | None:
    """Whether a record begins at a line, in any of the forms."""
    return opening(*_PATTERNS)(raw)


def tell(head: Head, below: list[str]) -> Said:
    """Who, what, and severity of a message with the lines below it."""
    part = head.groupdict()
    who = " ".join(word for word in (part.get("part"), part["thread"]) if word and word != "-")
    return who or None, spoken(head["what"], below), LEVELS.get(part.get("level") or "")
