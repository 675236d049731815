"""Where a series of samples changes its level for good."""

import itertools
import math
from collections.abc import Sequence
from statistics import median, pstdev

from afterword.model.values import dataclass

_FEWEST_SAMPLES = 8
_MOST_RUNS = 15
_RIPPLE = 0.4
_ONCE = 3
_FAR_OFF = 10
_CHANCE = math.log(1e-3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of samples on one level."""

    start: int
    """Index of its first sample."""
    end: int
    """Index of its last sample."""
    level: float
    """The median of its samples."""
    extreme: float
    """The sample that is farthest from the level before it."""


def runs(values: Sequence[float]) -> tuple[Run, ...]:
    """The stretches between which a series of samples changes its level.

    returns: one run, or none for fewer than eight samples, where it does not change; two or more else.
    A change has to be five times the spread of the level that comes first, and half of the level itself.
    """
    if len(values) < _FEWEST_SAMPLES:
        return ()
    split = _split(sorted(values))
    whole = (Run(start=0, end=len(values) - 1, level=median(values), extreme=max(values)),)
    if split is None:
        return whole
    high = [value > split for value in values]
    stretches = _smoothed(high)
    if not 2 <= len(stretches) <= _MOST_RUNS or not (_in_stretches(high) or _one_clear(values, stretches)):
        return whole
    stretches = _without_ripples(values, stretches)
    if len(stretches) < 2:
        return whole
    first = values[stretches[0][0] : stretches[0][1] + 1]
    base, spread = median(first), pstdev(first)
    levels = [median(values[start : end + 1]) for start, end in stretches]
    other = levels[1]
    if abs(other - base) < max(5 * spread, 0.5 * abs(base), 1e-9):
        return whole
    made: list[Run] = []
    stretches = _from_their_foot(values, stretches, levels)
    for (start, end), level in zip(stretches, levels, strict=True):
        before = made[-1].level if made else level
        inside = values[start : end + 1]
        made.append(Run(start=start, end=end, level=level, extreme=max(inside, key=lambda v: abs(v - before))))
    return tuple(made)


def _in_stretches(high: Sequence[bool]) -> bool:
    """Whether the high and the low are less mixed than chance would mix them.  source: Wald and Wolfowitz, 1940."""
    count, ups = len(high), sum(high)
    downs = count - ups
    seen = 1 + sum(a != b for a, b in itertools.pairwise(high))
    ways = 0
    for stretches in range(2, seen + 1):
        half, odd = divmod(stretches, 2)
        fewer = math.comb(ups - 1, half - 1), math.comb(downs - 1, half - 1)
        if odd:
            ways += math.comb(ups - 1, half) * fewer[1] + fewer[0] * math.comb(downs - 1, half)
        else:
            ways += 2 * fewer[0] * fewer[1]
    return ways == 0 or math.log(ways) - math.log(math.comb(count, ups)) < _CHANCE


def _one_clear(values: Sequence[float], stretches: Sequence[tuple[int, int]]) -> bool:
    """Whether there is one stretch, however short, that is far off a level at which something was before."""
    if len(stretches) > _ONCE:
        return False
    first = values[stretches[0][0] : stretches[0][1] + 1]
    second = values[stretches[1][0] : stretches[1][1] + 1]
    base, spread = median(first), pstdev(first)
    return (
        base != 0
        and len(first) >= _FEWEST_SAMPLES
        and abs(median(second) - base) > max(_FAR_OFF * spread, abs(base) / 2)
    )


def _without_ripples(values: Sequence[float], stretches: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The stretches, neighbours joined whose levels differ by little of the whole difference."""
    levels = [median(values[start : end + 1]) for start, end in stretches]
    least = _RIPPLE * (max(levels) - min(levels))
    kept = [stretches[0]]
    for start, end in stretches[1:]:
        low, high = kept[-1]
        if abs(median(values[start : end + 1]) - median(values[low : high + 1])) < least:
            kept[-1] = (low, end)
        else:
            kept.append((start, end))
    return kept


def _from_their_foot(
    values: Sequence[float], stretches: Sequence[tuple[int, int]], levels: Sequence[float]
) -> list[tuple[int, int]]:
    """The stretches, each begun where its samples first leave the level before it."""
    moved = [stretches[0]]
    for number in range(1, len(stretches)):
        start, end = stretches[number]
        before, low = levels[number - 1], moved[-1][0]
        early = values[low : low + max((start - low) // 2, 2)]
        margin = max(3 * pstdev(early), 0.15 * abs(levels[number] - before))
        sign = 1 if levels[number] > before else -1
        while start - 1 > low and sign * (values[start - 1] - before) > margin:
            start -= 1
        moved[-1] = (low, start - 1)
        moved.append((start, end))
    return moved


def _split(values: Sequence[float]) -> float | None:
    """The value between two levels that divides the samples best; None where one class would be tiny."""
    count, fewest = len(values), max(2, len(values) // 50)
    total, left, best, found = math.fsum(values), 0.0, 0.0, None
    for index in range(1, count):
        left += values[index - 1]
        if index < fewest or count - index < fewest or values[index] == values[index - 1]:
            continue
        difference = (total - left) / (count - index) - left / index
        between = index * (count - index) * difference * difference
        if between > best:
            best, found = between, (values[index - 1] + values[index]) / 2
    return found


def _smoothed(high: Sequence[bool]) -> list[tuple[int, int]]:
    """Stretches of equal samples; a single one that differs belongs to what surrounds it."""
    flags = list(high)
    for index in range(1, len(flags) - 1):
        if flags[index - 1] == flags[index + 1] != flags[index]:
            flags[index] = flags[index - 1]
    stretches: list[tuple[int, int]] = []
    for index, flag in enumerate(flags):
        if stretches and flags[stretches[-1][0]] == flag:
            stretches[-1] = (stretches[-1][0], index)
        else:
            stretches.append((index, index))
    return stretches
