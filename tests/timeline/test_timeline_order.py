"""Tests of the order of entries whose times state no year."""

from collections.abc import Iterable
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterword.model.evidence import Entry, Source
from afterword.timeline.order import Order, beside
from afterword.timeline.telling import tell


def entry(file: str, at: str | None) -> Entry:
    """A record that says nothing but when."""
    source = Source(file=file, kind="syslog", line=1, offset=0, length=9, sha256="0" * 64)
    return Entry(at=at, what=at, precision="second", sources=(source,))


def placed(rows: Iterable[tuple[str, str | None]]) -> list[tuple[str, str, str | None]]:
    """Key, file, and time of each record, as they are told."""
    order = Order()
    keyed = [(order.key(entry(file, at)), file, at) for file, at in rows]
    places = order.places()
    return sorted(((places.of(key, file), file, at) for key, file, at in keyed), key=lambda row: row[0])


def days(*files: str) -> list[str]:
    """The days as told, of files that are written as days apart by blanks; ``2026-03-01`` states its year."""
    rows = [
        (f"log.{number}", f"{day}T10:00:00" if len(day) > 5 else f"--{day}T10:00:00")
        for number, file in enumerate(files)
        for day in file.split()
    ]
    return [(at or "").split("T")[0].removeprefix("--") for _, _, at in placed(rows)]


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("01-22 02-29 12-18 03-23 12-31 11-18 02-06 11-18", "01-22 02-29 12-18 03-23 12-31 11-18 02-06 11-18"),
        ("11-28 12-31 01-01 01-30", "11-28 12-31 01-01 01-30"),
        ("11-18 02-06", "11-18 02-06"),
        ("11-28 12-31 01-01 12-31 01-02 12-30 01-03", "11-28 12-30 12-31 12-31 01-01 01-02 01-03"),
        ("03-10 03-12 03-11 03-13", "03-10 03-11 03-12 03-13"),
        ("03-22 03-28 03-15 03-21 03-08 03-14", "03-08 03-14 03-15 03-21 03-22 03-28"),
        ("11-20 01-01 01-01 11-20 11-21 01-01 11-21 11-22", "11-20 01-01 01-01 11-20 11-21 01-01 11-21 11-22"),
        ("02-28 12-18 03-01", "02-28 12-18 03-01"),
        ("06-01 11-01 04-01 09-01 02-01 07-01", "06-01 11-01 04-01 09-01 02-01 07-01"),
    ],
)
def test_a_file_without_a_year_keeps_its_order(file: str, told: str) -> None:
    """A jump back passes New Year or is astray, and is told where it stands; what is a little late is sorted."""
    assert days(file) == told.split()


def test_a_clock_that_was_not_set_costs_no_year() -> None:
    """What follows two starts at the first of January still stands in the year of the other evidence."""
    rows: list[tuple[str, str | None]] = [("pager", "2025-11-22T10:30:00")]
    rows += [("syslog", f"--{day}T10:00:00") for day in ("11-20", "01-01", "11-21", "01-01", "11-22")]
    assert [key[:10] for key, file, _ in placed(rows) if file == "syslog"] == [
        "2025-11-20",
        "2025-11-20",
        "2025-11-21",
        "2025-11-21",
        "2025-11-22",
    ]


@pytest.mark.parametrize(
    ("files", "told"),
    [
        (("01-05 03-05 05-05", "02-05 04-05"), "01-05 02-05 03-05 04-05 05-05"),
        (("12-20 12-31 01-01 01-20", "01-10 01-30"), "12-20 12-31 01-01 01-10 01-20 01-30"),
        (("01-01 01-09", "10-30 11-30 12-31"), "10-30 11-30 12-31 01-01 01-09"),
        (("01-01 01-09", "11-10 11-30", "12-10 12-31"), "11-10 11-30 12-10 12-31 01-01 01-09"),
        (("01-05 02-05", "09-05 10-05"), "01-05 02-05 09-05 10-05"),
        (("2026-01-03 2026-01-04 2026-01-05", "12-30 12-31 01-01 01-04"),
         "12-30 12-31 01-01 2026-01-03 2026-01-04 01-04 2026-01-05"),
        (("2025-12-31 2026-01-01 2026-01-02", "12-31"), "2025-12-31 12-31 2026-01-01 2026-01-02"),
        (("2020-02-01 2024-02-01 2024-02-02 2024-02-03", "02-02"), "2020-02-01 2024-02-01 2024-02-02 02-02 2024-02-03"),
    ],
)  # fmt: skip
def test_files_without_a_year_stand_among_the_others(files: tuple[str, ...], told: str) -> None:
    """Months of several files interleave, and a file stands in the year whose months the rest shares or adjoins."""
    assert days(*files) == told.split()


