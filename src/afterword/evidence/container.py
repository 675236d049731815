"""Archives and compressed files opened by their first bytes; members never touch a path of their choosing."""

import bz2
import io
import lzma
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import field, replace
from typing import BinaryIO, Protocol

from afterword.evidence.blob import Blob, keep
from afterword.evidence.scratch import Scratch
from afterword.evidence.text import CHUNK, read_up_to
from afterword.model.values import dataclass
from afterword.text.foreign.damage import DAMAGED

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

DEEPEST = 4
"""Archives within archives that are opened."""
MOST_MEMBERS = 100_000
"""Members of one archive that are opened."""
_DAMAGE = (*DAMAGED, lzma.LZMAError, zstd.ZstdError)
_STEP = 16 * 1024
"""Bytes expanded at a time: what a damaged file still gives ends at most so many before the damage."""
_LARGEST_RATIO = 200
_HARMLESS = 64 * 1024 * 1024
_UNREAD = {
    b"7z\xbc\xaf\x27\x1c": "7-Zip",
    b"Rar!\x1a\x07": "RAR",
    b"\x04\x22\x4d\x18": "LZ4",
    b"LPKSHHRH": "binary journal",
    b"SQLite format 3\0": "SQLite",
    b"%PDF-": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"\x7fELF": "program",
    b"\xd4\xc3\xb2\xa1": "packet capture",
    b"PK\x07\x08": "split ZIP",
    b"\x1f\x9d": "compress",
    b"Obj\x01": "Avro",
    b"PAR1": "Parquet",
}
_ADVICE = {"binary journal": "; export it where systemd is: journalctl --file FILE --output export > FILE.export"}
"""What makes text of a format, so that its records can be cited by their bytes."""


class Bomb(Exception):
    """An archive that expands beyond what is allowed."""


