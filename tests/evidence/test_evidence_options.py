"""Years and zones that the caller gives, for all sources or for some."""

from pathlib import Path

import pytest

from afterword.errors import UsageError
from afterword.evidence.collection import read
from afterword.evidence.options import Of, Options

LINES = "2024-03-01 10:00:00 INFO started\n2024-03-01 10:00:01 INFO ready\n2024-03-01 10:00:02 INFO done\n"


def zones(*given: tuple[str, str]) -> tuple[Of[str], ...]:
    """Zones of single sources."""
    return tuple(Of(pattern=pattern, value=value) for pattern, value in given)


@pytest.mark.parametrize(
    ("pattern", "name", "held"),
    [
        ("app.log", "app.log", True),
        ("app.log", "hosts/web-1/app.log", True),
        ("web-1/app.log", "hosts/web-1/app.log", True),
        ("pp.log", "hosts/app.log", False),
        ("*.log", "hosts/app.log", True),
        ("hosts/*.log", "case/hosts/app.log", True),
        ("hosts/*.log", "case/other/app.log", False),
        ("logs.zip", "case/logs.zip!one/app.log", True),
        ("app.log", "case/logs.zip!app.log", True),
        ("logs", "case/logs/app.log", False),
        ("APP.log", "app.log", False),
    ],
)
def test_a_source_is_meant_by_its_path_its_end_or_a_pattern(pattern: str, name: str, held: bool) -> None:
    """The path as it is shown, its end from a folder on, an archive that holds it, or a pattern of these."""
    assert Of(pattern=pattern, value="UTC").holds(name) is held


@pytest.mark.parametrize(
    ("name", "zone"),
    [("a/app.log", "+01:00"), ("b/app.log", "+02:00"), ("b/web.log", "+03:00"), ("b/web.txt", "+04:00")],
)
def test_the_most_specific_pattern_holds(name: str, zone: str) -> None:
    """A path is before a pattern, a longer one before a shorter one, and any of them before what is for all."""
    given = zones(("*.log", "+03:00"), ("b/*.log", "+03:00"), ("app.log", "+02:00"), ("a/app.log", "+01:00"))
    assert Options(tz="+04:00", zones=given).of(name).tz == zone


def test_each_source_is_read_in_its_own_zone_and_that_is_said(tmp_path: Path) -> None:
    """Times, their basis, and the findings name what was given, and how."""
    for name in ("app.log", "db.log"):
        (tmp_path / name).write_text(LINES, encoding="utf-8")
    options = Options(tz="Europe/Berlin", zones=zones(("db.log", "America/New_York")))
    found = read([tmp_path], options=options)
    times = {entry.sources[0].file.rpartition("/")[2]: entry.at for entry in found.entries() if "done" in entry.what}
    assert times == {"app.log": "2024-03-01T09:00:02Z", "db.log": "2024-03-01T15:00:02Z"}
    said = [finding.message for finding in found.findings if finding.code == "EV209"]
    assert [words.partition(")")[0] for words in said] == [
        "zone Europe/Berlin (from --tz",
        "zone America/New_York (from --tz db.log=America/New_York",
    ]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (Options(zones=zones(("web.log", "UTC"))), "--tz web.log=UTC: no file"),
        (Options(years=(Of(pattern="*.txt", value=2024),)), r"--year \*.txt=2024: no file"),
        (Options(zones=zones(("app.log", "Mars/Base"))), "unknown time zone 'Mars/Base'"),
    ],
)
def test_what_means_nothing_is_refused(tmp_path: Path, options: Options, told: str) -> None:
    """A pattern that no source has, and a zone that does not exist, are said in one line."""
    (tmp_path / "app.log").write_text(LINES, encoding="utf-8")
    with pytest.raises(UsageError, match=told):
        read([tmp_path], options=options)
