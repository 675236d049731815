"""Law: a long log that is read in counts gives the very timeline that it gives record by record."""

import os
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from made_up_logs import MAKERS, UNUSUAL, app, syslog, write

from afterword.errors import UsageError
from afterword.evidence.collection import Collection, read
from afterword.evidence.condensed import Condensed
from afterword.evidence.counting import Counting
from afterword.evidence.options import Options
from afterword.evidence.span import Span, span_between
from afterword.evidence.zonemap import ZoneMap
from afterword.model.evidence import Entry
from afterword.timeline.collecting import likeness
from afterword.timeline.telling import tell

NOWHERE = ZoneMap(Path(os.devnull))


def bare(entries: tuple[Entry, ...], span: Span | None) -> list[Entry]:
    """The entries, without their sources where there is a span."""
    return [replace(entry, sources=()) if span else entry for entry in entries]


def both(paths: list[Path], options: Options, *, chunk: int, zones: ZoneMap = NOWHERE, span: Span | None = None) -> int:
    """Compares the two ways; returns how many logs were read in counts."""
    counted = 0

    def counting(collection: Collection) -> Iterator[Entry | Condensed]:
        nonlocal counted
        for item in collection.condensed(Counting(likeness=likeness, least=1, chunk=chunk, zones=zones), span):
            counted += isinstance(item, Condensed)
            yield item

    one, other = read(paths, options=options), read(paths, options=options)
    told, again = tell(one.entries(), limit=1000, span=span), tell(counting(other), limit=1000, span=span)
    # of a group of which only a part is in the span, other records may be cited than the first four
    assert bare(again.entries, span) == bare(told.entries, span)
    assert other.ledger(again.dispositions) == one.ledger(told.dispositions)
    assert other.findings == one.findings
    assert [f for f in again.findings if f.code != "TL105"] == [f for f in told.findings if f.code != "TL105"]
    return counted


@pytest.mark.parametrize("name", MAKERS)
def test_a_log_is_read_in_counts_with_the_same_result(tmp_path: Path, name: str) -> None:
    """Each form of log that can be read in counts is, in several chunks, and gives the same timeline and ledger."""
    write(tmp_path / name, MAKERS[name], 3000, 7, {})
    assert both([tmp_path / name], Options(), chunk=60_000) == 1


def test_all_together_with_year_and_zone(tmp_path: Path) -> None:
    """What the caller supplies is counted for the records that are read in counts too."""
    for seed, (name, maker) in enumerate(MAKERS.items()):
        write(tmp_path / name, maker, 1500, seed, {})
    assert both([tmp_path], Options(year=2024, tz="UTC"), chunk=50_000) == len(MAKERS)


@settings(
    max_examples=12,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    name=st.sampled_from(sorted(MAKERS)),
    seed=st.integers(0, 999),
    odd=st.dictionaries(st.integers(0, 1199), st.sampled_from(sorted(UNUSUAL)), max_size=8),
    chunk=st.sampled_from([9_000, 40_000, 1_000_000]),
)
def test_unusual_lines_change_nothing(tmp_path: Path, name: str, seed: int, odd: dict[int, str], chunk: int) -> None:
    """Stack traces, blank lines, broken bytes, and impossible times: the two ways agree on all of it."""
    path = tmp_path / name
    write(path, MAKERS[name], 1200, seed, {at: UNUSUAL[kind] for at, kind in odd.items()})
    both([path], Options(), chunk=chunk)


def test_a_log_over_new_year_is_read_record_by_record(tmp_path: Path) -> None:
    """A log that states no year and passes the New Year cannot be read in any other order than its own."""
    dice = random.Random(3)  # noqa: S311  made-up lines
    start = datetime(2023, 12, 31, 23, 0, tzinfo=UTC)
    path = tmp_path / "syslog"
    path.write_text("".join(syslog(start + timedelta(seconds=5 * n), dice) for n in range(1500)), encoding="utf-8")
    assert both([path], Options(), chunk=30_000) == 0


