"""Transcripts of PowerShell: sessions with user, machine, and what was typed and printed; local times."""

import re
from collections.abc import Iterator
from typing import Final, Literal

from afterword.evidence.headed import Head, decoded, moments
from afterword.evidence.lines import STRAY, gather
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text

JSON: Final = False
"""Of texts that are JSON it is not asked."""

_STAMP: Final = (
    r"(?P<stamp>(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d))"
    r"(?P<fraction>(?!))?"
)
_TIMED: Final = re.compile(rf"(?:Start|End|Command start) time: {_STAMP}\s*$")
_FIELD: Final = re.compile(r"(?P<name>Username|RunAs User|Machine|Host Application): (?P<value>.*)")
_STARS: Final = re.compile(r"\*{10,}\s*$")
_LEAST: Final = 2


def score(sample: Sample) -> float:
    """Whether it opens with rows of stars and a start."""
    lines = [decoded(line) for line in sample.lines]
    stars = sum(1 for line in lines if _STARS.match(line))
    opens = any(line.startswith("Start time: ") and _TIMED.match(line) for line in lines[:20])
    return 0.98 if stars >= _LEAST and opens and _STARS.match(lines[0]) else 0.0


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each start, command, and end that has a time, with what follows it."""
    moment = moments(context.clock)
    user: str | None = None
    for head, more, offset, length, line, lines in gather(text, _begins):
        rows = [decoded(raw) for raw in more]
        fields = {found["name"]: found["value"] for row in rows if (found := _FIELD.match(row))}
        user = fields.get("RunAs User") or fields.get("Username") or user
        said = [row for row in rows if not _STARS.match(row)]
        what = head.string.partition(" time:")[0]
        yield Record(
            offset=offset,
            length=length,
            lines=lines,
            line=line,
            moment=moment(head),
            what="\n".join([f"PowerShell: {what.lower()}", *said]),
            who=user,
            kind="action",
        )


def _begins(raw: bytes) -> Head | Literal["stray"] | None:
    line = decoded(raw)
    return _TIMED.match(line) or (STRAY if line.startswith("Windows PowerShell transcript") else None)
