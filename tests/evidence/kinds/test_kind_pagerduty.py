"""PagerDuty log entries, incidents, and webhooks."""

import json
from collections.abc import Callable

import pytest

from afterword.evidence.collection import Collection

Reading = Callable[..., Collection]

INCIDENT = {"id": "Q1", "type": "incident_reference", "summary": "[#7] High error rate"}


def entry(kind: str, **fields: object) -> dict[str, object]:
    """A log entry."""
    return {
        "id": "R1",
        "type": f"{kind}_log_entry",
        "summary": f"Did {kind}.",
        "created_at": "2024-02-15T09:32:10-05:00",
        "agent": {"type": "user_reference", "summary": "Ana Lee"},
        "channel": {"type": "auto"},
        "incident": INCIDENT,
        **fields,
    }


TRIGGER, ACK = entry("trigger", summary="Triggered through the API."), entry("acknowledge")
WRAPPED = [
    [TRIGGER, ACK],
    {"log_entries": [TRIGGER, ACK], "limit": 25, "more": False},
    [{"log_entries": [TRIGGER]}, {"log_entries": [ACK]}],
    {"data": {"log_entries": [TRIGGER, ACK]}},
    {"incident": {"id": "Q1"}, "entries": [TRIGGER, ACK]},
]


@pytest.mark.parametrize("document", WRAPPED)
@pytest.mark.parametrize("indent", [None, 2])
def test_log_entries_are_read_whatever_wraps_them(reading: Reading, document: object, indent: int | None) -> None:
    """Offsets of the account become UTC, the span is that of the entry."""
    text = json.dumps(document, indent=indent)
    found = reading(text)
    first, second = found.entries()
    assert (first.at, first.zone, first.who) == ("2024-02-15T14:32:10Z", "-05:00", "Ana Lee")
    assert first.what == "Triggered through the API: [#7] High error rate"
    assert (second.phase, second.reason) == ("acknowledged", "acknowledged in PagerDuty")
    for number, one in enumerate((first, second), 1):
        source = one.sources[0]
        assert (source.kind, source.record) == ("pagerduty", number)
        assert json.loads(text[source.offset : source.offset + source.length])["id"] == "R1"
        assert text.count("\n", 0, source.offset) + 1 == source.line


KINDS = [
    ("trigger", "alert", None),
    ("acknowledge", "action", "acknowledged"),
    ("unacknowledge", None, None),
    ("assign", None, None),
    ("escalate", "escalation", "escalated"),
    ("notify", None, None),
    ("resolve", "recovery", None),
    ("exhaust_escalation_path", None, None),
]


@pytest.mark.parametrize(("action", "kind", "phase"), KINDS)
def test_an_entry_has_the_kind_and_phase_of_its_type(
    reading: Reading, action: str, kind: str | None, phase: str | None
) -> None:
    """A page that is resolved is no incident that is: it recovers, and marks nothing by itself."""
    (one,) = reading(json.dumps([entry(action)])).entries()
    assert (one.kind, one.phase) == (kind, phase)


def test_an_entry_of_the_first_api_is_read(reading: Reading) -> None:
    """Its types have no suffix, its agents names."""
    old = {"type": "acknowledge", "created_at": "2013-03-06T15:28:51-05:00", "agent": {"name": "Ana"}, "channel": {}}
    (one,) = reading(json.dumps({"log_entries": [old]})).entries()
    assert (one.at, one.who, one.what, one.phase) == ("2013-03-06T20:28:51Z", "Ana", "Acknowledged", "acknowledged")


def test_notes_and_failed_notifications_are_told_in_full(reading: Reading) -> None:
    """The note stands in the channel, and so does the fate of a call."""
    note = entry("annotate", summary="Note added", channel={"type": "note", "summary": "failover started"})
    call = entry("notify", summary="Notified Ana", channel={"notification": {"type": "phone", "status": "no_answer"}})
    assert [one.what for one in reading(json.dumps([note, call])).entries()] == [
        "Note added: failover started (#7)",
        "Notified Ana (no answer) (#7)",
    ]


def test_an_incident_states_its_further_times(reading: Reading) -> None:
    """Assigned, acknowledged, resolved: each with its time, and never twice."""
    incident = {
        "incident_number": 7,
        "title": "High error rate",
        "created_at": "2024-02-15T14:32:10Z",
        "status": "resolved",
        "urgency": "high",
        "incident_key": "k",
        "service": {"summary": "checkout"},
        "assignments": [{"at": "2024-02-15T14:32:10Z", "assignee": {"summary": "Ana Lee"}}],
        "acknowledgements": [{"at": "2024-02-15T14:35:00Z", "acknowledger": {"summary": "Ana Lee"}}],
        "last_status_change_at": "2024-02-15T15:00:00Z",
        "last_status_change_by": {"summary": "Ben"},
        "first_trigger_log_entry": {"type": "trigger_log_entry_reference", "summary": "Triggered"},
    }
    (one,) = reading(json.dumps({"incidents": [incident]})).entries()
    assert (one.at, one.who, one.severity) == ("2024-02-15T14:32:10Z", "checkout", "high")
    assert one.what == "Incident triggered: [#7] High error rate"
    assert [(m.at, m.what, m.phase) for m in one.moments] == [
        ("2024-02-15T14:35:00Z", "acknowledged by Ana Lee", "acknowledged"),
        ("2024-02-15T15:00:00Z", "resolved by Ben", None),
    ]


