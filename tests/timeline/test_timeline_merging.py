"""Law: every line of the evidence is written once, in the order of its time, however it was read."""

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from made_up_logs import MAKERS, UNUSUAL, syslog, write

from afterword.evidence.collection import read
from afterword.evidence.counting import Counting
from afterword.evidence.options import Options
from afterword.evidence.span import span_between
from afterword.evidence.timed import Timed
from afterword.evidence.zonemap import ZoneMap
from afterword.model.evidence import Entry, LedgerRow
from afterword.timeline import merging
from afterword.timeline.collecting import likeness
from afterword.timeline.merging import Merge

NEVER = 1 << 40
NOWHERE = ZoneMap(Path(os.devnull))


def merged(
    paths: list[Path],
    least: int,
    *,
    options: Options | None = None,
    chunk: int = 20_000,
    low: str | None = None,
    high: str | None = None,
    zones: ZoneMap = NOWHERE,
) -> tuple[list[str], tuple[LedgerRow, ...], int]:
    """The lines, the ledger, and how many logs were not taken apart record by record."""
    timed = 0

    def watch(items: Iterator[Entry | Timed]) -> Iterator[Entry | Timed]:
        nonlocal timed
        for item in items:
            timed += isinstance(item, Timed)
            yield item

    collection = read(paths, options=options or Options())
    counting = Counting(likeness=likeness, least=least, chunk=chunk, zones=zones)
    merge = Merge(collection, counting, span=span_between(low, high))
    text = b"".join(merge.lines(watch)).decode("utf-8", "surrogateescape")
    return text.split("\n")[:-1], collection.ledger(merge.fates), timed


@pytest.fixture(autouse=True)
def _small_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    """Several slices for the small logs of these tests."""
    monkeypatch.setattr(merging, "_SLICE", 50_000)


def test_lines_of_all_logs_stand_in_the_order_of_time(tmp_path: Path) -> None:
    """Three columns of time, place, and line, ordered by time, then by file, then by line; nothing is missing."""
    for seed, (name, maker) in enumerate(MAKERS.items()):
        write(tmp_path / name, maker, 1500, seed, {})
    options = Options(year=2024, tz="UTC")
    lines, ledger, timed = merged([tmp_path], 1, options=options)
    assert timed == len(MAKERS)
    rows = [line.split("\t", 2) for line in lines]
    names = sorted(MAKERS)
    keys = [(time, names.index(place.partition(":")[0]), int(place.partition(":")[2])) for time, place, _ in rows]
    assert keys == sorted(keys)
    assert all(time[-1] == "Z" and len(time) == 27 for time, _, _ in rows)
    for name in names:
        written = (tmp_path / name).read_text(encoding="utf-8").splitlines()
        mine = sorted((int(p.partition(":")[2]), raw) for _, p, raw in rows if p.startswith(f"{name}:"))
        assert [raw for _, raw in mine] == written
    assert all(row.used.bytes == row.bytes for row in ledger)


@pytest.mark.parametrize("name", MAKERS)
@pytest.mark.parametrize(("low", "high"), [(None, None), ("2024-02-15T13:58Z", "2024-02-15T14:03Z")])
@pytest.mark.parametrize("odd", [False, True])
def test_both_ways_of_reading_write_the_same(
    tmp_path: Path, name: str, low: str | None, high: str | None, odd: bool
) -> None:
    """A log of which only the times were looked at gives the lines, and the ledger, that its records give."""
    unusual = {at * 150: text for at, text in enumerate(UNUSUAL.values())}
    write(tmp_path / name, MAKERS[name], 2000, 3, unusual if odd else {})
    zones = ZoneMap(tmp_path / "cache")
    one = merged([tmp_path / name], NEVER, low=low, high=high)
    for _ in range(2):
        other = merged([tmp_path / name], 1, low=low, high=high, zones=zones)
        assert other[:2] == one[:2]
    assert (one[2], other[2]) == (0, 1) or odd


@settings(
    max_examples=10,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    name=st.sampled_from(sorted(MAKERS)),
    seed=st.integers(0, 999),
    odd=st.dictionaries(st.integers(0, 899), st.sampled_from(sorted(UNUSUAL)), max_size=6),
    chunk=st.sampled_from([9_000, 40_000, 1_000_000]),
)
def test_unusual_lines_are_written_alike(tmp_path: Path, name: str, seed: int, odd: dict[int, str], chunk: int) -> None:
    """Stack traces, blank lines, and broken bytes stand where the record stands to which they belong."""
    path = tmp_path / name
    write(path, MAKERS[name], 900, seed, {at: UNUSUAL[kind] for at, kind in odd.items()})
    assert merged([path], 1, chunk=chunk)[:2] == merged([path], NEVER)[:2]


def test_a_log_without_a_year_stands_in_the_year_of_the_others(tmp_path: Path) -> None:
    """Its times are written without a year, and its lines stand among those of the same hour."""
    write(tmp_path / "syslog", syslog, 1500, 1, {})
    write(tmp_path / "events.jsonl", MAKERS["events.jsonl"], 1500, 2, {})
    for least in (1, NEVER):
        lines, _, _ = merged([tmp_path], least)
        times = [line.partition("\t")[0] for line in lines]
        assert {time[:3] for time in times} == {"202", "--0"}
        bare = [time.removesuffix("Z")[-21:] for time in times]
        assert bare == sorted(bare)


def test_secrets_are_masked_and_lines_are_kept(tmp_path: Path) -> None:
    """What is secret is not written, unless it is asked for."""
    write(tmp_path / "app.log", MAKERS["app.log"], 900, 1, {450: UNUSUAL["secret"]})
    for least in (1, NEVER):
        assert not any("hunter2" in line for line in merged([tmp_path / "app.log"], least)[0])
        shown = merged([tmp_path / "app.log"], least, options=Options(reveal=True))[0]
        assert sum("hunter2" in line for line in shown) == 1


def test_a_shuffled_log_is_taken_apart_record_by_record(tmp_path: Path) -> None:
    """Where any time may stand in any chunk, every stretch of time would need the whole log."""
    path = tmp_path / "app.log"
    write(path, MAKERS["app.log"], 3000, 1, {})
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    random.Random(1).shuffle(lines)  # noqa: S311  any order
    path.write_text("".join(lines), encoding="utf-8")
    found, _, timed = merged([path], 1)
    assert timed == 0
    assert len(found) == 3000
    assert [line[:26] for line in found] == sorted(line[:26] for line in found)


def test_records_that_are_no_lines_are_one_line(tmp_path: Path) -> None:
    """A record of JSON over several lines has its number for its place."""
    rows = [f'{{"timestamp": "2024-02-15T14:00:0{at}Z",\n  "message": "{what}"}}' for at, what in ((1, "b"), (0, "a"))]
    text = "[\n " + ",\n ".join(rows) + "\n]\n"
    (tmp_path / "rows.json").write_text(text, encoding="utf-8")
    lines, _, _ = merged([tmp_path / "rows.json"], 1)
    assert lines == [
        '2024-02-15T14:00:00.000000Z\trows.json #2\t{"timestamp": "2024-02-15T14:00:00Z", "message": "a"}',
        '2024-02-15T14:00:01.000000Z\trows.json #1\t{"timestamp": "2024-02-15T14:00:01Z", "message": "b"}',
    ]
