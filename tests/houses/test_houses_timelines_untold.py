"""Sections called timelines that tell of no times, and timelines that know months only."""

import pytest

from afterword.houses import lens

HEAD = "# Disk full\n\n## Summary\n\nThe disk filled up on 21 March 2024.\n\n"
PROBLEM = "### {}. {}\n- **Cause:** {}\n- **Fix:** another one\n- **Lesson:** look twice\n\n"
LOG = "```\nMar 21 21:26:21 host disk[475]: Error:\nMar 21 21:26:22 host disk[475]:   0: full\n```\n"
NONE = [
    "## Timeline of problems\n\n" + PROBLEM.format(1, "A full disk", "a log") + PROBLEM.format(2, "No key", "a typo"),
    f"## Timeline\n\n1. It was started.\n2. The log said:\n{LOG}3. The disk was cleared:\n\n{LOG}4. All was well.\n",
]


@pytest.mark.parametrize("text", NONE, ids=["the same labels below headings", "logs between the tasks"])
def test_what_tells_no_times_gives_no_events_with_times(text: str) -> None:
    """Problems that the same labels describe, and logs quoted between tasks, are no events."""
    record = lens.get(HEAD + text).record
    assert not any(event.at for event in record.timeline)
    assert not any("Cause" in (event.what or "") or "host" in (event.what or "") for event in record.timeline)
    assert lens.put(HEAD + text, record) == HEAD + text


def test_a_log_that_is_the_whole_timeline_is_read() -> None:
    """Where a section has nothing but lines of a program, they are its entries."""
    assert len(lens.get(f"{HEAD}## Timeline\n\n{LOG}").record.timeline) == 2


@pytest.mark.parametrize("months", [("Jul 2024", "Sep 2024"), ("March 2024", "mid-May 2024"), ("2024-03", "2024-05")])
def test_rows_of_months_are_events_without_a_place_in_time(months: tuple[str, str]) -> None:
    """What a row says of its month stays as written, and the rows stay in order."""
    text = f"{HEAD}## Timeline\n\nDate | PR | What\n--- | --- | ---\n{months[0]} | 1 | New\n{months[1]} | 2 | Used it\n"
    record = lens.get(text).record
    assert [(e.written, e.what) for e in record.timeline] == [(months[0], "New"), (months[1], "Used it")]
    assert [e.at for e in record.timeline] == [None, None]
    assert lens.put(text, record) == text
