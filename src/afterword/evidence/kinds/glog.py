"""Logs of glog and klog (Kubernetes' own programs): level letter, month and day, thread, source line."""

import re
from collections.abc import Iterator
from typing import Final

from afterword.evidence.headed import TIME, CarriedYear, Head, Said, decoded, opening, read_headed, share_of, spoken
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text

JSON: Final = False
"""Of texts that are JSON it is not asked."""

BY_LINE: Final = True
"""Each record is read alike without what precedes it."""

_LEVELS: Final = {"I": "info", "W": "warning", "E": "error", "F": "fatal"}
_BEGINS: Final = opening(
    re.compile(
        rf"(?P<level>[IWEF])(?P<stamp>(?P<year>20\d\d)?(?P<month>[01]\d)(?P<day>[0-3]\d) {TIME})"
        r" +(?P<thread>\d+) (?P<file>[\w.\-/]+:\d+)\] ?(?P<what>.*)",
        re.DOTALL,
    )
)
_CREATED: Final = re.compile(r"Log file created at: (\d{4})/(\d\d)/\d\d ")
_MACHINE: Final = re.compile(r"Running on machine: (\S+)")


def score(sample: Sample) -> float:
    """The share of records that have its form."""
    return 0.97 * share_of(sample, _BEGINS)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each message, with the lines below it; the year is the header's, where it has one."""
    header = decoded(context.sample.head[:1024])
    created, machine = _CREATED.search(header), _MACHINE.search(header)
    year = CarriedYear("the log's header says when it was created")
    if created:
        year.stated(int(created[1]), int(created[2]))
        context.clock.carried = year
    who = machine[1] if machine else None

    def tell(head: Head, below: list[str]) -> Said:
        return who, spoken(f"{head['file']}] {head['what']}", below), _LEVELS[head["level"]]

    yield from read_headed(text, context, _BEGINS, tell)
