"""All that a version says, ready to be asked for many stretches of text."""

import re
import zlib
from collections.abc import Iterator, Sequence
from typing import Final

from afterword.publish.leaktest.normal import squeezed

GRAM: Final = 12
"""Letters and figures of half a phrase."""
_WHOLE: Final = 2 * GRAM - 1
"""What is at least as long has one of the stretches within it that the version is cut into."""
_WORD: Final = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")
_TOKEN: Final = re.compile(r"[^\W_](?:[\w.@:/\\+-]*[^\W_])?")
_BITS: Final = 64
"""Bits for each letter of a version; one in 64 stretches that are not there passes for one that may be."""


def words_in(text: str) -> Iterator[str]:
    """The words of a text, those with marks within them whole and in parts."""
    yield from _TOKEN.findall(text)
    yield from _WORD.findall(text)


class Said:
    """All that a version says; it takes some ten bytes for each letter of it."""

    def __init__(self, shown: Sequence[str]) -> None:
        """The texts of the version."""
        self.text = squeezed("\n".join(shown))
        self.words = frozenset(squeezed(word) for text in shown for word in words_in(text))
        self._cuts: dict[str, int | list[int]] = {}
        for place in range(0, len(self.text) - GRAM + 1, GRAM):
            self._cut(self.text[place : place + GRAM], place)
        self._size = max(len(self.text), 1) * _BITS
        self._seen = bytearray(self._size // 8 + 1)
        raw = self.text.encode("utf-32-le", "surrogatepass")
        for place in range(len(self.text) - GRAM + 1):
            bit = zlib.crc32(raw[4 * place : 4 * (place + GRAM)]) % self._size
            self._seen[bit >> 3] |= 1 << (bit & 7)

    def _cut(self, stretch: str, place: int) -> None:
        known = self._cuts.get(stretch)
        if known is None:
            self._cuts[stretch] = place
        elif isinstance(known, int):
            self._cuts[stretch] = [known, place]
        else:
            known.append(place)

    def may_have(self, stretch: str) -> bool:
        """Whether a stretch of ``GRAM`` letters may be anywhere in it; hardly ever yes where it is not."""
        bit = zlib.crc32(stretch.encode("utf-32-le", "surrogatepass")) % self._size
        return bool(self._seen[bit >> 3] >> (bit & 7) & 1)

    def has(self, plain: str) -> bool:
        """Whether a squeezed stretch is anywhere in it."""
        if plain in self.words:
            return True
        # most stretches that are not there do not even begin there
        if len(plain) >= GRAM and not (self.may_have(plain[:GRAM]) and self.may_have(plain[-GRAM:])):
            return False
        return self._is_cut(plain) if len(plain) >= _WHOLE else plain in self.text

    def _is_cut(self, plain: str) -> bool:
        """Whether a long stretch is there: where one of the cuts begins within it, the rest stands around that."""
        for shift in range(GRAM):
            places = self._cuts.get(plain[shift : shift + GRAM], ())
            for place in (places,) if isinstance(places, int) else places:
                if place >= shift and self.text.startswith(plain, place - shift):
                    return True
        return False
