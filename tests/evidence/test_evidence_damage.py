"""Archives that end too early, logs with holes, and folders that lead nowhere: what there is of them is read."""

import gzip
import io
import tarfile
import zipfile
from pathlib import Path

import pytest

from afterword.evidence.collection import Collection, read
from afterword.evidence.options import Options

LOG = b"2024-02-15T14:32:10Z one\n2024-02-15T14:32:11Z two\n"


def opened(path: Path) -> Collection:
    """The evidence at a path."""
    return read([path], options=Options())


def codes(found: Collection) -> set[str]:
    """Codes of the findings."""
    return {finding.code for finding in found.findings}


def zipped(**members: bytes) -> bytes:
    """A ZIP archive."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def tarred(**members: bytes) -> bytes:
    """A TAR archive."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name, data in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return stream.getvalue()


HELD = {
    "cut within a member": (lambda: tarred(a=LOG, b=LOG * 100)[: 3 * 512 + 28 * 50], "EV106", 58),
    "cut within the only member": (lambda: tarred(a=LOG * 100)[: 512 + 28 * 50], "EV106", 56),
    "cut, then compressed": (lambda: gzip.compress(tarred(a=LOG * 100)[: 512 + 28 * 50]), "EV106", 56),
    "no members": (zipped, "EV112", 0),
}


@pytest.mark.parametrize("name", HELD)
def test_an_archive_is_in_the_ledger_whatever_came_of_it(tmp_path: Path, name: str) -> None:
    """What could be read of it is read, and that there was no more is said."""
    make, code, least = HELD[name]
    (tmp_path / "x").write_bytes(make())
    found = opened(tmp_path / "x")
    assert len(list(found.entries())) >= least // 2
    assert found.ledger()
    assert code in codes(found)


def test_a_damaged_stream_gives_what_stands_before_the_damage(tmp_path: Path) -> None:
    """Of what was expanded before it at most some kilobytes are lost."""
    lines = b"".join(b"2024-02-15T14:32:10Z number %d came\n" % number for number in range(100_000))
    data = bytearray(gzip.compress(lines))
    data[-100:-60] = bytes(40)
    (tmp_path / "x.gz").write_bytes(data)
    found = opened(tmp_path / "x.gz")
    assert len(list(found.entries())) > 98_000
    assert "EV106" in codes(found)


HOLES = {
    "before the text": b"\0" * 70_000 + LOG,
    "within it": LOG[:25] + b"\0" * 500 + LOG[25:],
    "behind it": LOG + b"\0" * 4096,
    "everywhere": b"\0" * 16 + LOG[:25] + b"\0" * 16 + LOG[25:] + b"\0" * 16,
}


@pytest.mark.parametrize("name", HOLES)
def test_room_that_was_left_in_a_log_is_no_text(tmp_path: Path, name: str) -> None:
    """NUL bytes of a log that was emptied while it was written, or cut by a crash, are unparsed; its lines are read."""
    data = HOLES[name]
    (tmp_path / "x.log").write_bytes(data)
    found = opened(tmp_path / "x.log")
    assert [entry.what for entry in found.entries()] == ["one", "two"]
    for entry, text in zip(found.entries(), LOG.splitlines(keepends=True), strict=True):
        source = entry.sources[0]
        assert data[source.offset : source.offset + source.length] == text
    (row,) = found.ledger()
    assert row.unparsed.bytes == len(data) - len(LOG)


def test_nothing_but_holes_is_said(tmp_path: Path) -> None:
    """A file of NUL bytes is not empty."""
    (tmp_path / "x.log").write_bytes(bytes(5000))
    assert [f.message for f in opened(tmp_path / "x.log").findings] == [
        "x.log is not understood: it holds nothing but NUL bytes"
    ]


def test_a_mark_within_a_log_is_of_no_line(tmp_path: Path) -> None:
    """Files with byte order marks are put behind one another."""
    data = LOG + b"\xef\xbb\xbf" + LOG
    (tmp_path / "x.log").write_bytes(data)
    assert [entry.what for entry in opened(tmp_path / "x.log").entries()] == ["one", "two"] * 2


def test_the_year_0_is_no_year(tmp_path: Path) -> None:
    """A time that cannot be is kept as it is written, and gets no other year."""
    (tmp_path / "x.log").write_bytes(b"0000-01-01T00:00:00Z never\n" + LOG * 5)
    found = opened(tmp_path / "x.log")
    first = next(found.entries())
    assert (first.at, first.written) == (None, "0000-01-01T00:00:00Z")


def test_a_link_in_a_circle_is_said(tmp_path: Path) -> None:
    """It leads nowhere, and stops nothing."""
    (tmp_path / "app.log").write_bytes(LOG)
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    found = opened(tmp_path)
    assert [row.path for row in found.ledger()] == ["app.log"]
    assert [finding.code for finding in found.findings] == ["EV111", "EV111"]


def test_small_members_do_not_fill_the_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once their room is full, members go to files, and are read the same."""
    monkeypatch.setattr("afterword.evidence.scratch._ROOM", 100)
    (tmp_path / "x.zip").write_bytes(zipped(**{f"{n}.log": LOG for n in range(9)}))
    found = opened(tmp_path / "x.zip")
    assert [piece.blob.path is None for piece in found.pieces] == [True] * 2 + [False] * 7
    assert len(list(found.entries())) == 18
