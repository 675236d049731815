"""VictorOps incidents."""

import json
from collections.abc import Callable

import pytest

from afterword.evidence.collection import Collection

Reading = Callable[..., Collection]
AT, LATER = "2024-02-15T14:32:10Z", "2024-02-15T14:40:00Z"
INCIDENT = {
    "incidentNumber": "7",
    "entityDisplayName": "Orders fail",
    "entityId": "e",
    "entityState": "CRITICAL",
    "service": "shop",
    "startTime": AT,
    "lastAlertTime": "2024-02-15T18:00:00Z",
    "transitions": [
        {"name": "triggered", "at": AT},
        {"name": "acknowledged", "at": "2024-02-15T14:35:00Z", "by": "ana"},
        {"name": "resolved", "at": LATER},
    ],
}


@pytest.mark.parametrize("wrap", [lambda i: {"incidents": [i]}, lambda i: [i]])
def test_an_incident_states_its_transitions(reading: Reading, wrap: Callable[[object], object]) -> None:
    """Each with who made it; the acknowledgement with its phase."""
    (entry,) = reading(json.dumps(wrap(INCIDENT))).entries()
    assert (entry.at, entry.who, entry.severity) == (AT, "shop", "critical")
    assert entry.what == "Incident #7 triggered: Orders fail"
    assert [(m.at, m.what, m.phase) for m in entry.moments] == [
        ("2024-02-15T14:35:00Z", "acknowledged by ana", "acknowledged"),
        (LATER, "resolved", None),
    ]


@pytest.mark.parametrize(
    "wrong", [{"startTime": None, "transitions": [None, {"at": AT}, {"name": 3, "at": "x"}]}, {"startTime": []}]
)
def test_a_damaged_incident_keeps_what_is_there(reading: Reading, wrong: dict[str, object]) -> None:
    """Missing and wrong values leave holes."""
    *_, entry = reading(json.dumps([INCIDENT, {**INCIDENT, **wrong}])).entries()
    assert (entry.at, entry.what) == (None, "Incident #7 triggered: Orders fail")


def test_an_incident_made_by_hand_is_called_by_its_number_once(reading: Reading) -> None:
    """Its name and its service are its number, which tells nobody who or what."""
    by_hand = {**INCIDENT, "entityDisplayName": "#7", "service": "#7"}
    (entry,) = reading(json.dumps({"incidents": [by_hand]})).entries()
    assert (entry.who, entry.what) == (None, "Incident #7 triggered")
