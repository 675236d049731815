"""The postmortem of the example, filled in for every house, says the same thing five times and comes back whole."""

import hashlib
import json
import re
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from afterword.evidence import citations, collection
from afterword.evidence.options import Options
from afterword.houses import lens
from afterword.model.measure import Figure
from afterword.model.record import Record
from afterword.timeline.durations import measure

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "checkout-outage"
HOUSES = ("security", "seal", "soc", "cloud", "sre")
CITATION = re.compile(
    r"^\[\^e\d+\]: `([^`]+)` (?:line (\d+)|lines (\d+)-(\d+)|record (\d+)), bytes (\d+)-(\d+), sha256 ([0-9a-f]{64})$"
)


def _text(house: str) -> str:
    return (EXAMPLE / f"{house}.md").read_bytes().decode("utf-8")


@cache
def _record(house: str) -> Record:
    return lens.get(_text(house)).record


@cache
def _truth() -> Any:
    return json.loads((EXAMPLE / "truth.json").read_text(encoding="utf-8"))


def _figures(house: str) -> dict[str, Figure]:
    metrics = measure(_record(house))
    return {field.name: getattr(metrics, field.name) for field in fields(metrics)}


@pytest.mark.parametrize("house", HOUSES)
def test_house_is_recognised_without_being_named(house: str) -> None:
    """Its shape alone gives the house, with high confidence."""
    assert "\nhouse:" not in _text(house)
    assert _record(house).house == house
    assert (_record(house).house_confidence or 0) >= 0.9


@pytest.mark.parametrize("house", HOUSES)
def test_unchanged_record_writes_the_same_bytes(house: str) -> None:
    """Putting the record back gives the document."""
    assert lens.put(_text(house), _record(house)) == _text(house)


@pytest.mark.parametrize("house", HOUSES)
def test_every_section_finds_its_field(house: str) -> None:
    """Nothing is left over, and reading finds nothing imperfect."""
    reading = lens.get(_text(house))
    assert [(part.line, part.heading, part.text) for part in reading.record.remainder] == []
    assert [(finding.line, finding.message) for finding in reading.findings] == []


@pytest.mark.parametrize("house", HOUSES)
def test_actions_are_the_same_in_every_house(house: str) -> None:
    """Ids, words, owners, days, and states of all actions agree."""

    def told(name: str) -> list[tuple[str | None, ...]]:
        return [
            (action.id, action.what, action.owner, action.due, action.status.value if action.status else None)
            for action in _record(name).actions
        ]

    assert told(house) == told("soc")
    assert [action.id for action in _record(house).actions] == [f"A-{number}" for number in range(1, 9)]


@pytest.mark.parametrize("house", HOUSES)
def test_times_and_phases_are_the_same_in_every_house(house: str) -> None:
    """Each entry has the same instant and phase, whichever zone it is written in."""

    def told(name: str) -> list[tuple[str | None, str | None]]:
        return [(event.at, event.phase) for event in _record(name).timeline]

    assert told(house) == told("sre")
    assert len(told(house)) == 28


@pytest.mark.parametrize("house", HOUSES)
def test_phases_stand_at_the_true_minutes(house: str) -> None:
    """Every phase of the timeline has the minute that the evidence gives it."""
    told = {event.phase: event.at for event in _record(house).timeline if event.phase}
    true = {name: f"{at[:16]}:00Z" for name, at in _truth()["milestones"].items() if name in told}
    assert {phase: at for phase, at in told.items() if phase in true} == true
    assert set(told) - set(true) == {"responding", "neutralised"}


@pytest.mark.parametrize("house", HOUSES)
def test_every_figure_is_recorded_and_the_same(house: str) -> None:
    """The timeline gives all ten durations, in minutes."""
    found = _figures(house)
    assert {figure.status for figure in found.values()} == {"recorded"}
    assert {name: (figure.seconds or 0) / 60 for name, figure in found.items()} == {
        "time_to_detect": 4,
        "time_to_acknowledge": 4,
        "time_to_engage": 4,
        "time_to_respond": 28,
        "time_to_identify": 24,
        "time_to_mitigate": 40,
        "time_to_recover": 43,
        "time_to_resolve": 64,
        "duration": 60,
        "impact_duration": 43,
    }


@pytest.mark.parametrize("house", HOUSES)
def test_links_lead_to_actions(house: str) -> None:
    """Every factor and every lesson names actions that exist."""
    record = _record(house)
    known = {action.id for action in record.actions}
    linked = [(factor.text, factor.actions) for factor in record.analysis.contributing_factors]
    linked += [(lesson.text, lesson.actions) for lesson in record.lessons]
    assert [text for text, ids in linked if not ids] == []
    assert {name for _, ids in linked for name in ids} <= known


@pytest.mark.parametrize("house", HOUSES)
def test_citations_hold(house: str) -> None:
    """Every footnote names a file of the evidence, its digest, and a place in it."""
    notes = [line for line in _text(house).splitlines() if line.startswith("[^e")]
    assert len(notes) == 32
    for note in notes:
        found = CITATION.match(note)
        assert found, note
        data = (EXAMPLE / "evidence" / found[1]).read_bytes()
        first, last = int(found[6]), int(found[7])
        assert hashlib.sha256(data).hexdigest() == found[8], note
        assert 0 <= first < last <= len(data), note
        line = found[2] or found[3]
        if line:
            assert data[:first].count(b"\n") + 1 == int(line), note
            assert data[first:last].count(b"\n") == int(found[4] or line) - int(line) + 1, note


def test_citations_are_those_of_the_reader() -> None:
    """Each citation is, word for word, the one that reading the evidence gives for a record."""
    read = collection.read([EXAMPLE / "evidence"], options=Options())
    known = {citations.cite(source) for entry in read.entries() for source in entry.sources}
    notes = [line.split(": ", 1)[1] for line in _text("sre").splitlines() if line.startswith("[^e")]
    assert [note for note in notes if note not in known] == []


@pytest.mark.parametrize("house", HOUSES)
def test_figures_of_impact_are_those_of_the_evidence(house: str) -> None:
    """Failed and attempted orders in the text are the sums of the metrics."""
    orders = _truth()["orders"]
    assert f"{orders['failed']:,} of {orders['attempted']:,}" in _text(house)


def test_manifest_names_every_file_of_the_evidence() -> None:
    """The SOC review lists all files with their digests."""
    told = {item.file: item.sha256 for item in _record("soc").evidence}
    files = [path for path in (EXAMPLE / "evidence").rglob("*") if path.is_file()]
    assert {(name or "").strip("`"): digest for name, digest in told.items()} == {
        path.relative_to(EXAMPLE / "evidence").as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }
