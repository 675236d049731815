"""Logs whose form changes in the middle, as after an upgrade: every line of both forms is a record, or is counted."""

import json
from collections.abc import Callable

import pytest

from afterword.evidence.collection import Collection

Reading = Callable[..., Collection]

MONGO_TEXT = [
    f"2026-03-12T14:0{n}:10.101+0000 E STORAGE  [conn{n}] WiredTiger error (28)\n  at block {n}\n" for n in range(4)
]
MONGO = [
    json.dumps(
        {
            "t": {"$date": f"2026-03-12T15:0{n}:10.101+00:00"},
            "s": "W",
            "c": "REPL",
            "id": 7,
            "ctx": f"conn{n}",
            "msg": "Lag",
        }
    )
    + "\n"
    for n in range(4)
]
JAVA = [
    f"2026-03-12 14:0{n}:10,101 ERROR [main] shop.Cart - no stock\n\tat shop.Cart.add(Cart.java:{n})\n"
    for n in range(4)
]
GO = [json.dumps({"time": f"2026-03-12T15:0{n}:10Z", "level": "WARN", "msg": "slow", "n": n}) + "\n" for n in range(4)]
FORMS = {
    "the same program, text first": (MONGO_TEXT, MONGO),
    "the same program, objects first": (MONGO, MONGO_TEXT),
    "text of any program, then objects": (JAVA, GO),
    "objects of any program, then text": (GO, JAVA),
}


@pytest.mark.parametrize("most", [(4, 1), (1, 4), (4, 4), (2, 3)])
@pytest.mark.parametrize("name", FORMS)
def test_both_forms_are_read(reading: Reading, name: str, most: tuple[int, int]) -> None:
    """However many lines there are of each, none is lost, and what stands below a line goes with it."""
    before, after = FORMS[name]
    rows = [*before[: most[0]], *after[-most[1] :]]
    if 1 in most and not any(row.startswith("{") for row in rows[:2]) and most[1] == 1:
        pytest.skip("one object alone below a line of text belongs to it")
    collection = reading("".join(rows))
    entries = list(collection.entries())
    assert [entry.at is not None for entry in entries] == [True] * len(rows)
    assert {entry.severity for entry in entries} <= {"error", "warning", "warn"}
    assert [entry.what.count("\n") if entry.what else 0 for entry in entries] == [row.count("\n") - 1 for row in rows]
    (row,) = collection.ledger()
    assert (row.unparsed.bytes, row.used.bytes) == (0, row.bytes)
    assert not collection.findings


def test_an_object_below_a_line_belongs_to_it(reading: Reading) -> None:
    """The body of a request is no record of the log, although it states a time."""
    body = json.dumps({"time": "2024-01-01T00:00:00Z", "item": 7})
    text = "".join(f"2026-03-12 14:0{n}:10,101 INFO [main] shop.Api - request\n{body}\n" for n in range(4))
    entries = list(reading(text).entries())
    assert [entry.at for entry in entries] == [f"2026-03-12T14:0{n}:10.101" for n in range(4)]
    assert {entry.what for entry in entries} == {f"request\n{body}"}
