"""Texts as they are compared: however a file breaks, hyphenates, splits, and spells them."""

import re
import unicodedata

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5"
    "\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_HYPHENATED = re.compile(r"(?<=\w)[-\u2010\u2011]\s*\n\s*(?=\w)")
_SPACES = re.compile(r"\s+")
_NO_WORD = re.compile(r"[\W_]+")


def flat(text: str) -> str:
    """The text on one line, without what nobody sees, words that a line end parts joined; the case is kept."""
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    return _SPACES.sub(" ", _HYPHENATED.sub("", plain)).strip()


def squeezed(text: str) -> str:
    """Nothing but the letters and figures of a text, without case."""
    return _NO_WORD.sub("", _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))).casefold()
