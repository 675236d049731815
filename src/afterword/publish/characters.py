"""Characters that no reader should meet: controls made visible, and names for what a font cannot show."""

import re
import unicodedata
from collections.abc import Iterable

_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\ufdd0-\ufdef\ufffe\uffff\ufeff\ue000-\uf8ff\ud800-\udfff"
    "\U000e0000-\U000e007f\U000f0000-\U0010ffff]"
)
"""Controls, overrides of direction, surrogates, tags, and private characters, which have no agreed meaning."""

_PACKAGES = (
    ("CJK", "fonts-noto-cjk"),
    ("HIRAGANA", "fonts-noto-cjk"),
    ("KATAKANA", "fonts-noto-cjk"),
    ("HANGUL", "fonts-noto-cjk"),
    ("IDEOGRAPHIC", "fonts-noto-cjk"),
    ("FULLWIDTH", "fonts-noto-cjk"),
    ("BOPOMOFO", "fonts-noto-cjk"),
    ("HALFWIDTH", "fonts-noto-cjk"),
)
_EMOJI = re.compile("[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\ufe0f\u20e3]")


def printable(text: str) -> str:
    """The text with every character that shows nothing, or misleads, replaced by its visible name."""
    return _HIDDEN.sub(_visible, text.replace("\t", "    ")) if _HIDDEN.search(text) or "\t" in text else text


def printable_lines(text: str) -> str:
    """As ``printable``, with line feeds kept and other line ends made line feeds."""
    return "\n".join(printable(line) for line in re.split(r"\r\n|\r|\n", text))


def _visible(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else f"\u27e8U+{code:04X}\u27e9"


def is_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction runs from right to left."""
    for char in text[:500]:
        direction = unicodedata.bidirectional(char)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


def script_of(char: str) -> str:
    """The script or kind of a character in a word or two, for a message."""
    if _EMOJI.match(char):
        return "emoji"
    name = unicodedata.name(char, "")
    if name.startswith("CJK"):
        return "CJK"
    return name.split(" ")[0].split("-")[0].capitalize() if name else "unassigned"


def package_for(char: str) -> str:
    """The Debian package whose fonts show the character."""
    if _EMOJI.match(char):
        return "fonts-noto-color-emoji"
    name = unicodedata.name(char, "")
    if ord(char) >= 0x20000 and ord(char) < 0x40000:
        return "fonts-noto-cjk"
    return next((package for start, package in _PACKAGES if name.startswith(start)), "fonts-noto-core")


def describe(chars: Iterable[str], limit: int = 8) -> str:
    """The characters as ``U+969C (CJK)``, with the packages to install, in one clause."""
    given = set(chars)
    # joiners and marks fail with the character that they belong to, which is the one to name
    found = sorted(c for c in given if unicodedata.category(c) not in ("Cf", "Mn", "Me")) or sorted(given)
    shown = ", ".join(f"U+{ord(c):04X} ({script_of(c)})" for c in found[:limit])
    more = f" and {len(found) - limit} more" if len(found) > limit else ""
    packages = ", ".join(sorted({package_for(c) for c in found}))
    return f"no font shows {shown}{more}; install {packages}"
