"""Sentences that say in which zone the times are, and something else besides."""

import pytest

from afterword.houses import lens

ROWS: list[tuple[str, str | None]] = [
    ("All times are in UTC unless noted; the on-call was in Berlin.", "UTC"),
    ("All times are in UTC unless noted otherwise (the on-call was in Berlin, CET).", "UTC"),
    ("Times are UTC. The on-call engineer sat in New York (EST).", "UTC"),
    ("All times in CET; subtract one hour for UTC.", "CET"),
    ("Times are shown in Pacific Time, our servers log in UTC.", "Pacific Time"),
    ("All times UTC except where marked PST.", "UTC"),
    ("Times are in UTC (logs) - chat messages were in EST and have been converted.", "UTC"),
    ("All times have been converted from PST to UTC.", "UTC"),
    ("Note: the customer reported in IST, all times below are UTC.", "UTC"),
    ("Times given in UTC; add 5:30 for IST.", "UTC"),
    ("NB: times are local to Berlin, not UTC.", "Berlin"),
    ("All times are local, not UTC.", None),
    ("All times local, Sydney.", "Sydney"),
    ("The outage was found by our team in CET hours; times UTC.", "UTC"),
    ("Logs are in UTC; the timeline is in CET.", "CET"),
    ("Alle Zeiten in UTC, nicht in MEZ.", "UTC"),
]


@pytest.mark.parametrize("is_within", [True, False], ids=["within the timeline", "before it"])
@pytest.mark.parametrize(("sentence", "zone"), ROWS)
def test_the_zone_is_the_one_that_is_said_of_the_times(sentence: str, zone: str | None, *, is_within: bool) -> None:
    """The zone of people, logs, and what times are not in is none of the entries'; unknown stays unknown."""
    entries = "- 2024-02-03 10:00 errors begin\n- 10:10 rolled back\n"
    parts = ["# Outage of the queue", *([] if is_within else [sentence]), "## Timeline", *([sentence] * is_within)]
    events = lens.get("\n\n".join([*parts, entries])).record.timeline
    assert [(event.zone, event.zone_basis) for event in events] == [(zone, "stated" if zone else "unknown")] * 2
