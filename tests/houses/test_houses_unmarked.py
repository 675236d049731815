"""Documents of a house that lost their marks on the way are known as its own, and nothing of them is lost."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from afterword.houses import lens, library
from afterword.model.learning import WentWell
from afterword.model.record import Record

SHARED = Path(__file__).resolve().parents[3] / "shared" / "houses"
RECORD = Record(title="Search down", summary="It broke.", went_well=(WentWell(text="The alert was early."),))


def stripped(house: str) -> str:
    """A document of a house without the marks of its headings and without blank lines."""
    text = lens.create(RECORD, library.load(house), guidance=False)
    return re.sub(r"^#+ (?:\d+\. )?", "", re.sub(r"\n{2,}", "\n", text), flags=re.MULTILINE)


@pytest.mark.parametrize("house", ["seal", "soc", "cloud"])
def test_bare_lines_are_the_headings_of_their_house(house: str) -> None:
    """The house is known by its sections, each section is read, and the text comes back byte for byte."""
    text = stripped(house)
    reading = lens.get(text)
    assert reading.house.name == house
    assert "It broke." in (reading.record.summary or reading.record.executive_summary or str(reading.tree))
    if house != "cloud":
        assert [item.text for item in reading.record.went_well] == ["The alert was early."]
    assert lens.put(text, reading.record) == text


def test_lines_run_together_are_known_by_their_marks() -> None:
    """A document on one line is known by the headings within; all of it is kept as it is."""
    text = " ".join(lens.create(RECORD, library.load("sre")).split())
    reading = lens.get(text)
    assert reading.house.name == "sre"
    assert [finding.line for finding in reading.findings if finding.code == "RD418"] == [1]
    assert lens.put(text, reading.record) == text


@pytest.mark.parametrize(
    "text", ["# Outage\n\n" + "It broke and was mended. " * 60, "The cause: **Then** " * 2 + "It broke. " * 150]
)
def test_long_prose_is_not_run_together(text: str) -> None:
    """A document of few lines that are prose has no line breaks to put back."""
    assert "RD418" not in {finding.code for finding in lens.get(text).findings}


@pytest.mark.parametrize(
    "text", ["Summary\n\nText of it.\n\nTimeline\n\n10:00 it broke\n", "Impact\n", "A line\nTimeline\nUsers\nLinks\n"]
)
def test_a_few_bare_words_make_no_house(text: str) -> None:
    """A document that only says some of the words stays one of no known house."""
    assert lens.get(text).house.is_fallback


@pytest.mark.skipif(not SHARED.is_dir(), reason="the captured templates are not part of the repository")
@pytest.mark.parametrize("house", ["seal", "sre"])
def test_the_captured_templates_are_of_their_houses(house: str) -> None:
    """The two templates that lost their line breaks are known, and come back byte for byte."""
    text = (SHARED / f"{house}.md").read_bytes().decode("utf-8")
    reading = lens.get(text)
    assert reading.house.name == house
    assert lens.put(text, reading.record) == text


def test_unknown_labels_stay() -> None:
    """A label that no field takes stands in the remainder, whatever stands around it."""
    text = "**Incident:** Logins fail\n**Lead:** Yusuf\n**Severity:** P1\n\n**Summary:** They failed.\n"
    assert [part.text for part in lens.get(text).record.remainder] == ["**Lead:** Yusuf"]
    assert lens.put(text, lens.get(text).record) == text


def test_columns_that_no_field_takes_are_noted() -> None:
    """What stands in them is in the notes of a timeline's entries, and a finding names them in every table."""
    timeline = (
        "# X, 2024-01-02\n\n## Timeline (UTC)\n\n| Time | Event | System |\n|---|---|---|\n| 10:00 | a | billing |\n"
    )
    text = timeline + "\n## Action items\n\n| Action | Owner | Effort |\n|---|---|---|\n| do it | Ann | 3 days |\n"
    record = lens.get(text).record
    assert [event.notes for event in record.timeline] == ["System: billing"]
    assert [(f.code, f.line) for f in record.findings if f.code == "RD436"] == [("RD436", 5), ("RD436", 11)]
    assert lens.put(text, record) == text
    changed = replace(record, timeline=(replace(record.timeline[0], what="b"),))
    assert lens.put(text, changed) == text.replace("| a |", "| b |")
