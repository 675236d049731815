"""What XChat and HexChat keep of a conversation's last lines (scrollback): seconds since 1970 and the line."""

import re
from collections.abc import Iterator
from typing import Final, Literal

from afterword.evidence.headed import Head, decoded
from afterword.evidence.lines import STRAY, gather
from afterword.evidence.record import NO_TIME, Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text

JSON: Final = False
"""Of texts that are JSON it is not asked."""

_LINE: Final = re.compile(r"T (?P<epoch>\d{10}) (?P<text>.*)", re.DOTALL)
_COLOURS: Final = re.compile(r"\x03\d{0,2}(?:,\d{1,2})?|[\x02\x0f\x16\x1d\x1f]")
_SPOKEN: Final = re.compile(r"(?:\d{1,2})?<(?P<nick>[^>\s]+)>\s*(?P<said>.*)", re.DOTALL)


def score(sample: Sample) -> float:
    """The share of lines that have its form."""
    if not sample.lines:
        return 0.0
    return 0.97 * sum(1 for line in sample.lines if _LINE.match(decoded(line))) / len(sample.lines)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each line."""
    for head, _, offset, length, line, lines in gather(text, _begins):
        said = _COLOURS.sub("", head["text"]).strip()
        spoken = _SPOKEN.match(said)
        yield Record(
            offset=offset,
            length=length,
            lines=lines,
            line=line,
            moment=context.clock.epoch(head["epoch"], "s") or NO_TIME,
            what=spoken["said"] if spoken else said,
            who=spoken["nick"] if spoken else None,
        )


def _begins(raw: bytes) -> Head | Literal["stray"]:
    return _LINE.match(decoded(raw)) or STRAY
