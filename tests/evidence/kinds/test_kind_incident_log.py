"""Incident logs in Markdown."""

from collections.abc import Callable

import pytest

from afterword.evidence.collection import Collection

Reading = Callable[..., Collection]
TABLE = """# Incident log 2024-02-15

All times in UTC

| Time | Who | What |
|---|---|---|
| 14:32 | monitoring | Alert fired <!-- phase: detected --> |
| 14:35 | @ana | Looking at **graphs** |
| 23:58 | bob | still \\| looking |
| 00:05 | bob | fixed |
"""
LIST = """## Timeline (EEST)

### 2024-03-05

- 09:19 EEST — first report
- ~09:30 — suspect deploy
  more detail here
- 09:40-09:55 — rollback
- **10:00** - @carl: resolved

**March 6, 2024:**

* 11:48 - text
* 12:01pm - more
"""


def test_a_table_is_read(reading: Reading) -> None:
    """The day is carried from the heading and past midnight, the zone from the sentence."""
    found = reading(TABLE)
    entries = list(found.entries())
    assert [row.kind for row in found.ledger()] == ["incident-log"]
    assert [entry.at for entry in entries] == [
        "2024-02-15T14:32:00Z",
        "2024-02-15T14:35:00Z",
        "2024-02-15T23:58:00Z",
        "2024-02-16T00:05:00Z",
    ]
    assert [entry.who for entry in entries] == ["monitoring", "@ana", "bob", "bob"]
    assert [entry.what for entry in entries] == ["Alert fired", "Looking at graphs", "still | looking", "fixed"]
    assert [entry.phase for entry in entries] == ["detected", None, None, None]
    assert entries[0].precision == "minute"
    assert entries[0].zone_basis == "inferred"
    assert "All times in UTC" in (entries[0].basis_reason or "")


def test_a_list_is_read(reading: Reading) -> None:
    """Day headings, ranges, rough times, and speakers."""
    entries = list(reading(LIST).entries())
    assert [entry.at for entry in entries] == [
        "2024-03-05T06:19:00Z",
        "2024-03-05T06:30:00Z",
        "2024-03-05T06:40:00Z",
        "2024-03-05T07:00:00Z",
        "2024-03-06T08:48:00Z",
        "2024-03-06T09:01:00Z",
    ]
    assert entries[1].what == "suspect deploy\nmore detail here"
    assert entries[1].precision == "approximate"
    assert entries[2].until == "2024-03-05T06:55:00Z"
    assert (entries[3].who, entries[3].what) == ("@carl", "resolved")
    assert entries[5].written == "12:01pm"


def test_a_zone_of_a_region_and_a_word_that_looks_like_one(reading: Reading) -> None:
    """Eastern time is that of the season; a word after a time is no zone for being spelt like one."""
    text = "# Log 2024-07-05\n\n- 10:30 ET paged\n- 10:40 est restarted\n- 10:50 met Ann\n- 10:55 west is back\n"
    entries = list(reading(text).entries())
    assert [(entry.at, entry.what) for entry in entries] == [
        ("2024-07-05T14:30:00Z", "paged"),
        ("2024-07-05T15:40:00Z", "restarted"),
        ("2024-07-05T10:50:00", "met Ann"),
        ("2024-07-05T10:55:00", "west is back"),
    ]


def test_headings_with_times_are_entries(reading: Reading) -> None:
    """What is written below belongs to them; without a day there is no time."""
    first, second = reading("#### 14:32 UTC - Alert\n\nWe looked.\n\n#### 14:45 UTC - Done\n\nRolled back.\n").entries()
    assert (first.at, first.written, first.what) == (None, "14:32 UTC", "Alert\n\nWe looked.")
    assert second.what == "Done\n\nRolled back."


def test_a_row_without_a_clock_time_stays(reading: Reading) -> None:
    """Its place in the order is all that is known of it."""
    text = (
        "| Timestamp (UTC) | Event |\n|:--|:--|\n| 2024-02-15 14:32 | began |\n| 14:40 | alert |\n| T+20 | unknown |\n"
    )
    entries = list(reading(text).entries())
    assert [entry.at for entry in entries] == ["2024-02-15T14:32:00Z", "2024-02-15T14:40:00Z", None]
    assert (entries[2].written, entries[2].precision) == ("T+20", "ordered")


def test_plain_notes_below_a_day_are_a_log(reading: Reading) -> None:
    """Nobody writes Markdown in the middle of the night."""
    first, second = reading("2024-02-15\n14:32 UTC checkout fails\n14:35 UTC paging bob\n").entries()
    assert (first.at, first.what) == ("2024-02-15T14:32:00Z", "checkout fails")
    assert second.at == "2024-02-15T14:35:00Z"


def test_a_year_that_is_not_written_is_supplied_or_unknown(reading: Reading) -> None:
    """``March 6`` alone has no year."""
    text = "## March 6\n\n- 14:32 UTC a\n- 14:35 UTC b\n"
    first, _ = reading(text).entries()
    assert (first.at, first.year_basis) == ("--03-06T14:32:00", "unknown")
    first, _ = reading(text, year=2024).entries()
    assert (first.at, first.year_basis) == ("2024-03-06T14:32:00Z", "supplied")


@pytest.mark.parametrize(
    "text",
    [
        "# Outage\n\nIt broke.\n\n## Timeline\n\n- 14:32 broke\n- 14:40 fixed\n\n## Lessons\n\nMany.\n\nAnd more.\n",
        "# Opening hours\n\n- Monday 9:00\n- Tuesday 10:00\n",
        "| Name | Age |\n|---|---|\n| ana | 30 |\n",
        "- [ ] buy milk\n- [ ] call bob\n",
        "14:32:10.123 [main] INFO x\n14:32:11.123 [main] INFO y\nand a third line\n",
    ],
)
def test_other_documents_are_not_taken(reading: Reading, text: str) -> None:
    """A postmortem has a timeline, but it is no log; neither are lists, tables, or programs' lines."""
    assert "incident-log" not in {row.kind for row in reading(text).ledger()}
