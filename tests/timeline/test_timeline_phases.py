"""Phases: proposed with reasons, at most once each, never from a question, a plan, or another day."""

import pytest

from afterword.model.evidence import Entry, Source
from afterword.model.vocabulary import Phase
from afterword.timeline.draft import draft
from afterword.timeline.durations import measure
from afterword.timeline.phrases import is_decision, sayings
from afterword.timeline.telling import Told, tell


def phases(entries) -> dict[str | None, str | None]:  # noqa: ANN001
    """Phase to time of what is told."""
    return {entry.phase: entry.at for entry in tell(entries).entries if entry.phase}


def test_the_milestones_of_an_outage_are_found(checkout) -> None:  # noqa: ANN001
    """Each milestone is marked by the event that a responder would choose."""
    assert phases(checkout.entries) == {
        "began": "2024-02-15T14:32:00Z",
        "detected": "2024-02-15T14:35:00Z",
        "acknowledged": "2024-02-15T14:36:00Z",
        "responding": "2024-02-15T14:36:10Z",
        "declared": "2024-02-15T14:37:10Z",
        "ic_engaged": "2024-02-15T14:37:40Z",
        "communicated": "2024-02-15T14:40:00Z",
        "identified": "2024-02-15T14:45:00Z",
        "mitigating": "2024-02-15T14:48:20Z",
        "mitigated": "2024-02-15T15:00:00Z",
        "recovered": "2024-02-15T15:01:56Z",
        "resolved": "2024-02-15T15:16:40Z",
    }


def test_every_proposal_says_why(checkout) -> None:  # noqa: ANN001
    """Each phase has a reason, and the change before the first symptom is pointed out."""
    entries = tell(checkout.entries).entries
    assert all(entry.reason for entry in entries if entry.phase)
    change = next(entry for entry in entries if entry.kind == "change")
    assert change.reason == "last change before the first symptom"


def test_metrics_of_a_draft_follow_from_its_phases(checkout) -> None:  # noqa: ANN001
    """The figures of a draft are those of the proposed milestones."""
    metrics = measure(draft(tell(checkout.entries), ()))
    assert metrics.time_to_detect.seconds == 180
    assert metrics.time_to_acknowledge.seconds == 60
    assert metrics.duration.status == "recorded"


@pytest.mark.parametrize(
    "words",
    [
        "Should we roll back?",
        "should we roll back",
        "can we revert the deploy?",
        "we could roll back to v41",
        "if we roll back the migration breaks",
        "I think the root cause is the deploy",
        "maybe it is the deploy",
        "not resolved yet",
        "the incident is not resolved",
        "we haven't found the cause",
        "rolling back would take an hour",
        "once the rollback is finished we check",
        "last week the root cause was the database",
        "let's roll back",
        "please declare an incident",
        "waiting for the rollback to be finished",
        "is the incident resolved?",
        "> rolling back now",
        "`rollback finished`",
        "the rollback failed",
        "we will declare an incident if it stays",
        "error rate is not back to normal",
        "nobody has declared an incident",
        "I don't know the root cause",
        "I'm going to roll back",
        "want me to take command?",
        "rollback is not possible",
        "thanks everybody",
        "pods keep failing to start",
        "error rate is down to 2%",
        "root cause is still unknown",
        "yesterday's incident was resolved at 5pm",
    ],
)
def test_questions_plans_doubts_and_denials_mark_nothing(words: str) -> None:
    """A sentence that does not state what has happened proposes no phase."""
    assert sayings(words) == ()


@pytest.mark.parametrize(
    ("words", "phase"),
    [
        ("we are seeing lots of 502 errors on checkout", "detected"),
        ("customers report failed payments", "detected"),
        ("confirmed, I can reproduce it", "validated"),
        ("this is not a false positive", "validated"),
        ("Declaring SEV1", "declared"),
        ("declaring an incident: payments are down", "declared"),
        ("I'm IC for this one", "ic_engaged"),
        ("taking incident command", "ic_engaged"),
        ("war room is open: https://meet.example.com/x", "war_room"),
        ("joining the bridge", "war_room"),
        ("ack", "acknowledged"),
        ("I'm looking into it", "responding"),
        ("on it", "responding"),
        ("escalating to the database team", "escalated"),
        ("paged the DBA", "escalated"),
        ("posted an update to the status page", "communicated"),
        ("customers have been notified", "communicated"),
        ("found the cause: a full disk", "identified"),
        ("root cause identified", "identified"),
        ("it's the new release", "identified"),
        ("Rolling back the deploy now", "mitigating"),
        ("failing over to the replica", "mitigating"),
        ("rollback started", "mitigating"),
        ("rollback is complete", "mitigated"),
        ("we rolled back to v41", "mitigated"),
        ("mitigated", "mitigated"),
        ("the attacker has been evicted", "neutralised"),
        ("error rate is back to normal", "recovered"),
        ("service is fully restored", "recovered"),
        ("no more errors since 15:02", "recovered"),
        ("PagerDuty alert", "detected"),
        ("@ana reports on Slack that something is wrong with the queue", "detected"),
        ("Error rate normal", "recovered"),
        ("prod db is down", "detected"),
        ("raising this to SEV-1", "declared"),
        ("war room: https://zoom.example.com/j/1", "war_room"),
        ("that's the root cause", "identified"),
        ("deleting old wal files now", "mitigating"),
        ("db is back up", "recovered"),
        ("failed orders below 1%", "recovered"),
        ("All clear", "resolved"),
        ("incident resolved, thank you all", "resolved"),
        ("INC-2024-047 is resolved: no failures for 20 minutes", "resolved"),
        ("closing the incident", "resolved"),
    ],
)
def test_statements_mark_their_phase(words: str, phase: str) -> None:
    """A sentence that states what has happened names its phase, whether it stops there or goes on."""
    assert phase in {saying.phase for saying in sayings(words)}
    assert phase in {
        saying.phase for saying in sayings(f"{words.rstrip('!.')} (the graphs of the last minutes show it)")
    }


