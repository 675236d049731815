"""FireHydrant incidents."""

import json
from collections.abc import Callable

import pytest

from afterword.evidence.collection import Collection

Reading = Callable[..., Collection]
AT, LATER = "2024-02-15T14:32:10Z", "2024-02-15T14:40:00Z"
INCIDENT = {
    "name": "Orders fail",
    "number": 7,
    "created_at": AT,
    "started_at": AT,
    "severity": "SEV2",
    "priority": "P1",
    "current_milestone": "resolved",
    "incident_url": "https://x.test",
    "private_id": "p",
    "created_by": {"name": "Ana Lee"},
    "milestones": [
        {"type": "started", "occurred_at": "2024-02-15T14:30:00Z", "created_at": "2024-02-16T09:00:00Z"},
        {"type": "mitigated", "occurred_at": LATER, "created_at": "2024-02-16T09:00:00Z"},
        {"type": "retrospective_started", "occurred_at": "2024-02-17T09:00:00Z"},
    ],
}


@pytest.mark.parametrize("wrap", [lambda i: [i], lambda i: {"data": [i], "pagination": {}}, lambda i: i])
def test_milestones_count_when_they_occurred(reading: Reading, wrap: Callable[[object], object]) -> None:
    """Not when somebody typed them in; those that the format names are phases."""
    (entry,) = reading(json.dumps(wrap(INCIDENT))).entries()
    assert (entry.at, entry.who, entry.what, entry.severity) == (
        AT,
        "Ana Lee",
        "Incident #7 opened: Orders fail",
        "sev2",
    )
    assert [(m.at, m.phase) for m in entry.moments] == [
        ("2024-02-15T14:30:00Z", "began"),
        (LATER, "mitigated"),
        ("2024-02-17T09:00:00Z", None),
    ]


@pytest.mark.parametrize(
    "wrong",
    [{"created_at": None, "milestones": [None, 3, {"type": 5}]}, {"created_at": [], "name": {}, "created_by": 1}],
)
def test_a_damaged_incident_keeps_what_is_there(reading: Reading, wrong: dict[str, object]) -> None:
    """Missing and wrong values leave holes."""
    *_, entry = reading(json.dumps([INCIDENT, {**INCIDENT, **wrong}])).entries()
    assert entry.at is None
    assert (entry.what or "").startswith("Incident #7 opened")
