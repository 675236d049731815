"""What may stand at the two ends of an action's text, as expressions: groups, links, handles, keys, parts."""

import re
from collections.abc import Callable

from afterword.houses.reading.actions.action_days import by_last
from afterword.houses.reading.actions.action_signs import DONE_SIGN, OPEN_SIGN
from afterword.houses.reading.actions.action_words import deeds
from afterword.text.expressions import later

SIGN_LAST = later(rf"[ \t]*(?:(?P<done>{DONE_SIGN})|(?P<open>{OPEN_SIGN}))[\s.]*$")
"""A sign of how far it is at the end."""
_HANDLE = r"(?:@[A-Za-z0-9][\w.-]*(?:/[\w.-]+)?|[a-z][\w.+-]*@(?:[\w-]+(?:\.[\w-]+)+)?|<@[A-Z0-9]+>)"
HANDLES = later(rf"`?{_HANDLE}`?(?:\s*(?:,|&|/|\+|and)\s*`?{_HANDLE}`?)*")
"""One handle or several."""
LINK = later(r"\[(?P<text>[^\[\]]*)\]\(<?(?P<to>[^)\s>]+)>?(?:\s+\"[^\"]*\")?\)|<?(?P<url>https?://[^\s>)\]]+)>?")
"""A link, in Markdown or bare."""
_KEY = r"(?:[A-Z][A-Z0-9]+-\d+|(?:[\w.-]+/[\w.-]+|[A-Za-z][\w.-]*)?[#!]\d+)"
KEYS = later(rf"(?:{_KEY})(?:\s*(?:,|&|and)\s*{_KEY})*")
"""One key of an issue or several."""
QUOTED = later(rf"`({_HANDLE})`")
"""A handle in code."""
_GROUP_LAST = later(
    r"(?<!\])\s*(?:(?<=\s)[*_]{1,3})?(?<!\])(?P<open>[(\[\uff08])(?:(?:[-=]>|\u2192)\s*)?(?P<in>[^()\[\]\uff08\uff09]{1,120})[)\]\uff09][*_]*[\s.]*$"
)
_LINKED = r"(?P<in>\[(?P<text>[^\[\]]*)\]\(<?(?P<to>[^)\s>]+)>?\)|<?(?P<url>https?://[^\s>)\]]+)>?)"
LINKED_LAST = re.compile(rf"(?P<gap>\s*(?:(?<!\])[(\[]|[-\u2013\u2014:,.;|]|\u2192|\n|\s))\s*{_LINKED}\s*[)\]]*[\s.]*$")
"""A link at the end of a text."""
LINKED_FIRST = re.compile(rf"{_LINKED}\s*(?:[:,]|[-\u2013\u2014]\s)?\s*(?=\S)")
"""A link at its start."""
PART_LAST = later(
    r"(?=[\s.,;|<])(?:\.?\s+(?:[-\u2013\u2014|\u2192]+>?|=>)\s+|\s*[,;|]\s+|\.\s+|\s{2,}|\s*<br\s*/?>\s*|\n\s*)"
    r"(?P<in>(?:(?!\s(?:[-\u2013\u2014|\u2192]+>?|=>)\s|[,;|]\s|\.\s)[^\n]){1,80}?)[\s.]*$"
)
"""What stands behind the last dash, comma, stop, or line."""
_COLON_LAST = later(r"\s*[:\uff1a]\s+(?P<in>[^\n:,;|\uff1a]{2,20}?)[\s.]*$")
_BOLD_LAST = later(r"\s+(?P<bold>\*\*|__|`)(?P<in>[^*_`\n]{1,60})(?P=bold)[\s.]*$")
_GROUP_FIRST = later(r"[*_`]{0,3}[(\[](?P<in>[^()\[\]\n]{1,60})[)\]](?![(\[])[*_`]{0,3}\s*[:,\u2013\u2014-]?\s*")
BOLD_FIRST = re.compile(
    r"(?P<bold>\*\*|__|`)(?P<in>[^*_`\n]{1,60}?)(?P<colon>:?)(?P=bold)(?P<after>\s*:|\s+[-\u2013\u2014])?\s+(?=\S)"
)
"""A bold run at the start."""
PLAIN_FIRST = later(r"(?P<in>[^:\n|*`<>\[\]{}]{1,60}?)(?P<colon>:|\uff1a|\s+[-\u2013\u2014])\s+(?=\S)")
"""What stands before the first colon or dash."""
HANDLE_FIRST = re.compile(rf"(?P<in>{HANDLES.pattern})\s*[:,]?\s*(?:to\s+(?=[a-z]))?(?:[-\u2013\u2014]\s+)?(?=\S)")
"""Handles at the start."""
_DAY = r"\d{4}-\d{2}-\d{2}"
_WHO_AND_DAY = later(rf"(?:{HANDLES.pattern}(?P<after>\s+){_DAY}|{_DAY}(?P<before>\s+){HANDLES.pattern})")
_WHO_AND_DAY_LAST = later(rf"\s+(?P<in>{HANDLES.pattern}\s+{_DAY}|{_DAY}\s+{HANDLES.pattern})[\s.]*$")
_HANDLES_LAST = later(rf"\s+(?P<in>{HANDLES.pattern})[\s.]*$")
_KEYS_LAST = later(rf"\s+(?P<in>{KEYS.pattern})[\s.]*$")
_SPLIT = later(r"[^,;|\uff0c\u3001]+")
_KEY_FIRST = later(rf"(?P<in>{KEYS.pattern})\s+(?=[A-Z])")
_PARTED = "parted"
_BETWEEN = later(r"[-\u2013\u2014|\u2192>,;.<\s](?:\s|(?<=[<\n]))")
"""What every part behind a dash, a comma, a stop, or a line has before it."""
FIRSTS = (
    (LINKED_FIRST, False, frozenset("[/")),
    (_GROUP_FIRST, True, frozenset("([")),
    (BOLD_FIRST, False, frozenset("*_`")),
    (HANDLE_FIRST, False, frozenset("@")),
    (_KEY_FIRST, False, frozenset("-#!")),
    (PLAIN_FIRST, False, frozenset(":\uff1a-\u2013\u2014")),
)
"""What may stand at the start of a text, whether it is loose (any mark may stand in it), and signs of it."""
# those whose words are data are made when they are used
LASTS: tuple[tuple[Callable[[], re.Pattern[str]], bool, frozenset[str]], ...] = (
    (lambda: _GROUP_LAST, True, frozenset(")]\uff09")),
    (lambda: LINKED_LAST, False, frozenset("]/")),
    (by_last, True, frozenset()),
    (lambda: _BOLD_LAST, True, frozenset("*_`")),
    (lambda: deeds().last_label, False, frozenset(":\uff1a")),
    (lambda: _COLON_LAST, False, frozenset(":\uff1a")),
    (lambda: PART_LAST, False, frozenset({_PARTED})),
    (lambda: _WHO_AND_DAY_LAST, True, frozenset("@")),
    (lambda: _HANDLES_LAST, False, frozenset("@")),
    (lambda: _KEYS_LAST, False, frozenset("-#!")),
)
"""What may stand at its end, whether it is loose, and signs of it, one of which the text has; none for any text."""


def signs_of(text: str) -> frozenset[str]:
    """The signs that a text has: its characters, and that something parts it."""
    return frozenset(text) | {_PARTED} if _BETWEEN.search(text) else frozenset(text)


def parts_of(text: str, *, whole: bool) -> list[tuple[int, str]]:
    """A stretch as a whole, or its parts between commas, each with where it starts; handles and a day are two."""
    if not whole and (both := _WHO_AND_DAY.fullmatch(text)):
        start, end = both.span("after" if both.group("after") else "before")
        return [(0, text[:start]), (end, text[end:])]
    return [(0, text)] if whole else [(m.start(), m.group()) for m in _SPLIT.finditer(text) if m.group().strip()]
