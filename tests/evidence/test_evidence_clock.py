"""Times are normalised and nothing of them is guessed."""

import pytest

from afterword.errors import UsageError
from afterword.evidence.clock import Clock, Stamp
from afterword.evidence.options import Options
from afterword.evidence.stamps import column_order, lay_out, written_time

READ = {
    "2024-02-15T14:32:00": ("2024-02-15T14:32:00", "second", "unknown"),
    "2024-02-15T09:35:00-05:00": ("2024-02-15T14:35:00Z", "second", "stated"),
    "2024-02-15 14:37": ("2024-02-15T14:37:00", "minute", "unknown"),
    "14:42": (None, "minute", "unknown"),
    "2024-02-15T14:55:00Z": ("2024-02-15T14:55:00Z", "second", "stated"),
    "2024-02-15t14:55:00z": ("2024-02-15T14:55:00Z", "second", "stated"),
    "2024-02-15T14:55:00,5Z": ("2024-02-15T14:55:00.5Z", "exact", "stated"),
    "2024-02-15T14:55:00.123456789Z": ("2024-02-15T14:55:00.123456789Z", "exact", "stated"),
    "2024-02-15T24:00:00Z": ("2024-02-16T00:00:00Z", "second", "stated"),
    "2016-12-31T23:59:60Z": ("2016-12-31T23:59:59Z", "second", "stated"),
    "20240215T143210Z": ("2024-02-15T14:32:10Z", "second", "stated"),
    "2022-02-08 09:23:37+11:00": ("2022-02-07T22:23:37Z", "second", "stated"),
    "2022-02-08 09:23:37 +1100": ("2022-02-07T22:23:37Z", "second", "stated"),
    "2024-02-15 14:37 EST": ("2024-02-15T19:37:00Z", "minute", "stated"),
    "2024-02-15 14:37 IST": ("2024-02-15T14:37:00", "minute", "unknown"),
    "2024-02-15": ("2024-02-15", "day", "unknown"),
    "2024-02-30T14:32:00Z": (None, "unknown", "unknown"),
    "2024-02-15T25:00:00Z": (None, "unknown", "unknown"),
    "1700000000": ("2023-11-14T22:13:20Z", "second", "stated"),
    "1700000000.25": ("2023-11-14T22:13:20.25Z", "exact", "stated"),
    "1700000000123": ("2023-11-14T22:13:20.123Z", "exact", "stated"),
    "1700000000123456": ("2023-11-14T22:13:20.123456Z", "exact", "stated"),
    "1700000000123456789": ("2023-11-14T22:13:20.123456789Z", "exact", "stated"),
}


@pytest.mark.parametrize("written", READ)
def test_a_time_is_read(written: str) -> None:
    """Each notation gives its instant, its precision, and whether its zone is known; what was written stays."""
    moment = Clock(Options()).read(written)
    assert moment is not None
    assert (moment.at, moment.precision, moment.zone_basis) == READ[written]
    assert moment.written == written


@pytest.mark.parametrize(
    "written",
    [
        "0001-01-01T00:00:00Z",
        "1970-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
        "0",
        "",
        "soon",
        "12",
        "99:99",
        "1e9",
        "x" * 99,
    ],
)
def test_never_and_no_time_at_all_are_none(written: str) -> None:
    """The values that mean "never" and words are no times."""
    assert Clock(Options()).read(written) is None


@pytest.mark.parametrize("value", [None, True, 0, 1.5, -1, 123456789012345678901234, [], {}])
def test_values_that_are_no_time(value: object) -> None:
    """Truth values, small numbers, and structures are no times."""
    assert Clock(Options()).read(value) is None  # type: ignore[arg-type]


def test_a_supplied_zone_is_used_and_named() -> None:
    """Times without a zone take the supplied one, and say so; those with one keep theirs."""
    clock = Clock(Options(tz="America/New_York"))
    local, stated = clock.read("2024-02-15T09:35:00"), clock.read("2024-02-15T09:35:00Z")
    assert local is not None
    assert stated is not None
    assert (local.at, local.zone, local.zone_basis) == ("2024-02-15T14:35:00Z", "America/New_York", "supplied")
    assert (stated.at, stated.zone_basis) == ("2024-02-15T09:35:00Z", "stated")


def test_the_repeated_autumn_hour_goes_on_in_order() -> None:
    """Once the clocks have gone back, the same local times are an hour later."""
    clock = Clock(Options(tz="Europe/Berlin"))
    written = (
        "2024-10-27T02:10:00",
        "2024-10-27T02:50:00",
        "2024-10-27T02:05:00",
        "2024-10-27T02:40:00",
        "2024-10-27T03:00:00",
    )
    moments = [clock.read(text) for text in written]
    assert [moment.at for moment in moments if moment] == [
        "2024-10-27T00:10:00Z",
        "2024-10-27T00:50:00Z",
        "2024-10-27T01:05:00Z",
        "2024-10-27T01:40:00Z",
        "2024-10-27T02:00:00Z",
    ]


def test_a_supplied_year_turns_with_the_log() -> None:
    """From December to January the year goes on, and a late line goes back with it."""
    clock = Clock(Options(year=2023))
    days = [(12, 31), (1, 1), (12, 31), (1, 2)]
    moments = [
        clock.moment(Stamp(written="x", year=None, month=month, day=day, hour=1, second=0)) for month, day in days
    ]
    assert [moment.at for moment in moments if moment] == [
        "2023-12-31T01:00:00",
        "2024-01-01T01:00:00",
        "2023-12-31T01:00:00",
        "2024-01-02T01:00:00",
    ]
    assert moments[1] is not None
    assert moments[1].year_basis == "supplied"
    assert moments[1].basis_reason


