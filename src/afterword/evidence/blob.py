"""Bytes of evidence before anybody knows what they are: files on disk and members of archives."""

import hashlib
import io
import os
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from afterword.evidence.sample import WINDOW, Sample
from afterword.evidence.scratch import Scratch
from afterword.evidence.text import CHUNK, Text, measure_mark, read_up_to
from afterword.model.values import dataclass

IN_MEMORY = 16 * 1024 * 1024
"""Bytes of a decompressed member that are kept in memory; larger ones go to a temporary file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Blob:
    """A file on disk or a decompressed member."""

    name: str
    """Shown path, with ``!member``."""
    sha256: str
    """Digest of the file on disk."""
    member_sha256: str | None = None
    """Digest of the decompressed member; None for a file on disk."""
    size: int
    """Bytes of the file or decompressed member."""
    open: Callable[[], BinaryIO]
    """Opens it read-only, from the start; seekable."""
    path: str | None = None
    """The file on disk that holds the bytes, for another process to open; None where they are in memory."""
    changed: Callable[[], str | None] = lambda: None
    """How the file on disk differs from what it was when it was opened first; None where it does not."""
    sealed: bool = False
    """Whether its bytes cannot be read (an encrypted member); ``open`` then gives none."""

    def text(self) -> Text:
        """The same bytes as kinds see them."""
        with self.open() as file:
            mark, encoding = measure_mark(file)
        return Text(name=self.name, open=self.open, size=self.size, mark=mark, encoding=encoding)

    def sample(self, text: Text) -> Sample:
        """Head, middle, and tail of ``text``, which is this blob's."""
        if text.encoding != "utf-8":
            head = b""
            for chunk in text.chunks():
                head += chunk
                if len(head) > WINDOW:
                    break
            return Sample(head=head[:WINDOW], whole=len(head) <= WINDOW)
        with self.open() as file:
            file.seek(text.mark)
            head = file.read(WINDOW + 1)
            if len(head) <= WINDOW:
                return Sample(head=head)
            file.seek(max(text.mark + WINDOW, self.size // 2))
            middle = _cut_start(file.read(WINDOW), cut_end=True)
            file.seek(max(text.mark + WINDOW, self.size - WINDOW))
            return Sample(head=head[:WINDOW], middle=middle, tail=_cut_start(file.read(WINDOW)), whole=False)


def _cut_start(window: bytes, *, cut_end: bool = False) -> bytes:
    start = window.find(b"\n") + 1
    end = window.rfind(b"\n") + 1 if cut_end else len(window)
    return window[start:end] if start else b""


def open_file(path: Path, name: str) -> Blob:
    """A file on disk as a blob; reads it once for its digest.  errors: OSError."""
    with path.open("rb") as file:
        before = os.fstat(file.fileno())
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        size = file.tell()

    found = _OnDisk(str(path), size, digest, before.st_mtime_ns)
    return Blob(name=name, sha256=digest, size=size, open=found.open, path=found.path, changed=found.changed)


class _OnDisk:
    """A file on disk as it was when it was opened first; there may be a million of them."""

    __slots__ = ("_digest", "_size", "_written", "path")

    def __init__(self, path: str, size: int, digest: str, written: int) -> None:
        self.path = path
        self._size = size
        self._digest = digest
        self._written = written

    def open(self) -> BinaryIO:
        return open(self.path, "rb")  # noqa: PTH123  whoever asks closes it

    def changed(self) -> str | None:
        try:
            now = os.stat(self.path)  # noqa: PTH116
            if (now.st_size, now.st_mtime_ns) == (self._size, self._written):
                return None
            with self.open() as file:
                again = hashlib.sha256()
                for piece in read_up_to(file, 0, self._size):
                    again.update(piece)
        except OSError:
            return "is not there any more"
        if again.hexdigest() != self._digest:
            return "changed while it was read: it does not hold any more what was read of it"
        grown = now.st_size - self._size
        return f"has grown by {grown:,} bytes since, which were not read" if grown > 0 else None


def keep(pieces: Iterable[bytes], *, name: str, sha256: str, scratch: Scratch) -> Blob:
    """A decompressed member as a blob: in memory, or in a file of ``scratch`` where it is large."""
    digest = hashlib.sha256()
    held: list[bytes] = []
    room = min(IN_MEMORY, scratch.room)
    size = 0
    where: Path | None = None
    spill: BinaryIO | None = None
    try:
        for piece in pieces:
            digest.update(piece)
            size += len(piece)
            if spill is None and size > room:
                descriptor, path = tempfile.mkstemp(dir=scratch.folder())
                spill, where = open(descriptor, "wb"), Path(path)  # noqa: SIM115, PTH123  closed below
                spill.write(b"".join(held))
                held.clear()
            if spill is None:
                held.append(piece)
            else:
                spill.write(piece)
    finally:
        if spill is not None:
            spill.close()
    scratch.room -= size if where is None else 0
    opener = _memory_opener(b"".join(held)) if where is None else _file_opener(where)
    at = str(where) if where else None
    return Blob(name=name, sha256=sha256, member_sha256=digest.hexdigest(), size=size, open=opener, path=at)


def keep_stream(stream: BinaryIO, *, name: str, scratch: Scratch) -> Blob:
    """What a stream holds as a file on disk would be; its digest is that of all its bytes."""
    kept = keep(iter(lambda: stream.read(CHUNK), b""), name=name, sha256="", scratch=scratch)
    return replace(kept, sha256=kept.member_sha256 or "", member_sha256=None)


def _memory_opener(data: bytes) -> Callable[[], BinaryIO]:
    return lambda: io.BytesIO(data)


def _file_opener(path: Path) -> Callable[[], BinaryIO]:
    return lambda: path.open("rb")
