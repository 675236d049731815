"""Telegram: chats exported as HTML, each message with the full time that it shows when pointed at."""

import html
import re
from collections.abc import Iterator
from typing import Final

from afterword.evidence.headed import moments
from afterword.evidence.lines import count_ends
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text

JSON: Final = False
"""Of texts that are JSON it is not asked."""

_MESSAGE: Final = re.compile(
    rb"<div class=\"message default clearfix(?: joined)?\" id=\"message\d+\">.*?"
    rb"(?=\s*<div class=\"message |\s*</div>\s*</div>\s*</div>\s*</body>|\Z)",
    re.DOTALL,
)
_STAMP: Final = re.compile(
    r"date details\" title=\"(?P<stamp>(?P<first>\d\d)(?P<sep>\.)(?P<middle>\d\d)\.(?P<last>\d{4})"
    r" (?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d)(?P<fraction>(?!))?(?P<half>(?!))?"
    r"(?: (?P<zone>UTC[+-]\d\d:\d\d))?)\""
)
_NAME: Final = re.compile(r"<div class=\"from_name\">(.*?)</div>", re.DOTALL)
_WORDS: Final = re.compile(r"<div class=\"(?:text|title bold)\">(.*?)</div>", re.DOTALL)
_TAG: Final = re.compile(r"<br\s*/?>|<[^>]*>")
_ORDER: Final = ("dmy", "Telegram's exports write day, month, year")


def score(sample: Sample) -> float:
    """Whether it holds such messages, and says when they were written."""
    found = _MESSAGE.search(sample.head)
    return 0.98 if found and _STAMP.search(found.group().decode("utf-8", "replace")) else 0.0


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each message that somebody wrote; one that goes on has the author of the one above."""
    data = text.data(context.options.largest_document)
    moment = moments(context.clock, *_ORDER)
    line, seen, number, who = 1, 0, 0, None
    for found in _MESSAGE.finditer(data):
        message = found.group().decode("utf-8", "surrogateescape")
        stamp = _STAMP.search(message)
        if stamp is None:
            continue
        line += data.count(b"\n", seen, found.start())
        seen = found.start()
        number += 1
        name = _NAME.search(message)
        who = _plain(name[1]) if name else who
        what = "\n".join(_plain(part[1]) for part in _WORDS.finditer(message)) or None
        yield Record(
            offset=found.start(),
            length=found.end() - found.start(),
            lines=count_ends(found.group(), last=True),
            line=line,
            number=number,
            moment=moment(stamp),
            who=who,
            what=what,
        )


def _plain(text: str) -> str:
    return html.unescape(_TAG.sub(lambda tag: "\n" if tag[0].startswith("<br") else "", text)).strip()
