"""One look at the words of a sentence, for all rules: which of the strings that they look for may stand in it."""

from collections.abc import Mapping
from functools import lru_cache

from afterword.model.values import dataclass

_START = 3
_NUMBERS: dict[str, int] = {}
"""The strings that are looked for, in the order in which rules first asked for them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """A set of strings to look for, as bits by their numbers."""

    bits: int
    """All of them."""
    sure: int
    """Those that stand in a text where a word holds them: they have no spaces."""
    known: int
    """How many strings have to be known to look for them."""
    strings: Mapping[int, str]
    """Each string that is not sure, by its bit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a text in lower case may hold of the strings that were known when it was looked at."""

    low: str
    """The text."""
    known: int
    """How many were known."""
    bits: int
    """A bit for each that may stand in it."""

    def holds(self, glance: Glance) -> bool:
        """Whether one of some strings stands in it."""
        if glance.known > self.known:
            return seen(self.low).holds(glance)
        bits = self.bits & glance.bits
        if not bits or bits & glance.sure:
            return bits != 0
        while bits:
            lowest = bits & -bits
            if glance.strings[lowest] in self.low:
                return True
            bits ^= lowest
        return False


@lru_cache(maxsize=512)
def glance_for(strings: tuple[str, ...]) -> Glance:
    """The set of some strings in lower case; each is known from then on."""
    numbered = {string: 1 << _NUMBERS.setdefault(string, len(_NUMBERS)) for string in strings}
    unsure = {bit: string for string, bit in numbered.items() if _piece(string) != string or len(string) < _START}
    bits = sum(numbered.values())
    return Glance(bits=bits, sure=bits - sum(unsure), known=bits.bit_length(), strings=unsure)


def seen(low: str) -> Seen:
    """What a text in lower case may hold."""
    known = len(_NUMBERS)
    bits = _short(known)
    for word in set(low.split()):
        bits |= _bits(word, known)
    return Seen(low=low, known=known, bits=bits)


@lru_cache(maxsize=1 << 15)
def _bits(word: str, known: int) -> int:
    """The strings that may stand in a text with this word between spaces."""
    index, bits = _index(known), 0
    for at in range(len(word) - _START + 1):
        for piece, owners in index.get(word[at : at + _START], ()):
            if word.startswith(piece, at):
                bits |= owners
    return bits


@lru_cache(maxsize=2)
def _index(known: int) -> Mapping[str, list[tuple[str, int]]]:
    """The longest pieces without spaces of all strings, by how they begin, with the strings that they are of."""
    found: dict[str, list[tuple[str, int]]] = {}
    for string, number in list(_NUMBERS.items())[:known]:
        piece = _piece(string)
        if len(piece) >= _START:
            found.setdefault(piece[:_START], []).append((piece, 1 << number))
    return found


@lru_cache(maxsize=2)
def _short(known: int) -> int:
    """The strings whose longest piece is too short to be looked for in words."""
    return sum(1 << number for string, number in list(_NUMBERS.items())[:known] if len(_piece(string)) < _START)


def _piece(string: str) -> str:
    return max(string.split(), key=len, default="")
