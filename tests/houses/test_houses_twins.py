"""Two postmortems in one document are read as one, with a finding where the second starts."""

from pathlib import Path

import pytest

from afterword.houses import lens

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


def test_both_are_read() -> None:
    """Nothing of the second is lost: its events stand among those of the first."""
    assert len(lens.get(f"{FIRST}\n{SECOND}").record.timeline) == 3


@pytest.mark.skipif(not SHARED.is_dir(), reason="the collection of real postmortems is not part of the repository")
def test_real_documents_are_one_each() -> None:
    """No postmortem of one incident is taken for two."""
    assert [p.name for p in sorted(SHARED.glob("*.md")) if twins(p.read_bytes().decode("utf-8"))] == []
