"""Changes: shares, bursts, and levels, found where they are and nowhere else."""

import math
import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterword.timeline.changes import bursts, rises
from afterword.timeline.levels import runs


def test_a_rise_is_found_with_what_was_before_and_after() -> None:
    """Start, end, and the three shares are those of the buckets."""
    buckets = [(1000, 1)] * 20 + [(1000, 200)] * 10 + [(1000, 2)] * 20
    (rise,) = rises(buckets)
    assert (rise.start, rise.end, rise.bad, rise.total) == (20, 29, 2000, 10_000)
    assert (rise.share, rise.before, rise.after) == (0.2, 0.001, 0.002)


def test_a_rise_begins_at_its_foot() -> None:
    """The bucket in which it builds up belongs to it, though it is not yet far above."""
    buckets = [(1000, 0)] * 20 + [(1000, 8), (1000, 300), (1000, 300), (1000, 9)] + [(1000, 0)] * 20
    (rise,) = rises(buckets)
    assert (rise.start, rise.end) == (20, 23)


@pytest.mark.parametrize(
    "buckets",
    [[], [(0, 0)] * 5, [(1000, 5)] * 60, [(10, 0)] * 30 + [(10, 1)] + [(10, 0)] * 30, [(1000, 3), (1000, 9)] * 30],
)
def test_steady_shares_and_single_failures_are_no_rise(buckets: list[tuple[int, int]]) -> None:
    """What is always there, or only once, is not told as a change."""
    assert rises(buckets) == ()


def test_a_rise_over_the_whole_stretch_has_nothing_before_it() -> None:
    """Where evidence begins within the incident, the share before is unknown, not zero."""
    found = rises([(100, 50)] * 10 + [(100, 0)] * 10)
    assert [(rise.start, rise.before, rise.after) for rise in found] == [(0, None, 0.0)]


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([1] * 30 + [50] * 5 + [1] * 30, [(30, 34)]),
        ([0] * 30 + [2, 0, 3, 1, 2] + [0] * 30, [(30, 34)]),
        ([3] * 60, []),
        ([0, 0, 1] * 20, []),
        ([], []),
    ],
)
def test_bursts_stand_out_from_the_usual(counts: list[int], expected: list[tuple[int, int]]) -> None:
    """Many at once, or some after long silence; not what comes all the time."""
    assert [(burst.start, burst.end) for burst in bursts(counts)] == expected


def noise(rate: float, buckets: int, seed: int) -> list[int]:
    """How often something comes in each bucket that comes by chance, so often on average."""
    dice = random.Random(f"{rate} {buckets} {seed}")  # noqa: S311  the same noise every time
    return [sum(dice.random() < rate / 200 for _ in range(200)) for _ in range(buckets)]


@pytest.mark.parametrize("buckets", [30, 120, 400])
@pytest.mark.parametrize("rate", [0.05, 0.2, 0.5, 1, 2, 5, 20])
def test_steady_noise_is_hardly_ever_told(rate: float, buckets: int) -> None:
    """Of 40 series of chance alone at most one seems to burst, to rise, or to change its level."""
    series = [noise(rate, buckets, seed) for seed in range(40)]
    shares = [[(max(3 * n, 1), n) for n in counts] for counts in series]
    assert sum(bool(bursts(counts)) for counts in series) <= 1
    assert sum(bool(rises(counts)) for counts in shares) <= 1
    assert sum(len(runs([float(n) for n in counts])) > 1 for counts in series) <= 1


@pytest.mark.parametrize(
    ("rate", "times", "length"), [(0.5, 20, 10), (1, 10, 5), (5, 4, 10), (5, 8, 3), (20, 5, 5), (50, 4, 3)]
)
def test_a_burst_in_noise_is_found_where_it_is(rate: float, times: int, length: int) -> None:
    """Of 20 bursts in noise 18 are found alone, and most begin and end within a minute of where they do."""
    found = near = 0
    for seed in range(20):
        counts = noise(rate, 120, seed)
        counts[60 : 60 + length] = noise(min(rate * times, 200), length, seed + 1000)
        one = bursts(counts)
        found += len(one) == 1
        near += len(one) == 1 and abs(one[0].start - 60) <= 1 and abs(one[0].end - 59 - length) <= 1
    assert found >= 18
    assert near >= 14


@pytest.mark.parametrize("values", [[1.0] * 20 + [0.0] * 2 + [1.0] * 20, [0.0] * 20 + [1.0] * 4 + [0.0] * 20])
def test_a_state_that_turns_for_a_short_time_is_told(values: list[float]) -> None:
    """What was always up is down for two samples: that is no noise."""
    assert [(run.start, run.level) for run in runs(values)][1][0] == 20


def test_levels_change_once_and_back() -> None:
    """Three runs with their medians; the extreme is the farthest sample."""
    found = runs([1.0, 1.1, 0.9] * 10 + [9.0, 10.0, 12.0] * 5 + [1.0, 1.1, 0.9] * 10)
    assert [(run.start, run.end, run.level) for run in found] == [(0, 29, 1.0), (30, 44, 10.0), (45, 74, 1.0)]
    assert found[1].extreme == 12.0


@pytest.mark.parametrize(
    "values",
    [[1.0] * 50, [1.0, 2.0] * 30, [math.sin(n / 5) for n in range(100)], [float(n) for n in range(60)], [5.0], []],
)
def test_steady_swinging_and_growing_series_do_not_change_level(values: list[float]) -> None:
    """Noise, a day's rhythm, and a slope are no change of level."""
    assert len(runs(values)) < 2


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)).map(lambda p: (max(p), min(p))), max_size=80))
def test_rises_do_not_overlap_and_count_what_is_there(buckets: list[tuple[int, int]]) -> None:
    """For any counts the rises stand in order, apart, and hold the sums of their buckets."""
    end = -1
    for rise in rises(buckets):
        assert end < rise.start <= rise.end < len(buckets)
        assert rise.bad == sum(bad for _, bad in buckets[rise.start : rise.end + 1]) > 0
        end = rise.end


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False, width=32), max_size=80))
def test_runs_cover_the_series(values: list[float]) -> None:
    """For any samples the runs follow each other without a gap."""
    found = runs(values)
    assert not found or (found[0].start == 0 and found[-1].end == len(values) - 1)
    assert all(after.start == before.end + 1 for before, after in pairwise(found))
