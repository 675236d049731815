"""Discord: channels exported as plain text by DiscordChatExporter; days in the order that the whole export shows."""

import re
from collections.abc import Iterator
from typing import Final, Literal

from afterword.evidence.headed import Head, decoded, moments
from afterword.evidence.lines import STRAY, gather
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.stamps import column_order
from afterword.evidence.text import Text
from afterword.model.moment import Moment

JSON: Final = False
"""Of texts that are JSON it is not asked."""

_RULE: Final = "=" * 62
_HEAD: Final = re.compile(
    r"\[(?P<stamp>(?P<first>\d{1,4})(?P<sep>[/.\-])(?P<middle>\d{1,2})(?P=sep)(?P<last>\d{4}|\d\d),? "
    r"(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d))?(?P<fraction>(?!))?"
    r"(?:[ \u202f](?P<half>[AaPp][Mm]))?(?P<zone>(?!))?)\] (?P<who>.+)"
)


def score(sample: Sample) -> float:
    """Whether it opens with the guild and channel between rules, and a message follows."""
    lines = [decoded(line) for line in sample.lines[:8]]
    opened = lines[:1] == [_RULE] and any(line.startswith("Channel:") for line in lines)
    return 0.98 if opened and any(_begins(line) for line in sample.lines) else 0.0


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each message, with all of its lines."""
    heads = [head for line in context.sample.lines if isinstance(head := _begins(line), re.Match)]
    order, reason = column_order([_day(head) for head in heads])
    moment = moments(context.clock, order or "", reason)
    unclear = 0
    for head, more, offset, length, line, lines in gather(text, _begins):
        known = order is not None or len(head["first"]) == 4
        at = moment(head) if known else Moment(written=head["stamp"], precision="minute")
        unclear += not known
        what = "\n".join(decoded(raw) for raw in more).strip()
        yield Record(offset, length, lines, at, what or None, head["who"], None, None, None, None, (), line, None)
    if unclear:
        context.report("EV203", f"day, month, and year cannot be told apart in {unclear} record(s)", None)


def _day(head: Head) -> str:
    return head["sep"].join((head["first"], head["middle"], head["last"]))


def _begins(raw: bytes) -> Head | Literal["stray"] | None:
    line = decoded(raw)
    return _HEAD.fullmatch(line) or (STRAY if line == _RULE else None)
