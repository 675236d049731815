"""A game day: what real servers wrote is told as it truly was."""

import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from gameday.servers import SCRAPE, missing

from afterword.cli.main import main
from afterword.evidence.collection import read
from afterword.evidence.options import Options
from afterword.model.moment import instant
from afterword.timeline.draft import draft
from afterword.timeline.telling import Told, tell

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "game-day"
TRUE = {
    "began": "first_failed",
    "detected": "detected",
    "responding": "acknowledged",
    "identified": "identified",
    "mitigating": "rolled_back",
    "recovered": "alert_resolved",
    "resolved": "resolved",
}
"""By phase, what really happened then."""


def told_of(folder: Path) -> Told:
    """The timeline of a game day."""
    year = instant(truth_of(folder)["deployed"])
    assert year is not None
    return tell(read([folder / "evidence"], options=Options(year=year.year, tz="UTC")).entries(), limit=40)


def truth_of(folder: Path) -> dict[str, str]:
    """When what happened."""
    return dict(json.loads((folder / "truth.json").read_text(encoding="utf-8"))["milestones"])


def at(text: str | None) -> datetime:
    """An instant."""
    moment = instant(text)
    assert moment is not None
    return moment


def check_milestones(folder: Path) -> None:
    """Each phase is proposed within one look of Prometheus of the truth, and no other phase is."""
    truth = truth_of(folder)
    proposed = {entry.phase: entry.at for entry in told_of(folder).entries if entry.phase}
    assert set(proposed) == set(TRUE)
    for phase, name in TRUE.items():
        assert abs((at(proposed[phase]) - at(truth[name])).total_seconds()) <= SCRAPE, phase


def test_the_milestones_are_where_they_were() -> None:
    """The committed game day has the phases of its truth."""
    check_milestones(EXAMPLE)


def test_what_caused_and_ended_it_is_told() -> None:
    """The bad change, the pool that it emptied, and the revert stand in the timeline, each with its place."""
    entries = told_of(EXAMPLE).entries
    words = " ".join(entry.what or "" for entry in entries)
    for wanted in ("Take the size of the pool from the defaults", "fell from 8 to 0", 'Revert "Take', "rose back"):
        assert wanted in words
    assert all(entry.sources for entry in entries)
    assert len(entries) <= 40


def test_nothing_of_the_evidence_is_lost() -> None:
    """Every file is understood, and every record and byte of it is in the ledger."""
    collection = read([EXAMPLE / "evidence"], options=Options(year=2026, tz="UTC"))
    told = tell(collection.entries())
    for row in collection.ledger(told.dispositions):
        assert row.kind is not None
        kept = [row.used, row.grouped, *row.set_aside.values()]
        assert sum(tally.records for tally in kept) == row.records
        assert sum(tally.bytes for tally in kept) + row.unparsed.bytes == row.bytes
    assert sum(file.stat().st_size for file in EXAMPLE.rglob("*") if file.is_file()) < 300_000


def test_every_event_of_the_draft_is_cited_and_holds(tmp_path: Path) -> None:
    """The draft of it cites a place for each event, and the text there says it."""
    told = told_of(EXAMPLE)
    assert all(event.evidence for event in draft(told, ()).timeline)
    document = str(tmp_path / "draft.md")
    evidence = str(EXAMPLE / "evidence")
    assert main(["draft", evidence, "--house", "sre", "--year", "2026", "--tz", "UTC", "-o", document]) == 0
    assert main(["verify", document, "--evidence", evidence]) == 0


@pytest.mark.slow
@pytest.mark.skipif(bool(missing()), reason=f"not on the PATH: {', '.join(missing())}")
def test_a_game_day_of_today_is_told_as_it_was(tmp_path: Path) -> None:
    """Real servers, broken for a minute and a quarter: the phases are within one look of Prometheus of the truth."""
    command = [sys.executable, str(ROOT / "tools" / "make_gameday.py"), str(tmp_path)]
    subprocess.run([*command, "--calm", "130", "--after", "30"], check=True)
    check_milestones(tmp_path)
