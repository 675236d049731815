"""Rows of ClickHouse."""

import json
from collections.abc import Callable

import pytest

from afterword.evidence.collection import Collection

Reading = Callable[..., Collection]
META = [
    {"name": "message", "type": "String"},
    {"name": "level", "type": "LowCardinality(String)"},
    {"name": "ts", "type": "Nullable(DateTime64(3, 'Europe/Berlin'))"},
    {"name": "host", "type": "String"},
]


def answer(*times: object) -> dict[str, object]:
    """An answer as the format JSON gives it."""
    rows = [{"message": f"m {n}", "level": "error", "ts": at, "host": "web-1"} for n, at in enumerate(times)]
    return {"meta": META, "data": rows, "rows": len(rows), "statistics": {"elapsed": 0.1, "rows_read": 9}}


@pytest.mark.parametrize("wrap", [lambda a: a, lambda a: {"answers": [a]}, lambda a: [a]])
def test_each_row_is_a_record(reading: Reading, wrap: Callable[[object], object]) -> None:
    """At the time of its column, in the zone that the column's type states, cited by its own bytes."""
    text = json.dumps(wrap(answer("2024-02-15 15:30:00.250", "2024-02-15T14:30:01.000Z")), indent="\t")
    found = reading(text)
    entries = list(found.entries())
    assert [entry.at for entry in entries] == ["2024-02-15T14:30:00.250Z", "2024-02-15T14:30:01.000Z"]
    assert [(e.who, e.severity, e.what) for e in entries] == [("web-1", "error", "m 0"), ("web-1", "error", "m 1")]
    assert (entries[0].zone_basis, entries[0].basis_reason) == (
        "inferred",
        "the type of the column states Europe/Berlin",
    )
    source = entries[1].sources[0]
    assert json.loads(text[source.offset : source.offset + source.length])["message"] == "m 1"
    (row,) = found.ledger()
    assert (row.kind, row.records) == ("clickhouse", 2)
    assert row.used.bytes + row.unparsed.bytes == row.bytes


@pytest.mark.parametrize("value", [None, "", "soon", 7, [], {}, "0000-00-00 00:00:00"])
def test_a_row_without_a_time_keeps_what_it_says(reading: Reading, value: object) -> None:
    """It is counted, and its words stay."""
    first, second = reading(json.dumps(answer("2024-02-15 15:30:00", value))).entries()
    assert first.at == "2024-02-15T14:30:00Z"
    assert (second.at, second.what) == (None, "m 1")


def test_a_column_without_a_zone_guesses_none(reading: Reading) -> None:
    """A DateTime is in the server's zone, which the answer does not say."""
    text = json.dumps(answer("2024-02-15 15:30:00")).replace("Nullable(DateTime64(3, 'Europe/Berlin'))", "DateTime")
    (entry,) = reading(text).entries()
    assert (entry.at, entry.zone_basis) == ("2024-02-15T15:30:00", "unknown")
