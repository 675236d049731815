"""Words that are encoded in base64 or in hexadecimal digits."""

import base64
import binascii
import re
from collections.abc import Iterator
from typing import Final

from afterword.text.expressions import later

ENCODED: Final = "encoded"
"""The kind of a word that reads otherwise decoded, and then tells something."""
_BASE64: Final = later(r"(?<![A-Za-z0-9+/_\-=.])[A-Za-z0-9+/_\-]{12,40000}={0,2}(?![A-Za-z0-9+/_\-=])")
_HEX: Final = re.compile(r"(?:[0-9A-Fa-f]{2}){8,}")
_READABLE: Final = re.compile(rb"[\t\n\r\x20-\x7e]+")


def encoded(text: str) -> Iterator[tuple[int, int, str]]:
    """The words of a text that decode to readable ones: where each stands, and what it says.

    shape: what decodes to anything but printable ASCII is an identifier, a digest, or no text.
    """
    for found in _BASE64.finditer(text):
        plain = _decoded(found.group())
        if plain is not None:
            yield found.start(), found.end(), plain


def _decoded(word: str) -> str | None:
    bare = word.rstrip("=")
    if _HEX.fullmatch(bare):
        data = bytes.fromhex(bare)
    elif len(bare) % 4 == 1 or (bare.isalpha() and (bare.islower() or bare.isupper())):
        return None
    else:
        try:
            data = base64.b64decode(bare.replace("-", "+").replace("_", "/") + "=" * (-len(bare) % 4))
        except binascii.Error:
            return None
    return data.decode("ascii") if _READABLE.fullmatch(data) else None
