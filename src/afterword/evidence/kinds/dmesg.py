"""The kernel's ring buffer (dmesg) with seconds since boot: order without a time of day."""

import re
from collections.abc import Iterator
from typing import Final

from afterword.evidence.headed import decoded, opening, share_of, spoken
from afterword.evidence.kinds.syslog import SEVERITIES
from afterword.evidence.lines import gather
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.model.moment import Moment

JSON: Final = False
"""Of texts that are JSON it is not asked."""

_BEGINS: Final = opening(
    re.compile(
        r"(?:<(?P<priority>\d{1,3})>)?\[(?P<stamp> *\d{1,8}\.\d{6})\](?:\[ *[TC]\d+\])? ?(?P<what>.*)", re.DOTALL
    )
)


def score(sample: Sample) -> float:
    """The share of lines that begin with seconds since boot."""
    return 0.9 * share_of(sample, _BEGINS)


def read(text: Text, _context: Context) -> Iterator[Record]:
    """One record for each message; the buffer does not say when the machine was booted, so none has a time."""
    for head, more, offset, length, line, lines in gather(text, _BEGINS):
        priority = head["priority"]
        yield Record(
            offset=offset,
            length=length,
            lines=lines,
            line=line,
            moment=Moment(written=f"{head['stamp'].strip()} s after boot", precision="ordered"),
            what=spoken(head["what"], [decoded(raw) for raw in more]),
            who="kernel",
            severity=SEVERITIES[int(priority) % 8] if priority else None,
        )
