"""Logs of Ruby and Rails: lines of its Logger, and requests from "Started" to "Completed"."""

import re
from collections.abc import Iterator
from typing import Final

from afterword.evidence.headed import DATE, TIME, Head, Said, decoded, opening, read_headed, share_of, spoken
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text

JSON: Final = False
"""Of texts that are JSON it is not asked."""

BY_LINE: Final = True
"""Each record is read alike without what precedes it."""
_LOGGER: Final = re.compile(
    rf"(?P<letter>[DIWEFA]), \[(?P<stamp>{DATE}T{TIME}(?P<zone>Z|[+-]\d\d:?\d\d)?) #\d+\] +"
    r"(?P<level>DEBUG|INFO|WARN|ERROR|FATAL|ANY) -- (?P<who>[^:\n]*): ?(?P<what>.*)",
    re.DOTALL,
)
_STARTED: Final = re.compile(
    r"(?:\[(?P<request>[^\]]+)\] )?Started (?P<method>[A-Z]+) \"(?P<path>[^\"]*)\" for (?P<who>\S+) at "
    rf"(?P<stamp>{DATE} {TIME} (?P<zone>[+-]\d{{4}}))"
)
_BEGINS: Final = opening(_LOGGER, _STARTED)
_COMPLETED: Final = re.compile(r"(?:\[[^\]]+\] )?Completed (?P<status>\d{3})\b")
_FAILED: Final = re.compile(r"(?:\[[^\]]+\] )?(?:[A-Z]\w*::)*[A-Z]\w*(?:Error|Exception)\b")


def score(sample: Sample) -> float:
    """The share of records that have one of the forms; what stands below a request belongs to it."""
    if any(_STARTED.match(decoded(line)) for line in sample.lines[:40]):
        return 0.96
    return 0.96 * share_of(sample, _BEGINS)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each line of the logger, and one for each request with the lines below it."""
    yield from read_headed(text, context, _BEGINS, _tell)


def _tell(head: Head, below: list[str]) -> Said:
    who = head["who"].strip() or None
    if head.re is _LOGGER:
        level = head["level"]
        return who, spoken(head["what"], below), None if level == "ANY" else level
    completed = next((found for row in below if (found := _COMPLETED.match(row))), None)
    status = f" {completed['status']}" if completed else ""
    failed = status[1:2] == "5" or any(_FAILED.match(row) for row in below)
    return who, spoken(f"{head['method']} {head['path']}{status}", below), "error" if failed else None
