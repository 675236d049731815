"""Letters as people write them who lack them: without accents, umlauts spelled out, and other alphabets in Latin."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from afterword.text.sensitive.disguises import DISGUISE, as_read
from afterword.text.sensitive.rewritten import Rewritten, rewritten

_LAST_LATIN = 0x24F
_ACCENTED = re.compile("[\u00a0-\u052f\u1e00-\u1fff]")
"""Letters of alphabets that put marks on them, which people leave out."""
_UMLAUT = re.compile(r"(?<=\w[aou])e(?=\w)", re.IGNORECASE)


class Folded(NamedTuple):
    """A text as names are looked for in it."""

    cased: str
    """Without accents and disguises."""
    free: str
    """That in small letters."""
    origin: Rewritten | None
    """Where each character comes from; None where each stands where it stood."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the text itself that a stretch of the folded one comes from."""
        return self.origin.span(start, end) if self.origin else (start, end)


@cache
def _letters() -> Mapping[str, tuple[str, ...]]:
    lines = Path(__file__).with_name("letters.txt").read_text(encoding="utf-8").splitlines()
    rows = (line.split() for line in lines if line and not line.startswith("#"))
    return {row[0]: tuple(row[1:]) or ("",) for row in rows}


def folded(text: str) -> Folded:
    """The text without accents and without what makes its words others for programs only."""
    made = rewritten(text, DISGUISE, _folded)
    plain = made.text if made else text
    return Folded(plain, lowered(plain), made)


def _folded(found: re.Match[str]) -> str:
    if found["over"]:
        return found.group()
    words = as_read(found)
    return words if words.isascii() else "".join(map(_plain, words))


def without_accents(name: str) -> str:
    """The name as people write it whose keyboards lack its accents."""
    return "".join(map(_plain, unicodedata.normalize("NFC", name)))


def _plain(letter: str) -> str:
    if letter.isascii():
        return letter
    if ord(letter) <= _LAST_LATIN and (ways := _letters().get(letter.lower())):
        return ways[0].capitalize() if letter.isupper() else ways[0]
    if letter in "\u2018\u2019\u02bc":
        return "'"
    if _ACCENTED.match(letter):
        return "".join(part for part in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(part))
    return letter


def otherwise(name: str) -> tuple[str, ...]:
    """The other ways to write a name: umlauts spelled out, and letters of other alphabets in Latin ones."""
    whole = unicodedata.normalize("NFC", name)
    ways = [_spelled(whole, 0), _spelled(whole, -1), _UMLAUT.sub("", whole)]
    return tuple(dict.fromkeys(way for way in ways if way not in {whole, ""}))


def _spelled(name: str, which: int) -> str:
    parts = []
    for letter in name:
        ways = _letters().get(letter.lower())
        words = ways[which] if ways else _plain(letter)
        parts.append(words.capitalize() if letter.isupper() else words)
    return "".join(parts)


def lowered(text: str) -> str:
    """The text in small letters, each at its place: the few that would become two stay as they are."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(one if len(one) == 1 else letter for letter, one in zip(text, map(str.lower, text), strict=True))
