"""Whether characters look drawn by chance."""

import math
from collections import Counter
from itertools import pairwise
from typing import Final

_FEWEST: Final = 2.6
"""Bits per character that even a short random word has; a word of a language has them too, but no digits."""


def entropy(text: str) -> float:
    """Shannon's measure in bits per character; 0 for nothing."""
    size = len(text)
    return -sum(count / size * math.log2(count / size) for count in Counter(text).values()) if size else 0.0


def is_random(text: str) -> bool:
    """Whether a word of letters, digits, and marks looks drawn by chance and not written.

    shape: letters and digits both, many different ones, and not a digit or two at the end of words.
    """
    letters = sum(character.isalpha() for character in text)
    digits = sum(character.isdigit() for character in text)
    if not letters or not digits or entropy(text) < _FEWEST:
        return False
    core = text.rstrip("0123456789=")
    return any(character.isdigit() for character in core) or digits >= 4 or _mixes(core)


def _mixes(text: str) -> bool:
    """Whether capitals stand where no word begins."""
    return sum(a.islower() and b.isupper() for a, b in pairwise(text)) > 2
