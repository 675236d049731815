"""Long alternations of phrases that are tried fast: compiled when first used, and against words in lower case."""

import re
from collections.abc import Iterator
from functools import cached_property

from afterword.text.expressions import later

_PIECE = later(r"\\.|\[(?:\\.|[^\]\\])*\]|.", re.DOTALL)
_BOUNDARY = r"\b"


class Phrases:
    """An expression that ignores case, for text of which most holds none of its phrases.

    Alternatives that begin at a word are put behind one boundary, where their first letters rule most of them out;
    expressions that ignore case by a flag try every alternative at every character. What matches reads in lower case.
    """

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        at_words, others = [], []
        for each in alternatives(_lowered(self._pattern)):
            if each.startswith(_BOUNDARY):
                at_words.append(each.removeprefix(_BOUNDARY))
            else:
                others.append(each)
        words = [rf"\b(?:{'|'.join(at_words)})"] if at_words else []
        return re.compile("|".join([*words, *others]))

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Every match, in order."""
        return self._compiled.finditer(_lower(text))

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """The first match."""
        return self._compiled.search(_lower(text), start, len(text) if end is None else end)

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """A match at a place."""
        return self._compiled.match(_lower(text), start)


def alternatives(pattern: str) -> list[str]:
    """What an expression tries one after the other, outside of every group."""
    found, depth, start, at = [], 0, 0, 0
    for piece in _PIECE.findall(pattern):
        if piece == "(":
            depth += 1
        elif piece == ")":
            depth -= 1
        elif piece == "|" and depth == 0:
            found.append(pattern[start:at])
            start = at + 1
        at += len(piece)
    return [*found, pattern[start:]]


def _lowered(pattern: str) -> str:
    return "".join(piece if piece.startswith("\\") else piece.lower() for piece in _PIECE.findall(pattern))


def _lower(text: str) -> str:
    """In lower case, and as long as before."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