def test_an_incident_that_holds_its_entries_and_notes_tells_them(reading: Reading) -> None:
    """They are further times of the one record, with their phases."""
    incident = {
        "incident_number": 7,
        "incident_key": "k",
        "urgency": "high",
        "title": "High error rate",
        "created_at": "2024-02-15T14:30:00Z",
        "log_entries": [entry("acknowledge", summary="Acknowledged by Ana.")],
        "notes": [{"content": "failover", "user": {"summary": "Ben"}, "created_at": "2024-02-15T14:40:00Z"}],
    }
    (one,) = reading(json.dumps({"incidents": [incident]})).entries()
    assert [(m.at, m.what, m.phase) for m in one.moments] == [
        ("2024-02-15T14:32:10Z", "Acknowledged by Ana (#7)", "acknowledged"),
        ("2024-02-15T14:40:00Z", "note by Ben: failover", None),
    ]


def test_webhooks_of_both_versions_are_read(reading: Reading) -> None:
    """One record for each message, at the time when it occurred."""
    data = {"id": "Q1", "type": "incident", "number": 7, "title": "High error rate"}
    three = [
        {"event": {"event_type": f"incident.{name}", "occurred_at": at, "agent": {"summary": "Ana"}, "data": data}}
        for name, at in (("triggered", "2024-02-15T14:32:10Z"), ("acknowledged", "2024-02-15T14:33:00Z"))
    ]
    entries = list(reading("\n".join(json.dumps(body) for body in three)).entries())
    assert [(one.at, one.what, one.phase) for one in entries] == [
        ("2024-02-15T14:32:10Z", "Triggered: [#7] High error rate", None),
        ("2024-02-15T14:33:00Z", "Acknowledged: [#7] High error rate", "acknowledged"),
    ]
    old = {"event": "incident.resolve", "log_entries": [entry("resolve")], "incident": {"incident_number": 7}}
    (one,) = reading(json.dumps({"messages": [old]})).entries()
    assert (one.at, one.kind) == ("2024-02-15T14:32:10Z", "recovery")


DAMAGED = [
    ({"created_at": None}, None, "Did notify (#7)"),
    ({"created_at": "yesterday"}, None, "Did notify (#7)"),
    ({"created_at": 1708007530}, "2024-02-15T14:32:10Z", "Did notify (#7)"),
    ({"created_at": "2024-02-30T14:32:10Z"}, None, "Did notify (#7)"),
    ({"summary": None, "incident": None}, "2024-02-15T14:32:10Z", "Notified"),
    ({"agent": 3, "channel": [], "incident": "x"}, "2024-02-15T14:32:10Z", "Did notify"),
]


@pytest.mark.parametrize(("fields", "at", "what"), DAMAGED)
def test_a_damaged_entry_keeps_what_is_there(
    reading: Reading, fields: dict[str, object], at: str | None, what: str
) -> None:
    """What is missing or of the wrong type leaves a hole, not a failure."""
    *_, one = reading(json.dumps([TRIGGER, ACK, entry("notify", **fields)])).entries()
    assert (one.at, one.what) == (at, what)


def test_an_answer_that_breaks_off_gives_what_is_whole(reading: Reading) -> None:
    """Entries before the break are records, and the break is reported."""
    found = reading(json.dumps({"log_entries": [TRIGGER, ACK]})[:-40])
    assert len(list(found.entries())) == 1
    assert any(finding.code == "EV204" for finding in found.findings)


@pytest.mark.parametrize(
    ("summary", "who"),
    [
        ("Acknowledged by Ana Lee", "Ana Lee"),
        ("Resolved by Ana Lee.", "Ana Lee"),
        ("Triggered through the website", None),
        ("Assigned to Ana Lee", None),
    ],
)
def test_an_entry_without_a_named_agent_says_who_acted(reading: Reading, summary: str, who: str | None) -> None:
    """References that were not expanded have no name; the summary has."""
    entry = {"id": "R1", "created_at": "2024-02-15T14:32:10Z", "summary": summary, "agent": {"id": "P1"}}
    kind = f"{summary.split(maxsplit=1)[0].lower().removesuffix('ed')}_log_entry"
    (found,) = reading(json.dumps({"log_entries": [{**entry, "type": kind, "channel": {"type": "web"}}]})).entries()
    assert (found.who, found.what) == (who, summary.rstrip("."))
