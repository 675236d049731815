"""A customer's screenshot as PNG: a file that no kind of evidence understands, for the ledger to show."""

import struct
import zlib

WIDTH, HEIGHT = 320, 120

_GLYPHS = {
    "A": "69f99", "B": "e9e9e", "C": "78887", "D": "e999e", "E": "f8e8f", "H": "99f99", "K": "9aca9",
    "L": "8888f", "N": "9db99", "O": "69996", "P": "e9e88", "R": "e9ea9", "S": "7861e", "T": "f2222",
    "U": "99996", "Y": "99722", "0": "69996", "1": "26227", "3": "e161e", "5": "f8e1e", ":": "04040",
    " ": "00000", "4": "99f11", "2": "e168f",
}  # fmt: skip
_PALETTE = bytes((0xFF, 0xFF, 0xFF, 0x22, 0x2B, 0x3A, 0xC6, 0x28, 0x28, 0xE8, 0xEC, 0xF1))


def _write(rows: list[bytearray], text: str, left: int, top: int, scale: int, colour: int) -> None:
    for index, letter in enumerate(text):
        for y, nibble in enumerate(_GLYPHS[letter]):
            for x in range(4):
                if int(nibble, 16) & (8 >> x):
                    _fill(rows, left + (index * 5 + x) * scale, top + y * scale, scale, scale, colour)


def _fill(rows: list[bytearray], left: int, top: int, width: int, height: int, colour: int) -> None:
    for y in range(top, top + height):
        rows[y][left : left + width] = bytes([colour]) * width


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _packed(row: bytearray) -> bytes:
    """Four pixels a byte, after the filter byte of the line."""
    pairs = (row[x] << 6 | row[x + 1] << 4 | row[x + 2] << 2 | row[x + 3] for x in range(0, WIDTH, 4))
    return b"\0" + bytes(pairs)


def _stored(data: bytes) -> bytes:
    """A zlib stream without compression, so that every zlib writes the same bytes."""
    out = b"\x78\x01"
    for start in range(0, len(data), 65_535):
        part = data[start : start + 65_535]
        last = start + 65_535 >= len(data)
        out += struct.pack("<BHH", last, len(part), len(part) ^ 0xFFFF) + part
    return out + struct.pack(">I", zlib.adler32(data))


def screenshot() -> bytes:
    """The picture: the shop's error page at 10:14 US Eastern."""
    rows = [bytearray(WIDTH) for _ in range(HEIGHT)]
    _fill(rows, 0, 0, WIDTH, 22, 1)
    _write(rows, "10:14", 284, 8, 1, 0)
    _write(rows, "CHECKOUT", 10, 6, 2, 0)
    _fill(rows, 14, 36, 292, 68, 3)
    _fill(rows, 14, 36, 4, 68, 2)
    _write(rows, "ORDER NOT PLACED", 30, 50, 3, 2)
    _write(rows, "ERROR 503", 30, 80, 2, 1)
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 2, 3, 0, 0, 0)
    data = _stored(b"".join(_packed(row) for row in rows))
    body = _chunk(b"IHDR", header) + _chunk(b"PLTE", _PALETTE) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body
