"""Pictures: what their files say beside the picture itself."""

import re
import zlib
from collections.abc import Iterator

from afterword.publish.leaktest.files.place import Place

_READABLE = re.compile(rb"[\x20-\x7e\x80-\xff]{4,}")
_WIDE = re.compile(rb"(?:[\x20-\x7e]\x00){4,}")
_MARKERS_WITHOUT_LENGTH = frozenset({0x01, *range(0xD0, 0xDA)})
_SCAN = 0xDA
_SEGMENT = re.compile(rb"\xff([\xe0-\xef\xfe])(..)", re.DOTALL)
_SHORTEST = 12


def png(data: bytes) -> Iterator[Place]:
    """The texts of a PNG, and what stands behind its end."""
    at = 8
    while at + _SHORTEST <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        kind = data[at + 4 : at + 8].decode("latin-1")
        body = data[at + 8 : at + 8 + length]
        if kind in {"tEXt", "iTXt", "zTXt", "eXIf", "iCCP", "tIME"} or kind[:1].islower():
            yield Place(name=f"PNG {kind}", text=_words(body) + "\n" + _inflated(body))
        at += _SHORTEST + length
        if kind == "IEND":
            break
    if at < len(data):
        yield Place(name="behind the end of the PNG", text=_words(data[at:]))


def jpeg(data: bytes) -> Iterator[Place]:
    """The segments of a JPEG that are no picture, and what stands behind its end."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:  # every marker starts with it
        marker = data[at + 1]
        if marker in _MARKERS_WITHOUT_LENGTH:
            at += 2
            continue
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        if marker >= 0xE0:  # what programs add, and comments
            yield Place(name=f"JPEG segment {marker:02X}", text=_words(data[at + 4 : at + 2 + length]))
        at += 2 + length
        if marker == _SCAN:
            break
    end = data.find(b"\xff\xd9", at)
    # in what is coded FF is followed by no such byte, so that these are segments between two scans
    for found in _SEGMENT.finditer(data, at, end if end >= 0 else len(data)):
        size = int.from_bytes(found[2], "big")
        yield Place(name=f"JPEG segment {found[1][0]:02X}", text=_words(data[found.end() : found.start() + 2 + size]))
    if 0 <= end < len(data) - 2:
        yield Place(name="behind the end of the JPEG", text=_words(data[end + 2 :]))


def other(data: bytes) -> Iterator[Place]:
    """Whatever can be read in a file of no known form."""
    yield Place(name="readable bytes", text=_words(data), is_prose=False)


def _words(data: bytes) -> str:
    narrow = [run.decode("utf-8", "replace") for run in _READABLE.findall(data)]
    wide = [run.decode("utf-16-le", "replace") for run in _WIDE.findall(data)]
    return "\n".join(narrow + wide)


def _inflated(body: bytes) -> str:
    """What is compressed in a chunk, behind its name."""
    for skip in range(body.find(b"\0") + 1, min(body.find(b"\0") + 6, len(body))):
        try:
            return _words(zlib.decompress(body[skip:]))
        except zlib.error:
            continue
    return ""
