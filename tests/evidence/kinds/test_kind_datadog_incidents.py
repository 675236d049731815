"""Datadog incidents."""

import json
from collections.abc import Callable

import pytest

from afterword.evidence.collection import Collection

Reading = Callable[..., Collection]
AT, LATER = "2024-02-15T14:32:10Z", "2024-02-15T14:40:00Z"
ABOUT: dict[str, object] = {
    "created": AT,
    "detected": "2024-02-15T14:30:00Z",
    "resolved": LATER,
    "modified": "2024-02-16T09:00:00Z",
    "customer_impact_start": "2024-02-15T14:25:00Z",
    "customer_impact_end": None,
    "customer_impacted": True,
    "public_id": 7,
    "title": "Orders fail",
    "fields": {"severity": {"value": "SEV-2"}},
}


def camel(value: dict[str, object]) -> dict[str, object]:
    """The same with names in camel case."""
    return {first + "".join(p.title() for p in rest): v for k, v in value.items() for first, *rest in [k.split("_")]}


@pytest.mark.parametrize("about", [ABOUT, camel(ABOUT)])
@pytest.mark.parametrize("many", [True, False])
def test_an_incident_states_its_phases(reading: Reading, about: object, many: bool) -> None:
    """Detection, impact, and resolution are further times with the phases that the format names."""
    incident = {"id": "i", "type": "incidents", "attributes": about}
    (entry,) = reading(json.dumps({"data": [incident] if many else incident})).entries()
    assert (entry.at, entry.what, entry.severity) == (AT, "Incident #7 created: Orders fail", "sev-2")
    assert [(m.at, m.phase) for m in entry.moments] == [
        ("2024-02-15T14:25:00Z", "began"),
        ("2024-02-15T14:30:00Z", "detected"),
        (LATER, "resolved"),
        ("2024-02-16T09:00:00Z", None),
    ]


@pytest.mark.parametrize("wrong", [{"created": None}, {"created": "x", "detected": 3, "title": [], "fields": None}])
def test_a_damaged_incident_keeps_what_is_there(reading: Reading, wrong: dict[str, object]) -> None:
    """Missing and wrong values leave holes."""
    good = {"id": "i", "type": "incidents", "attributes": ABOUT}
    *_, entry = reading(json.dumps({"data": [good, {**good, "attributes": {**ABOUT, **wrong}}]})).entries()
    assert entry.at is None
    assert (entry.what or "").startswith("Incident #7 created")
