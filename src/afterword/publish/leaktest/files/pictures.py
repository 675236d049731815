"""Pictures: what their files say beside the picture itself; and files of no known form."""

import math
import re
import zlib
from collections import Counter
from collections.abc import Iterator

from afterword.errors import InputError
from afterword.publish.leaktest.files.place import Place

_READABLE = re.compile(rb"[\x20-\x7e\x80-\xff]{4,}")
_WIDE = re.compile(rb"(?:[\x20-\x7e]\x00){4,}")
_MARKERS_WITHOUT_LENGTH = frozenset({0x01, *range(0xD0, 0xDA)})
_SCAN = 0xDA
_SEGMENT = re.compile(rb"\xff([\xe0-\xef\xfe])(..)", re.DOTALL)
_SHORTEST = 12
DOT = 400
"""Pixels of a picture that can show no words."""
_PICTURE = re.compile(
    rb"GIF8|BM....\0\0\0\0|II\*\0|MM\0\*|\0\0\x01\0|RIFF....WEBP|....ftyp(?:heic|heix|mif1|avif)|\0\0\0\x0cjP",
    re.DOTALL,
)
_FONTS = (b"\x00\x01\x00\x00", b"OTTO", b"true\0", b"ttcf", b"wOFF", b"wOF2")
_BLOCK, _SMALLEST = 4096, 256
_ORDERLY = 0.93
_MOST_INFLATED = 16 * 1024 * 1024


def png(data: bytes) -> Iterator[Place]:
    """The texts of a PNG, and what stands behind its end."""
    if int.from_bytes(data[16:20], "big") * int.from_bytes(data[20:24], "big") > DOT:
        yield shown()
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
    yield shown()
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


def shown() -> Place:
    """A picture, which says to who looks at it what no program here reads."""
    return Place(name="picture", text="", is_prose=False, unread="what it shows was not read", is_picture=True)


def other(data: bytes) -> Iterator[Place]:
    """Whatever can be read in a file of no known form; of one that is packed or encrypted that is not all.

    shape: a file of pictures holds its words as they are, beside what it shows.
    """
    yield Place(name="readable bytes", text=_words(data), is_prose=False)
    if _PICTURE.match(data):
        yield shown()
    elif not data.startswith(_FONTS) and _is_packed(data):
        reason = "it is packed, encrypted, or of a form that is not known here"
        yield Place(name="data", text="", is_prose=False, unread=reason)


def _is_packed(data: bytes) -> bool:
    """Whether a part of some bytes looks drawn by chance: no form that holds words as they are does."""
    blocks = (data[at : at + _BLOCK] for at in range(0, len(data), _BLOCK))
    return any(len(block) >= _SMALLEST and _disorder(block) > _ORDERLY for block in blocks)


def _disorder(block: bytes) -> float:
    """How near a block comes to eight bits a byte, as far as its size allows: 0 to 1."""
    size = len(block)
    bits = -sum(count / size * math.log2(count / size) for count in Counter(block).values())
    return bits / min(8.0, math.log2(size))


def _words(data: bytes) -> str:
    narrow = [run.decode("utf-8", "replace") for run in _READABLE.findall(data)]
    wide = [run.decode("utf-16-le", "replace") for run in _WIDE.findall(data)]
    return "\n".join(narrow + wide)


def _inflated(body: bytes) -> str:
    """What is compressed in a chunk, behind its name.  errors: InputError where that is too much to look through."""
    for skip in range(body.find(b"\0") + 1, min(body.find(b"\0") + 6, len(body))):
        unpacker = zlib.decompressobj()
        try:
            plain = unpacker.decompress(body[skip:], _MOST_INFLATED)
        except zlib.error:
            continue
        if unpacker.unconsumed_tail:
            raise InputError(f"a picture's metadata unpack to more than {_MOST_INFLATED // 1024**2} MiB")
        return _words(plain)
    return ""
