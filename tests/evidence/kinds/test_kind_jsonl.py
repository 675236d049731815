"""JSON lines and arrays of objects."""

import json
from collections.abc import Callable

import pytest

from afterword.evidence.collection import Collection

Reading = Callable[..., Collection]
RECORDS = {
    "numbered level": (
        {"service": "shop", "level": 50, "msg": "lost", "timestamp": "2024-02-15T14:32:10.123Z"},
        ("2024-02-15T14:32:10.123Z", "shop", "error", "lost"),
    ),
    "milliseconds": (
        {"severity": "info", "timestamp": 1708007530123, "msg": "up"},
        ("2024-02-15T14:32:10.123Z", None, "info", "up"),
    ),
    "nested": (
        {"@timestamp": "2024-02-15T14:32:10.123Z", "level": "warn", "message": "slow", "service": {"name": "shop"}},
        ("2024-02-15T14:32:10.123Z", "shop", "warn", "slow"),
    ),
    "seconds": ({"lvl": "info", "ts": 1708007530.25, "msg": "up"}, ("2024-02-15T14:32:10.25Z", None, "info", "up")),
    "an error beside": (
        {"severity": "error", "time": "2024-02-15T09:32:10-05:00", "msg": "lost", "error": "refused"},
        ("2024-02-15T14:32:10Z", None, "error", "lost: refused"),
    ),
    "mongodb": (
        {"t": {"$date": "2024-02-15T14:32:10.123+00:00"}, "s": "I", "msg": "up"},
        ("2024-02-15T14:32:10.123Z", None, None, "up"),
    ),
    "audit": (
        {
            "timestamp": "2024-02-15T14:32:10Z",
            "protoPayload": {"authenticationInfo": {"principalEmail": "a@b.c"}, "methodName": "x.insert"},
        },
        ("2024-02-15T14:32:10Z", "a@b.c", None, "x.insert"),
    ),
    "no message": (
        {"ts": 1708007530.5, "method": "GET", "uri": "/x"},
        ("2024-02-15T14:32:10.5Z", None, None, "method=GET uri=/x"),
    ),
    "written time": ({"time": "15/Feb/2024:14:32:10 +0000", "msg": "x"}, ("2024-02-15T14:32:10Z", None, None, "x")),
}


@pytest.mark.parametrize("name", RECORDS)
@pytest.mark.parametrize("array", [False, True])
def test_a_record_is_read(reading: Reading, name: str, array: bool) -> None:
    """The usual names of time, actor, severity, and message are known, as lines and as an array."""
    record, expected = RECORDS[name]
    text = json.dumps([record, record], indent=1) if array else (json.dumps(record) + "\n") * 2
    found = reading(text)
    assert [row.kind for row in found.ledger()] == ["jsonl"]
    assert [(e.at, e.who, e.severity, e.what) for e in found.entries()] == [expected] * 2


def test_six_notations_survive(reading: Reading) -> None:
    """No record is lost because its time is written in another way."""
    written = [
        "2024-02-15T14:32:00",
        "2024-02-15T09:35:00-05:00",
        "2024-02-15 14:37",
        "14:42",
        "2024-02-15T14:55:00Z",
        "2024-02-15T15:02:00Z",
    ]
    text = "\n".join(json.dumps({"timestamp": each, "message": str(n)}) for n, each in enumerate(written))
    entries = list(reading(text).entries())
    assert [entry.written for entry in entries] == written
    assert [entry.at for entry in entries] == [
        "2024-02-15T14:32:00",
        "2024-02-15T14:35:00Z",
        "2024-02-15T14:37:00",
        None,
        "2024-02-15T14:55:00Z",
        "2024-02-15T15:02:00Z",
    ]


def test_the_record_and_its_line_are_cited(reading: Reading) -> None:
    """An element of an array has its number, its line, and exactly its bytes."""
    text = '[\n {"time": "2024-02-15T14:32:10Z", "msg": "é"},\n {"time": "2024-02-15T14:32:11Z", "msg": "b"}\n]\n'
    first, second = reading(text).entries()
    assert [(s.record, s.line) for e in (first, second) for s in e.sources] == [(1, 2), (2, 3)]
    span = second.sources[0]
    assert text.encode()[span.offset : span.offset + span.length] == b'{"time": "2024-02-15T14:32:11Z", "msg": "b"}'


def test_other_times_are_kept_beside_the_main_one(reading: Reading) -> None:
    """Times that mean "never" are none."""
    record = {
        "timestamp": "2024-02-15T14:32:10Z",
        "message": "x",
        "resolved_at": "2024-02-15T15:00:00Z",
        "acknowledged_at": "0001-01-01T00:00:00Z",
    }
    first, _ = reading((json.dumps(record) + "\n") * 2).entries()
    assert [(moment.what, moment.at) for moment in first.moments] == [("resolved_at", "2024-02-15T15:00:00Z")]


def test_the_counter_beside_the_time_is_no_time(reading: Reading) -> None:
    """A field named for a time that holds a small number is passed over."""
    record = {"message": "x", "timestamp": 123456789, "datetime": "2015-07-24T19:01:01+00:00"}
    first, _ = reading((json.dumps(record) + "\n") * 2).entries()
    assert first.at == "2015-07-24T19:01:01Z"


def test_a_prefix_of_the_container_is_the_actor(reading: Reading) -> None:
    """Docker compose writes the service before the line."""
    first, _ = reading('caddy  | {"ts":1761019822.3152757,"msg":"up"}\n' * 2).entries()
    assert (first.who, first.at) == ("caddy", "2025-10-21T04:10:22.3152757Z")


def test_broken_lines_are_unparsed(reading: Reading) -> None:
    """A line that is no object is no record, and the ones beside it are read."""
    line = '{"time": "2024-02-15T14:32:10Z", "msg": "x"}\n'
    found = reading(line * 5 + '{"time": \n[1]\n"x"\n' + line)
    assert len(list(found.entries())) == 6
    assert found.ledger()[0].unparsed.lines == 3


def test_an_array_that_is_cut_gives_what_is_whole(reading: Reading) -> None:
    """The rest is unparsed, and a finding says where it broke."""
    text = '[{"time": "2024-02-15T14:32:10Z", "msg": "x"}, {"time": "2024-02-15T14:32:11Z", "msg": "y"}, {"time": "2024'
    found = reading(text)
    assert [entry.what for entry in found.entries()] == ["x", "y"]
    assert "EV204" in {finding.code for finding in found.findings}


@pytest.mark.parametrize(
    "text",
    [
        '{"resourceLogs":[{"scopeLogs":[]}], "time": "2024-02-15T14:32:10Z"}\n' * 3,
        '{"kind": "Pod", "creationTimestamp": "2024-02-15T14:32:10Z"}\n',
        '[{"id": 1, "name": "x"}, {"id": 2, "name": "y"}]',
        '["2024-02-15T14:32:10Z", "2024-02-15T14:32:10Z"]',
    ],
)
def test_other_json_is_not_taken(reading: Reading, text: str) -> None:
    """Envelopes of many records, documents about something, and lists without times are left to others."""
    assert "jsonl" not in {row.kind for row in reading(text).ledger()}
