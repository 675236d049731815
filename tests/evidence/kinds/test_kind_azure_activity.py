"""Azure activity log."""

import json
from collections.abc import Callable

import pytest

from afterword.evidence.collection import Collection

Reading = Callable[..., Collection]
LATER = "2024-02-15T14:40:00Z"
REST = {
    "eventTimestamp": "2024-02-15T14:32:10.1234567Z",
    "submissionTimestamp": LATER,
    "caller": "ana@x.test",
    "operationName": {"value": "Microsoft.Compute/virtualMachines/delete", "localizedValue": "Delete"},
    "status": {"value": "Succeeded"},
    "resourceId": "/subscriptions/s/virtualMachines/vm1",
    "correlationId": "c",
    "level": "Informational",
}
CLIENT = {
    "event_timestamp": "2024-02-15T14:32:10.123456+00:00",
    "submission_timestamp": LATER,
    "caller": "ana@x.test",
    "operation_name": {"value": "Microsoft.Compute/virtualMachines/delete"},
    "status": {"value": "Succeeded"},
    "resource_id": "/subscriptions/s/virtualMachines/vm1",
    "correlation_id": "c",
    "level": "Informational",
}


@pytest.mark.parametrize(("event", "fraction"), [(REST, "1234567"), (CLIENT, "123456")])
def test_an_event_says_who_did_what(reading: Reading, event: object, fraction: str) -> None:
    """In the spelling of the API and in that of its clients; the event's time, not that of its submission."""
    (entry,) = reading(json.dumps({"value": [event]})).entries()
    assert (entry.at, entry.who) == (f"2024-02-15T14:32:10.{fraction}Z", "ana@x.test")
    assert entry.what == "Microsoft.Compute/virtualMachines/delete vm1: Succeeded"
    assert [(m.at, m.what) for m in entry.moments] == [(LATER, "submitted")]


@pytest.mark.parametrize(
    ("fields", "at", "what"),
    [
        ({"eventTimestamp": None}, None, "Microsoft.Compute/virtualMachines/delete vm1: Succeeded"),
        ({"eventTimestamp": 5, "status": [], "resourceId": None}, None, "Microsoft.Compute/virtualMachines/delete"),
        ({"operationName": "Delete"}, "2024-02-15T14:32:10.1234567Z", "Delete vm1: Succeeded"),
    ],
)
def test_a_damaged_event_keeps_what_is_there(
    reading: Reading, fields: dict[str, object], at: str | None, what: str
) -> None:
    """Missing and wrong values leave holes."""
    *_, entry = reading(json.dumps([REST, REST, {**REST, **fields}])).entries()
    assert (entry.at, entry.what) == (at, what)
