"""Whatever is wrong with evidence is said; nothing of it is lost, and nothing stops the rest."""

import bz2
import gzip
import io
import os
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from afterword.errors import InputError, UsageError
from afterword.evidence.collection import Collection, read
from afterword.evidence.container import zstd
from afterword.evidence.options import Options

LOG = b"2024-02-15T14:32:10Z one\n2024-02-15T14:32:11Z two\n"


def opened(path: Path, **options: object) -> Collection:
    """The evidence at a path."""
    return read([path], options=Options(**options))  # type: ignore[arg-type]


def codes(found: Collection) -> set[str]:
    """Codes of the findings."""
    return {finding.code for finding in found.findings}


def zipped(**members: bytes) -> bytes:
    """A ZIP archive; ``__`` in a name stands for a slash."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/"), data)
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


def encrypted() -> bytes:
    """A ZIP archive whose member says that it is encrypted."""
    data = bytearray(zipped(a=LOG))
    for magic, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(magic) + at] |= 1
    return bytes(data)


NOT_UNDERSTOOD = {
    "empty": b"",
    "blank": b"\n \n\n",
    "binary": bytes(range(256)) * 8,
    "NULs": b"\0" * 5000,
    "prose": b"It was a quiet day.\nNothing happened, and nobody called.\n",
    "source": b"import os\n\n\ndef main():\n    print(os.getcwd())\n",
    "one JSON document": b'{"kind": "Thing", "created_at": "2024-02-15T14:32:10Z", "list": [1, 2]}',
    "deep JSON": b"[" * 100_000,
    "deep JSON closed": b"[" * 50_000 + b"]" * 50_000,
    "deep JSON line": b'{"timestamp":' + b"[" * 60_000,
    "long number": b'{"timestamp": ' + b"9" * 20_000 + b"}\n",
    "cut JSON": b'{"a": [1, 2',
    "CSV without a time": b"a,b\n1,2\n3,4\n",
    "a postmortem": b"# Outage\n\nIt broke.\n\n## Timeline\n\n- 14:32 broke\n- 14:40 fixed\n\n## Lessons\n\nX.\nY.\n",
    "a table of contents": b"- [One](#one)\n- [Two](#two)\n",
    "LZ4": b"\x04\x22\x4d\x18" + bytes(40),
}


@pytest.mark.parametrize("name", NOT_UNDERSTOOD)
def test_what_is_no_evidence_is_not_understood(tmp_path: Path, name: str) -> None:
    """It has a row without a kind, with all its bytes unparsed, and a finding."""
    data = NOT_UNDERSTOOD[name]
    (tmp_path / "file").write_bytes(data)
    found = opened(tmp_path / "file")
    assert not found.understood
    assert list(found.entries()) == []
    (row,) = found.ledger()
    assert (row.kind, row.bytes, row.unparsed.bytes, row.records) == (None, len(data), len(data), 0)
    assert "EV101" in codes(found)


def test_a_missing_file_is_one_line(tmp_path: Path) -> None:
    """A path that does not exist is the caller's error."""
    with pytest.raises(InputError, match="does not exist"):
        opened(tmp_path / "nowhere")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_is_one_line(tmp_path: Path) -> None:
    """A file that was named and cannot be read is the caller's error."""
    path = tmp_path / "file"
    path.write_bytes(LOG)
    path.chmod(0)
    with pytest.raises(InputError, match="cannot be read"):
        opened(path)


def test_an_empty_folder_is_a_finding(tmp_path: Path) -> None:
    """A folder without files gives no evidence and says so."""
    found = opened(tmp_path)
    assert not found.understood
    assert codes(found) == {"EV112"}


