"""The unified audit log of Microsoft 365 as CSV."""

import json
from collections.abc import Callable

import pytest

from afterword.evidence.collection import Collection

Reading = Callable[..., Collection]
DATA = json.dumps(
    {"CreationTime": "2024-02-15T14:32:10", "Id": "m1", "Operation": "FileDeleted", "UserId": "ana@x.test"}
)


def quoted(text: str) -> str:
    """A field of CSV."""
    return '"' + text.replace('"', '""') + '"'


@pytest.mark.parametrize(
    "header",
    [
        "RecordId,CreationDate,RecordType,Operation,UserId,AuditData,AssociatedAdminUnits",
        '"RecordId","CreationDate","RecordType","Operation","UserId","AuditData","AssociatedAdminUnits"',
    ],
)
def test_an_export_is_read_by_the_records_that_it_holds(reading: Reading, header: str) -> None:
    """Each row cites itself; a row whose record is damaged keeps what its columns say."""
    good = f"m1,2024-02-15T14:32:10.0000000Z,6,FileDeleted,ana@x.test,{quoted(DATA)},"
    bad = f"m2,2024-02-15T14:33:10.0000000Z,6,FileDeleted,bob@x.test,{quoted(DATA[:20])},"
    text = f"\ufeff{header}\r\n{good}\r\n\r\n{bad}\r\n"
    found = reading(text)
    first, second = found.entries()
    assert (first.at, first.who, first.what, first.native_id) == (
        "2024-02-15T14:32:10Z",
        "ana@x.test",
        "FileDeleted",
        "m1",
    )
    assert (first.zone_basis, first.basis_reason) == ("inferred", "Microsoft 365 writes CreationTime in UTC")
    assert (second.at, second.who, second.what, second.native_id) == (
        "2024-02-15T14:33:10.0000000Z",
        "bob@x.test",
        "FileDeleted",
        "m2",
    )
    source = second.sources[0]
    assert (source.kind, source.record) == ("microsoft-365", 2)
    assert text.encode()[source.offset : source.offset + source.length].decode() == bad + "\r\n"
    (row,) = found.ledger()
    assert row.used.bytes + row.unparsed.bytes == row.bytes == len(text.encode())


def test_a_record_with_few_fields_is_one(reading: Reading) -> None:
    """What every record of the log must have is enough to know it, and its time is UTC."""
    line = {"CreationTime": "2024-02-15T14:32:10", "RecordType": 15, "Id": "m1", "ClientIP": "10.0.0.7:5000"}
    (entry,) = reading(json.dumps(line) + "\n").entries()
    assert (entry.at, entry.zone_basis, entry.sources[0].kind) == ("2024-02-15T14:32:10Z", "inferred", "microsoft-365")
    assert (entry.who, entry.what) == (None, "record of type 15 from 10.0.0.7:5000")
