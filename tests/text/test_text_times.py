"""Times as people write them: what they say, how exactly, and in which zone."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from afterword.text import zones
from afterword.text.times import Context, find_day, read_time

DAY = date(2024, 2, 15)
NOTHING = Context()
DATED = Context(day=DAY, day_basis="stated")
UTC = replace(DATED, zone="UTC", zone_basis="stated")
EASTERN = replace(UTC, zone="America/New_York")
AUTUMN = replace(EASTERN, day=date(2021, 11, 7))

# as written, context, at, precision
TIMES = [
    ("2024-02-15 14:32 UTC", NOTHING, "2024-02-15T14:32:00Z", "minute"),
    ("2024-02-15T14:32Z", NOTHING, "2024-02-15T14:32:00Z", "minute"),
    ("2024-02-15T14:32:05Z", NOTHING, "2024-02-15T14:32:05Z", "second"),
    ("2024-02-15T14:32:05.123Z", NOTHING, "2024-02-15T14:32:05.123Z", "exact"),
    ("2024-02-15T14:32:05,123+00:00", NOTHING, "2024-02-15T14:32:05.123Z", "exact"),
    ("2024-02-15T14:32+02:00", NOTHING, "2024-02-15T12:32:00Z", "minute"),
    ("2024-02-15 14:32:05 +0200", NOTHING, "2024-02-15T12:32:05Z", "second"),
    ("2024-02-15 14:32 −03:00", NOTHING, "2024-02-15T17:32:00Z", "minute"),
    ("2024-02-15 14:32 UTC+2", NOTHING, "2024-02-15T12:32:00Z", "minute"),
    ("2024-02-15 14:32 GMT-03:30", NOTHING, "2024-02-15T18:02:00Z", "minute"),
    ("2024-02-15 14:32 EST", NOTHING, "2024-02-15T19:32:00Z", "minute"),
    ("2024-07-15 14:32 EDT", NOTHING, "2024-07-15T18:32:00Z", "minute"),
    ("2024-07-15 14:32 EST", NOTHING, "2024-07-15T19:32:00Z", "minute"),
    ("2024-02-15 14:32 PST", NOTHING, "2024-02-15T22:32:00Z", "minute"),
    ("2024-02-15 14:32 CET", NOTHING, "2024-02-15T13:32:00Z", "minute"),
    ("2024-07-15 14:32 CEST", NOTHING, "2024-07-15T12:32:00Z", "minute"),
    ("2024-07-15 14:32 EEST", NOTHING, "2024-07-15T11:32:00Z", "minute"),
    ("2024-02-15 14:32 JST", NOTHING, "2024-02-15T05:32:00Z", "minute"),
    ("2024-02-15 14:32 ACST", NOTHING, "2024-02-15T05:02:00Z", "minute"),
    ("2024-01-15 14:32 ET", NOTHING, "2024-01-15T19:32:00Z", "minute"),
    ("2024-07-15 14:32 PT", NOTHING, "2024-07-15T21:32:00Z", "minute"),
    ("2024-02-15 14:32 IST", UTC, "2024-02-15T14:32:00", "minute"),
    ("2024-02-15 14:32 CST", UTC, "2024-02-15T14:32:00", "minute"),
    ("2024-02-15 14:32 BST", UTC, "2024-02-15T14:32:00", "minute"),
    ("2024-02-15 14:32 (zone unknown)", UTC, "2024-02-15T14:32:00", "minute"),
    ("2024-02-15 14:32", NOTHING, "2024-02-15T14:32:00", "minute"),
    ("2024-02-15 14:32", UTC, "2024-02-15T14:32:00Z", "minute"),
    ("2024-02-15 14:32", EASTERN, "2024-02-15T19:32:00Z", "minute"),
    ("2024-07-15 14:32", EASTERN, "2024-07-15T18:32:00Z", "minute"),
    ("2024-02-15", UTC, "2024-02-15", "day"),
    ("est. 14:32", UTC, "2024-02-15T14:32:00Z", "approximate"),
    ("(estimated) 14:32", UTC, "2024-02-15T14:32:00Z", "approximate"),
    ("추정: ~14:32", UTC, "2024-02-15T14:32:00Z", "approximate"),
    ("추정: 14:32 이전", UTC, "2024-02-15T14:32:00Z", "bounded"),
    ("14:32 (est.)", UTC, "2024-02-15T14:32:00Z", "approximate"),
    ("14:32 EST (est.)", DATED, "2024-02-15T19:32:00Z", "approximate"),
    ("14:32ish", UTC, "2024-02-15T14:32:00Z", "approximate"),
    ("14:32 or later", UTC, "2024-02-15T14:32:00Z", "bounded"),
    ("14:32 onwards", UTC, "2024-02-15T14:32:00Z", "bounded"),
    ("≤14:32", UTC, "2024-02-15T14:32:00Z", "bounded"),
    ("±14:32", UTC, "2024-02-15T14:32:00Z", "approximate"),
    ("2024/02/15 14:32 UTC", NOTHING, "2024-02-15T14:32:00Z", "minute"),
    ("2024.02.15 14:32 UTC", NOTHING, "2024-02-15T14:32:00Z", "minute"),
    ("15/02/2024 14:32 UTC", NOTHING, "2024-02-15T14:32:00Z", "minute"),
    ("02/15/2024 14:32 UTC", NOTHING, "2024-02-15T14:32:00Z", "minute"),
    ("February 15, 2024 14:32 UTC", NOTHING, "2024-02-15T14:32:00Z", "minute"),
    ("Feb. 15th, 2024 at 14:32 UTC", NOTHING, "2024-02-15T14:32:00Z", "minute"),
    ("Feb 15, 2024 2:32 PM UTC", NOTHING, "2024-02-15T14:32:00Z", "minute"),
    ("Thu 15 Feb 2024 14:32 UTC", NOTHING, "2024-02-15T14:32:00Z", "minute"),
    ("15-Feb-2024 14:32 UTC", NOTHING, "2024-02-15T14:32:00Z", "minute"),
    ("15 February 2024, 14:32 UTC", NOTHING, "2024-02-15T14:32:00Z", "minute"),
    ("Thursday, February 15, 2024", NOTHING, "2024-02-15", "day"),
    ("1st of March 2024", NOTHING, "2024-03-01", "day"),
    ("14:32 UTC on 2024-02-16", DATED, "2024-02-16T14:32:00Z", "minute"),
    ("14:32, 16 February 2024", UTC, "2024-02-16T14:32:00Z", "minute"),
    ("Feb 15 14:32", NOTHING, "--02-15T14:32:00", "minute"),
    ("02-15 14:32", NOTHING, "--02-15T14:32:00", "minute"),
    ("Feb 15", NOTHING, "--02-15", "day"),
    ("Feb 16 14:32", UTC, "2024-02-16T14:32:00Z", "minute"),
    ("14:32", NOTHING, None, "minute"),
    ("14:32", DATED, "2024-02-15T14:32:00", "minute"),
    ("14:32", UTC, "2024-02-15T14:32:00Z", "minute"),
    ("14:32:05", UTC, "2024-02-15T14:32:05Z", "second"),
    ("14:32:05.5", UTC, "2024-02-15T14:32:05.5Z", "exact"),
    ("14:32Z", DATED, "2024-02-15T14:32:00Z", "minute"),
    ("(14:32 UTC)", DATED, "2024-02-15T14:32:00Z", "minute"),
    ("[14:32]", UTC, "2024-02-15T14:32:00Z", "minute"),
    ("**14:32**", UTC, "2024-02-15T14:32:00Z", "minute"),
    ("`14:32`", UTC, "2024-02-15T14:32:00Z", "minute"),
    ("2:32pm", UTC, "2024-02-15T14:32:00Z", "minute"),
    ("4:05 a.m.", UTC, "2024-02-15T04:05:00Z", "minute"),
    ("12:00 AM", UTC, "2024-02-15T00:00:00Z", "minute"),
    ("12:30 pm", UTC, "2024-02-15T12:30:00Z", "minute"),
    ("2pm", UTC, "2024-02-15T14:00:00Z", "hour"),
    ("14.32", UTC, "2024-02-15T14:32:00Z", "minute"),
    ("~14:32", UTC, "2024-02-15T14:32:00Z", "approximate"),
    ("≈14:32", UTC, "2024-02-15T14:32:00Z", "approximate"),
    ("approx. 14:32", UTC, "2024-02-15T14:32:00Z", "approximate"),
    ("around 14:32", UTC, "2024-02-15T14:32:00Z", "approximate"),
    ("14:32+", UTC, "2024-02-15T14:32:00Z", "approximate"),
    ("14:??", UTC, "2024-02-15T14:00:00Z", "hour"),
    ("14:XX", UTC, "2024-02-15T14:00:00Z", "hour"),
    ("??:??", UTC, None, "unknown"),
    ("[??]", UTC, None, "unknown"),
    ("24:00", UTC, "2024-02-16T00:00:00Z", "minute"),
    ("25:00", UTC, None, "unknown"),
    ("14:61", UTC, None, "unknown"),
    ("14:32 EST", UTC, "2024-02-15T19:32:00Z", "minute"),
    ("00:30", replace(UTC, previous=datetime.fromisoformat("2024-02-15 23:50")), "2024-02-16T00:30:00Z", "minute"),
    ("14:30", replace(UTC, previous=datetime.fromisoformat("2024-02-15 14:32")), "2024-02-15T14:30:00Z", "minute"),
    ("01:30", AUTUMN, "2021-11-07T05:30:00Z", "minute"),
    ("01:10", replace(AUTUMN, previous=datetime.fromisoformat("2021-11-07 01:30")), "2021-11-07T06:10:00Z", "minute"),
    ("01:30 EST", AUTUMN, "2021-11-07T06:30:00Z", "minute"),
    ("03:00", AUTUMN, "2021-11-07T08:00:00Z", "minute"),
]
RANGES = [
    ("14:32-14:40", UTC, "2024-02-15T14:32:00Z", "2024-02-15T14:40:00Z"),
    ("14:32–14:40", UTC, "2024-02-15T14:32:00Z", "2024-02-15T14:40:00Z"),
    ("14:32 - 14:40 UTC", DATED, "2024-02-15T14:32:00Z", "2024-02-15T14:40:00Z"),
    ("14:32 to 14:40", EASTERN, "2024-02-15T19:32:00Z", "2024-02-15T19:40:00Z"),
    ("14:32 until 14:40 EST", DATED, "2024-02-15T19:32:00Z", "2024-02-15T19:40:00Z"),
    ("2024-02-15 14:32-14:40", UTC, "2024-02-15T14:32:00Z", "2024-02-15T14:40:00Z"),
    ("23:50-00:10", UTC, "2024-02-15T23:50:00Z", "2024-02-16T00:10:00Z"),
    ("14:32 until 14:40 EST", UTC, "2024-02-15T19:32:00Z", "2024-02-15T19:40:00Z"),
    ("14:32 UTC - 14:40 UTC", DATED, "2024-02-15T14:32:00Z", "2024-02-15T14:40:00Z"),
    ("2024-02-15 23:50 – 2024-02-16 00:10 UTC", NOTHING, "2024-02-15T23:50:00Z", "2024-02-16T00:10:00Z"),
]
# A time with words after it that look like a part of it, and where it ends.
FOLLOWED = [
    ("14:32 UTC - 3 pods down", DATED, "2024-02-15T14:32:00Z", "14:32 UTC"),
    ("14:32 UTC -3 pods", DATED, "2024-02-15T14:32:00Z", "14:32 UTC"),
    ("14:32 - 3 pods down", UTC, "2024-02-15T14:32:00Z", "14:32"),
    ("14:32 on Feb 16, 2024: down", UTC, "2024-02-16T14:32:00Z", "14:32 on Feb 16, 2024"),
    ("14:32 Feb 16, 2024", UTC, "2024-02-16T14:32:00Z", "14:32 Feb 16, 2024"),
    ("2024-02-15 - 14:32 UTC", NOTHING, "2024-02-15T14:32:00Z", "2024-02-15 - 14:32 UTC"),
    ("2024-02-15 14:32 America/New_York", UTC, "2024-02-15T19:32:00Z", "2024-02-15 14:32 America/New_York"),
    ("14:32 a pod went down", UTC, "2024-02-15T14:32:00Z", "14:32"),
    ("10:00 May be down", UTC, "2024-02-15T10:00:00Z", "10:00"),
    ("10:00 2 hosts down", UTC, "2024-02-15T10:00:00Z", "10:00"),
    ("10:00 PT-ed the hosts", UTC, "2024-02-15T10:00:00Z", "10:00"),
    ("10:00 est. 20 users", UTC, "2024-02-15T10:00:00Z", "10:00"),
    ("10:00 CET-based users", UTC, "2024-02-15T10:00:00Z", "10:00"),
]
NO_TIMES = ["text", "1.5 hours", "v1.2.3", "1432", "late afternoon", "1707999120", "2024-W07", "T+5", "", "10 users"]


@pytest.mark.parametrize(("text", "context", "at", "precision"), TIMES)
def test_a_time_says_what_its_author_meant(text: str, context: Context, at: str | None, precision: str) -> None:
    """Instant where the zone is known, bare where not, less where less is stated; and how exactly."""
    found = read_time(text, context)
    assert found is not None
    assert (found.moment.at, found.moment.precision) == (at, precision)


@pytest.mark.parametrize(("text", "context", "at", "until"), RANGES)
def test_a_range_has_both_its_ends(text: str, context: Context, at: str, until: str) -> None:
    """The end takes day and zone of the start, and the start those of the end."""
    found = read_time(text, context)
    assert found is not None
    assert (found.moment.at, found.moment.until, found.end) == (at, until, len(text))


@pytest.mark.parametrize(("text", "context", "at", "written"), FOLLOWED)
def test_a_time_ends_where_the_words_begin(text: str, context: Context, at: str, written: str) -> None:
    """Counts of pods are no offsets, and a day that follows belongs to the time."""
    found = read_time(text, context)
    assert found is not None
    assert (found.moment.at, found.moment.written) == (at, written)


@pytest.mark.parametrize("text", NO_TIMES)
def test_what_is_no_time_is_left_alone(text: str) -> None:
    """Figures, versions, and words are no times."""
    assert read_time(text, UTC) is None


@pytest.mark.parametrize("text", [row[0] for row in TIMES + RANGES[:5] if row[0][0] not in "([*`"])
def test_the_authors_spelling_is_kept(text: str) -> None:
    """``written`` is the time as it stands."""
    found = read_time(f"{text} - what happened", UTC)
    assert found is not None
    assert found.moment.written == text


@pytest.mark.parametrize(
    ("text", "context", "zone_basis", "year_basis"),
    [
        ("2024-02-15 14:32 UTC", NOTHING, "stated", "stated"),
        ("2024-02-15 14:32", NOTHING, "unknown", "stated"),
        ("2024-02-15 14:32", replace(UTC, zone_basis="inferred"), "inferred", "stated"),
        ("Feb 15 14:32", UTC, "stated", "inferred"),
        ("Feb 15 14:32 UTC", NOTHING, "stated", "unknown"),
        ("14:32", replace(UTC, day_basis="inferred"), "stated", "inferred"),
        ("14:32 (zone unknown)", UTC, "unknown", "stated"),
    ],
)
def test_where_zone_and_year_come_from(text: str, context: Context, zone_basis: str, year_basis: str) -> None:
    """What the text does not state is marked as inferred or unknown."""
    found = read_time(text, context)
    assert found is not None
    assert (found.moment.zone_basis, found.moment.year_basis) == (zone_basis, year_basis)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Outage on 2024-02-15", date(2024, 2, 15)),
        ("On February 15, 2024 at noon", date(2024, 2, 15)),
        ("the 15th of February 2024", date(2024, 2, 15)),
        ("nothing on 2024-02-31", None),
        ("version 2024.1", None),
        ("no day at all", None),
    ],
)
def test_the_day_in_a_text(text: str, day: date | None) -> None:
    """The first real date counts."""
    found = find_day(text)
    assert (found[0] if found else None) == day


@pytest.mark.parametrize(("text", "hours"), [("UTC", 0), ("EST", -5), ("+02:00", 2), ("UTC-3", -3), ("MSK", 3)])
def test_a_zone_has_its_offset(text: str, hours: int) -> None:
    """Abbreviations that mean one offset are taken literally."""
    zone = zones.zone_of(text)
    assert zone is not None
    offset = datetime(2024, 7, 1, tzinfo=zone).utcoffset()
    assert offset is not None
    assert offset.total_seconds() == hours * 3600


@pytest.mark.parametrize("text", ["IST", "CST", "BST", "XYZ", "+99:00", "", "Nowhere/Land", "../etc/passwd"])
def test_a_zone_that_is_not_sure_is_unknown(text: str) -> None:
    """Guessing between continents is worse than not knowing; a path is no zone."""
    assert zones.zone_of(text) is None


def test_repeated_and_skipped_hours_are_seen() -> None:
    """The clocks of New York show 01:30 twice in autumn and 02:30 not at all in spring."""
    eastern = ZoneInfo("America/New_York")
    assert zones.is_repeated(datetime.fromisoformat("2021-11-07 01:30"), eastern)
    assert not zones.is_repeated(datetime.fromisoformat("2021-11-07 02:30"), eastern)
    assert zones.does_not_exist(datetime.fromisoformat("2021-03-14 02:30"), eastern)
    assert not zones.does_not_exist(datetime.fromisoformat("2021-03-14 03:30"), eastern)
