"""Squadcast incidents."""

import json
from collections.abc import Callable

import pytest

from afterword.evidence.collection import Collection

Reading = Callable[..., Collection]
AT, LATER = "2024-02-15T14:32:10Z", "2024-02-15T14:40:00Z"
NEVER = "0001-01-01T00:00:00Z"
INCIDENT = {
    "id": "i",
    "title": "Orders fail",
    "status": "resolved",
    "service": "shop",
    "alert_source": "Prometheus",
    "created_at": AT,
    "acknowledged_at": "2024-02-15T14:35:00Z",
    "resolved_at": LATER,
    "event_count": 1,
    "logs": [
        {"action": "triggered", "time": AT},
        {"action": "reassigned", "time": "2024-02-15T14:34:00Z", "reason": ""},
        {"action": "acknowledged", "time": "2024-02-15T14:35:00Z"},
    ],
}


def test_an_incident_states_its_activity(reading: Reading) -> None:
    """Each time once, and the acknowledgement with its phase."""
    (entry,) = reading(json.dumps([INCIDENT])).entries()
    assert (entry.at, entry.who, entry.what) == (AT, "Prometheus", "Incident triggered: Orders fail")
    assert [(m.at, m.what, m.phase) for m in entry.moments] == [
        ("2024-02-15T14:34:00Z", "reassigned", None),
        ("2024-02-15T14:35:00Z", "acknowledged", "acknowledged"),
        (LATER, "resolved", None),
    ]


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"acknowledged_at": NEVER, "resolved_at": NEVER, "logs": None}, AT),
        ({"acknowledged_at": 3, "resolved_at": [], "logs": [None, {"action": None}, {"time": "x"}]}, AT),
        ({"created_at": None, "acknowledged_at": None, "resolved_at": NEVER, "logs": {}}, None),
    ],
)
def test_what_never_was_is_no_time(reading: Reading, fields: dict[str, object], at: str | None) -> None:
    """The zero time of its language, and damage, are no events."""
    *_, entry = reading(json.dumps([INCIDENT, {**INCIDENT, **fields}])).entries()
    assert (entry.at, entry.moments) == (at, ())
