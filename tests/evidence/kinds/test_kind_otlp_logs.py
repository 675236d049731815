"""OpenTelemetry logs."""

import json
from collections.abc import Callable

import pytest

from afterword.evidence.collection import Collection

Reading = Callable[..., Collection]
RECORD = {"timeUnixNano": "1708007530123456789", "severityText": "ERROR", "body": {"stringValue": "payment failed"}}


def request(*records: object) -> dict[str, object]:
    """A request of one service."""
    resource = {"attributes": [{"key": "service.name", "value": {"stringValue": "pay"}}]}
    return {"resourceLogs": [{"resource": resource, "scopeLogs": [{"logRecords": list(records)}]}]}


@pytest.mark.parametrize("indent", [None, 2])
def test_each_log_record_is_a_record(reading: Reading, indent: int | None) -> None:
    """All digits of the nanosecond, the service, and the place of the log record within its request."""
    text = json.dumps(request(RECORD, RECORD), indent=indent) + "\n" + json.dumps(request(RECORD)) + "\n"
    entries = list(reading(text).entries())
    assert [entry.sources[0].record for entry in entries] == [1, 2, 3]
    entry = entries[2]
    assert (entry.at, entry.who) == ("2024-02-15T14:32:10.123456789Z", "pay")
    assert (entry.severity, entry.what) == ("error", "payment failed")
    source = entry.sources[0]
    assert json.loads(text[source.offset : source.offset + source.length]) == RECORD


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"timeUnixNano": "0", "observedTimeUnixNano": "1708007530000000000"}, "2024-02-15T14:32:10.000000000Z"),
        ({"timeUnixNano": 1708007530000000000}, "2024-02-15T14:32:10.000000000Z"),
        ({"timeUnixNano": None}, None),
        ({"timeUnixNano": "x", "body": [], "severityText": None, "severityNumber": 99}, None),
    ],
)
def test_a_time_may_be_missing_or_observed_only(
    reading: Reading, fields: dict[str, object], expected: str | None
) -> None:
    """Zero means that it is not known; then the observation counts."""
    (entry,) = reading(json.dumps(request({**RECORD, **fields}))).entries()
    assert entry.at == expected


def test_a_body_may_be_a_list_or_a_map(reading: Reading) -> None:
    """Its words are told, and a number of severity by its name."""
    body = {"kvlistValue": {"values": [{"key": "code", "value": {"intValue": "5"}}]}}
    record = {"timeUnixNano": "1708007530000000000", "severityNumber": 13, "body": body}
    (entry,) = reading(json.dumps(request(record))).entries()
    assert (entry.what, entry.severity) == ("code=5", "warn")
