"""Google Cloud Logging."""

import json
from collections.abc import Callable

import pytest

from afterword.evidence.collection import Collection

Reading = Callable[..., Collection]
ENTRY = {
    "insertId": "a",
    "logName": "projects/p/logs/cloudaudit.googleapis.com%2Factivity",
    "timestamp": "2024-02-15T14:32:10.123456789Z",
    "receiveTimestamp": "2024-02-15T14:32:11Z",
    "severity": "NOTICE",
    "resource": {"type": "gce_instance", "labels": {}},
    "protoPayload": {
        "methodName": "v1.compute.instances.delete",
        "resourceName": "projects/p/instances/web1",
        "authenticationInfo": {"principalEmail": "ana@x.test"},
    },
    "operation": {"first": True},
}


@pytest.mark.parametrize("wrap", [lambda e: json.dumps([e, e]), lambda e: f"{json.dumps(e)}\n{json.dumps(e)}\n"])
def test_an_audit_entry_says_who_did_what(reading: Reading, wrap: Callable[[object], str]) -> None:
    """The event's own time to the nanosecond; when it was received is a further time."""
    first, _ = reading(wrap(ENTRY)).entries()
    assert (first.at, first.who, first.severity) == ("2024-02-15T14:32:10.123456789Z", "ana@x.test", "notice")
    assert first.what == "v1.compute.instances.delete started projects/p/instances/web1"
    assert [(m.at, m.what) for m in first.moments] == [("2024-02-15T14:32:11Z", "received")]


@pytest.mark.parametrize(
    ("fields", "at", "what"),
    [
        ({"protoPayload": None, "textPayload": "boom"}, "2024-02-15T14:32:10.123456789Z", "boom"),
        ({"protoPayload": 3, "jsonPayload": {"message": "boom"}}, "2024-02-15T14:32:10.123456789Z", "boom"),
        ({"protoPayload": {}, "timestamp": None}, "2024-02-15T14:32:11Z", None),
        ({"protoPayload": [], "timestamp": "x", "resource": 1, "operation": "y"}, None, None),
    ],
)
def test_other_entries_keep_what_is_there(
    reading: Reading, fields: dict[str, object], at: str | None, what: str | None
) -> None:
    """Text and structured entries; missing and wrong values leave holes."""
    *_, entry = reading(json.dumps([ENTRY, ENTRY, {**ENTRY, **fields}])).entries()
    assert (entry.at, entry.what) == (at, what)
