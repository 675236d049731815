"""WhatsApp: chats exported as text from Android and iOS; days in the order that the whole chat shows."""

import re
from collections.abc import Iterator
from typing import Final

from afterword.evidence.headed import Head, decoded, moments
from afterword.evidence.lines import gather
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.stamps import LEVELS, column_order
from afterword.evidence.text import Text
from afterword.model.moment import Moment

JSON: Final = False
"""Of texts that are JSON it is not asked."""

_MARKS: Final = "\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069"
_DAY: Final = r"(?P<first>\d{1,4})(?P<sep>[/.\-])(?P<middle>\d{1,2})(?P=sep)(?P<last>\d{4}|\d\d)\.?"
_TIME: Final = (
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?:[:.](?P<second>\d\d))?(?P<fraction>(?!))?"
    r"(?: ?(?P<half>[AaPp]\. ?[Mm]\.|[AaPp][Mm]\b))?(?P<zone>(?!))?"
)
_STAMP: Final = rf"(?P<stamp>{_DAY}(?:,| à| um| klo| kl\.)? {_TIME})"
_SAID: Final = r"(?:(?P<who>[^:\"\n]{1,80}): ?(?P<what>.*)|(?P<note>.*))"
_ANDROID: Final = re.compile(rf"{_STAMP} [-–] {_SAID}", re.DOTALL)
_IOS: Final = re.compile(rf"\[{_STAMP}\] {_SAID}", re.DOTALL)
_LEVEL: Final = re.compile(rf"(?:^|[.\s])(?i:{LEVELS})$")
_SPACES: Final = str.maketrans({"\u202f": " ", "\u00a0": " ", **dict.fromkeys(_MARKS)})
_LEAST: Final = 0.1


def score(sample: Sample) -> float:
    """Whether it starts with a message, and enough of its lines are messages that somebody wrote."""
    found = [_begins(line) for line in sample.lines]
    messages = sum(1 for head in found if head and head["who"])
    if not found or not any(found[:3]) or messages < _LEAST * len(found):
        return 0.0
    # iOS states seconds and Android none; a program's log between brackets states a level where a name would stand
    return 0.98 if all(_is_chat(head) for head in found if head) else 0.0


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each message, with its further lines; what the app itself notes has no author."""
    heads = [head for line in context.sample.lines if (head := _begins(line))]
    order, reason = column_order([_day(head) for head in heads])
    moment = moments(context.clock, order or "", reason)
    unclear = 0
    for head, more, offset, length, line, lines in gather(text, _begins):
        known = order is not None or len(head["first"]) == 4
        at = moment(head) if known else Moment(written=head["stamp"], precision="minute")
        unclear += not known
        said = head["note"] if head["who"] is None else head["what"]
        if more:
            said = "\n".join([said, *(decoded(raw).translate(_SPACES) for raw in more)])
        who = head["who"].strip() if head["who"] else None
        yield Record(offset, length, lines, at, said.strip(), who, None, None, None, None, (), line, None)
    if unclear:
        context.report("EV203", f"day, month, and year cannot be told apart in {unclear} record(s)", None)


def _begins(raw: bytes) -> Head | None:
    line = decoded(raw).translate(_SPACES)
    return _IOS.match(line) if line[:1] == "[" else _ANDROID.match(line)


def _day(head: Head) -> str:
    """The day with all digits of its year; where the year has two, no locale of the app puts it first."""
    last = head["last"] if len(head["first"]) > 2 or len(head["last"]) > 2 else f"20{head['last']}"
    return head["sep"].join([head["first"], head["middle"], last])


def _is_chat(head: Head) -> bool:
    if head.re is _ANDROID:
        return head["second"] is None
    # Laravel and others write [2026-03-12 14:02:10] production.ERROR:
    return not _LEVEL.search(head["who"] or "") and ("," in head["stamp"] or len(head["first"]) < 4)
