"""A section named as the summary that holds nothing but facts, which fields of their own take."""

import pytest

from afterword.houses import lens
from afterword.houses.reading.told_summary import with_told_summary

FACTS = "| Item | Detail |\n|---|---|\n| Date | 2024-05-07 |\n| Severity | SEV-2 |\n| Duration | 40 minutes |\n"
REST = "\n## Impact\n\nAll was slow.\n\n## Root cause\n\nA full disk.\n"


@pytest.mark.parametrize("facts", [FACTS, "**Duration:** 11:30 to 13:45 UTC, May 7, 2024.\n"], ids=["table", "label"])
def test_facts_are_shown_as_the_summary(facts: str) -> None:
    """A person who reads the section calls it the summary; what is written back is the record as it was read."""
    text = f"# Cache gone\n\n## Summary\n\n{facts}{REST}"
    reading = lens.get(text)
    assert reading.record.summary is None
    assert with_told_summary(reading, reading.record).summary == facts.strip()
    assert lens.put(text, reading.record) == text


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        (f"# Cache gone\n\n## Summary\n\n{FACTS}\nThe cache was gone.\n{REST}", "The cache was gone."),
        (f"# Cache gone\n\n## Summary\n\n[Describe what happened here]\n{REST}", None),
        (f"# Cache gone\n{REST}", None),
    ],
    ids=["words", "template", "none"],
)
def test_nothing_else_is_made_a_summary(text: str, summary: str | None) -> None:
    """Words beside the facts are it; a template's are none."""
    reading = lens.get(text)
    assert with_told_summary(reading, reading.record).summary == summary
