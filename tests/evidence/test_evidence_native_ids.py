"""What a source itself calls a record, by which copies of it are known."""

import json
from collections.abc import Callable

import pytest

from afterword.evidence.collection import Collection

Reading = Callable[..., Collection]
AT = "2024-02-15T14:32:10Z"
NAMED: dict[str, tuple[dict[str, object], str]] = {
    "aws-cloudtrail": ({"eventTime": AT, "eventSource": "s3", "eventName": "Get", "eventID": "e1"}, "e1"),
    "alertmanager": ({"labels": {}, "startsAt": AT, "endsAt": AT, "fingerprint": "f"}, f"f/{AT}"),
    "azure-activity": ({"eventTimestamp": AT, "operationName": "x", "caller": "a", "eventDataId": "d"}, "d"),
    "gcp-logging": ({"logName": "l", "timestamp": AT, "insertId": "i"}, f"i/{AT}"),
    "github": (
        {"head_sha": "c", "run_number": 3, "workflow_id": 1, "id": 9, "run_attempt": 2, "created_at": AT},
        "9/2",
    ),
    "kubernetes-audit": ({"auditID": "a", "verb": "get", "stage": "S", "requestReceivedTimestamp": AT}, "a/S"),
    "microsoft-teams": (
        {"createdDateTime": AT, "body": {"content": "x"}, "messageType": "m", "chatId": "c", "id": "5"},
        "c/5",
    ),
    "pagerduty": ({"type": "resolve_log_entry", "created_at": AT, "agent": {"summary": "a"}, "id": "R1"}, "R1"),
}


@pytest.mark.parametrize("kind", NAMED)
def test_a_record_keeps_the_name_that_its_source_gave_it(reading: Reading, kind: str) -> None:
    """Two copies have one name; a record without one has none."""
    record, name = NAMED[kind]
    found = reading(json.dumps([record, record]))
    assert [row.kind for row in found.ledger()] == [kind]
    assert [entry.native_id for entry in found.entries()] == [name, name]


def test_a_line_of_text_has_no_name(reading: Reading) -> None:
    """A line that is written twice happened twice."""
    entries = reading("2024-02-15T14:32:10Z started\n" * 2).entries()
    assert [entry.native_id for entry in entries] == [None, None]
