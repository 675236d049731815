"""Tests of zones and months as people and programs write them; documents and evidence read them alike."""

from datetime import UTC, datetime, timedelta

import pytest

from afterword.text.months import MONTH, MONTHS, NAMES, SHORT
from afterword.text.zones import ABBREVIATIONS, is_ambiguous, named_zone, zone_of

WINTER, SUMMER = (datetime(2024, month, 15, tzinfo=UTC).replace(tzinfo=None) for month in (1, 7))


@pytest.mark.parametrize(
    ("written", "hours"),
    [
        ("Z", 0), ("ut", 0), ("GMT", 0), ("EST", -5), ("(CEST)", 2), ("MET", 1), ("SAST", 2), ("NPT", 5.75), ("TRT", 3),
        ("+0530", 5.5), ("UTC+2", 2), ("UTC \u22123", -3), ("-08", -8), ("+00:19:32", 1172 / 3600), ("GMT+14", 14),
    ],
)  # fmt: skip
def test_what_states_an_offset_is_that_offset(written: str, hours: float) -> None:
    """In summer as in winter: an abbreviation is taken literally."""
    zone = zone_of(written)
    assert zone is not None
    assert [zone.utcoffset(day) for day in (WINTER, SUMMER)] == [timedelta(hours=hours)] * 2


@pytest.mark.parametrize("written", ["ET", "Pacific Time", "Europe/Berlin", "berlin"])
def test_a_region_has_its_seasons(written: str) -> None:
    """Its offset in summer is another one."""
    zone = zone_of(written)
    assert zone is not None
    assert zone.utcoffset(WINTER) != zone.utcoffset(SUMMER)


@pytest.mark.parametrize(
    "written", ["IST", "CST", "BST", "GST", "XYZ", "+15", "+1:75", "UTC+2 or so", "", "Nowhere/Town"]
)
def test_what_is_shared_or_unknown_is_no_zone(written: str) -> None:
    """Guessing between continents is worse than not knowing."""
    assert zone_of(written) is None
    assert is_ambiguous(written) == (written in {"IST", "CST", "BST", "GST"})


def test_every_abbreviation_means_something() -> None:
    """Each has a zone or is known to be shared; and a name of the zone database may be named on purpose."""
    assert all(zone_of(written) or is_ambiguous(written) for written in ABBREVIATIONS)
    assert named_zone("Etc/GMT+8") is not None
    assert named_zone("Mars/Base") is None


def test_every_month_is_found_by_its_names() -> None:
    """In full and short, the ninth in two short forms."""
    assert [MONTHS[name.lower()] for name in (*NAMES, *SHORT)] == [*range(1, 13)] * 2
    assert MONTHS["sept"] == 9
    assert len(MONTH.split("|")) == 12
