"""How grave a log says that a message is, whatever it calls its levels."""

import re
from collections.abc import Mapping

_LEVELS: Mapping[int, str] = {
    0: "debug trace verbose fine finer finest dbg d v 10 20 debug1 debug2 debug3 debug4 debug5",
    1: "info information informational notice log success audit ok i 30 config normal n inf",
    2: "warn warning wrn w 40 alert-warning minor",
    3: "error err severe failure fail failed e 50 major high serious",
    4: "fatal critical crit alert emerg emergency panic f c 60 disaster page",
}
_GRADES: Mapping[str, int] = {word: grade for grade, words in _LEVELS.items() for word in words.split()}
_IN_TEXT = (
    (4, re.compile(r"\b(?:FATAL|CRITICAL|PANIC|EMERG|OOM|panic|fatal(?=:| error)|Out of memory|segfault)\b")),
    (
        3,
        re.compile(
            r"\b(?:ERROR|SEVERE|FAILED|ERR)\b|(?i:\berror:|\bexception\b|\btraceback\b|\bfailed\b|\bfailure\b"
            r"|\btimed? ?out\b|\brefused\b|\bunable to\b|\bcould not\b|\bcannot\b)"
        ),
    ),
    (2, re.compile(r"\b(?:WARN|WARNING)\b|(?i:\bwarning:|\bdeprecated\b|\bretry(?:ing)?\b)")),
    (0, re.compile(r"^\W*(?:DEBUG|TRACE|VERBOSE)\b")),
)

UNSAID = -1
"""The grade of a message whose source says none and whose words give no hint."""


def grade_of(severity: str | None) -> int:
    """0 debug, 1 information, 2 warning, 3 error, 4 fatal; ``UNSAID`` where the word is not known."""
    return _GRADES.get(severity, UNSAID) if severity else UNSAID


def grade_in(text: str) -> int:
    """The grade that the words of a message hint at."""
    return next((grade for grade, pattern in _IN_TEXT if pattern.search(text)), UNSAID)
