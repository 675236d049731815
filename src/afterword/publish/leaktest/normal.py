"""Texts as they are compared: however a file breaks, hyphenates, splits, and spells them."""

import re
import unicodedata

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5"
    "\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_HYPHENATED = re.compile(r"[-\u2010\u2011](?<=\w[-\u2010\u2011])\s*\n\s*(?=\w)")
_WORD = re.compile(r"[^\W_]")


class _Letters(dict[int, str | None]):
    """For ``str.translate``: a letter or a figure stays, everything else goes; faster by far than an expression."""

    def __missing__(self, code: int) -> str | None:
        letter = chr(code)
        self[code] = letter if _WORD.match(letter) else None
        return self[code]


_LETTERS = _Letters()


def flat(text: str) -> str:
    """The text on one line, without what nobody sees, words that a line end parts joined; the case is kept."""
    # what is ASCII is in its normal form, and all of it can be seen
    plain = text if text.isascii() else _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    return " ".join(_HYPHENATED.sub("", plain).split())


def squeezed(text: str) -> str:
    """Nothing but the letters and figures of a text, without case."""
    if text.isascii():
        return text.lower() if text.isalnum() else text.translate(_LETTERS).lower()
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).translate(_LETTERS).casefold()
