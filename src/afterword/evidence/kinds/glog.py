"""Logs of glog and klog (Kubernetes' own programs): level letter, month and day, thread, source line."""

import re
from collections.abc import Iterator
from typing import Final

from afterword.evidence.headed import TIME, CarriedYear, Head, Said, decoded, moments, opening, share_of
from afterword.evidence.lines import gather
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text

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
    moment = moments(context.clock)
    for head, more, offset, length, line, lines in gather(text, _BEGINS):
        _, what, severity = _tell(head)
        if more:
            what = "\n".join([what, *map(decoded, more)])
        at = year.dated(moment(head))
        who = machine[1] if machine else None
        yield Record(offset, length, lines, at, what, who, severity, None, None, None, (), line, None)


def _tell(head: Head) -> Said:
    return None, f"{head['file']}] {head['what']}", _LEVELS[head["level"]]
