"""Pictures without anything beside the picture: no EXIF, no comments, no thumbnails, nothing behind their end."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from afterword.publish.images import Gallery, Picture

_PNG_KEPT = frozenset({
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"pHYs", b"sBIT", b"bKGD", b"acTL", b"fcTL",
    b"fdAT",
})  # fmt: skip
_WEBP_KEPT = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF"})
_WEBP_FLAGS = 0b11010011
"""Of the flags of a WebP file all but those for a profile, EXIF, and XMP."""
_JFIF = 16
_ADOBE, _COMMENT, _FIRST_APP, _LAST_APP, _SCAN, _END = 0xEE, 0xFE, 0xE0, 0xEF, 0xDA, 0xD9
_WITHIN_SCANS = frozenset(bytes((marker,)) for marker in (0xFF, *range(0xD0, 0xD8)))
_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})
_LOOP = b"NETSCAPE2.0"


class _Broken(Exception):
    """A file that breaks off or is not of its form."""


def cleaned(gallery: Gallery) -> Gallery:
    """The pictures with nothing in their files but the picture.

    shape: those that cannot be cleaned are left out, with a warning, and so is SVG, which is text that may say
    anything. What a picture shows nobody can check but a person.
    """
    pictures: dict[str, Picture] = {}
    warnings = list(gallery.warnings)
    for source, picture in gallery.pictures.items():
        clean = _CLEANERS.get(picture.media_type)
        try:
            data = clean(picture.data) if clean else None
        except (_Broken, IndexError):
            data = None
        if data is None:
            warnings.append(f"image {source[:80]!r} is described, not shown: its file may say more than it shows")
        else:
            pictures[source] = replace(picture, data=data)
    if pictures:
        warnings.append(
            f"{len(pictures)} picture{'s are' if len(pictures) > 1 else ' is'} shown as is; look whether your audience"
            " may see what is on it"
        )
    return replace(gallery, pictures=pictures, warnings=tuple(warnings))


def _png(data: bytes) -> bytes:
    parts = [data[:8]]
    at = 8
    while at + 12 <= len(data):
        size = 12 + int.from_bytes(data[at : at + 4], "big")
        kind = data[at + 4 : at + 8]
        if kind in _PNG_KEPT:
            parts.append(data[at : at + size])
        if kind == b"IEND":
            return b"".join(parts)
        at += size
    raise _Broken


def _jpeg(data: bytes) -> bytes:
    parts = [data[:2]]
    at = 2
    while at + 2 <= len(data):
        if data[at] != 0xFF:
            raise _Broken
        marker = data[at + 1]
        if marker == _END:  # what stands behind it, a preview with EXIF of its own too, is no part of the picture
            return b"".join([*parts, data[at : at + 2]])
        size = 2 if marker in _ALONE else 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == _SCAN:
            size = _past_scan(data, at + size) - at
        is_added = _FIRST_APP <= marker <= _LAST_APP or marker == _COMMENT
        is_plain = marker == _ADOBE or (marker == _FIRST_APP and data[at + 4 : at + 8] == b"JFIF" and size == _JFIF + 2)
        if not is_added or is_plain:
            parts.append(data[at : at + size])
        at += size
    raise _Broken


def _past_scan(data: bytes, at: int) -> int:
    """Where the next segment of a JPEG begins behind the coded picture at ``at``; the end of the data where none does.

    shape: within a coded picture FF is followed by 00, or by a mark to start anew.
    """
    while (at := data.find(b"\xff", at)) >= 0:
        if data[at + 1 : at + 2] != b"\x00" and data[at + 1 : at + 2] not in _WITHIN_SCANS:
            return at
        at += 2 if data[at + 1 : at + 2] != b"\xff" else 1
    return len(data)


def _gif(data: bytes) -> bytes:
    table = 3 * 2 ** ((data[10] & 7) + 1) if data[10] & 0x80 else 0
    at = 13 + table
    parts = [data[:at]]
    while at < len(data):
        start = at
        if data[at] == 0x3B:
            return b"".join([*parts, b"\x3b"])
        if data[at] == 0x21:
            label = data[at + 1]
            loops = label == 0xFF and data[at + 3 : at + 14] == _LOOP
            at = _past_blocks(data, at + 2)
            if label == 0xF9 or loops:
                parts.append(data[start:at])
        elif data[at] == 0x2C:
            local = 3 * 2 ** ((data[at + 9] & 7) + 1) if data[at + 9] & 0x80 else 0
            at = _past_blocks(data, at + 10 + local + 1)
            parts.append(data[start:at])
        else:
            raise _Broken
    raise _Broken


def _past_blocks(data: bytes, at: int) -> int:
    while data[at]:
        at += data[at] + 1
    return at + 1


def _webp(data: bytes) -> bytes:
    body = b"".join(_chunks(data[: 8 + int.from_bytes(data[4:8], "little")]))
    return b"RIFF" + (len(body) + 4).to_bytes(4, "little") + b"WEBP" + body


def _chunks(data: bytes) -> Iterator[bytes]:
    at = 12
    while at + 8 <= len(data):
        kind, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        chunk = data[at : at + 8 + size + size % 2]
        if kind == b"VP8X":
            yield chunk[:8] + bytes([chunk[8] & _WEBP_FLAGS]) + chunk[9:]
        elif kind in _WEBP_KEPT:
            yield chunk
        at += 8 + size + size % 2


_CLEANERS: Mapping[str, Callable[[bytes], bytes]] = {
    "image/png": _png,
    "image/jpeg": _jpeg,
    "image/gif": _gif,
    "image/webp": _webp,
}
