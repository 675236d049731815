"""The example's evidence, held against what is true of it."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from afterword.evidence.collection import read
from afterword.evidence.options import Options
from afterword.model.moment import instant
from afterword.timeline.draft import draft
from afterword.timeline.telling import Told, tell

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "checkout-outage"
SECONDS = {
    "began": 30,
    "detected": 1,
    "acknowledged": 1,
    "responding": 60,
    "validated": 5,
    "declared": 5,
    "ic_engaged": 10,
    "war_room": 5,
    "communicated": 5,
    "escalated": 5,
    "identified": 5,
    "mitigating": 5,
    "mitigated": 10,
    "recovered": 180,
    "resolved": 5,
}
"""How far a proposed milestone may be from the true one."""


@pytest.fixture(scope="module")
def told() -> Told:
    """The timeline of the example, told short enough for a draft."""
    collection = read([EXAMPLE / "evidence"], options=Options(year=2026, tz="UTC"))
    return tell(collection.entries(), limit=36)


def at(text: str | None) -> datetime:
    """An instant."""
    moment = instant(text)
    assert moment is not None
    return moment


def test_the_milestones_are_where_they_were(told: Told) -> None:
    """Every phase is proposed within seconds of the truth, in spite of a skewed clock and a wrong note."""
    truth = json.loads((EXAMPLE / "truth.json").read_text(encoding="utf-8"))["milestones"]
    truth["responding"] = truth["acknowledged"]
    proposed = {entry.phase: entry.at for entry in told.entries if entry.phase}
    assert set(proposed) == set(SECONDS)
    for phase, tolerance in SECONDS.items():
        assert abs((at(proposed[phase]) - at(truth[phase])).total_seconds()) <= tolerance, phase


def test_the_contradiction_in_the_log_is_found(told: Told) -> None:
    """The scribe's log and the deployment system disagree on the end of the rollback; both are named."""
    messages = [finding.message for finding in told.findings if finding.code == "TL102"]
    assert any("14:44" in message and "14:46:11" in message and "incident-log.md" in message for message in messages)


def test_the_clock_that_is_behind_is_found(told: Told) -> None:
    """The proxy's clock is 47 seconds behind; a finding says so."""
    assert any(
        "egress-01.log" in f.message and " 47 s before " in f.message for f in told.findings if f.code == "TL105"
    )


def test_the_change_that_did_it_is_pointed_out(told: Told) -> None:
    """The last deployment before the first symptom is marked, and the fall of the pool's limit is told."""
    change = next(entry for entry in told.entries if entry.reason == "last change before the first symptom")
    assert change.at == "2026-03-12T13:53:41Z"
    assert any("fell from 40 to 10" in (entry.what or "") for entry in told.entries)


def test_the_draft_holds_no_secret_and_one_incident_number(told: Told) -> None:
    """What was pasted into the chat stays masked; the number is the one that everybody names."""
    record = draft(told, ())
    assert record.id == "INC-2026-031"
    assert "AKIAIOSFODNN7EXAMPLE" not in repr(record)
    assert record.severity is not None
    assert record.severity.rank == 2
