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


SYSTEM = {"Provider": {"#attributes": {"Name": "Kernel-Power"}}, "EventID": 41, "Computer": "web1", "Channel": "System"}


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_numbers_that_a_dump_writes_between_events_are_passed_over(reading: Reading, end: str) -> None:
    """Each event cites its own bytes; the numbers are unparsed."""
    events = [
        {"Event": {"System": {**SYSTEM, "TimeCreated": {"#attributes": {"SystemTime": f"2024-02-15T14:3{n}:10.5Z"}}}}}
        for n in range(3)
    ]
    lines = [f"Record {n}\n{json.dumps(event, indent=2)}\n" for n, event in enumerate(events, 1)]
    text = "".join(lines).replace("\n", end).encode()
    found = reading(text)
    entries = list(found.entries())
    assert [entry.at for entry in entries] == [f"2024-02-15T14:3{n}:10.5Z" for n in range(3)]
    for entry, event in zip(entries, events, strict=True):
        (source,) = entry.sources
        assert json.loads(text[source.offset : source.offset + source.length]) == event
    (row,) = found.ledger()
    assert row.unparsed.bytes == row.bytes - row.used.bytes
    assert not found.findings


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_what_powershell_writes_to_a_file_is_read(reading: Reading, encoding: str) -> None:
    """With a byte order mark, and in the older PowerShell two bytes a letter."""
    event = {**EVENT, "TimeCreated": "/Date(1708007590123)/", "Message": "größer", "LevelDisplayName": "Fehler"}
    (one, _) = reading(json.dumps([event, event], indent=4, ensure_ascii=False).encode(encoding)).entries()
    assert (one.at, one.what) == ("2024-02-15T14:33:10.123Z", "Service Control Manager 7031: größer")
