"""Law 5: every byte of every file is in a record or unparsed, whatever the file holds."""

import bz2
import gzip
import lzma
import random
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from afterword.evidence.collection import read
from afterword.evidence.container import zstd
from afterword.evidence.options import Options
from afterword.model.evidence import Entry, LedgerRow, Tally

LINES = (
    "Feb 15 14:32:10 web-1 sshd[12]: Accepted password for ana",
    "Feb 29 24:61:99 web-1 sshd[12]: impossible",
    "2024-02-15 14:32:10,123 INFO [main] started",
    "2024-02-15T14:32:10Z something",
    "\tat com.example.Main(Main.java:3)",
    "",
    "   ",
    '{"timestamp": "2024-02-15T14:32:10Z", "message": "x"}',
    '{"timestamp": "14:42", "message": "y"}',
    '{"broken": ',
    '203.0.113.9 - - [15/Feb/2024:09:32:10 -0500] "GET / HTTP/1.1" 502 1',
    "time=2024-02-15T14:32:10Z level=info msg=hello",
    "2024/02/15 14:32:10 [error] 31#31: *1 failed",
    "| Time | What |",
    "|---|---|",
    "| 14:32 | alert |",
    "- 14:35 UTC - looking",
    "## 2024-02-15",
    "time,what",
    '2024-02-15 14:32,"two',
    'lines"',
    "commit 619c4e6f0d2c1b3a4d5e6f7a8b9c0d1e2f3a4b5c",
    "Author: Ana <ana@example.com>",
    "Date:   Sat Nov 21 10:04:58 2026 +0000",
    "<15>1 2024-02-15T14:32:10Z host app 1 - - text",
    "<15>2021-03-06T04:07:33.194677+00:00 host tag a<14>2021-03-06T04:07:33.196352+00:00 host tag b",
    "\ufeffhead",
    "\x00\x01",
)
ENDS = st.sampled_from(("\n", "\r\n", "\n\n"))
TEXTS = st.lists(st.tuples(st.sampled_from(LINES), ENDS), max_size=12).map(
    lambda pairs: "".join(line + end for line, end in pairs)
)
REPEATED = st.tuples(st.sampled_from(LINES), st.integers(1, 4), TEXTS).map(
    lambda parts: (parts[0] + "\n") * parts[1] + parts[2]
)
FILES = st.one_of(
    st.binary(max_size=400),
    TEXTS.map(lambda text: text.encode("utf-8", "surrogatepass")),
    REPEATED.map(lambda text: text.encode("utf-8", "surrogatepass")),
    REPEATED.map(lambda text: text.rstrip("\n").encode()),
    REPEATED.map(lambda text: text.encode("utf-16")),
    REPEATED.map(lambda text: b"\xff\xfe" + text.encode("utf-16-le") + b"x"),
    REPEATED.map(lambda text: b"\xef\xbb\xbf" + text.encode()),
    REPEATED.map(lambda text: text.encode("latin-1", "replace") + b"\xe9\xff"),
)


def collect(data: bytes, name: str = "file") -> tuple[list[Entry], tuple[LedgerRow, ...], bytes]:
    """Entries and ledger of a file with these bytes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(data)
        found = read([path], options=Options())
        return list(found.entries()), found.ledger(), data


def total(row: LedgerRow) -> tuple[int, int]:
    """Records and bytes of a row, unparsed bytes included."""
    parts: list[Tally] = [row.used, row.grouped, *row.set_aside.values()]
    return sum(part.records for part in parts), sum(part.bytes for part in parts) + row.unparsed.bytes


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=FILES)
def test_every_byte_of_a_file_is_accounted_for(data: bytes) -> None:
    """Records and their bytes, with the unparsed ones, make up the whole file."""
    entries, (row,), _ = collect(data)
    assert total(row) == (row.records, len(data)) == (len(entries), row.bytes)
    assert row.unparsed.bytes >= 0
    lines = data.count(b"\n") + (not data.endswith(b"\n") and bool(data))
    if not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        assert row.used.lines + row.unparsed.lines == lines


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=FILES)
def test_every_source_is_where_it_says(data: bytes) -> None:
    """Spans lie within the file, follow each other, and start on the line that they name."""
    entries, _, _ = collect(data)
    end = 0
    for entry in entries:
        (source,) = entry.sources
        assert end <= source.offset < source.offset + source.length <= len(data)
        end = source.offset + source.length
        if source.line is not None and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
            assert data[: source.offset].count(b"\n") + 1 == source.line
        if source.end_line is not None and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
            assert data[: end - 1].count(b"\n") + 1 == source.end_line


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=FILES, pack=st.sampled_from((gzip.compress, bz2.compress, lzma.compress, zstd.compress)), cut=st.booleans())
def test_a_compressed_file_is_accounted_for_as_its_member(data: bytes, pack: object, cut: bool) -> None:
    """The row is the member's, and its bytes add up, even where the file ends too early."""
    packed = pack(data)  # type: ignore[operator]
    entries, rows, _ = collect(packed[: len(packed) // 2] if cut else packed, "file.gz")
    for row in rows:
        assert total(row) == (row.records, row.bytes)
    assert sum(row.records for row in rows) == len(entries)
    if not cut:
        assert rows[0].bytes == len(data)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@example(data=b"\xfd7zXZ\x00", seed=random.Random(1))  # noqa: S311
@example(data=b"\x28\xb5\x2f\xfd", seed=random.Random(1))  # noqa: S311
@example(data=b"\x1f\x8b\x08", seed=random.Random(1))  # noqa: S311
@given(data=FILES, seed=st.randoms())
def test_dispositions_change_no_sum(data: bytes, seed: object) -> None:
    """However records are used, grouped, or set aside, their bytes stay."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "file")
        path.write_bytes(data)
        found = read([path], options=Options())
        said = [seed.choice(("used", "grouped", "noise", "twin")) for _ in found.entries()]  # type: ignore[attr-defined]
        (row,) = found.ledger(said)
    assert total(row) == (row.records, len(data))
    assert row.used.records == said.count("used")
    assert row.grouped.records == said.count("grouped")
    assert {name: tally.records for name, tally in row.set_aside.items()} == {
        name: said.count(name) for name in ("noise", "twin") if name in said
    }
