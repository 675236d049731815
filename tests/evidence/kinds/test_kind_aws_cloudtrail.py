"""AWS CloudTrail."""

import json
from collections.abc import Callable

import pytest

from afterword.evidence.collection import Collection

Reading = Callable[..., Collection]
AT = "2024-02-15T14:32:10Z"
EVENT = {
    "eventTime": AT,
    "eventSource": "iam.amazonaws.com",
    "eventName": "CreateUser",
    "awsRegion": "us-east-1",
    "sourceIPAddress": "192.0.2.1",
    "userIdentity": {"type": "IAMUser", "userName": "ana", "arn": "arn:aws:iam::1:user/ana"},
    "eventID": "1",
}
LOOKED_UP = {
    "EventId": "1",
    "EventName": "CreateUser",
    "EventTime": "2024-02-16 01:32:10+11:00",
    "EventSource": "iam.amazonaws.com",
    "Username": "ana",
    "CloudTrailEvent": json.dumps(EVENT),
}


@pytest.mark.parametrize(
    "document", [{"Records": [EVENT, EVENT]}, [EVENT, EVENT], {"Events": [LOOKED_UP, LOOKED_UP]}, [LOOKED_UP] * 2]
)
def test_a_call_is_read_whatever_wraps_it(reading: Reading, document: object) -> None:
    """Delivered files, lists, and answers: the same call at the same time."""
    first, second = reading(json.dumps(document)).entries()
    assert (first.at, first.who, first.what) == (AT, "ana", "iam:CreateUser from 192.0.2.1")
    assert second.sources[0].record == 2


@pytest.mark.parametrize(
    ("fields", "at", "who", "what"),
    [
        ({"errorCode": "AccessDenied"}, AT, "ana", "iam:CreateUser from 192.0.2.1: AccessDenied"),
        ({"eventTime": None}, None, "ana", "iam:CreateUser from 192.0.2.1"),
        ({"userIdentity": None, "sourceIPAddress": 4, "eventName": None}, AT, None, "iam from 4"),
        ({"userIdentity": {"type": "Root"}}, AT, "Root", "iam:CreateUser from 192.0.2.1"),
    ],
)
def test_a_call_keeps_what_is_there(
    reading: Reading, fields: dict[str, object], at: str | None, who: str | None, what: str
) -> None:
    """Errors are told; missing and wrong values leave holes."""
    *_, entry = reading(json.dumps({"Records": [EVENT, EVENT, {**EVENT, **fields}]})).entries()
    assert (entry.at, entry.who, entry.what) == (at, who, what)


@pytest.mark.parametrize("text", ["{", "[]", '"x"', ""])
def test_a_looked_up_event_without_a_record_tells_what_it_shows(reading: Reading, text: str) -> None:
    """The text within may be damaged."""
    (entry,) = reading(json.dumps([{**LOOKED_UP, "CloudTrailEvent": text}])).entries()
    assert (entry.at, entry.who, entry.what) == (AT, "ana", "iam:CreateUser")
