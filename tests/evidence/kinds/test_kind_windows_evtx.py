"""Windows event logs in binary form, made here byte by byte."""

import random
import struct
import zlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from afterword.evidence.citations import Evidence, cite, find_citations
from afterword.evidence.collection import Collection, read
from afterword.evidence.options import Options

Reading = Callable[..., Collection]
Value = tuple[int, bytes]
XMLNS = "http://schemas.microsoft.com/win/2004/08/events/event"
START = datetime(2024, 2, 15, 14, 32, 10, tzinfo=UTC)


def ticks(seconds: float) -> int:
    """A time so much after the start, in hundreds of nanoseconds since 1601."""
    return round((START.timestamp() + seconds + 11_644_473_600) * 10_000_000)


def words(text: str) -> Value:
    """A value of text."""
    return 0x01, text.encode("utf-16-le")


class Made:
    """A chunk that is written from its beginning to its end, with names and templates where they are first used."""

    def __init__(self, first: int) -> None:
        """``first`` is the number of its first record."""
        self.data = bytearray(512)
        self._names: dict[str, int] = {}
        self._template = 0
        self._first = first
        self._count = 0

    def record(self, values: Sequence[Value], at: int, *, nested: Sequence[str] = ()) -> None:
        """One event; ``nested`` are texts of its data, which come as a fragment within a value."""
        begin = len(self.data)
        self.data += struct.pack("<4sIQQ", b"**\0\0", 0, self._first + self._count, at)
        self.data += b"\x0f\x01\x01\x00"
        self._instance(values, nested)
        self.data += b"\0"
        while (len(self.data) + 4) % 8:
            self.data += b"\0"
        size = len(self.data) - begin + 4
        self.data += struct.pack("<I", size)
        struct.pack_into("<I", self.data, begin + 4, size)
        self._count += 1

    def whole(self) -> bytes:
        """The chunk with its header and what fills it."""
        free = len(self.data)
        last = self._first + self._count - 1
        struct.pack_into("<8sQQQQIII", self.data, 0, b"ElfChnk\0", self._first, last, self._first, last, 128, 0, free)
        struct.pack_into("<I", self.data, 52, zlib.crc32(self.data[512:free]))
        struct.pack_into("<I", self.data, 124, zlib.crc32(bytes(self.data[:120]) + bytes(self.data[128:512])))
        return bytes(self.data.ljust(65536, b"\0"))

    def _instance(self, values: Sequence[Value], nested: Sequence[str]) -> None:
        here = len(self.data)
        self.data += struct.pack("<BBII", 0x0C, 1, 7, self._template or here + 10)
        if not self._template:
            self._template = here + 10
            self.data += struct.pack("<I16sI", 0, struct.pack("<I12s", 7, b"x" * 12), 0)
            begin = len(self.data)
            self.data += b"\x0f\x01\x01\x00"
            self._event(len(values), fragment=bool(nested))
            self.data += b"\0"
            struct.pack_into("<I", self.data, begin - 4, len(self.data) - begin)
        count = len(values) + bool(nested)
        table = len(self.data) + 4
        self.data += struct.pack("<I", count) + b"\0" * 4 * count
        sizes = []
        for kind, raw in values:
            self.data += raw
            sizes.append((len(raw), kind))
        if nested:
            begin = len(self.data)
            self.data += b"\x0f\x01\x01\x00"
            for number, text in enumerate(nested):
                self._element("Data", {"Name": f"p{number}"}, [text], dependent=False)
            self.data += b"\0"
            sizes.append((len(self.data) - begin, 0x21))
        for number, (size, kind) in enumerate(sizes):
            struct.pack_into("<HBB", self.data, table + 4 * number, size, kind, 0)

    def _event(self, count: int, *, fragment: bool) -> None:
        def system() -> None:
            self._element("Provider", {"Name": "Shop Service"}, [])
            self._element("EventID", {}, [0])
            self._element("Level", {}, [1])
            self._element("TimeCreated", {"SystemTime": 2}, [])
            self._element("EventRecordID", {}, [3])
            self._element("Channel", {}, ["Application"])
            self._element("Computer", {}, ["web-1"])
            self._element("Security", {"UserID": 4}, [])

        def data() -> None:
            for number in range(5, count):
                self._element("Data", {"Name": f"param{number}"}, [number])
            if fragment:
                self.data += struct.pack("<BHB", 0x0E, count, 0x21)

        self._element("Event", {"xmlns": XMLNS}, [lambda: self._element("System", {}, [system]),
                                                  lambda: self._element("EventData", {}, [data])])  # fmt: skip

    def _element(
        self, name: str, attributes: dict[str, str | int], parts: Sequence[object], *, dependent: bool = True
    ) -> None:
        self.data += bytes([0x41 if attributes else 0x01]) + (b"\xff\xff" if dependent else b"") + b"\0\0\0\0"
        begin = len(self.data)
        self._name(name)
        if attributes:
            self.data += b"\0\0\0\0"
            listed = len(self.data)
            for number, (key, value) in enumerate(attributes.items(), 1):
                self.data += bytes([0x06 if number == len(attributes) else 0x46])
                self._name(key)
                self._part(value)
            struct.pack_into("<I", self.data, listed - 4, len(self.data) - listed)
        if parts:
            self.data += b"\x02"
            for part in parts:
                self._part(part)
            self.data += b"\x04"
        else:
            self.data += b"\x03"
        struct.pack_into("<I", self.data, begin - 4, len(self.data) - begin)

    def _part(self, part: object) -> None:
        if isinstance(part, int):
            self.data += struct.pack("<BHB", 0x0E, part, 0x01)
        elif isinstance(part, str):
            self.data += struct.pack("<BBH", 0x05, 0x01, len(part)) + part.encode("utf-16-le")
        elif callable(part):
            part()

    def _name(self, name: str) -> None:
        known = self._names.get(name)
        here = len(self.data) + 4
        self.data += struct.pack("<I", known or here)
        if not known:
            self._names[name] = here
            value = 0
            for letter in name:
                value = (value * 65599 + ord(letter)) & 0xFFFFFFFF
            self.data += struct.pack("<IHH", 0, value & 0xFFFF, len(name)) + name.encode("utf-16-le") + b"\0\0"


