"""Times of Windows events as the tools that write JSON write them."""

import json
from collections.abc import Callable

import pytest

from afterword.evidence.collection import Collection

Reading = Callable[..., Collection]
EVENT = {"Id": 7031, "ProviderName": "Service Control Manager", "LogName": "System", "MachineName": "web1"}
FORMS = [
    ("/Date(1708007590123)/", "2024-02-15T14:33:10.123Z"),
    ("/Date(1708007590123+0100)/", "2024-02-15T14:33:10.123Z"),
    ("2024-02-15T15:33:10.1234567+01:00", "2024-02-15T14:33:10.1234567Z"),
    ({"value": "/Date(1708007590123)/", "DisplayHint": 2, "DateTime": "Thursday"}, "2024-02-15T14:33:10.123Z"),
    ("/Date(-62135596800000)/", None),
    ("/Date(x)/", None),
]


@pytest.mark.parametrize(("created", "at"), FORMS)
def test_powershell_writes_times_in_several_ways(reading: Reading, created: object, at: str | None) -> None:
    """Milliseconds within words, an object, or ISO with the zone; the empty date of .NET is none."""
    (one,) = reading(json.dumps([{**EVENT, "TimeCreated": created}])).entries()
    assert one.at == at


def test_a_local_time_beside_nothing_better_stays_without_zone(reading: Reading) -> None:
    """NXLog writes the wall clock of the computer."""
    value = {"EventTime": "2024-02-15 15:36:10", "EventID": 1, "Channel": "Security", "Hostname": "web1"}
    (one,) = reading(json.dumps([value])).entries()
    assert (one.at, one.zone_basis) == ("2024-02-15T15:36:10", "unknown")


def test_fields_that_are_named_in_a_list_are_read(reading: Reading) -> None:
    """Converters from XML keep the names as attributes."""
    system = {"TimeCreated": {"@SystemTime": "2024-02-15 14:34:10.5"}, "EventID": {"#text": "4624", "@Qualifiers": ""}}
    data = {"Data": [{"@Name": "TargetUserName", "#text": "ana"}, {"@Name": "LogonType", "#text": "3"}, None]}
    (one,) = reading(json.dumps([{"Event": {"System": system, "EventData": data}}])).entries()
    assert (one.at, one.who, one.what) == ("2024-02-15T14:34:10.5Z", "ana", "4624: TargetUserName=ana LogonType=3")
    assert one.zone_basis == "inferred"