@pytest.mark.parametrize(
    ("words", "decided"),
    [
        ("decision: roll back to v41", True),
        ("we decided to fail over", True),
        ("let's roll back", True),
        ("did we decide to roll back?", False),
        ("no decision yet", False),
    ],
)
def test_decisions_are_recognised(words: str, decided: bool) -> None:
    """A decision is told as one; a question about it is not."""
    assert is_decision(words) is decided


def test_a_person_before_the_alert_is_the_detection(evidence) -> None:  # noqa: ANN001
    """Whoever noticed first detected it."""
    evidence.add("slack", "2024-02-15T14:30:00Z", "customers report failed payments", who="Ana")
    evidence.add("alertmanager", "2024-02-15T14:35:00Z", "PaymentsFailing")
    assert phases(evidence.entries)["detected"] == "2024-02-15T14:30:00Z"


def test_milestones_of_another_day_are_not_mixed_in(evidence) -> None:  # noqa: ANN001
    """Of two incidents in the evidence the graver is proposed, and a finding says that there is another."""
    for at, words in (
        ("2024-02-10T09:00:00Z", "Triggered: disk full"),
        ("2024-02-15T14:00:00Z", "Triggered: api down"),
        ("2024-02-15T14:03:00Z", "Acknowledged by Ana"),
        ("2024-02-15T15:00:00Z", "Resolved by Ana"),
    ):
        evidence.add("pagerduty", at, words)
    told = tell(evidence.entries)
    assert {e.phase: e.at for e in told.entries if e.phase}["detected"] == "2024-02-15T14:00:00Z"
    assert [finding.code for finding in told.findings] == ["TL101"]


FIRST = (
    (0, "pagerduty", "Triggered: api down"),
    (3, "pagerduty", "Acknowledged by Ana"),
    (5, "slack", "I'm looking into it"),
    (20, "slack", "rollback finished"),
    (30, "slack", "all clear, incident resolved"),
    (31, "pagerduty", "Resolved by Ana"),
)
SECOND = (
    (80, "pagerduty", "Triggered: batch late"),
    (90, "slack", "restarting the batch now"),
    (100, "pagerduty", "Resolved by Ben"),
)


def _told(evidence, rows: tuple[tuple[int, str, str], ...]) -> Told:  # noqa: ANN001
    for minute, kind, words in rows:
        evidence.add(kind, f"2024-02-15T{14 + minute // 60}:{minute % 60:02d}:00Z", words, who="Ana")
    return tell(evidence.entries)


def test_an_incident_shortly_after_another_is_another(evidence) -> None:  # noqa: ANN001
    """What follows a resolution by more than a little lends it no milestone, and is said to be there."""
    told = _told(evidence, FIRST + SECOND)
    assert {e.phase: (e.at or "")[11:16] for e in told.entries if e.phase} == {
        "detected": "14:00",
        "acknowledged": "14:03",
        "responding": "14:05",
        "mitigated": "14:20",
        "resolved": "14:30",
    }
    assert [finding.code for finding in told.findings] == ["TL101"]


@pytest.mark.parametrize(
    "rows",
    [
        ((35, "pagerduty", "Triggered: api down"), (50, "pagerduty", "Resolved by Ana")),
        ((40, "slack", "I am looking into the late orders again"), *SECOND),
        ((25, "pagerduty", "Triggered: batch late"), *SECOND),
    ],
    ids=["it came back at once", "somebody is still at it", "a page is still open"],
)
def test_trouble_that_goes_on_is_one_incident(evidence, rows: tuple[tuple[int, str, str], ...]) -> None:  # noqa: ANN001
    """A relapse, work that goes on, or an open page keeps the stretch whole."""
    told = _told(evidence, tuple(sorted(FIRST + rows)))
    assert [finding.code for finding in told.findings] == []