def test_a_pipe_in_a_folder_is_not_opened(tmp_path: Path) -> None:
    """Reading would wait forever."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "app.log").write_bytes(LOG)
    found = opened(tmp_path)
    assert codes(found) == {"EV111"}
    assert len(list(found.entries())) == 2


def test_links_to_folders_are_said_and_not_followed(tmp_path: Path) -> None:
    """A link could lead in a circle, or out of the evidence."""
    (tmp_path / "app.log").write_bytes(LOG)
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / ".git").mkdir()
    found = opened(tmp_path)
    assert [row.path for row in found.ledger()] == ["app.log"]
    assert [finding.code for finding in found.findings] == ["EV111", "EV111"]


def test_an_unknown_zone_is_refused(tmp_path: Path) -> None:
    """A zone that does not exist is the caller's error."""
    (tmp_path / "app.log").write_bytes(LOG)
    with pytest.raises(UsageError, match="Mars/Olympus"):
        opened(tmp_path, tz="Mars/Olympus")


def test_files_are_taken_in_the_order_of_their_names(tmp_path: Path) -> None:
    """The order does not depend on the file system."""
    for name in ("b.log", "a.log", "sub/c.log"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(LOG)
    assert [row.path for row in opened(tmp_path).ledger()] == ["a.log", "b.log", "sub/c.log"]


def test_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    """Two files of the same name from two folders have different paths in the ledger."""
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "app.log").write_bytes(LOG)
    found = read([tmp_path / "one" / "app.log", tmp_path / "two" / "app.log"], options=Options())
    assert [row.path for row in found.ledger()] == ["app.log", "two/app.log"]


def test_the_same_file_is_read_once(tmp_path: Path) -> None:
    """A file given by itself and by its folder gives its records once."""
    (tmp_path / "app.log").write_bytes(LOG)
    found = read([tmp_path, tmp_path / "app.log"], options=Options())
    assert len(list(found.entries())) == 2


SKIPPED = b"\x5e\x2a\x4d\x18" + (17).to_bytes(4, "little") + bytes(17)
"""A frame of Zstandard that says nothing, as the table at the end of a seekable file is."""

PACKED: dict[str, tuple[str, bytes, list[str]]] = {
    "gzip": ("app.log.gz", gzip.compress(LOG), ["app.log.gz!app.log"]),
    "bzip2": ("app.log.bz2", bz2.compress(LOG), ["app.log.bz2!app.log"]),
    "gzip in parts": ("app.log.gz", gzip.compress(LOG[:25]) + gzip.compress(LOG[25:]), ["app.log.gz!app.log"]),
    "gzip, padded": ("app.gz", gzip.compress(LOG) + b"\0" * 512, ["app.gz!app"]),
    "zip": ("x.zip", zipped(a__b=LOG), ["x.zip!a/b"]),
    "tar": ("x.tar", tarred(a=LOG), ["x.tar!a"]),
    "tar.gz": ("x.tar.gz", gzip.compress(tarred(a=LOG)), ["x.tar.gz!a"]),
    "tgz": ("x.tgz", gzip.compress(tarred(a=LOG)), ["x.tgz!a"]),
    "zstd": ("app.log.zst", zstd.compress(LOG), ["app.log.zst!app.log"]),
    "zstd in frames": ("app.zst", zstd.compress(LOG[:25]) + zstd.compress(LOG[25:]), ["app.zst!app"]),
    "zstd, seekable": ("app.zst", SKIPPED + zstd.compress(LOG) + SKIPPED, ["app.zst!app"]),
    "tar.zst": ("x.tar.zst", zstd.compress(tarred(a=LOG)), ["x.tar.zst!a"]),
    "tzst": ("x.tzst", zstd.compress(tarred(a=LOG)), ["x.tzst!a"]),
    "gzip in zip": ("x.zip", zipped(a__gz=gzip.compress(LOG)), ["x.zip!a/gz!gz"]),
}


