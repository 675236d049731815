"""Windows' log of installed devices and drivers (setupapi): sections from their start to their end, in local time."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final, Literal

from afterword.evidence.headed import TIME, Head, decoded, moments
from afterword.evidence.lines import STRAY, gather
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text

JSON: Final = False
"""Of texts that are JSON it is not asked."""

_STAMP: Final = rf"(?P<stamp>(?P<year>\d{{4}})/(?P<month>\d\d)/(?P<day>\d\d) {TIME})"
_TITLE: Final = re.compile(r">>>  \[(?P<title>.*)\]\s*$")
_START: Final = re.compile(rf">>>  Section start {_STAMP}")
_END: Final = re.compile(rf"<<<  Section end {_STAMP}")
_EXIT: Final = re.compile(r"<<<  \[Exit status: (?P<status>.*)\]")


def score(sample: Sample) -> float:
    """Whether sections start in it, and those have a title."""
    lines = [decoded(line) for line in sample.lines]
    started = sum(1 for line in lines if _START.match(line))
    titled = sum(1 for line in lines if _TITLE.match(line))
    return 0.98 if started and titled * 2 >= started else 0.0


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each section; what stands between two is in none."""
    moment = moments(context.clock)
    for title, more, offset, length, line, lines in gather(text, _begins):
        rows = [decoded(raw) for raw in more]
        start = next((found for row in rows if (found := _START.match(row))), None)
        end = next((found for row in rows if (found := _END.match(row))), None)
        status = next((found["status"] for row in rows if (found := _EXIT.match(row))), "")
        if start is None:
            continue
        at, until = moment(start), moment(end).at if end else None
        yield Record(
            offset=offset,
            length=length,
            lines=lines,
            line=line,
            moment=replace(at, until=until) if until and at.at and until > at.at else at,
            what=f"{title['title']}: {status}" if status else title["title"],
            severity="error" if status.startswith("FAILURE") else None,
            kind="change",
        )


def _begins(raw: bytes) -> Head | Literal["stray"] | None:
    line = decoded(raw)
    return _TITLE.match(line) or (STRAY if line.startswith("[") else None)
