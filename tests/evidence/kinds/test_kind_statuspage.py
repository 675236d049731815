"""Statuspage incidents."""

import json
from collections.abc import Callable

import pytest

from afterword.evidence.collection import Collection

Reading = Callable[..., Collection]
LATER = "2024-02-15T14:40:00Z"
INCIDENT = {
    "id": "i",
    "name": "Orders fail",
    "impact": "major",
    "status": "resolved",
    "created_at": "2024-02-15T06:32:10.000-08:00",
    "incident_updates": [
        {"status": "resolved", "body": "All is well.", "display_at": LATER, "created_at": "2024-02-16T09:00:00Z"},
        {"status": "investigating", "body": "We are looking.", "display_at": "2024-02-15T06:32:10.000-08:00"},
    ],
}


@pytest.mark.parametrize("wrap", [lambda i: {"page": {}, "incidents": [i]}, lambda i: [i], lambda i: {"incident": i}])
def test_updates_are_further_times_as_readers_saw_them(reading: Reading, wrap: Callable[[object], object]) -> None:
    """The page's own offset becomes UTC; the first update is told with the incident."""
    (entry,) = reading(json.dumps(wrap(INCIDENT))).entries()
    assert (entry.at, entry.zone) == ("2024-02-15T14:32:10.000Z", "-08:00")
    assert entry.what == "Orders fail (major)\nInvestigating: We are looking."
    assert [(m.at, m.what) for m in entry.moments] == [(LATER, "Resolved: All is well.")]


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"created_at": None}, None),
        ({"incident_updates": [None, 3, {"body": None}, {"display_at": "x", "status": 5}]}, "2024-02-15T14:32:10.000Z"),
        ({"name": None, "impact": [], "incident_updates": []}, "2024-02-15T14:32:10.000Z"),
    ],
)
def test_a_damaged_incident_keeps_what_is_there(reading: Reading, fields: dict[str, object], at: str | None) -> None:
    """Missing and wrong values leave holes."""
    *_, entry = reading(json.dumps([INCIDENT, {**INCIDENT, **fields}])).entries()
    assert entry.at == at
