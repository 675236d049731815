"""Kubernetes events and conditions."""

import json
from collections.abc import Callable

import pytest

from afterword.evidence.collection import Collection

Reading = Callable[..., Collection]
AT = "2024-02-15T14:32:10Z"
EVENT = {
    "kind": "Event",
    "metadata": {"name": "e", "namespace": "shop", "creationTimestamp": "2024-02-15T14:00:00Z"},
    "involvedObject": {"kind": "Pod", "namespace": "shop", "name": "api-1"},
    "reason": "BackOff",
    "message": "Back-off restarting failed container",
    "source": {"component": "kubelet"},
    "firstTimestamp": "2024-02-15T14:10:00Z",
    "lastTimestamp": AT,
    "count": 7,
    "type": "Warning",
}
NEW = {
    "metadata": {"name": "e"},
    "regarding": {"kind": "Node", "name": "n1"},
    "reason": "NodeNotReady",
    "note": "gone",
    "reportingController": "node-controller",
    "eventTime": "2024-02-15T14:32:10.123456Z",
    "series": {"count": 2, "lastObservedTime": "2024-02-15T14:40:00.000000Z"},
}


@pytest.mark.parametrize("wrap", [lambda e: {"kind": "List", "items": [e]}, lambda e: [e], lambda e: e])
def test_an_event_is_read_at_its_last_occurrence(reading: Reading, wrap: Callable[[object], object]) -> None:
    """The first one is a further time; object, reason, message, and how often are told."""
    (entry,) = reading(json.dumps(wrap(EVENT), indent=1)).entries()
    assert (entry.at, entry.who, entry.severity) == (AT, "kubelet", "warning")
    assert entry.what == "Pod shop/api-1: BackOff: Back-off restarting failed container (7 times)"
    assert [(m.at, m.what) for m in entry.moments] == [("2024-02-15T14:10:00Z", "first seen")]


def test_an_event_of_the_newer_api_is_read(reading: Reading) -> None:
    """Its series says when it was last seen."""
    (entry,) = reading(json.dumps({"items": [NEW]})).entries()
    assert (entry.at, entry.what) == ("2024-02-15T14:40:00.000000Z", "Node n1: NodeNotReady: gone (2 times)")


def test_the_conditions_of_an_object_are_records(reading: Reading) -> None:
    """Each at its last transition, in its own place; the object's name is told with each."""
    ready = {"type": "Ready", "status": "False", "reason": "NotReady", "lastTransitionTime": AT}
    node = {"kind": "Node", "metadata": {"name": "n1"}, "status": {"conditions": [ready, {**ready, "type": "Disk"}]}}
    text = json.dumps({"kind": "NodeList", "items": [node, node]}, indent=2)
    entries = list(reading(text).entries())
    assert [entry.what for entry in entries[:2]] == ["Node n1: Ready=False: NotReady", "Node n1: Disk=False: NotReady"]
    assert [entry.sources[0].record for entry in entries] == [1, 2, 3, 4]
    source = entries[0].sources[0]
    assert json.loads(text[source.offset : source.offset + source.length]) == ready


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"lastTimestamp": None}, "2024-02-15T14:10:00Z"),
        ({"lastTimestamp": None, "firstTimestamp": None}, "2024-02-15T14:00:00Z"),
        ({"lastTimestamp": "soon"}, None),
        ({"involvedObject": {}, "count": "x", "source": None, "message": 3}, AT),
    ],
)
def test_a_damaged_event_keeps_what_is_there(reading: Reading, fields: dict[str, object], at: str | None) -> None:
    """Missing and wrong values leave holes."""
    *_, entry = reading(json.dumps([EVENT, EVENT, {**EVENT, **fields}])).entries()
    assert entry.at == at