def test_the_milestones_are_those_of_the_page_that_was_first(evidence) -> None:  # noqa: ANN001
    """Who took another page did not take this one; one that is opened in two records is closed by one."""
    told = _told(
        evidence,
        (
            (0, "pagerduty", "Created: [#7] api down"),
            (1, "pagerduty", "Triggered: [#7] api down"),
            (2, "pagerduty", "Triggered: [#8] batch late"),
            (3, "pagerduty", "Acknowledged by Ben (#8)"),
            (9, "pagerduty", "Acknowledged by Ana (#7)"),
            (20, "pagerduty", "Resolved by Ben (#8)"),
            (30, "pagerduty", "Resolved by Ana (#7)"),
            (90, "pagerduty", "Triggered: [#9] disk full"),
        ),
    )
    assert {e.phase: (e.at or "")[14:16] for e in told.entries if e.phase} == {
        "detected": "00",
        "acknowledged": "09",
        "resolved": "30",
    }
    assert [finding.code for finding in told.findings] == ["TL101"]


def test_another_page_that_is_closed_ends_nothing(evidence) -> None:  # noqa: ANN001
    """While the first page is open nothing says that the incident is over; who took the other one answered."""
    rows = ((0, "Triggered: [#7] api down"), (2, "Triggered: [#8] batch late"), (3, "Acknowledged by Ben (#8)"))
    told = _told(evidence, tuple((m, "pagerduty", w) for m, w in (*rows, (20, "Resolved by Ben (#8)"))))
    assert {e.phase for e in told.entries if e.phase} == {"detected", "acknowledged"}


def test_two_rises_far_apart_are_two_stretches(evidence) -> None:  # noqa: ANN001
    """Where nobody said anything, an hour without failures parts them; the graver one is measured."""
    for second in range(0, 4 * 3600, 4):
        minute = second // 60
        failing = 30 <= minute < 50 or 150 <= minute < 155
        at = f"2024-02-15T{10 + minute // 60}:{minute % 60:02d}:{second % 60:02d}Z"
        evidence.add("access-log", at, f"GET /orders {503 if failing and second % 8 else 200}")
    evidence.add("alertmanager", "2024-02-15T10:35:00Z", "OrdersFailing")
    assert phases(evidence.entries)["recovered"] == "2024-02-15T10:49:56Z"


def test_a_contradiction_between_sources_is_a_finding(evidence) -> None:  # noqa: ANN001
    """Where the log that people kept gives another time, both are named and the better witness is taken."""
    evidence.add("pagerduty", "2024-02-15T14:00:00Z", "Triggered: api down")
    evidence.add("slack", "2024-02-15T14:46:20Z", "rollback finished", who="Ana")
    evidence.add("incident-log", "2024-02-15T14:44:00Z", "Rollback finished", precision="minute")
    told = tell(evidence.entries)
    assert {e.phase: e.at for e in told.entries if e.phase}["mitigated"] == "2024-02-15T14:46:20Z"
    messages = [finding.message for finding in told.findings if finding.code == "TL102"]
    assert len(messages) == 1
    assert "14:46:20" in messages[0]
    assert "14:44" in messages[0]


def test_nothing_is_proposed_where_nothing_speaks_of_an_incident(evidence) -> None:  # noqa: ANN001
    """A quiet log has no phases."""
    for second in range(30):
        evidence.add("text", f"2024-02-15T14:00:{second:02d}Z", f"request {second} served")
    assert phases(evidence.entries) == {}


def test_a_resolution_before_the_detection_is_not_proposed(evidence) -> None:  # noqa: ANN001
    """The end of an earlier alert does not end this incident."""
    evidence.add("slack", "2024-02-15T13:50:00Z", "all clear", who="Ana")
    evidence.add("pagerduty", "2024-02-15T14:00:00Z", "Triggered: api down")
    assert "resolved" not in phases(evidence.entries)


def test_an_alert_that_only_a_bot_posted_is_the_detection(evidence) -> None:  # noqa: ANN001
    """Without the alerts themselves, the tool's message in the chat is what is left of them."""
    evidence.add("slack", "2024-02-15T14:00:00Z", "Alert: impossible travel for svc-backup", who="Wazuh Bot")
    evidence.add("slack", "2024-02-15T14:05:00Z", "I'm looking into it", who="Kim")
    assert phases(evidence.entries) == {"detected": "2024-02-15T14:00:00Z", "responding": "2024-02-15T14:05:00Z"}


def test_the_milestones_of_two_incidents_of_one_export_are_not_mixed() -> None:
    """Where each record is an incident, no milestone is taken from another record than the detection's."""

    def page(minute: int, record: int, what: str, phase: Phase) -> Entry:
        source = Source(
            file="incidents.json", kind="squadcast", record=record, offset=record * 10, length=5, sha256="0" * 64
        )
        at = f"2026-03-12T14:{minute:02d}:00Z"
        return Entry(at=at, precision="second", zone="UTC", what=what, phase=phase, sources=(source,))

    told = tell(
        [page(0, 1, "Incident triggered: web", "detected"), page(9, 2, "Incident acknowledged: batch", "acknowledged")]
    )

    assert [entry.phase for entry in told.entries if entry.phase] == ["detected"]