@pytest.mark.parametrize("name", PACKED)
def test_archives_are_opened_by_their_first_bytes(tmp_path: Path, name: str) -> None:
    """Each member has its row, its digest, and offsets of its own."""
    file, data, members = PACKED[name]
    (tmp_path / file).write_bytes(data)
    found = opened(tmp_path / file)
    assert [row.path for row in found.ledger()] == members
    assert all(row.member_sha256 and row.bytes == len(LOG) for row in found.ledger())
    assert [entry.sources[0].offset for entry in found.entries()] == [0, 25]
    assert not found.findings


DAMAGED: dict[str, tuple[bytes, str]] = {
    "gzip, cut": (gzip.compress(LOG * 50)[:-9], "EV106"),
    "gzip, broken": (gzip.compress(LOG * 50)[:-20] + b"x" * 20, "EV106"),
    "zstd, cut": (zstd.compress(LOG * 50)[:-9], "EV106"),
    "zstd, broken": (zstd.compress(LOG * 50)[:-20] + b"x" * 20, "EV106"),
    "zstd, cut in its second frame": (zstd.compress(LOG) + zstd.compress(LOG)[:-3], "EV106"),
    "zstd with more after it": (zstd.compress(LOG) + LOG, "EV106"),
    "zstd bomb": (zstd.compress(bytes(80 * 1024 * 1024)), "EV103"),
    "zip, cut": (zipped(a=LOG)[:-30], "EV106"),
    "zip, broken member": (zipped(a=LOG * 9).replace(b"PK\x01\x02", b"PK\x01\x03"), "EV106"),
    "tar, cut": (tarred(a=LOG * 50)[:700], "EV106"),
    "path that leaves the archive": (zipped(**{"..__..__etc__passwd": LOG}), "EV110"),
    "absolute path": (zipped(__etc__passwd=LOG), "EV110"),
    "encrypted": (encrypted(), "EV107"),
    "bomb": (gzip.compress(bytes(80 * 1024 * 1024), 9), "EV103"),
    "bomb in a zip": (zipped(a=bytes(80 * 1024 * 1024)), "EV103"),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_or_hostile_archive_is_reported(tmp_path: Path, name: str) -> None:
    """It is a finding, the ledger still adds up, and nothing is written outside of the program's own folder."""
    data, code = DAMAGED[name]
    (tmp_path / "x").write_bytes(data)
    found = opened(tmp_path / "x")
    assert code in codes(found)
    records = len(list(found.entries()))
    assert sum(row.records for row in found.ledger()) == records
    for row in found.ledger():
        assert row.used.bytes + row.unparsed.bytes == row.bytes
    assert sorted(path.name for path in tmp_path.iterdir()) == ["x"]


def test_a_cut_zip_with_stored_members_is_no_text_log(tmp_path: Path) -> None:
    """Lines of a log between the bytes of a damaged archive are not told as its records."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("a.log", LOG * 20)
    (tmp_path / "x.zip").write_bytes(made.getvalue()[:-30])
    found = opened(tmp_path / "x.zip")
    assert codes(found) == {"EV106"}
    assert not list(found.entries())
    (row,) = found.ledger()
    assert row.kind is None
    assert row.unparsed.bytes == row.bytes


STORED = {
    "PDF": b"%PDF-1.7\n",
    "Avro": b"Obj\x01\n",
    "split ZIP": b"PK\x07\x08\n",
    "ZIP, cut": b"PK\x03\x04\n",
    "gzip, broken": b"\x1f\x8b\x08\n",
    "zstd, broken": b"\x28\xb5\x2f\xfd\n",
    "SQLite": b"SQLite format 3\0\n",
}


@pytest.mark.parametrize("name", STORED)
def test_a_binary_file_with_lines_of_a_log_is_no_text_log(tmp_path: Path, name: str) -> None:
    """What says by its first bytes that it is no text is never read as one."""
    data = STORED[name] + LOG * 50
    (tmp_path / "x").write_bytes(data)
    found = opened(tmp_path / "x")
    assert not found.understood
    assert list(found.entries()) == []
    assert codes(found) & {"EV101", "EV106"}


def test_a_cut_archive_gives_what_it_holds(tmp_path: Path) -> None:
    """Records before the place where a compressed file ends are read."""
    many = b"".join(b"2024-02-15T14:32:10Z line %d\n" % n for n in range(5000))
    (tmp_path / "x.gz").write_bytes(gzip.compress(many)[:-2000])
    assert 1000 < len(list(opened(tmp_path / "x.gz").entries())) < 5000


def test_frames_of_zstd_count_by_themselves(tmp_path: Path) -> None:
    """Of a file that was cut, the frames before the cut are whole."""
    frames = [zstd.compress(b"2024-02-15T14:32:%02dZ line\n" % n) for n in range(60)]
    (tmp_path / "x.zst").write_bytes(b"".join(frames[:58]) + frames[-1][:5])
    found = opened(tmp_path / "x.zst")
    assert len(list(found.entries())) == 58
    assert codes(found) == {"EV106"}
    (row,) = found.ledger()
    assert row.used.bytes + row.unparsed.bytes == row.bytes


def test_archives_are_opened_only_so_deep(tmp_path: Path) -> None:
    """An archive in an archive in an archive ends somewhere."""
    data = LOG
    for _ in range(8):
        data = gzip.compress(data)
    (tmp_path / "x").write_bytes(data)
    assert "EV105" in codes(opened(tmp_path / "x"))


def test_links_in_an_archive_are_not_followed(tmp_path: Path) -> None:
    """A link could lead out of the archive."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        link = tarfile.TarInfo("link")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    (tmp_path / "x.tar").write_bytes(stream.getvalue())
    found = opened(tmp_path / "x.tar")
    assert list(found.entries()) == []
    assert codes(found) == {"EV109"}


ENCODINGS: dict[str, Callable[[str], bytes]] = {
    "UTF-8 with a mark": lambda text: text.encode("utf-8-sig"),
    "UTF-16, little end first": lambda text: b"\xff\xfe" + text.encode("utf-16-le"),
    "UTF-16, big end first": lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
    "UTF-16 without a mark": lambda text: text.encode("utf-16-le"),
    "UTF-16 without a mark, big end first": lambda text: text.encode("utf-16-be"),
}


@pytest.mark.parametrize("name", ENCODINGS)
def test_encodings_keep_exact_offsets(tmp_path: Path, name: str) -> None:
    """The bytes that a source names are those of its record, in the file's own encoding."""
    encode = ENCODINGS[name]
    lines = ["2024-02-15T14:32:10Z Grüße 🎉\r\n", "2024-02-15T14:32:11Z two\n"]
    data = encode("".join(lines))
    (tmp_path / "x").write_bytes(data)
    entries = list(opened(tmp_path / "x").entries())
    spans = [data[e.sources[0].offset : e.sources[0].offset + e.sources[0].length] for e in entries]
    plain = [encode(line)[-len(span) :] for line, span in zip(lines, spans, strict=True)]
    assert spans == plain
    assert entries[0].what == "Grüße 🎉"


def test_invalid_utf8_stays_readable(tmp_path: Path) -> None:
    """Broken bytes are shown as such, and offsets after them are exact."""
    data = b"2024-02-15T14:32:10Z caf\xe9 \x1b[31mred\x1b[0m \x07\n2024-02-15T14:32:11Z two\n"
    (tmp_path / "x").write_bytes(data)
    first, second = opened(tmp_path / "x").entries()
    assert first.what == "caf\ufffd red \ufffd"
    assert data[second.sources[0].offset :] == b"2024-02-15T14:32:11Z two\n"


@pytest.mark.parametrize("end", [b" \xe9t\xe9\n", b" \xe9", b" \xc3\xa9\n\t\xff\n"])
def test_a_text_that_is_not_utf8_is_said(tmp_path: Path, end: bytes) -> None:
    """The finding names the file and the line of the first such byte; UTF-8 beyond ASCII gives none."""
    (tmp_path / "x").write_bytes(LOG + b"2024-02-15T14:32:12Z caf\xc3\xa9" + end)
    found = opened(tmp_path / "x")
    assert list(found.entries())
    line = 4 if b"\xff" in end else 3
    said = [(f.message, f.line) for f in found.findings if f.code == "EV207"]
    assert said == [("x: not UTF-8; the bytes that are not are shown with replacement characters", line)]
    (tmp_path / "x").write_bytes(LOG + "2024-02-15T14:32:12Z café\x07\n".encode())
    assert not opened(tmp_path / "x").findings


def test_what_the_caller_supplied_is_said_once(tmp_path: Path) -> None:
    """Year and zone are named with the number of records and the files; a log that states both is not."""
    for name in "abcd":
        (tmp_path / f"{name}.log").write_bytes(b"Feb 15 14:32:10 web sshd: a\nFeb 15 14:32:11 web sshd: b\n")
    (tmp_path / "e.log").write_bytes(LOG)
    found = opened(tmp_path, year=2024, tz="CET")
    for _ in range(2):
        list(found.entries())
        assert [finding.message for finding in found.findings] == [
            "year 2024 (from --year) was taken for 8 records of a.log, b.log, c.log and 1 more, which state none",
            "zone CET (from --tz) was taken for 8 records of a.log, b.log, c.log and 1 more, which state none",
        ]
    assert not opened(tmp_path / "e.log", year=2024, tz="UTC").findings


def test_long_lines_are_lines(tmp_path: Path) -> None:
    """A line of 200 kB is read like any other."""
    data = b"".join(b"2024-02-15T14:32:1%dZ " % n + b"x" * 200_000 + b"\n" for n in range(5))
    (tmp_path / "x").write_bytes(data)
    assert [len(entry.what or "") for entry in opened(tmp_path / "x").entries()] == [200_000] * 5


def test_a_record_does_not_grow_without_end(tmp_path: Path) -> None:
    """Above four megabytes further lines are unparsed."""
    data = b"2024-02-15T14:32:10Z x\n" * 3000 + (b"\t" + b"z" * 99 + b"\n") * 60_000
    (tmp_path / "x").write_bytes(data)
    found = opened(tmp_path / "x")
    lengths = [entry.sources[0].length for entry in found.entries()]
    assert lengths[:-1] == [23] * 2999
    assert 4_000_000 < lengths[-1] < 4_500_000
    assert found.ledger()[0].unparsed.bytes == len(data) - sum(lengths)


def test_reading_can_be_given_up_and_begun_again(tmp_path: Path) -> None:
    """Entries may be asked for again, also after an iteration that was left early."""
    (tmp_path / "x").write_bytes(LOG)
    found = opened(tmp_path / "x")
    assert next(found.entries()).what == "one"
    assert [entry.what for entry in found.entries()] == ["one", "two"]
    assert found.ledger()[0].records == 2


def test_an_impossible_time_is_kept_without_one(tmp_path: Path) -> None:
    """The record stays, its time is unknown, and a finding says so."""
    (tmp_path / "x").write_bytes(
        b"Feb 30 14:32:10 web sshd: a\nFeb 15 14:32:10 web sshd: b\nFeb 15 39:32:10 web sshd: c\n"
    )
    found = opened(tmp_path / "x")
    assert [entry.at for entry in found.entries()] == [None, "--02-15T14:32:10", None]
    assert "EV202" in codes(found)


def test_standard_input_is_evidence(monkeypatch: pytest.MonkeyPatch) -> None:
    """``-`` reads what another program writes, archives too."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(gzip.compress(LOG))))
    found = read([Path("-")], options=Options())
    assert [entry.what for entry in found.entries()] == ["one", "two"]
    assert [row.path for row in found.ledger()] == ["standard input!standard input"]
