"""Argo CD applications."""

import json
from collections.abc import Callable

import pytest

from afterword.evidence.collection import Collection

Reading = Callable[..., Collection]
AT, LATER = "2024-02-15T14:32:10Z", "2024-02-15T14:40:00Z"
DEPLOYED = {
    "id": 4,
    "revision": "0123456789abcdef",
    "deployStartedAt": "2024-02-15T14:31:00Z",
    "deployedAt": AT,
    "initiatedBy": {"username": "ana"},
    "source": {"targetRevision": "v42"},
}


def application(*history: object) -> dict[str, object]:
    """An application with a history and a condition."""
    conditions = [{"type": "SyncError", "message": "x", "lastTransitionTime": LATER}]
    return {
        "apiVersion": "argoproj.io/v1alpha1",
        "kind": "Application",
        "metadata": {"name": "shop", "creationTimestamp": "2020-01-01T00:00:00Z"},
        "status": {"history": list(history), "conditions": conditions},
    }


@pytest.mark.parametrize("wrap", [lambda a: a, lambda a: {"kind": "ApplicationList", "items": [a]}, lambda a: [a]])
def test_each_deployment_is_a_record(reading: Reading, wrap: Callable[[object], object]) -> None:
    """In its own place within the application; the start is a further time."""
    text = json.dumps(wrap(application(DEPLOYED, {**DEPLOYED, "initiatedBy": {"automated": True}})), indent=1)
    first, second = reading(text).entries()
    assert (first.at, first.who, second.who) == (AT, "ana", "Argo CD")
    assert first.what == "Application shop deployed at 0123456789 (v42)"
    assert [(m.at, m.what) for m in first.moments] == [("2024-02-15T14:31:00Z", "deployment started")]
    source = first.sources[0]
    assert json.loads(text[source.offset : source.offset + source.length]) == DEPLOYED


@pytest.mark.parametrize("wrong", [{"deployedAt": None}, {"deployedAt": [], "source": 3, "initiatedBy": None}])
def test_a_damaged_deployment_keeps_what_is_there(reading: Reading, wrong: dict[str, object]) -> None:
    """Missing and wrong values leave holes."""
    *_, entry = reading(json.dumps(application(DEPLOYED, {**DEPLOYED, **wrong}))).entries()
    assert entry.at is None
    assert (entry.what or "").startswith("Application shop deployed")
