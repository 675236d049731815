"""Opsgenie alerts and logs."""

import json
from collections.abc import Callable

import pytest

from afterword.evidence.collection import Collection

Reading = Callable[..., Collection]
AT, LATER = "2024-02-15T14:32:10Z", "2024-02-15T14:40:00Z"
ALERT = {
    "id": "a",
    "tinyId": "7",
    "alias": "x",
    "message": "Orders fail",
    "status": "closed",
    "priority": "P1",
    "source": "Prometheus",
    "createdAt": "2024-02-15T14:32:10.25Z",
    "updatedAt": "2024-02-15T15:00:00Z",
    "lastOccurredAt": LATER,
    "report": {"ackTime": 60500, "acknowledgedBy": "ana@x.test", "closeTime": 600000, "closedBy": "ben@x.test"},
}


@pytest.mark.parametrize("wrap", [lambda a: {"data": [a], "took": 0.1}, lambda a: [a], lambda a: {"data": a}])
def test_an_alert_states_when_it_was_acknowledged_and_closed(
    reading: Reading, wrap: Callable[[object], object]
) -> None:
    """The report gives both as milliseconds since the creation; decimals of the second are decimals."""
    (entry,) = reading(json.dumps(wrap(ALERT))).entries()
    assert (entry.at, entry.severity, entry.what) == ("2024-02-15T14:32:10.25Z", "p1", "Alert #7 created: Orders fail")
    assert [(m.at, m.what, m.phase) for m in entry.moments] == [
        ("2024-02-15T14:33:10.75Z", "acknowledged by ana@x.test", "acknowledged"),
        ("2024-02-15T14:42:10.25Z", "closed by ben@x.test", None),
        (LATER, "last occurrence", None),
        ("2024-02-15T15:00:00Z", "updated", None),
    ]


def test_an_entry_of_a_log_is_a_record(reading: Reading) -> None:
    """Its words say whether it acknowledges."""
    log = {"log": "Alert acknowledged via web", "type": "system", "owner": "ana@x.test", "createdAt": AT, "offset": "1"}
    (entry,) = reading(json.dumps({"data": [log]})).entries()
    assert (entry.at, entry.who, entry.phase, entry.kind) == (AT, "ana@x.test", "acknowledged", "action")


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"createdAt": None}, None),
        ({"report": {"ackTime": "soon", "closeTime": -1}, "message": None}, "2024-02-15T14:32:10.25Z"),
        ({"report": [], "tinyId": None, "lastOccurredAt": 1}, "2024-02-15T14:32:10.25Z"),
    ],
)
def test_a_damaged_alert_keeps_what_is_there(reading: Reading, fields: dict[str, object], at: str | None) -> None:
    """Missing and wrong values leave holes."""
    *_, entry = reading(json.dumps([ALERT, {**ALERT, **fields}])).entries()
    assert entry.at == at
    assert all(moment.phase is None for moment in entry.moments)


def test_an_incident_states_its_timeline_and_impact(reading: Reading) -> None:
    """What the timeline calls acknowledged or resolved are phases, with who did it."""
    steps = [
        {
            "type": "IncidentResolved",
            "eventTime": LATER,
            "actor": {"name": "Ana"},
            "title": {"content": "Incident resolved"},
        },
        {"type": "ResponderAlertAcked", "eventTime": "2024-02-15T14:35:00Z", "actor": None, "title": 3},
    ]
    incident = {
        "tinyId": "7",
        "message": "Orders fail",
        "createdAt": AT,
        "impactStartDate": "2024-02-15T14:30:00Z",
        "timelines": steps,
    }
    (entry,) = reading(json.dumps({"data": [incident]})).entries()
    assert entry.what == "Incident #7 created: Orders fail"
    assert [(m.at, m.what, m.phase) for m in entry.moments] == [
        (LATER, "Incident resolved by Ana", "resolved"),
        ("2024-02-15T14:35:00Z", "ResponderAlertAcked", "acknowledged"),
        ("2024-02-15T14:30:00Z", "impact began", "began"),
    ]
