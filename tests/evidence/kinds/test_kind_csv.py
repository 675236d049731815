"""CSV and its relatives."""

from collections.abc import Callable

import pytest

from afterword.evidence.collection import Collection

Reading = Callable[..., Collection]
TABLES = {
    "commas": "time,who,what\n2024-02-15T14:32:10Z,ana,one\n2024-02-15T14:33:10Z,bob,two\n",
    "semicolons": "Datum;Uhrzeit;who;what\n15.02.2024;14:32:10;ana;one\n16.02.2024;14:33:10;bob;two",
    "tabs": "date\ttime\twho\twhat\r\n2024-02-15\t14:32:10\tana\tone\r\n2024-02-15\t14:33\tbob\ttwo\r\n",
    "epoch": "timestamp,user,message\n1708007530,ana,one\n1708007590,bob,two\n",
    "bars": "when|who|what\n2024-02-15 14:32:10|ana|one\n2024-02-15 14:33:10|bob|two\n",
    "quotes": '"time","who","what"\n"2024-02-15 14:32:10","ana","one"\n"2024-02-15 14:33:10","bob","two"\n',
}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_read(reading: Reading, name: str) -> None:
    """Whatever separates the cells, the column of times is found; days and clock times are put together."""
    found = reading(TABLES[name])
    entries = list(found.entries())
    assert [row.kind for row in found.ledger()] == ["csv"]
    assert [(e.who, e.what) for e in entries] == [("ana", "one"), ("bob", "two")]
    assert [e.sources[0].record for e in entries] == [1, 2]
    assert entries[0].at is not None
    assert entries[0].at.startswith("2024-02-15T14:32:10")
    assert found.ledger()[0].unparsed.lines == 1


def test_fields_may_have_several_lines(reading: Reading) -> None:
    """A row goes on over line ends within quotes, and doubled quotes are one."""
    text = 'time,what\n2024-02-15T14:32:10Z,"one\nsays ""two""\n\nthree"\n2024-02-15T14:33:10Z,four\n'
    first, second = reading(text).entries()
    assert first.what == 'one\nsays "two"\n\nthree'
    assert (first.sources[0].line, second.sources[0].line) == (2, 6)


def test_a_zone_in_the_header_holds_for_the_column(reading: Reading) -> None:
    """It is inferred, and the reason is given."""
    first, _ = reading("Time (UTC),Event\n2024-02-15 14:32,a\n2024-02-15 14:33,b\n").entries()
    assert (first.at, first.zone_basis) == ("2024-02-15T14:32:00Z", "inferred")
    assert first.basis_reason == "the column is named 'Time (UTC)'"


def test_rows_without_a_time_and_ragged_rows_are_kept(reading: Reading) -> None:
    """They are records; what cannot be read of them is said."""
    rows = "2024-02-15 14:32,a\n" * 8
    found = reading(f"time,event\n{rows},no time\n15 Febtober 2024,unreadable\n2024-02-15 14:33,c,and more\n")
    entries = list(found.entries())
    assert [entry.at for entry in entries[-3:]] == [None, None, "2024-02-15T14:33:00"]
    assert entries[-2].written == "15 Febtober 2024"
    assert len(entries) == 11


def test_the_order_of_day_and_month_is_that_of_the_whole_column(reading: Reading) -> None:
    """One row decides; where none does, the times stay open and a finding says so."""
    decided = reading("when,event\n03/04/2024 10:00,a\n25/04/2024 10:00,b\n").entries()
    assert [entry.at for entry in decided] == ["2024-04-03T10:00:00", "2024-04-25T10:00:00"]
    found = reading("when,event\n03/04/2024 10:00,a\n05/04/2024 10:00,b\n")
    assert [entry.at for entry in found.entries()] == [None, None]
    assert "EV203" in {finding.code for finding in found.findings}


@pytest.mark.parametrize(
    "text",
    [
        "a,b\n1,2\n3,4\n",
        "2024-02-15,1\n2024-02-16,2\n",
        "time,what\n",
        "name,born\nana,1999\nbob,2001\n",
        "time\n1\n2\n",
    ],
)
def test_other_tables_are_not_taken(reading: Reading, text: str) -> None:
    """Without a header, rows, or a column of times it is no evidence."""
    assert not reading(text).understood


EXPORTS = {
    "a tracker": (
        (
            "Issue key,Summary,Priority,Assignee,Created\nOPS-1,Orders fail,High,Ana,15/Feb/24 2:32 PM\n"
            "OPS-2,Latency,Low,Bob,16/Feb/24 2:32 AM\n"
        ),
        ("2024-02-15T14:32:00", "Ana", "Orders fail"),
    ),
    "a search of logs": (
        (
            '"@timestamp",host.name,message\n"Feb 15, 2024 @ 14:32:10.123",web1,no stock\n'
            '"Feb 15, 2024 @ 14:33:10.123",web1,ok\n'
        ),
        ("2024-02-15T14:32:10.123", "web1", "no stock"),
    ),
    "a service desk": (
        (
            "number,opened_at,short_description,assigned_to\nINC1,2024-02-15 14:32:10,Orders fail,Ana\n"
            "INC2,2024-02-16 14:32:10,Latency,Bob\n"
        ),
        ("2024-02-15T14:32:10", "Ana", "Orders fail"),
    ),
    "a portal of a cloud": (
        (
            "Operation name,Status,Level,Time,Event initiated by\nDelete VM,Failed,Error,2024-02-15T14:32:10Z,Ana\n"
            "Restart VM,Succeeded,Informational,2024-02-15T14:33:10Z,Bob\n"
        ),
        ("2024-02-15T14:32:10Z", "Ana", "Delete VM"),
    ),
}


@pytest.mark.parametrize("name", EXPORTS)
def test_exports_of_pages_are_told_by_their_columns(reading: Reading, name: str) -> None:
    """Times as pages show them, and columns as pages call them."""
    text, told = EXPORTS[name]
    entry = next(reading(text).entries())
    assert (entry.at, entry.who, entry.what) == told