def test_a_year_that_nobody_gave_stays_unknown() -> None:
    """Without a year there is none, not even the file's."""
    moment = Clock(Options()).moment(Stamp(written="x", year=None, month=2, day=29, hour=1, second=0))
    assert moment is not None
    assert (moment.at, moment.year_basis) == ("--02-29T01:00:00", "unknown")


def test_an_unknown_zone_is_refused() -> None:
    """A zone that does not exist is the caller's error."""
    with pytest.raises(UsageError):
        Clock(Options(tz="Nowhere/Land"))


FORMS = {
    "15/Feb/2024:09:32:10 -0500": "2024-02-15T14:32:10Z",
    "Thu, 15 Feb 2024 14:32:10 +0000": "2024-02-15T14:32:10Z",
    "Feb 15, 2024 2:32:10 PM": "2024-02-15T14:32:10",
    "Feb 15, 2024 12:32:10 AM": "2024-02-15T00:32:10",
    "Thu Feb 15 14:32:10 2024": "2024-02-15T14:32:10",
    "Thu Feb 15 14:32:10 2024 -0500": "2024-02-15T19:32:10Z",
    "Thu Feb 15 14:32:10 UTC 2024": "2024-02-15T14:32:10Z",
    "Feb 15 14:32:10": "--02-15T14:32:10",
    "15-Feb-2024 14:32:10.123": "2024-02-15T14:32:10.123",
    "2024/02/15 14:32:10": "2024-02-15T14:32:10",
    "20240215-14:32:10:606": "2024-02-15T14:32:10.606",
    "@4000000065ce1f8a00000000": None,
    "25/02/2024 14:32:10": "2024-02-25T14:32:10",
    "02/25/2024 14:32:10": "2024-02-25T14:32:10",
    "02/03/2024 14:32:10": None,
    "17/06/09 20:10:40": None,
}


@pytest.mark.parametrize("written", FORMS)
def test_forms_of_logs_are_read(written: str) -> None:
    """Each form gives its time; where day, month, and year may stand in several orders there is none."""
    moment = written_time(written, Clock(Options()))
    assert moment is not None
    if not written.startswith("@"):
        assert moment.at == FORMS[written]
    assert moment.written == written


def test_tai64n_is_read_as_daemontools_writes_it() -> None:
    """Unix time, 2 to the 62nd, and ten seconds; not the leap seconds of the date."""
    moment = written_time("@40000000433225833b6e1a8c", Clock(Options()))
    assert moment is not None
    assert moment.at == "2005-09-22T03:31:05.997071500Z"


COLUMNS = {
    ("03/04/2024 10:00", "25/04/2024 10:00"): "dmy",
    ("03/04/2024 10:00", "03/25/2024 10:00"): "mdy",
    ("03/04/2024 10:00", "05/04/2024 10:00"): None,
    ("10/05/10 10:08", "21/12/28 12:55", "22/01/02 11:30", "22/02/04 23:41"): "ymd",
    ("17/06/09 20:10", "17/06/09 20:11"): None,
    ("01/02/2024 10:00", "01/02/2024 11:00"): None,
}


@pytest.mark.parametrize("values", COLUMNS)
def test_day_and_month_are_decided_over_the_whole_text(values: tuple[str, ...]) -> None:
    """What only one order allows, or only one order sorts, decides; otherwise nothing does."""
    assert column_order(values)[0] == COLUMNS[values]


def test_hadoop_writes_the_year_first() -> None:
    """Its default layout is known by the words that follow the time."""
    lines = ["17/06/09 20:10:40 INFO executor.CoarseGrainedExecutorBackend: Registered signal handlers"] * 3
    layout = lay_out(lines)
    assert layout is not None
    assert layout.order == "ymd"
    assert layout.reason


def test_late_lines_do_not_turn_the_clock_back() -> None:
    """In the repeated hour a line that comes a second late is late, not an hour later."""
    clock = Clock(Options(tz="Europe/Berlin"))
    moments = [clock.read(f"2024-10-27T02:10:0{second}") for second in (5, 4, 6)]
    assert [moment.at for moment in moments if moment] == [f"2024-10-27T00:10:0{second}Z" for second in (5, 4, 6)]


def test_times_that_do_not_exist_are_noted() -> None:
    """The spring hour that the clocks skip is read and noted."""
    clock = Clock(Options(tz="Europe/Berlin"))
    assert clock.read("2024-03-31T02:30:00") is not None
    assert list(clock.notes.values()) == ["2024-03-31T02:30:00"]


@pytest.mark.parametrize(
    ("written", "noted"),
    [
        ("2024-07-15 14:37:00 EST", True),
        ("2024-01-15 14:37:00 EST", False),
        ("2024-01-15 14:37:00 CEST", True),
        ("2024-07-15 14:37:00 CEST", False),
        ("2024-07-15 14:37:00 MST", False),
        ("2024-07-15 14:37:00 UTC", False),
    ],
)
def test_an_abbreviation_of_the_other_season_is_noted(written: str, noted: bool) -> None:
    """It is taken literally all the same."""
    clock = Clock(Options())
    moment = clock.read(written)
    assert moment is not None
    assert moment.zone_basis == "stated"
    assert bool(clock.notes) is noted
