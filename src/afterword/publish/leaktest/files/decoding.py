"""Texts that are written in another form: percent signs, entities, escapes, base64, hexadecimal digits."""

import base64
import binascii
import re
from collections.abc import Callable, Iterator
from html import unescape
from urllib.parse import unquote

from afterword.publish.leaktest.files.place import Place

_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{16,}={0,2}(?:\s+[A-Za-z0-9+/_-]{40,}={0,2})*")
_HEX = re.compile(r"(?:[0-9A-Fa-f]{2}){8,}")
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\x([0-9A-Fa-f]{2})|\\([0-7]{3})")
_READABLE = 0.85
_MOST = 64 * 1024 * 1024

Opened = Callable[[bytes, str], Iterator[Place]]


def decoded(place: Place, opened: Opened) -> Iterator[Place]:
    """The same text read in the forms in which it may hide; a file within it is read as one."""
    text = place.text
    if "%" in text and (plain := unquote(text)) != text:
        yield Place(name=f"{place.name} (percent-encoded)", text=plain, is_prose=place.is_prose)
    if "&" in text and (plain := unescape(text)) != text:
        yield Place(name=f"{place.name} (entities)", text=plain, is_prose=place.is_prose)
    if "\\" in text and (plain := _ESCAPE.sub(_char, text)) != text:
        yield Place(name=f"{place.name} (escaped)", text=plain, is_prose=False)
    for found in _BASE64.findall(text):
        if (data := _unbased(found)) is not None:
            yield from opened(data, f"{place.name} (base64)")
    for found in _HEX.findall(text):
        data = bytes.fromhex(found)
        if _is_readable(data):
            yield Place(name=f"{place.name} (hexadecimal)", text=data.decode("latin-1"), is_prose=False)


def _char(match: re.Match[str]) -> str:
    wide, narrow, octal = match.groups()
    return chr(int(octal, 8) if octal else int(wide or narrow, 16))


def _unbased(found: str) -> bytes | None:
    plain = "".join(found.split()).rstrip("=").replace("-", "+").replace("_", "/")
    if len(plain) > _MOST:
        return None
    try:
        data = base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except binascii.Error:
        return None
    known = data.startswith((b"\x89PNG", b"\xff\xd8\xff", b"%PDF", b"PK\x03\x04", b"\x1f\x8b", b"GIF8", b"RIFF", b"<"))
    return data if known or _is_readable(data) else None


def _is_readable(data: bytes) -> bool:
    return sum(32 <= byte < 127 or byte in b"\t\r\n" for byte in data) >= _READABLE * len(data)  # ASCII
