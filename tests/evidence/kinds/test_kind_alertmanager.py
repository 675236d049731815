"""Alerts and silences of Alertmanager, Grafana, and Prometheus."""

import json
from collections.abc import Callable

import pytest

from afterword.evidence.collection import Collection

Reading = Callable[..., Collection]


def alert(**fields: object) -> dict[str, object]:
    """An alert as a webhook carries it."""
    return {
        "status": "firing",
        "labels": {"alertname": "HighErrors", "severity": "critical", "instance": "web1"},
        "annotations": {"summary": "More than 5% fail"},
        "startsAt": "2024-02-15T14:32:10.123456789Z",
        "endsAt": "0001-01-01T00:00:00Z",
        "fingerprint": "f",
        **fields,
    }


def webhook(*alerts: object, status: str = "firing") -> dict[str, object]:
    """A webhook of version 4."""
    return {"version": "4", "groupKey": "{}", "status": status, "receiver": "pager", "alerts": list(alerts)}


ENDED = alert(status="resolved", endsAt="2024-02-15T15:00:00Z")
LATER = alert(startsAt="2024-02-15T14:40:00Z")


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(webhook(alert(), LATER)),
        json.dumps([webhook(alert()), webhook(LATER)], indent=2),
        "\n".join(json.dumps(webhook(one)) for one in (alert(), LATER)),
        json.dumps([alert(), LATER]),
        json.dumps({"status": "success", "data": [alert(), LATER]}),
        json.dumps([{"labels": {}, "receiver": {"name": "pager"}, "alerts": [alert(), LATER]}]),
    ],
    ids=["webhook", "webhooks", "lines", "version 2", "version 1", "groups"],
)
def test_each_alert_is_a_record_at_its_start(reading: Reading, text: str) -> None:
    """All digits of the second are kept; the sentinel for "not yet over" is no time."""
    first, second = reading(text).entries()
    assert (first.at, second.at) == ("2024-02-15T14:32:10.123456789Z", "2024-02-15T14:40:00Z")
    assert (first.who, first.severity, first.kind) == ("Alertmanager", "critical", "alert")
    assert first.what == "HighErrors: More than 5% fail (web1)"
    assert first.moments == ()
    source = second.sources[0]
    assert json.loads(text[source.offset : source.offset + source.length])["startsAt"] == second.at
    assert source.record == 2


def test_an_alert_that_is_over_says_when(reading: Reading) -> None:
    """The end is a further time of the same record, with the same words, so that both notices are one event."""
    fired, over = reading("\n".join(json.dumps(webhook(one)) for one in (alert(), ENDED))).entries()
    assert (fired.at, fired.what) == (over.at, over.what)
    assert [(m.at, m.what, m.phase) for m in over.moments] == [("2024-02-15T15:00:00Z", "resolved", None)]


STATES = [
    ({"status": {"state": "active"}, "endsAt": "2024-02-15T15:10:00Z", "updatedAt": "2024-02-15T15:06:00Z"}, 0),
    ({"status": {"state": "active"}, "endsAt": "2024-02-15T15:00:00Z", "updatedAt": "2024-02-15T15:06:00Z"}, 1),
    ({"status": {"state": "suppressed"}, "endsAt": "2024-02-15T15:10:00Z"}, 0),
    ({"status": "firing", "endsAt": "2024-02-15T15:10:00Z"}, 0),
]


@pytest.mark.parametrize(("fields", "count"), STATES)
def test_an_end_that_is_only_foreseen_is_no_time(reading: Reading, fields: dict[str, object], count: int) -> None:
    """The API states when an alert would end if nobody renewed it."""
    (one,) = reading(json.dumps([alert(**fields)])).entries()
    assert len(one.moments) == count


def test_the_list_of_prometheus_itself_is_read(reading: Reading) -> None:
    """Its alerts are active since a time."""
    one = {"labels": {"alertname": "Down"}, "annotations": {}, "state": "firing", "activeAt": "2024-02-15T14:32:10Z"}
    (found,) = reading(json.dumps({"status": "success", "data": {"alerts": [one]}})).entries()
    assert (found.at, found.who, found.what) == ("2024-02-15T14:32:10Z", "Prometheus", "Down")


def test_an_annotation_of_any_name_says_what_is_wrong(reading: Reading) -> None:
    """Teams name them as they like; an address is none."""
    notes = {"dashboard": "https://x.test", "alert": "disk is full"}
    (one,) = reading(json.dumps([alert(annotations=notes)])).entries()
    assert one.what == "HighErrors: disk is full (web1)"


DAMAGED = [
    ({"startsAt": None}, None, "HighErrors: More than 5% fail (web1)"),
    ({"startsAt": "0001-01-01T00:00:00Z"}, None, "HighErrors: More than 5% fail (web1)"),
    ({"labels": {"alertname": 5, "instance": None}, "annotations": None}, "2024-02-15T14:32:10.123456789Z", "5"),
    ({"annotations": [], "endsAt": 7, "status": 9}, "2024-02-15T14:32:10.123456789Z", "HighErrors (web1)"),
]


@pytest.mark.parametrize(("fields", "at", "what"), DAMAGED)
def test_a_damaged_alert_keeps_what_is_there(
    reading: Reading, fields: dict[str, object], at: str | None, what: str
) -> None:
    """What is missing or of the wrong type leaves a hole, not a failure."""
    *_, one = reading(json.dumps(webhook(alert(), LATER, alert(**fields)))).entries()
    assert (one.at, one.what) == (at, what)


def test_a_silence_says_who_muted_what_and_why(reading: Reading) -> None:
    """Its foreseen end is words, its real one a time."""
    silence = {
        "id": "s",
        "status": {"state": "active"},
        "comment": "known disk",
        "createdBy": "ana@x.test",
        "startsAt": "2024-02-15T14:32:10Z",
        "endsAt": "2024-02-15T16:32:10Z",
        "updatedAt": "2024-02-15T14:32:10Z",
        "matchers": [
            {"name": "instance", "value": "web1", "isRegex": False, "isEqual": True},
            {"name": "job", "value": "a.*", "isRegex": True, "isEqual": False},
        ],
    }
    expired = {**silence, "status": {"state": "expired"}, "matchers": [3], "comment": None}
    first, second = reading(json.dumps([silence, expired])).entries()
    assert first.sources[0].kind == "alertmanager-silences"
    assert (first.at, first.who) == ("2024-02-15T14:32:10Z", "ana@x.test")
    assert first.what == "silence for instance=web1, job!~a.*: known disk (until 2024-02-15T16:32:10Z)"
    assert [(m.at, m.what) for m in second.moments] == [("2024-02-15T16:32:10Z", "silence ended")]