@pytest.mark.parametrize(
    ("name", "cut"),
    [
        (
            "cri.log",
            "2024-02-15T14:00:00.000000000Z stdout P the first half of\n2024-02-15T14:00:00.000000001Z stdout F it\n",
        ),
        ("docker.log", '{"log":"the first half of ","stream":"stdout","time":"2024-02-15T14:00:00.000000000Z"}\n'),
    ],
)
def test_a_line_that_goes_on_in_the_next_is_put_together(tmp_path: Path, name: str, cut: str) -> None:
    """Where a container's runtime cut a line, the log is read record by record."""
    write(tmp_path / name, MAKERS[name], 1500, 1, {800: cut})
    assert both([tmp_path / name], Options(), chunk=30_000) == 0


def test_a_severity_in_digits_is_not_dropped(tmp_path: Path) -> None:
    """Lines that differ in a number that means their severity are not taken for alike."""
    path = tmp_path / "numbers.jsonl"
    rows = [
        f'{{"time":"2024-02-15T14:{n // 60:02}:{n % 60:02}Z","level":{(30, 50)[n % 2]},"msg":"request served"}}\n'
        for n in range(1200)
    ]
    path.write_text("".join(rows), encoding="utf-8")
    both([path], Options(), chunk=20_000)


@pytest.mark.parametrize("name", MAKERS)
def test_a_window_reads_only_what_may_hold_it(tmp_path: Path, name: str) -> None:
    """Once a log was read whole, a window of it skips the chunks before and after, and nothing else changes."""
    path = tmp_path / name
    write(path, MAKERS[name], 3000, 5, {1500: UNUSUAL["trace"]})
    zones = ZoneMap(tmp_path / "cache")
    span = span_between("2024-02-15T14:02Z", "2024-02-15 14:05")
    options = Options()
    both([path], options, chunk=20_000, zones=zones, span=span)
    counting = Counting(likeness=likeness, least=1, chunk=20_000, zones=zones)
    logs = [item for item in read([path], options=options).condensed(counting, span) if isinstance(item, Condensed)]
    assert len(logs) == 1
    assert logs[0].skipped > 4
    compare_ledgers(path, zones, span)


def test_chunks_hold_each_record_once(tmp_path: Path) -> None:
    """What is known of the chunks of a log adds up to the log, and each chunk's times lie between its neighbours'."""
    path = tmp_path / "app.log"
    write(path, app, 3000, 5, {1500: UNUSUAL["trace"]})
    counting = Counting(likeness=likeness, least=1, chunk=20_000, zones=NOWHERE)
    (log,) = (item for item in read([path], options=Options()).condensed(counting) if isinstance(item, Condensed))
    zones = log.counts.zones
    assert len(zones) > 5
    assert sum(zone.records for zone in zones) == log.records
    assert sum(zone.size for zone in zones) == path.stat().st_size
    assert sorted(zone.low for zone in zones) == [zone.low for zone in zones]
    assert all(zone.high < after.high for zone, after in pairwise(zones))


def compare_ledgers(path: Path, zones: ZoneMap, span: Span | None) -> None:
    """What was set aside is counted alike, whether it was read or skipped."""
    one, other = (read([path], options=Options()) for _ in range(2))
    told = tell(one.entries(), span=span)
    again = tell(other.condensed(Counting(likeness=likeness, least=1, chunk=20_000, zones=zones), span), span=span)
    assert other.ledger(again.dispositions) == one.ledger(told.dispositions)


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [("yesterday", None, "no time"), (None, "25:00", "no time"), ("2024-02-15", "2024-02-15T00:00Z", "not before")],
)
def test_a_span_that_is_none_is_refused(low: str | None, high: str | None, told: str) -> None:
    """What is no time, and an end before the beginning, is said in one line."""
    with pytest.raises(UsageError, match=told):
        span_between(low, high)


@pytest.mark.parametrize(
    ("at", "held"),
    [
        ("2024-02-15T14:00:00Z", True),
        ("2024-02-15T14:59:59.999Z", True),
        ("2024-02-15T15:00:00Z", False),
        ("2024-02-15T13:59:59", False),
        ("2024-02-15", True),
        ("2024-02-16", False),
        ("--02-15T14:30:00", True),
        ("-000-02-15T14:30:00", True),
        ("--02-15T15:30:00", False),
    ],
)
def test_a_span_holds_its_first_instant_and_not_its_last(at: str, held: bool) -> None:
    """Times with and without zone, year, and clock are in the span or not."""
    span = span_between("2024-02-15T09:00-05:00", "2024-02-15T15:00:00.000000Z")
    assert span is not None
    assert span.holds(at) is held