def log(*chunks: Made) -> bytes:
    """A file of these chunks."""
    head = struct.pack("<8sQQQIHHHH", b"ElfFile\0", 0, max(len(chunks) - 1, 0), 99, 128, 1, 3, 4096, len(chunks))
    head = head.ljust(120, b"\0")
    head += struct.pack("<II", 0, zlib.crc32(head))
    return head.ljust(4096, b"\0") + b"".join(chunk.whole() for chunk in chunks)


SID: Value = (0x13, bytes([1, 2, 0, 0, 0, 0, 0, 5]) + struct.pack("<II", 32, 544))


def some(number: int, *more: Value, level: int = 2) -> list[Value]:
    """The values of an event."""
    at = ticks(number)
    return [(0x06, struct.pack("<H", 1000 + number % 5000)), (0x04, bytes([level])), (0x11, struct.pack("<Q", at)),
            (0x0A, struct.pack("<Q", number)), SID, *more]  # fmt: skip


@pytest.fixture
def made() -> bytes:
    """Five events in two chunks, the second of which begins its names and templates anew."""
    first, second = Made(1), Made(4)
    for number in range(3):
        first.record(some(number, words("payment failed"), (0x08, struct.pack("<I", 503))), ticks(number))
    second.record(some(4, words("Ärger <&> ☃"), (0x00, b""), level=4), ticks(4), nested=("a b", "c"))
    second.record(some(5, (0x81, "x\0y\0".encode("utf-16-le")), (0x14, b"\x05\0\0\xc0")), ticks(5), nested=("d",))
    return log(first, second)


