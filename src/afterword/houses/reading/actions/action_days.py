"""Days and times by which something is to be done, as people write them at actions."""

import re
from functools import lru_cache

from afterword.houses.reading.actions.action_words import deeds
from afterword.text.dates import WEEKDAY
from afterword.text.expressions import later
from afterword.text.months import MONTH

_MONTH = rf"(?:{MONTH})\b\.?"
_QUARTER = r"(?:(?:20\d\d[\s-]?)?(?:q[1-4]|h[12])(?:[\s-]?(?:fy)?\s?'?(?:20)?\d\d)?)"
_WHEN = later(
    rf"(?:(?:the\s+)?(?:end|start|middle|mid|early|late|beginning)[\s-](?:of\s+)?(?:the\s+|this\s+|next\s+)?)?(?:"
    rf"\d{{4}}-\d{{2}}-\d{{2}}|\d{{4}}/\d{{1,2}}/\d{{1,2}}|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}|\d{{1,2}}/\d{{1,2}}"
    rf"|(?:{WEEKDAY},?\s+)?{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?:,?\s+\d{{4}})?|{_MONTH}(?:,?\s+\d{{4}})?"
    rf"|{_QUARTER}(?:\s*[-\u2013/]\s*{_QUARTER})?|{WEEKDAY}|tomorrow|today|eo[dwmqy]"
    rf"|(?:next|this|coming|following)\s+(?:week|month|sprint|quarter|year|release|{WEEKDAY})"
    rf"|(?:week|month|sprint|quarter|year)|within\s+[\w-]+\s+(?:hours?|days?|weeks?|months?)|asap"
    r"|\d{4}\u5e74\d{1,2}\u6708(?:\d{1,2}\u65e5|\u672b)?|\d{1,2}\u6708(?:\d{1,2}\u65e5|\u672b|\u4e2d)?)\.?",
    re.IGNORECASE,
)
_LAST_WORD = later(
    rf"(?:{MONTH}|{WEEKDAY}|tomorrow|today|eo[dwmqy]|(?:hour|day|week|month|year)s?|sprint|quarter|release|asap)",
    re.IGNORECASE,
)
"""The last word of a day by which something is to be done, where it is one of letters."""
ISO = later(r"\d{4}-\d{2}-\d{2}")
"""A full day."""
DAY_AMONG = later(r"\s[-\u2013\u2014]\s(?P<day>20\d\d-(?:\d\d-\d\d|[QqHh][1-4]))\s[-\u2013\u2014]\s")
"""A full day, a quarter, or a half of a year between dashes."""


@lru_cache(maxsize=1)
def _when() -> re.Pattern[str]:
    """A day, and what says that its end is meant."""
    return later(rf"(?:{_WHEN.pattern})(?:,?\s+(?:{deeds().day_ends}))?", re.IGNORECASE)


def is_when(text: str) -> bool:
    """Whether a text is a day or a time by which something is to be done."""
    return _when().fullmatch(text) is not None


def may_end_in_day(text: str) -> bool:
    """Whether a glance at its last word leaves open that a text ends in a day, as ``by_last`` finds it slowly."""
    last = text.rstrip(" .)").rpartition(" ")[2]
    return not (last.isascii() and last.isalpha()) or _LAST_WORD.fullmatch(last) is not None


@lru_cache(maxsize=1)
def by_last() -> re.Pattern[str]:
    """A day at the end of a text, and the word before it."""
    return later(rf"[\s,(]+(?P<in>(?:{deeds().until})\s+(?P<when>{_WHEN.pattern}))[)\s.]*$", re.IGNORECASE)
