"""Loki log lines."""

import json
from collections.abc import Callable

import pytest

from afterword.evidence.collection import Collection

Reading = Callable[..., Collection]
AT, LATER = "2024-02-15T14:32:10Z", "2024-02-15T14:40:00Z"
LINES = [["1708007530123456789", "payment failed"], ["1708007531000000000", "again", {"trace_id": "a"}]]
STREAM = {"stream": {"app": "shop", "level": "error"}, "values": LINES}


def test_each_line_is_a_record(reading: Reading) -> None:
    """To the nanosecond, with who and how grave by the labels of the stream."""
    document = {"status": "success", "data": {"resultType": "streams", "result": [STREAM, STREAM]}}
    text = json.dumps(document, indent=1)
    entries = list(reading(text).entries())
    assert [entry.what for entry in entries] == ["payment failed", "again"] * 2
    assert (entries[0].at, entries[0].who) == ("2024-02-15T14:32:10.123456789Z", "shop")
    assert [entry.sources[0].record for entry in entries] == [1, 2, 3, 4]
    source = entries[2].sources[0]
    assert json.loads(text[source.offset : source.offset + source.length]) == LINES[0]


@pytest.mark.parametrize("line", [[None, "x"], ["soon", 3], [], {}, None, [AT], [LATER, None]])
def test_a_damaged_line_keeps_what_is_there(reading: Reading, line: object) -> None:
    """It is counted, and stands between its neighbours."""
    first, second, third = reading(json.dumps([{**STREAM, "values": [*LINES, line]}])).entries()
    assert (first.what, second.what) == ("payment failed", "again")
    assert third.at is None
