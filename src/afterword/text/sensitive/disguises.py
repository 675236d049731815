"""Words that read otherwise than they are written: by invisible characters, entities, or marks in their middle."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from typing import Final
from urllib.parse import unquote

from afterword.text.expressions import later
from afterword.text.sensitive.rewritten import Rewritten, rewritten

INVISIBLE: Final = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\U000e0000-\U000e007f"
)
"""Characters that nobody sees, as a class of an expression has them."""
_INVISIBLE: Final = later(f"[{INVISIBLE}]")
_MAY_BE: Final = later(
    r"[^\x00-\x7f]|[\[({](?:\.|:|@|dot|://)[\])}]|\bh(?:xx|XX)p|\bfxp|&[#A-Za-z]|%[0-9A-Fa-f]{2}|\\|\w[*~`\[]|\n"
)
"""What every disguise has."""
DISGUISE: Final = later(
    rf"(?P<invisible>[{INVISIBLE}]+)"
    r"|(?P<wide>[^\x00-\x7f])"
    r"|[ ]?[\[({](?P<mark>\.|:|@|://)[\])}][ ]?|[ ]?[\[({](?P<dot>dot|DOT)[\])}][ ]?"
    r"|\b(?P<fang>hxxp|hXXp|HXXP|fxp)(?=s?(?::|\[))"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]\w{1,30});)"
    r"|(?P<percent>(?:%(?:25){0,3}[0-9A-Fa-f]{2})+)"
    r"|\\(?:u(?P<four>[0-9A-Fa-f]{4})|x(?P<two>[0-9A-Fa-f]{2})|(?=[_.\-@:*\[\](){}+!#|`~]))"
    r"|(?<=\w)(?:\*{1,3}|~~|`{1,3}|\[(?=[^\[\]\n]{1,200}\]\()|\]\([^()\s]{0,300}\))(?=\w)"
    r"|(?P<over>(?<=[\w,;:])[ \t\\]{0,8}\n[ \t>]{0,12}(?=\w))"
)
"""Whatever makes a word another one for programs, and none for readers."""
_FANGS: Final = {"hxxp": "http", "fxp": "ftp"}
_AROUND: Final = 100
"""Characters before and after a disguise in which the whole of what it disguises stands."""
_LONGEST: Final = 2000
_REST: Final = later(r"\S*")
_CUT: Final = later(
    r"(?<=[A-Za-z0-9_\-+/]{8})(?:[ ]?<br ?/?>[ ]?|[ \t]{0,40}\|[ \t]{0,40}|[ \t]{0,40}\|?[ \t]{0,8}\n[ \t>|]{0,40})"
    r"(?=[A-Za-z0-9_\-+/]{4})"
)
_TIMES: Final = 3
"""How often an address may be written in percent signs again."""


def undisguised(text: str) -> Iterator[tuple[int, Rewritten]]:
    """The stretches of a text in which words are not written as they read: where each begins, and how it reads."""
    if _MAY_BE.search(text):
        changed = (
            found.span()
            for found in DISGUISE.finditer(text)
            if as_read(found) != found.group() and (not found["over"] or _may_go_on(text, found))
        )
        yield from _around(text, changed, DISGUISE, as_read)


def rejoined(text: str) -> Iterator[tuple[int, Rewritten]]:
    """The same for long words that the end of a line, of a row, or of a cell parts; most of them are two."""
    if "\n" in text or "|" in text or "<br" in text:
        cut = (found.span() for found in _CUT.finditer(text))
        yield from _around(text, cut, _CUT, lambda _: "")


def _around(
    text: str, changed: Iterable[tuple[int, int]], pattern: re.Pattern[str], words: Callable[[re.Match[str]], str]
) -> Iterator[tuple[int, Rewritten]]:
    spans: list[tuple[int, int]] = []
    for first, last in changed:
        if spans and last + _AROUND <= spans[-1][1]:
            continue
        start, end = max(first - _AROUND, 0), min(last + _AROUND, len(text))
        end = _REST.match(text, end, min(end + _LONGEST, len(text))).end()  # type: ignore[union-attr]  # or nothing
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], end)
        else:
            head = max(start - _LONGEST, 0)
            spans.append((max(head, *(text.rfind(space, head, start) + 1 for space in " \n\t|")), end))
    for start, end in spans:
        if made := rewritten(text[start:end], pattern, words):
            yield start, made


_HALF_BEFORE: Final = later(
    r"(?:\d|\+|\b(?:is|was|to|pass\w*|token|key|secret|code|pin|with|at)\b[\"'`:*]{0,3})[ \t\\]*\Z", re.IGNORECASE
)
_HALF_AFTER: Final = later(r"[\"'`]?[^\s\d]{0,24}\d")


def _may_go_on(text: str, found: re.Match[str]) -> bool:
    """Whether a number or a secret may go on behind the end of a line."""
    before = text[max(found.start() - 24, 0) : found.start()]
    return _HALF_BEFORE.search(before) is not None and _HALF_AFTER.match(text, found.end()) is not None


def as_read(found: re.Match[str]) -> str:
    """How what is found reads."""
    if found["wide"]:
        return unicodedata.normalize("NFKC", found["wide"])
    if found["mark"] or found["dot"]:
        return found["mark"] or "."
    if found["fang"]:
        return _FANGS[found["fang"].lower()]
    if found["entity"]:
        return unescape(found["entity"])
    if found["percent"]:
        return _decoded(found["percent"])
    if code := found["four"] or found["two"]:
        return _INVISIBLE.sub("", chr(int(code, 16)))
    return " " if found["over"] else ""


def _decoded(words: str) -> str:
    for _ in range(_TIMES):
        plain = unquote(words, errors="replace")
        if plain == words or "\ufffd" in plain:
            break
        words = plain
    return words