class _Decompressor(Protocol):
    @property
    def eof(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...

    @property
    def needs_input(self) -> bool: ...

    def decompress(self, data: bytes, max_length: int = ..., /) -> bytes: ...


@dataclass(slots=True)
class Budget:
    """How far the members of one file on disk, and all files together, may expand."""

    largest: int
    """Bytes left for all files together."""
    _allowed: int = field(init=False, default=0)

    def start(self, size: int) -> None:
        """Begins a file on disk of ``size`` bytes."""
        self._allowed = max(_HARMLESS, size * _LARGEST_RATIO)

    def spend(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        """The same pieces.  errors: Bomb once too many bytes have passed."""
        for piece in pieces:
            self._allowed -= len(piece)
            self.largest -= len(piece)
            if self._allowed < 0 or self.largest < 0:
                raise Bomb
            yield piece


@dataclass(slots=True)
class Opener:
    """Opens blobs until no archive is left."""

    scratch: Scratch
    """Where large members are kept while they are read."""
    budget: Budget
    """What may be expanded."""
    report: Callable[[str, str], None]
    """Takes the code and the sentence of a finding."""
    _damaged: set[str] = field(init=False, default_factory=set)

    def members(self, blob: Blob) -> list[Blob]:
        """The files within a file on disk, in the archive's order; the file itself where it is none.

        errors: none; an archive that cannot be opened, or that expands without measure, stays closed
        and is reported.
        """
        self.budget.start(blob.size)
        try:
            return list(self._opened(blob, 0))
        except Bomb:
            self.report("EV103", f"{blob.name} expands beyond all measure and was not opened")
            return [blob]

    def _opened(self, blob: Blob, depth: int) -> Iterator[Blob]:
        with blob.open() as file:
            head = file.read(512)
        form = _form(head)
        if form is None:
            if what := _unread(head):
                advice = _ADVICE.get(what, "")
                self.report("EV104", f"{blob.name} is in a binary format that is not read ({what}){advice}")
            yield blob
        elif depth >= DEEPEST:
            self.report("EV105", f"{blob.name} is nested more than {DEEPEST} archives deep and was not opened")
            yield blob
        elif form in _STREAMS:
            inner = self._expanded(blob, form)
            if inner.size == 0 and blob.name in self._damaged:
                yield replace(blob, sealed=True)  # nothing came of it, so its own bytes are those that are not read
            else:
                yield from self._opened(inner, depth + 1)
        else:
            yield from (self._zip if form == "zip" else self._tar)(blob, depth)

    def _expanded(self, blob: Blob, form: str) -> Blob:
        def pieces() -> Iterator[bytes]:
            with blob.open() as file:
                yield from self._inflate(blob.name, file, _STREAMS[form])

        inner = _inner_name(blob.name.rpartition("!")[2].rpartition("/")[2])
        name = f"{blob.name}!{inner}"
        return keep(self.budget.spend(pieces()), name=name, sha256=blob.sha256, scratch=self.scratch)

    def _inflate(self, name: str, file: BinaryIO, make: Callable[[], _Decompressor]) -> Iterator[bytes]:
        machine: _Decompressor | None = None
        try:
            while data := file.read(_STEP):
                while data.strip(b"\0") or (machine and not machine.needs_input):
                    machine = machine or make()
                    if piece := machine.decompress(data, _STEP):
                        yield piece
                    data = b""
                    if machine.eof:
                        data, machine = machine.unused_data, None
        except _DAMAGE as error:
            self._damaged.add(name)
            self.report("EV106", f"{name} is damaged ({error}); what could be expanded was read")
            return
        if machine is not None:
            self._damaged.add(name)
            self.report("EV106", f"{name} ends before its end; what could be expanded was read")

    def _zip(self, blob: Blob, depth: int) -> Iterator[Blob]:
        with blob.open() as file:
            try:
                with zipfile.ZipFile(file) as archive:
                    members = [member for member in archive.infolist() if not member.is_dir()]
                    if not members:
                        yield self._closed(blob, empty=True)
                    for member in self._few(blob, members):
                        yield from self._zip_member(blob, archive, member, depth)
            except _DAMAGE as error:
                self.report("EV106", f"{blob.name} is a damaged archive ({error}) and was not opened")
                yield replace(blob, sealed=True)  # its members may be stored as they are, and read like a text log

    def _zip_member(self, blob: Blob, archive: zipfile.ZipFile, member: zipfile.ZipInfo, depth: int) -> Iterator[Blob]:
        name = f"{blob.name}!{self._safe(blob, member.filename)}"
        if member.flag_bits & 0x1:
            self.report("EV107", f"{name} is encrypted and was not read")
            yield Blob(name=name, sha256=blob.sha256, size=member.compress_size, open=io.BytesIO, sealed=True)
            return

        def pieces() -> Iterator[bytes]:
            try:
                with archive.open(member) as stream:
                    while piece := stream.read(_STEP):
                        yield piece
            except _DAMAGE as error:
                self.report("EV106", f"{name} is damaged ({error}); what could be expanded was read")

        inner = keep(self.budget.spend(pieces()), name=name, sha256=blob.sha256, scratch=self.scratch)
        yield from self._opened(inner, depth + 1)

    def _tar(self, blob: Blob, depth: int) -> Iterator[Blob]:
        # A tar within a compressed file is one archive to people: app.tar.gz!app.log.
        shown = blob.name.rpartition("!")[0] if depth and blob.name.endswith(".tar") else blob.name
        files, said = 0, False
        with blob.open() as file:
            try:
                with tarfile.open(fileobj=file, mode="r:") as archive:
                    for count, member in enumerate(archive):
                        if count == MOST_MEMBERS:
                            self.report("EV108", f"{blob.name} has more than {count} members; the rest was not read")
                            break
                        if member.isfile():
                            files += 1
                            name = f"{shown}!{self._safe(blob, member.name)}"
                            pieces = self.budget.spend(self._pieces(name, archive, member, file))
                            inner = keep(pieces, name=name, sha256=blob.sha256, scratch=self.scratch)
                            yield from self._opened(inner, depth + 1)
                        elif not member.isdir():
                            said = True
                            self.report("EV109", f"{shown}!{member.name} is a link or a device and was not read")
            except (tarfile.TarError, *_DAMAGE) as error:
                said = True
                self.report("EV106", f"{blob.name} is a damaged archive ({error}); what could be expanded was read")
        if not files:
            yield self._closed(blob, empty=not said)

    def _closed(self, blob: Blob, *, empty: bool) -> Blob:
        """An archive of which no file came, so that it stands in the ledger by itself."""
        if empty:
            self.report("EV112", f"{blob.name} holds no files")
        return replace(blob, sealed=True)

    def _pieces(self, name: str, archive: tarfile.TarFile, member: tarfile.TarInfo, file: BinaryIO) -> Iterator[bytes]:
        """What a member holds, as far as the archive goes."""
        if member.issparse() and (stream := archive.extractfile(member)):
            yield from iter(lambda: stream.read(CHUNK), b"")
            return
        end = left = member.offset_data + member.size
        for piece in read_up_to(file, member.offset_data, end):
            left -= len(piece)
            yield piece
        if left > member.offset_data:
            self.report("EV106", f"{name} ends before its end; what could be expanded was read")

    def _few(self, blob: Blob, members: list[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
        if len(members) > MOST_MEMBERS:
            self.report("EV108", f"{blob.name} has more than {MOST_MEMBERS} members; the rest was not read")
        return members[:MOST_MEMBERS]

    def _safe(self, blob: Blob, name: str) -> str:
        parts = name.replace("\\", "/").split("/")
        if name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0]:
            self.report(
                "EV110", f"{blob.name} has a member whose path leaves the archive ({name!r}); only its text was read"
            )
        return name.encode("utf-8", "backslashreplace").decode().replace("\\", "/").replace("!", "_")


class _Gzip:
    """A gzip member with the interface of the other decompressors."""

    def __init__(self) -> None:
        self._machine = zlib.decompressobj(wbits=31)

    @property
    def eof(self) -> bool:
        return self._machine.eof

    @property
    def unused_data(self) -> bytes:
        return self._machine.unused_data

    @property
    def needs_input(self) -> bool:
        return not self._machine.unconsumed_tail

    def decompress(self, data: bytes, max_length: int = -1, /) -> bytes:
        return self._machine.decompress(self._machine.unconsumed_tail + data, max(max_length, 0))


_STREAMS: dict[str, Callable[[], _Decompressor]] = {
    "gzip": _Gzip,
    "bz2": bz2.BZ2Decompressor,
    "xz": lzma.LZMADecompressor,
    "zstd": zstd.ZstdDecompressor,
}
_SUFFIXES = (".gz", ".gzip", ".bz2", ".bzip2", ".xz", ".lzma", ".zst", ".zstd")


_SKIPPED = tuple(bytes((number,)) for number in range(0x50, 0x60))


def _form(head: bytes) -> str | None:
    if head.startswith(b"\x1f\x8b\x08"):
        return "gzip"
    if head.startswith(b"BZh") and head[4:10] in (b"1AY&SY", b"\x17\x72\x45\x38\x50\x90"):
        return "bz2"
    if head.startswith(b"\xfd7zXZ\0"):
        return "xz"
    # A frame, or one to be skipped, as tools that write blocks begin with.
    if head.startswith(b"\x28\xb5\x2f\xfd") or (head[1:4] == b"\x2a\x4d\x18" and head[:1] in _SKIPPED):
        return "zstd"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    return "tar" if head[257:262] == b"ustar" else None


def _unread(head: bytes) -> str | None:
    return next((what for magic, what in _UNREAD.items() if head.startswith(magic)), None)


def sealed_form(head: bytes) -> str | None:
    """The archive, compression, or binary format that a file's first bytes tell; None for what may be text."""
    return _unread(head) or _form(head)


def _inner_name(name: str) -> str:
    lower = name.lower()
    if lower.endswith((".tgz", ".tbz2", ".tbz", ".txz", ".tzst")):
        return name[: name.rindex(".")] + ".tar"
    for suffix in _SUFFIXES:
        if lower.endswith(suffix) and len(name) > len(suffix):
            return name[: -len(suffix)]
    return name
