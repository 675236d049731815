"""Metrics as CSV."""

from collections.abc import Callable

import pytest

from afterword.evidence.collection import Collection

Reading = Callable[..., Collection]
WIDE = '"Time","cpu {host=web1}","errors"\n' + "".join(f"2024-02-15 14:3{n}:00,0.{n}5,{n * 3}\n" for n in range(5))


def test_each_number_is_a_sample(reading: Reading) -> None:
    """A row gives one for each series, at the row's time, in the zone that the file does not state."""
    found = reading(WIDE)
    entries = list(found.entries())
    assert [row.kind for row in found.ledger()] == ["metrics-csv"]
    assert len(entries) == 10
    assert (entries[0].at, entries[0].what) == ("2024-02-15T14:30:00", "cpu {host=web1} 0.05")
    assert (entries[-1].at, entries[-1].what, entries[-1].zone_basis) == ("2024-02-15T14:34:00", "errors 12", "unknown")
    spans = [entry.sources[0] for entry in entries]
    text = WIDE.encode()
    assert text[spans[0].offset : spans[0].offset + spans[0].length] == b"2024-02-15 14:30:00,0.05"
    assert text[spans[1].offset : spans[1].offset + spans[1].length] == b",0\n"
    assert [span.record for span in spans] == list(range(1, 11))
    (row,) = found.ledger()
    assert row.used.bytes + row.unparsed.bytes == row.bytes
    assert (row.used.lines, row.unparsed.lines) == (5, 1)


FORMS = [("sep=,\n", ",", "", "%"), ("\ufeff", ";", '"', ""), ("", "\t", "", " ms"), ("", ",", '"', " K")]


@pytest.mark.parametrize(("head", "delimiter", "quote", "unit"), FORMS)
def test_exports_differ_in_small_things(reading: Reading, head: str, delimiter: str, quote: str, unit: str) -> None:
    """A hint for spreadsheets, other delimiters, quotes, units, line ends, and gaps."""
    rows = (
        ["Time", "cpu"],
        *([f"2024-02-15T14:3{n}:00Z", f"1,{n}00.5{unit}" if quote else f"{n}.5{unit}"] for n in range(4)),
    )
    lines = [delimiter.join(f"{quote}{cell}{quote}" for cell in row) for row in rows]
    found = reading(head + "\r\n".join([*lines, f"2024-02-15T14:34:00Z{delimiter}", ""]))
    entries = list(found.entries())
    assert [row.kind for row in found.ledger()] == ["metrics-csv"]
    assert [entry.at for entry in entries] == [f"2024-02-15T14:3{n}:00Z" for n in range(4)]
    assert [entry.what for entry in entries] == [f"cpu 1{n}00.5" if quote else f"cpu {n}.5" for n in range(4)]


def test_a_row_may_be_a_sample(reading: Reading) -> None:
    """Series, time, value: as older exports are."""
    rows = "".join(f"{name};2024-02-15T15:3{n}:00+01:00;{n}\n" for name in ("cpu", "errors") for n in range(3))
    entries = list(reading("Series;Time;Value\n" + rows).entries())
    assert [entry.what for entry in entries] == ["cpu 0", "cpu 1", "cpu 2", "errors 0", "errors 1", "errors 2"]
    assert entries[0].at == "2024-02-15T14:30:00Z"


@pytest.mark.parametrize(
    "text",
    [
        "time,status\n" + "".join(f"2024-02-15T14:30:{second:02}Z,200\n" for second in (0, 1, 9, 10, 27)),
        "time,host,value\n" + "".join(f"2024-02-15T14:3{n}:00Z,web{n},1\n" for n in range(4)),
        "Time,x\nnever,1\nnever,2\nnever,3\n",
    ],
)
def test_other_tables_are_left_alone(reading: Reading, text: str) -> None:
    """Rows of a log stand at any time, and hold words."""
    assert {row.kind for row in reading(text).ledger()} <= {"csv", None}
