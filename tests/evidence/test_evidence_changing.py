"""Files that change while they are read, lines without an end, and folders of very many files."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from made_up_logs import MAKERS, write

from afterword.cli.main import main
from afterword.evidence.collection import Collection, read
from afterword.evidence.counting import Counting
from afterword.evidence.options import Options
from afterword.evidence.zonemap import ZoneMap
from afterword.model.evidence import LedgerRow
from afterword.timeline.collecting import likeness
from afterword.timeline.merging import Merge
from afterword.timeline.telling import tell

CHANGES: dict[str, tuple[Callable[[Path, bytes], object], str]] = {
    "grown": (lambda path, data: path.write_bytes(data + data[:5000]), "has grown by 5,000 bytes"),
    "cut": (lambda path, data: path.write_bytes(data[: len(data) // 2]), "changed while it was read"),
    "emptied": (lambda path, _: path.write_bytes(b""), "changed while it was read"),
    "shifted": (lambda path, data: path.write_bytes(b"# rotated\n" + data), "changed while it was read"),
    "replaced": (lambda path, data: path.write_bytes(b"\0" * len(data)), "changed while it was read"),
    "removed": (lambda path, _: path.unlink(), "is not there any more"),
}


def counting() -> Counting:
    """Reads logs of any length in counts."""
    return Counting(likeness=likeness, least=1, chunk=20_000, zones=ZoneMap(Path(os.devnull)))


def by_records(collection: Collection) -> LedgerRow:
    """Told record by record."""
    return collection.ledger(tell(collection.entries()).dispositions)[0]


def in_counts(collection: Collection) -> LedgerRow:
    """Told in counts."""
    return collection.ledger(tell(collection.condensed(counting())).dispositions)[0]


def merged(collection: Collection) -> LedgerRow:
    """Merged line by line."""
    merge = Merge(collection, counting())
    for _ in merge.lines(lambda items: items):
        pass
    return collection.ledger(merge.fates)[0]


@pytest.mark.parametrize("how", CHANGES)
@pytest.mark.parametrize("way", [by_records, in_counts, merged])
def test_a_file_that_changes_is_said_to(tmp_path: Path, how: str, way: Callable[[Collection], LedgerRow]) -> None:
    """Whatever happens to a file after it was opened, nothing crashes, the ledger adds up, and a finding says it."""
    path = tmp_path / "app.log"
    write(path, MAKERS["app.log"], 1000, 1, {})
    collection = read([path], options=Options())
    change, said = CHANGES[how]
    change(path, path.read_bytes())
    row = way(collection)
    kept = [row.used, row.grouped, *row.set_aside.values()]
    assert sum(tally.bytes for tally in kept) + row.unparsed.bytes == row.bytes
    assert row.unparsed.bytes >= 0
    assert any(f.code == "EV212" and said in f.message for f in collection.findings)


@pytest.mark.parametrize("way", [by_records, in_counts, merged])
def test_a_file_that_was_only_touched_has_not_changed(tmp_path: Path, way: Callable[[Collection], LedgerRow]) -> None:
    """What was copied over itself, or touched, holds what was read."""
    path = tmp_path / "app.log"
    write(path, MAKERS["app.log"], 1000, 1, {})
    collection = read([path], options=Options())
    os.utime(path, (1, 1))
    assert way(collection).unparsed.bytes == 0
    assert not collection.findings


@pytest.mark.parametrize("way", [by_records, in_counts, merged])
def test_a_line_without_an_end_is_counted_and_reported(tmp_path: Path, way: Callable[[Collection], LedgerRow]) -> None:
    """A line of forty megabytes is in no record; those around it are read, and a finding names its place."""
    path = tmp_path / "app.log"
    write(
        path,
        MAKERS["app.log"],
        500,
        1,
        {250: "2024-02-15 13:59:00,000 INFO  exec-1 orders: " + "x" * 40_000_000 + "\n"},
    )
    collection = read([path], options=Options())
    row = way(collection)
    assert (row.records, row.unparsed.lines) == (500, 1)
    assert row.unparsed.bytes > 40_000_000
    assert [(f.code, f.line) for f in collection.findings] == [("EV211", 251)]


def test_a_long_row_of_one_sign_is_soon_recognised_as_nothing(tmp_path: Path) -> None:
    """No pattern of any kind takes the square of a line's length."""
    for sign in (
        b"a",
        b"1",
        b" ",
        b"-",
        b".",
        b":",
        b"[",
        b'"',
        b"{",
        b"<",
        b"=",
        b"_",
        b"\xc3\xa9",
        b"a1",
        b"a.",
        b"a:",
    ):
        (tmp_path / "x").write_bytes(sign * (300_000 // len(sign)))
        assert not read([tmp_path / "x"], options=Options()).understood


def test_very_many_files_are_summed_up(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of hundreds of files the account says what became of those of a folder, and does not list each finding."""
    for number in range(240):
        folder = tmp_path / f"host-{number % 3}"
        folder.mkdir(exist_ok=True)
        (folder / f"{number}.log").write_text(f"2024-02-15 14:00:0{number % 10} order {number}\n", encoding="utf-8")
        (tmp_path / f"{number}.bin").write_bytes(b"\0\1\2\3" * 10)
    assert main(["timeline", str(tmp_path)]) == 0
    said = capsys.readouterr().err
    assert "host-1/ (80 files)  text: 80 records; 80 grouped" in said
    assert "240 files           not understood (9,600 bytes)" in said
    assert "EV101: 140 more of these" in said
    assert said.count("\n") < 130


@pytest.mark.slow
def test_a_hundred_thousand_files_are_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each file is in the timeline and in the ledger."""
    for number in range(100_000):
        folder = tmp_path / str(number // 1000)
        folder.mkdir(exist_ok=True)
        (folder / f"{number}.log").write_text(f"2024-02-15 14:00:0{number % 10} order {number}\n", encoding="utf-8")
    assert main(["timeline", str(tmp_path)]) == 0
    said = capsys.readouterr()
    assert "(x100,000)" in said.out
    assert "text: 1,000 records; 1,000 grouped" in said.err
