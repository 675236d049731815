"""What reading says a person should check: its code, its line, and that it is said once."""

import pytest

from afterword.houses import lens, library
from afterword.model.finding import Finding


def doubts(text: str, *codes: str) -> list[Finding]:
    """The findings of a document with these codes; of every code where none is given."""
    return [finding for finding in lens.get(text).findings if not codes or finding.code in codes]


ROWS = "| Time | Event |\n|---|---|\n"
HEAD = "# Outage\n\n## Summary\n\nIt broke.\n\n"
FEW_OF_SRE = "\n\n".join(line for line in library.text("soc").splitlines() if line.startswith("#"))

CASES: list[tuple[str, str, int, str]] = [
    ("---\nowner: ann\nhouse: castle\n---\n# Outage\n", "RD401", 3, "'castle', which is not known here"),
    (
        "---\ntitle: Disk full\n---\n# Network split\n\nText.\n",
        "RD403",
        4,
        "'Network split', the front matter 'Disk full'",
    ),
    (HEAD + "## Summary\n\nAnother text.\n", "RD404", 9, "summary is also 'Another text.' here; line 5 is read"),
    (HEAD + f"## Timeline\n\n{ROWS}| 10:00 | Up |\n| 10:05 | a | b |\n", "RD405", 12, "Row 12 of this table has"),
    (HEAD + f"## Timeline\n\n{ROWS}| 10:00 |\n| 10:05 | a |\n| 10:06 |\n", "RD405", 11, "Rows 11 and 13 of this table"),
    (HEAD + "<!-- internal -->\n\nSecret.\n\n## Impact\n\nNone.\n", "RD406", 7, "is not closed"),
    (HEAD + "Open.\n\n<!-- /internal -->\n", "RD406", 9, "closes nothing"),
    (
        HEAD + "## Timeline\n\n- 10:00 UTC Up [^e1]\n- 10:01 UTC Down [^e2]\n\n[^e1]: a\n",
        "RD407",
        10,
        "[^e2] has no text",
    ),
    (HEAD + "## Recovery of the search index\n\nWe built it anew.\n", "RD408", 7, "is read as recovery.text"),
    ("", "RD419", 1, "Nothing of a postmortem"),
    ("Hello there.\n", "RD419", 1, "Nothing of a postmortem"),
    (HEAD + "## Background\n\nWe moved.\n", "RD408", 7, "'Background' is read as lead_up"),
    (
        HEAD + "## Special thanks\n\nAnn.\n\n## Colophon\n\nBo.\n",
        "RD409",
        7,
        "'Special thanks' (line 7) and 'Colophon' (line 11)",
    ),
    (
        HEAD + "## Impact\n\nTODO: write\n\n## Trigger\n\n[Insert the trigger]\n",
        "RD410",
        9,
        "'TODO: write' (line 9) and 'Insert the trigger'",
    ),
    (HEAD + "## Timeline\n\nOn 2024-02-15 it broke at 10:00 UTC. We mended it at 11:00 UTC.\n", "RD414", 9, "2 events"),
    ("# 2024-02-15 Outage\n\n## Timeline (UTC)\n\n- 10:00 Up\n- 10:01 Down\n", "RD411", 5, "of 2 entries"),
    (HEAD + "## Timeline\n\n- 2024-02-15 10:00 Up\n- 2024-02-15 10:01 Down\n", "RD412", 9, "all 2 entries"),
    (HEAD + "## Timeline\n\n- 2024-02-15 10:00 IST Up\n- 2024-02-15 10:01 UTC Down\n", "RD412", 9, "IST is the name"),
    (HEAD + "## Timeline\n\n- 04-03-2026 10:00 UTC Up\n", "RD413", 9, "04-03-2026 can be April 3 or March 4"),
    (HEAD + "## Timeline\n\n- 2024-07-15 10:00 EST Up\n- 2024-07-15 11:00 EST Down\n", "RD202", 9, "in another entry"),
    (HEAD + "## Timeline\n\n- 2024-02-30 10:00 UTC Up\n", "RD205", 9, "2024-02-30 is no day of the calendar"),
    (HEAD + "## Timeline\n\n- 2024-02-28 25:61 UTC Up\n", "RD205", 9, "25:61 is no time that a clock shows"),
    (HEAD + f"## Timeline\n\n{ROWS}| 2024-02-28 13:75 | Up |\n", "RD205", 11, "13:75 is no time"),
    (HEAD + "## Timeline\n\n- 2024-02-28 10:00+25:00 Up\n", "RD205", 9, "+25:00 is farther from UTC"),
    ("# Outage\n\n**Date:** 2024-02-30\n\n## Impact\n\nAll.\n", "RD205", 3, "2024-02-30 is no day"),
    (HEAD + "## Timeline\n\n- 10:00 Up\n- 10:01 Down\n", "RD416", 9, "All 2 entries have a time, and nothing"),
    (HEAD + "## Timeline\n\n- Mar 3, 10:00 Up\n- Mar 3, 10:01 Down\n", "RD416", 9, "in which year"),
    (HEAD + "## Timeline\n\n- 10:00 Up\n- 10:01 Down\n", "RD412", 9, "No zone is stated for all 2 entries"),
    (
        HEAD + "## Timeline (UTC)\n\n- 2024-01-02 10:00 a\n- 2023-01-02 10:05 b\n- 2024-01-02 10:10 c\n",
        "RD417",
        10,
        "2023-01-02 10:05 lies a year away",
    ),
    (
        "# Outage of 2024-01-02\n\n## Timeline (UTC)\n\n- 11:16 a\n- 12:16 b\n- 1:52 c\n- 3:31 d\n",
        "RD438",
        7,
        "1:52 is read as of the afternoon, because of the entries around it; in all 2 of 4 entries are so",
    ),
]


