"""A house made of a filled-in example has its labels, boxes, phases, and one column of times."""

from pathlib import Path

import pytest

from afterword.houses import lens, library
from afterword.houses.making.checking import check
from afterword.houses.making.inferring import infer
from afterword.houses.making.inferring_loss import Before
from afterword.houses.making.inferring_settings import Base
from afterword.houses.reading.getting import get
from afterword.houses.writing.converting import convert

ROOT = Path(__file__).resolve().parents[2]
LABELLED = """# Post-Mortem: Search down

## Impact

### Users

- Users affected: 41 shops
- Duration: 12 minutes

### Financial

- Actual losses: none known

## Timeline

| Time (UTC) | Event |
|---|---|
| 2026-02-03 09:10 | Incident began: the index stops answering |
| 09:12 | Detected: the probe fires |
| 09:15 | A restart changes nothing |
| 09:22 | Resolved: the index answers |

## Root Cause

A full disk.

## Lessons for Runbooks

- [x] New runbook needed: Disk is full
- [ ] No runbook changes needed

## Links

- Relevant PRs: [#7](https://git.example.com/7), [#9](https://git.example.com/9)
"""
BOLD = """**Incident:** Shops without search
**Date:** 2026-02-03
**Severity:** SEV2

**Summary:** The index stopped answering.

**Timeline:**
09:10 UTC - the index stops answering
09:22 UTC - the index answers

**Root Cause:** A full disk.

**Action Items:**
1. Alert on disks at 80 percent (Mira)
2. Move the logs (Odo)
"""
TWO_ZONES = """# Search down

## Timeline

| Time (PT) | Time (UTC) | Event |
|---|---|---|
| 2026-02-03 01:10 | 2026-02-03 09:10 | The index stops answering |
| 2026-02-03 01:22 | 2026-02-03 09:22 | The index answers |

## Root Cause

A full disk.

## Action Items

### Prevent

- Rotate logs (Mira) OPS-4

### Detect

- Alert on disks (Odo), by 2026-03-01 OPS-5
"""
BESIDE = """---
house: beside
phases: {Detected: detected}
time: {zone: UTC, clock: 24h, zone_in: header}
---
# {{ title }}

## Timeline

| Time (UTC) | Who | Event |
|---|---|---|
| {{ timeline.at phase=detected }} | | Detected |
| {{ timeline.at }} | {{ timeline.who }} | {{ timeline.what }} |
"""


@pytest.mark.parametrize("base", [None, Base(name="seal", house=library.load("seal"))])
@pytest.mark.parametrize("text", [LABELLED, (ROOT / "examples" / "checkout-outage" / "seal.md").read_text("utf-8")])
def test_labels_of_sections_and_phases_of_entries_become_places(text: str, base: Base | None) -> None:
    """Labels under inner headings, boxes that are ticked, and labels before entries stand in the house."""
    made = infer(text, "made", base)
    assert Before(get(text, library.fallback())).lost_by(made.house) == 0
    for line in (
        "### Users",
        "- Users affected: {{ impact.users }}",
        "- Actual losses: {{ impact.losses }}",
        "- [ ] New runbook needed: {{ runbooks.name kind=new }}",
        "- [ ] No runbook changes needed {{ runbooks.name kind=none }}",
        "- Relevant PRs: {{ links.url kind=pull_request }}",
        "| {{ timeline.at phase=began }} | Incident began |",
        "| {{ timeline.at phase=resolved }} | Resolved |",
    ):
        assert line in made.text.split("\n")
    assert not any("less of the example" in d.message for d in made.doubts)
    assert lens.put(text, get(text, made.house).record, made.house) == text


def test_a_document_of_bold_labels_becomes_a_house_of_bold_labels() -> None:
    """The label that says the title takes it, and a numbered list has no ids that the example has not."""
    made = infer(BOLD, "made")
    lines = made.text.split("\n")
    assert "**Incident:** {{ title }}" in lines
    assert "**Root Cause:** {{ analysis.root_cause }}" in lines
    assert "1. {{ actions.what }} ({{ actions.owner }})" in lines
    assert "actions.id" not in made.text
    assert made.mapped
    record = get(BOLD, made.house).record
    assert (record.title, len(record.timeline), len(record.actions)) == ("Shops without search", 2, 2)


def test_of_two_columns_of_times_that_of_utc_is_kept() -> None:
    """Times never stand under the name of another zone, and what is left out is said."""
    made = infer(TWO_ZONES, "made")
    assert "Time (UTC)" in made.text
    assert "Time (PT) |" not in made.text
    assert any("'Time (PT)' is left out" in d.message for d in made.doubts)
    first = get(TWO_ZONES, made.house).record.timeline[0]
    assert first.at == "2026-02-03T09:10:00Z"


def test_groups_do_not_stand_without_the_heading_over_them() -> None:
    """Groups that cannot be kept are one list under their heading."""
    lines = infer(TWO_ZONES, "made").text.split("\n")
    assert "## Action Items" in lines
    assert "## Prevent" not in lines
    assert "## Detect" not in lines


@pytest.mark.parametrize(
    "entries", ["- 2026-02-03 09:10 UTC: Deploy", "- 2026-02-03 09:10 UTC: Deploy\n- 09:12 UTC: Detected: the probe"]
)
def test_rows_of_phases_stand_in_the_column_of_events(entries: str) -> None:
    """A house whose events are not in the second column can be written."""
    house = check(BESIDE, "beside").house
    assert house is not None
    made = convert(lens.get(f"# Search down\n\n## Timeline\n\n{entries}\n"), house)
    assert len(lens.get(made.text, house).record.timeline) == entries.count("UTC")
    assert ("|  |  | Detected |" in made.text) or "Detected: the probe" in made.text


def test_labels_that_group_actions_and_bold_titles_are_kept() -> None:
    """Tables of actions under labels keep them, and so do the usual words before a bold title."""
    table = "| Action | Owner | Due |\n|---|---|---|\n| {} | {} | 2026-03-01 |\n"
    text = (
        "**INCIDENT POSTMORTEM: Search down**\n\nSeverity: P2\n\n**SUMMARY**\n\nA full disk.\n\n**ACTION ITEMS**\n\n"
        f"Immediate Actions (0-7 days):\n\n{table.format('Rotate logs', 'Mira')}\n"
        f"Long-term Actions (1-3 months):\n\n{table.format('Move the logs', 'Odo')}"
    )
    lines = infer(text, "made").text.split("\n")
    assert "**INCIDENT POSTMORTEM: {{ title }}**" in lines
    assert "Immediate Actions (0-7 days):" in lines
    assert "| {{ actions.what horizon=long }} | {{ actions.owner }} | {{ actions.due }} |" in lines
