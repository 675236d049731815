"""Logs of Ruby and Rails: lines of its Logger, and requests from "Started" to "Completed"."""

import re
from collections.abc import Iterator
from typing import Final

from afterword.evidence.headed import DATE, TIME, Head, decoded, moments, opening, share_of
from afterword.evidence.lines import gather
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text

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
    moment = moments(context.clock)
    for head, more, offset, length, line, lines in gather(text, _BEGINS):
        below = [decoded(raw) for raw in more]
        what, severity = _said(head, below)
        who = head["who"].strip() or None
        yield Record(offset, length, lines, moment(head), what, who, severity, None, None, None, (), line, None)


def _said(head: Head, below: list[str]) -> tuple[str, str | None]:
    if head.re is _LOGGER:
        level = head["level"]
        return "\n".join([head["what"], *below]), None if level == "ANY" else level
    completed = next((found for row in below if (found := _COMPLETED.match(row))), None)
    status = f" {completed['status']}" if completed else ""
    failed = status[1:2] == "5" or any(_FAILED.match(row) for row in below)
    return "\n".join([f"{head['method']} {head['path']}{status}", *below]), "error" if failed else None