@given(st.lists(st.integers(0, 300), max_size=60))
def test_a_log_in_order_is_told_in_its_order(steps: list[int]) -> None:
    """Whatever years it spans, a log that is never silent for eleven months stays as it is."""
    days = list(accumulate(steps))
    rows = [("log", f"--{day // 28 % 12 + 1:02d}-{day % 28 + 1:02d}T00:00:{n:02d}") for n, day in enumerate(days)]
    order = Order()
    keys = [order.key(entry(*row)) for row in rows]
    places = order.places()
    dated = [places.of(key, "log") for key in keys]
    assert dated == sorted(dated)


def test_undated_records_stay_behind_the_one_before_them() -> None:
    """A continued message has the place of its file's last record, also over New Year."""
    rows = [("log", at) for at in (None, "--12-31T23:59:59", None, "--01-01T00:00:00", None)]
    assert [at for _, _, at in placed(rows)] == [None, "--12-31T23:59:59", None, "--01-01T00:00:00", None]


@pytest.mark.parametrize("at", ["--99-99T99:99:99", "--xx-01", "--", "2024-99-99T00:00:00", "9999-12-31", "0000"])
def test_times_that_cannot_be_have_a_place(at: str) -> None:
    """A time that no calendar has stops nothing."""
    assert len(placed([("log", "--02-01T00:00:00"), ("log", at), ("log", "--02-02T00:00:00")])) == 3


def test_a_log_that_always_jumps_is_read_to_its_end() -> None:
    """More jumps than are counted one by one still give every record a place."""
    rows = [("log", f"--{(number * 5) % 12 + 1:02d}-01T00:00:00") for number in range(5000)]
    assert len(placed(rows)) == 5000


@pytest.mark.parametrize(
    ("key", "at", "told"),
    [
        ("-003-02-01T10:00:00", "--02-01T11:00:00", "-003-02-01T11:00:00"),
        ("2024-02-01T10:00:00", "--02-01T11:00:00", "2024-02-01T11:00:00"),
        ("2024-02-01T10:00:00", "2024-02-01T11:00:00Z", "2024-02-01T11:00:00"),
    ],
)
def test_a_further_time_stands_by_its_record(key: str, at: str, told: str) -> None:
    """It takes the year of its record where it states none."""
    assert beside(key, at) == told


def test_a_log_without_a_year_bears_witness_with_dated_ones(evidence) -> None:  # noqa: ANN001
    """Failures in a log without a year are the beginning of what the pager dates, and are named by that year."""
    for second in range(0, 5400, 2):
        at = f"--02-15T{14 + second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}"
        failing = 1920 <= second < 3720 and second % 4 == 0
        evidence.add("access-log", at, f"POST /checkout {503 if failing else 200}", file="access.log")
    evidence.add("pagerduty", "2024-02-15T14:35:00Z", "Triggered: checkout error rate above 5%", who="monitor")
    evidence.add("pagerduty", "2024-02-15T14:36:00Z", "Acknowledged by Ben", who="Ben")
    told = tell(evidence.entries)
    assert {e.phase: e.at for e in told.entries if e.phase in {"began", "detected"}} == {
        "began": "--02-15T14:32:00",
        "detected": "2024-02-15T14:35:00Z",
    }
    assert [f.message for f in told.findings if f.code == "TL103"] == [
        "times without a year stand in the order as if they were of 2024"
    ]


def test_a_burst_in_a_log_without_a_year_stands_out(evidence) -> None:  # noqa: ANN001
    """Errors are counted by the minute there as well, over New Year too."""
    for minute in range(120):
        day = "12-31T23" if minute < 60 else "01-01T00"
        for number in range(50 if 50 <= minute < 70 else 1):
            at = f"--{day}:{minute % 60:02d}:{number:02d}"
            evidence.add("syslog", at, f"order {number} failed", severity="error")
    told = tell(evidence.entries)
    assert [(e.at, e.last, e.count) for e in told.entries] == [
        ("--12-31T23:00:00", "--01-01T00:59:00", 100),
        ("--12-31T23:50:00", "--01-01T00:09:49", 1000),
    ]