@pytest.mark.parametrize(("text", "code", "line", "words"), CASES, ids=[f"{c[1]}-{n}" for n, c in enumerate(CASES)])
def test_a_doubt_is_said_once_with_its_line(text: str, code: str, line: int, words: str) -> None:
    """One finding of the code, at the line where a person has to look, in words that say what is the matter."""
    (found,) = doubts(text, code)
    assert found.line == line
    assert words in found.message


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("---\ntitle: Disk full\n---\n# Postmortem: Disk full\n", id="a heading that has the title"),
        pytest.param("---\ntitle: Disk full\n---\n# Summary\n\nIt broke.\n", id="a section at level one"),
        pytest.param(HEAD + f"{ROWS}| 10:00 | a \\| b |\n", id="an escaped pipe"),
        pytest.param(HEAD + "<!-- internal -->\nSecret.\n<!-- /internal -->\n", id="internal text that is closed"),
        pytest.param(HEAD + "Write `[^e1]` there.\n\n```\n[^e2] <!-- internal -->\n```\n", id="marks in code"),
        pytest.param(HEAD + "## Root cause\n\nIt was full.\n", id="a plain synonym"),
        pytest.param("# A\n\n## Timeline (UTC)\n\n- 2024-02-15 10:00 Up\n", id="a zone in the heading"),
        pytest.param("# A\n\n## Timeline\n\n- 15-03-2026 10:00 UTC Up\n", id="a day that has one order only"),
        pytest.param("# A\n\n## Timeline\n\n- 03-03-2026 10:00 UTC Up\n", id="a day that is the same both ways"),
    ],
)
def test_what_is_in_order_is_no_doubt(text: str) -> None:
    """A document in order has no finding."""
    assert doubts(text) == []


@pytest.mark.parametrize("house", [name for name in library.names() if name not in {"soc", "sre"}])
def test_an_uncertain_house_is_said(house: str) -> None:
    """With most but not nearly all headings the house is taken, its zone is not, and a finding says so.

    The houses soc and sre are known by more than their headings of the second level, which are all this text has.
    """
    headings = [line for line in library.text(house).splitlines() if line.startswith("## ")]
    kept = [line for line in headings if "{{" not in line]
    for count in range(len(kept), 0, -1):
        reading = lens.get("# Outage\n\n" + "\n\nText.\n\n".join(kept[:count]))
        if reading.house.name == house and reading.confidence < 0.85:
            (found,) = [f for f in reading.findings if f.code == "RD402"]
            assert f"house {house!r}" in found.message
            assert f"house: {house}" in found.message
            return
        if reading.house.is_fallback:
            break
    pytest.fail(f"no number of its headings makes {house} uncertain")


def test_many_of_a_kind_are_one_finding() -> None:
    """A hundred ragged rows, lost footnotes, or sections of no field are three findings, and short ones."""
    rows = "".join(f"| 10:{n % 60:02d} | a | b |\n" for n in range(100))
    notes = "".join(f"Text [^n{n}]\n\n## Part {n}\n\n" for n in range(100))
    found = doubts(HEAD + f"## Timeline\n\n{ROWS}{rows}\n{notes}", "RD405", "RD407", "RD409")
    assert sorted(finding.code for finding in found) == ["RD405", "RD407", "RD409"]
    assert all(len(finding.message) < 400 for finding in found)
