"""The text of one file or member as kinds see it, with the way back to the bytes of the file."""

import codecs
from collections.abc import Callable, Iterator
from typing import BinaryIO

from afterword.errors import InputError
from afterword.model.values import dataclass

CHUNK = 1024 * 1024
"""Bytes read at a time."""

_WIDE = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_HEAD = 512
_LEAST_WIDE = 16
_HOLE = bytes(4)
_SIGNS = frozenset((9, 10, 13, 27, *range(32, 127), *range(160, 256)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Bytes of one file or member, without a byte order mark, in UTF-8 (or what the file has).

    shape: not validated; a file that is not UTF-8 comes as its own bytes. UTF-16 comes as UTF-8.
    """

    name: str
    """Shown path: ``app.log``, ``export.zip!general/2024-02-15.json``."""
    open: Callable[[], BinaryIO]
    """Opens the bytes of the file or decompressed member, read-only, from the start."""
    size: int
    """Bytes of the file or decompressed member, byte order mark included."""
    mark: int = 0
    """Bytes before the text: its byte order mark, or the NUL bytes of a log that was emptied while it was written."""
    encoding: str = "utf-8"
    """``utf-8``, ``utf-16-le``, ``utf-16-be``."""

    def chunks(self) -> Iterator[bytes]:
        """The text in pieces of about 1 MiB, cut anywhere."""
        with self.open() as file:
            if self.encoding == "utf-8":
                yield from read_up_to(file, self.mark, self.size)
                return
            decoder = codecs.getincrementaldecoder(self.encoding)("surrogatepass")
            for chunk in read_up_to(file, self.mark, self.size):
                yield _decoded(decoder, chunk)

    def data(self, largest: int) -> bytes:
        """The whole text.  errors: InputError above ``largest`` bytes."""
        if self.size > largest:
            raise InputError(f"{self.name} has {self.size} bytes; its format must be read whole, up to {largest}")
        return b"".join(self.chunks())


def read_up_to(file: BinaryIO, start: int, end: int) -> Iterator[bytes]:
    """The bytes of a file in pieces; what was written behind its end since it was opened first is not of it."""
    file.seek(start)
    while start < end and (chunk := file.read(min(CHUNK, end - start))):
        start += len(chunk)
        yield chunk


def _decoded(decoder: codecs.IncrementalDecoder, chunk: bytes) -> bytes:
    try:
        return decoder.decode(chunk).encode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return b""


class Places:
    """Offsets in a text turned into offsets in its file, for offsets that mostly ascend."""

    def __init__(self, text: Text) -> None:
        """Starts at the beginning of the text."""
        self._mark = text.mark
        self._encoding = text.encoding
        self._data = b"".join(text.chunks()) if text.encoding != "utf-8" else b""
        self._seen = 0
        self._there = 0

    def place(self, offset: int) -> int:
        """The byte of the file at which the byte ``offset`` of the text stands."""
        if self._encoding == "utf-8":
            return offset + self._mark
        if offset < self._seen:
            self._seen = self._there = 0
        piece = self._data[self._seen : offset].decode("utf-8", "surrogatepass")
        self._there += len(piece.encode(self._encoding, "surrogatepass"))
        self._seen = offset
        return self._there + self._mark


def measure_mark(file: BinaryIO) -> tuple[int, str]:
    """Bytes before the text of a file that stands at its start, and the encoding that they or the first signs tell."""
    head = file.read(_HEAD)
    if head.startswith(codecs.BOM_UTF8):
        return 3, "utf-8"
    if head[:2] in _WIDE and head[2:4] != b"\0\0":
        return 2, _WIDE[head[:2]]
    if head.startswith(_HOLE):
        return _hole(head, file), "utf-8"
    return 0, next((name for at, name in enumerate(("utf-16-le", "utf-16-be")) if _is_wide(head, at)), "utf-8")


def _is_wide(head: bytes, at: int) -> bool:
    """Whether most pairs of bytes are a sign of Latin, at ``at``, and a zero, as in UTF-16 without a mark."""
    pairs = list(zip(head[at::2], head[1 - at :: 2], strict=False))
    plain = [sign for sign, other in pairs if not other]
    return len(pairs) >= _LEAST_WIDE and len(plain) * 4 > len(pairs) * 3 and _SIGNS.issuperset(plain)


def _hole(head: bytes, file: BinaryIO) -> int:
    size = 0
    while head and not (rest := head.lstrip(b"\0")):
        size += len(head)
        head = file.read(CHUNK)
    return size + len(head) - len(rest) if head else size