def test_each_event_is_a_record(made: bytes, tmp_path: Path) -> None:
    """With its time to the tick, its provider and number, its level, and its own data; cited by its own bytes."""
    path = tmp_path / "Application.evtx"
    path.write_bytes(made)
    found = read([path], options=Options())
    entries = list(found.entries())
    assert [entry.at for entry in entries] == [f"2024-02-15T14:32:{10 + n}.0000000Z" for n in (0, 1, 2, 4, 5)]
    assert [entry.severity for entry in entries] == ["error"] * 3 + ["information", "error"]
    assert entries[0].what == "Shop Service 1000: param5=payment failed param6=503"
    assert entries[3].what == "Shop Service 1004: param5=Ärger <&> ☃ p0=a b p1=c"
    assert entries[4].what == "Shop Service 1005: param5=x, y param6=0xc0000005 p0=d"
    assert {entry.who for entry in entries} == {"web-1"}
    assert entries[4].native_id == "web-1/Application/5"
    assert (entries[0].zone_basis, entries[0].basis_reason) == ("stated", None)
    for number, entry in enumerate(entries, 1):
        (source,) = entry.sources
        assert (source.kind, source.record) == ("windows-evtx", number)
        assert made[source.offset : source.offset + 4] == b"**\0\0"
        (citation,) = find_citations(cite(source))
        assert Evidence([tmp_path]).fault(citation) is None
    (row,) = found.ledger()
    assert row.used.bytes + row.unparsed.bytes == row.bytes == len(made)
    assert row.used.lines + row.unparsed.lines == made.count(b"\n") + (not made.endswith(b"\n"))


@pytest.mark.parametrize(("number", "count"), [(5, 5), (2, 4), (6, 4)])
def test_behind_the_stated_end(made: bytes, number: int, count: int, reading: Reading) -> None:
    """A log that was copied while it was written has more events; what older ones left has other numbers."""
    data = bytearray(made)
    at = 4096 + 65536
    (free,) = struct.unpack_from("<I", data, at + 48)
    (size,) = struct.unpack_from("<I", data, at + free - 4)
    struct.pack_into("<I", data, at + 48, free - size)
    struct.pack_into("<Q", data, at + free - size + 8, number)
    assert len(list(reading(bytes(data)).entries())) == count


@pytest.mark.parametrize("share", [0.02, 0.05, 0.4, 0.6, 0.999])
def test_a_log_that_was_cut_is_read_up_to_there(made: bytes, share: float, reading: Reading) -> None:
    """What is whole is read, and the rest is accounted for."""
    data = made[: int(len(made) * share)]
    found = reading(data)
    entries = list(found.entries())
    assert [entry.at for entry in entries] == [entry.at for entry in reading(made).entries()][: len(entries)]
    (row,) = found.ledger()
    assert row.used.bytes + row.unparsed.bytes == row.bytes == len(data)


def test_damage_costs_no_other_event(made: bytes, reading: Reading) -> None:
    """Whatever bytes are overwritten, nothing fails, and every byte is in a record or unparsed."""
    dice = random.Random(7)  # noqa: S311  not for secrets
    for _ in range(150):
        data = bytearray(made)
        for _ in range(dice.randrange(1, 6)):
            at = dice.choice((4096, 4096 + 65536)) + dice.randrange(512, 3200)
            data[at] = dice.randrange(256)
        found = reading(bytes(data))
        entries = list(found.entries())
        (row,) = found.ledger()
        assert row.kind == "windows-evtx"
        assert row.records == len(entries) <= 5
        assert row.used.bytes + row.unparsed.bytes == row.bytes


def test_an_event_that_cannot_be_read_is_said(made: bytes, reading: Reading) -> None:
    """The others are read, and its bytes are unparsed."""
    data = bytearray(made)
    (size,) = struct.unpack_from("<I", data, 4096 + 512 + 4)
    second = 4096 + 512 + size
    data[second + 24] = 0x3A
    found = reading(bytes(data))
    assert len(list(found.entries())) == 4
    assert [finding.code for finding in found.findings] == ["EV204"]


def test_a_log_without_events_is_one(reading: Reading) -> None:
    """A log that was cleared is understood, and holds nothing."""
    found = reading(log())
    assert found.understood
    assert list(found.entries()) == []
