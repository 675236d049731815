"""Two postmortems in one document are read as one, with a finding where the second starts."""

from pathlib import Path

import pytest

from afterword.houses import lens, library
from afterword.model.action import Action
from afterword.model.analysis import Analysis
from afterword.model.event import Event
from afterword.model.impact import Impact
from afterword.model.record import Record

SHARED = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "postmortems"
FIRST = "# API down\n\n## Summary\n\nIt broke.\n\n## Timeline\n\n- 2024-02-15 10:00 UTC - Alert\n"
SECOND = "# Search down\n\n## Timeline\n\n- 2024-03-15 10:00 UTC - Alert\n- 2024-03-15 11:00 UTC - Back\n"


def twins(text: str) -> list[int | None]:
    """The lines at which a further postmortem is said to start."""
    return [f.line for f in lens.get(text).findings if f.code == "RD415"]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (f"{FIRST}\n{SECOND}", [11]),
        (f"{FIRST}\n{SECOND}\n{SECOND}", [11, 18]),
        ((f"# All of 2024\n\n{FIRST}\n{SECOND}").replace("\n#", "\n##"), [13]),
        (FIRST, []),
        (f"{FIRST}\n# Appendix\n\n## Logs\n\nx\n", []),
        ("# API down\n\n# Summary\n\nx\n\n# Timeline\n\n- 10:00 a\n\n# Root Cause\n\n## Trigger\n\nx\n", []),
        (f"{FIRST}\n## Timeline of the recovery\n\n- 2024-02-15 12:00 UTC - Back\n", []),
    ],
)
def test_a_second_title_with_its_own_timeline_is_found(text: str, lines: list[int]) -> None:
    """Only titles side by side that each have a timeline; sections at the top level and split timelines are none."""
    assert twins(text) == lines
    assert lens.put(text, lens.get(text).record) == text


BARE = (
    "# Search down\n\n**Date:** 2024-03-15\n\n## Summary\n\nSearch broke.\n\n"
    "## Timeline\n\n- 10:00 Alert\n- 11:00 Back\n"
)
ZONED = "# API down on 2024-02-15\n\n## Summary\n\nIt broke.\n\nAll times UTC.\n\n## Timeline\n\n- 10:00 Alert\n"
FLAT = (
    "# {title}\n\n# Summary\n\nIt broke.\n\n# Impact\n\nAll.\n\n"
    "# Timeline\n\n- 10:00 Alert\n\n# Action items\n\n- Mend it\n"
)


@pytest.mark.parametrize(
    ("second", "read"),
    [
        (BARE, ["2024-03-15T10:00:00", "2024-03-15T11:00:00"]),
        (BARE.replace("**Date:** 2024-03-15\n", ""), [None, None]),
        (BARE.replace("## Timeline", "## Timeline (CET)"), ["2024-03-15T09:00:00Z", "2024-03-15T10:00:00Z"]),
        (
            BARE.replace("Search down", "Search down on 2024-04-01").replace("**Date:** 2024-03-15\n", ""),
            ["2024-04-01T10:00:00", "2024-04-01T11:00:00"],
        ),
    ],
)
def test_the_second_has_its_own_day_and_zone(second: str, read: list[str | None]) -> None:
    """The events of the second are never dated by what the first states."""
    assert [event.at for event in lens.get(f"{ZONED}\n{second}").record.timeline] == ["2024-02-15T10:00:00Z", *read]


def test_sections_at_the_level_of_the_title_start_again() -> None:
    """Where sections stand at the title's own level, three of them again behind another title make a second one."""
    text = FLAT.format(title="API down") + "\n" + FLAT.format(title="Search down")
    assert twins(text) == [19]


@pytest.mark.parametrize("house", ["seal", "soc"])
def test_a_second_of_a_known_house_is_found(house: str) -> None:
    """A postmortem in the shape of a house behind one of no house is one of its own."""
    record = Record(
        title="Search down",
        summary="It broke.",
        impact=Impact(text="All.", customer="All."),
        analysis=Analysis(root_cause="A full disk."),
        actions=(Action(what="Mend it"),),
        timeline=(Event(at="2024-03-15T10:00:00Z", what="Alert", phase="began"),),
    )
    first = FIRST + "\n## Impact\n\nAll.\n\n## Root cause\n\nIt.\n\n## Action items\n\n- Mend\n"
    assert len(twins(f"{first}\n{lens.create(record, library.load(house), guidance=False)}")) == 1


def test_both_are_read() -> None:
    """Nothing of the second is lost: its events stand among those of the first."""
    assert len(lens.get(f"{FIRST}\n{SECOND}").record.timeline) == 3


@pytest.mark.skipif(not SHARED.is_dir(), reason="the collection of real postmortems is not part of the repository")
def test_real_documents_are_one_each() -> None:
    """No postmortem of one incident is taken for two."""
    assert [p.name for p in sorted(SHARED.glob("*.md")) if twins(p.read_bytes().decode("utf-8"))] == []
