"""Kubernetes audit log."""

import json
from collections.abc import Callable

import pytest

from afterword.evidence.collection import Collection

Reading = Callable[..., Collection]
EVENT = {
    "kind": "Event",
    "apiVersion": "audit.k8s.io/v1",
    "auditID": "a",
    "stage": "ResponseComplete",
    "verb": "delete",
    "requestURI": "/api/v1/namespaces/shop/pods/api-1",
    "user": {"username": "ana"},
    "objectRef": {"resource": "pods", "namespace": "shop", "name": "api-1"},
    "responseStatus": {"code": 403, "message": "forbidden"},
    "requestReceivedTimestamp": "2024-02-15T14:32:10.123456Z",
    "stageTimestamp": "2024-02-15T14:32:10.223456Z",
}


@pytest.mark.parametrize(
    "wrap",
    [lambda e: f"{json.dumps(e)}\n{json.dumps(e)}\n", lambda e: json.dumps({"kind": "EventList", "items": [e, e]})],
)
def test_a_request_says_who_asked_for_what(reading: Reading, wrap: Callable[[object], str]) -> None:
    """At its reception to the microsecond; the stage's own time is a further one."""
    first, _ = reading(wrap(EVENT)).entries()
    assert first.sources[0].kind == "kubernetes-audit"
    assert (first.at, first.who, first.severity) == ("2024-02-15T14:32:10.123456Z", "ana", "warning")
    assert first.what == "delete pods shop/api-1 403: forbidden"
    assert [(m.at, m.what) for m in first.moments] == [("2024-02-15T14:32:10.223456Z", "ResponseComplete")]


@pytest.mark.parametrize(
    ("fields", "at", "what"),
    [
        ({"requestReceivedTimestamp": None}, None, "delete pods shop/api-1 403: forbidden"),
        ({"objectRef": None, "responseStatus": 3}, "2024-02-15T14:32:10.123456Z", f"delete {EVENT['requestURI']}"),
        (
            {"user": [], "verb": {}, "objectRef": {}, "requestURI": None},
            "2024-02-15T14:32:10.123456Z",
            "403: forbidden",
        ),
    ],
)
def test_a_damaged_request_keeps_what_is_there(
    reading: Reading, fields: dict[str, object], at: str | None, what: str
) -> None:
    """Missing and wrong values leave holes."""
    *_, entry = reading(json.dumps([EVENT, EVENT, {**EVENT, **fields}])).entries()
    assert (entry.at, entry.what) == (at, what)
