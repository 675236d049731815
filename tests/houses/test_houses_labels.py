"""Bold labels with text behind them: each ends the one before, and what no field takes is kept and said."""

import pytest

from afterword.houses import lens
from afterword.model.record import Record

_TIMELINE = "\n## Timeline\n\n- 2024-05-17 14:02 UTC deploy\n- 2024-05-17 16:40 UTC fixed\n"


def _read(head: str) -> Record:
    text = f"# Search down\n\n{head}{_TIMELINE}"
    record = lens.get(text).record
    assert lens.put(text, record) == text
    return record


def _kept(record: Record) -> str:
    assert any(f.code == "RD409" for f in record.findings)
    return "\n".join(part.text or "" for part in record.remainder)


def test_a_text_behind_a_label_ends_at_the_next_label_that_no_field_takes() -> None:
    """Labels of no field behind a label for a text are no part of that text."""
    record = _read(
        "**Severity:** SEV2\n**Root cause:** Bad deploy.\n**Slack channel:** #inc-9\n**On-call engineer:** Bo Li\n"
    )
    assert record.analysis.root_cause == "Bad deploy."
    assert _kept(record) == "**Slack channel:** #inc-9\n**On-call engineer:** Bo Li"


def test_labels_of_all_kinds_stand_side_by_side() -> None:
    """Facts before and behind labels for texts are read, and a text may have several lines."""
    record = _read(
        "**Severity:** SEV2\n**Root cause:** Bad deploy,\nwhich broke the index.\n**Customers affected:** 1,200\n"
        "**Start time:** 2024-05-17 14:00 UTC\n**End time:** 2024-05-17 16:40 UTC\n**Impact:** Search was empty.\n"
    )
    assert record.analysis.root_cause == "Bad deploy,\nwhich broke the index."
    assert (record.impact.users, record.impact.text) == ("1,200", "Search was empty.")
    assert (record.incident.start, record.incident.end) == ("2024-05-17T14:00:00Z", "2024-05-17T16:40:00Z")


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_a_label_ends_the_section_that_a_label_opened(between: str) -> None:
    """Where labels open sections, one that names none ends the section before it all the same."""
    labels = (
        "**Root cause:** Bad deploy.",
        "**Slack channel:** #inc-9",
        "**Contributing factors:** No test.",
        "**Start:** 2024-05-17 14:00 UTC",
    )
    record = _read(between.join(labels) + "\n")
    assert record.analysis.root_cause == "Bad deploy."
    assert len(record.analysis.contributing_factors) == 1
    assert record.incident.start == "2024-05-17T14:00:00Z"
    assert "#inc-9" in _kept(record)


def test_labels_within_a_section_stay_in_its_text() -> None:
    """A bold name alone on its line is a heading; the labels below it are what its section says."""
    text = "**Impact**\n\n**Searches:** none answered.\n**Orders:** few.\n"
    record = _read(text)
    assert record.impact.text == "**Searches:** none answered.\n**Orders:** few."
