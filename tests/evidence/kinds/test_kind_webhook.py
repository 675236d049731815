"""Envelopes that no kind knows: when, what, and whom they tell of."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from afterword.evidence.collection import Collection

Reading = Callable[..., Collection]
AT, BEGAN = "2024-02-15T14:40:00Z", "2024-02-15T14:32:10Z"
TOLD = {"summary": "Latency is high", "author": {"name": "Ana"}, "level": "warn", "started_at": BEGAN}
ENVELOPES: dict[str, Any] = {
    "a cloud event": {
        "specversion": "1.0",
        "type": "com.acme.alert.fired",
        "source": "/shop",
        "time": AT,
        "data": TOLD,
    },
    "a type and a time in a head": {"event": {"id": "e", "type": "alert.fired", "issued_at": AT}, "data": TOLD},
    "beside what it tells of": {"event_type": "alert.fired", "created_at": AT, "payload": TOLD},
    "a count of milliseconds": {"eventName": "alert:fired", "timestamp": 1708008000000, "resource": TOLD},
}


@pytest.mark.parametrize("name", ENVELOPES)
def test_an_envelope_tells_what_happened_and_to_whom(reading: Reading, name: str) -> None:
    """At its own time, alone, in a list, or on lines; the times of what it tells of are further ones."""
    envelope = ENVELOPES[name]
    texts = [
        json.dumps(envelope),
        json.dumps([envelope], indent=1),
        json.dumps(envelope) + "\n",
        json.dumps({"items": [envelope]}),
    ]
    for text in texts:
        (entry,) = reading(text).entries()
        assert (entry.at or "").replace(".000", "") == AT
        assert (entry.who, entry.severity) == ("Ana", "warn")
        assert (entry.what or "").endswith("fired: Latency is high")
        assert [(moment.at, moment.what) for moment in entry.moments] == [(BEGAN, "started_at")]
        assert entry.sources[0].kind == "webhook"


OTHERS: dict[str, Any] = {
    "a log record with data": {"time": AT, "msg": "started", "type": "service", "data": {"port": 80}},
    "an envelope without a time": {"type": "alert.fired", "data": TOLD},
    "an envelope around nothing": {"type": "alert.fired", "time": AT, "data": {}},
}


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_no_envelope_is_not_read_as_one(reading: Reading, name: str) -> None:
    """A type of one word is any field, and without a time or a content there is no envelope."""
    collection = reading("".join(json.dumps(OTHERS[name]) + "\n" for _ in range(3)))
    assert "webhook" not in {row.kind for row in collection.ledger()}
