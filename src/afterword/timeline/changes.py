"""Where a share or a level changes for good: onsets and ends, from counts and samples alone."""

import math
from collections.abc import Sequence
from statistics import fmean, median, pstdev

from afterword.model.values import dataclass

_FEWEST_BAD = 3
_LEAST_RISE = 0.02
_MOST_GAP = 2
_MOST_SILENCE = 5
_FEWEST_SAMPLES = 8
_MOST_RUNS = 15
_RIPPLE = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Rise:
    """A stretch in which a share stands above what it was before and after."""

    start: int
    """Index of its first bucket."""
    end: int
    """Index of its last bucket."""
    bad: int
    """What was counted in it."""
    total: int
    """Of how many."""
    before: float | None
    """The share in the buckets before it, up to the rise before; None where there are none."""
    after: float | None
    """The share in the buckets after it, up to the next rise; None where there are none."""

    @property
    def share(self) -> float:
        """The share within it."""
        return self.bad / self.total


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


def rises(buckets: Sequence[tuple[int, int]]) -> tuple[Rise, ...]:
    """Where the share of bad among all rises.

    shape: ``buckets`` are (all, bad), in time order and of one width, empty ones included.
    A bucket is raised where it holds at least three bad ones and their share is two points, and three times,
    above the quarter of the buckets with the least; buckets beside it that stand half as clearly out belong to it.
    """
    filled = [(bad / total, total, bad) for total, bad in buckets if total]
    if not filled:
        return ()
    base = _least_quarter(filled)
    threshold = max(3 * base, base + _LEAST_RISE)
    raised = [bad >= _FEWEST_BAD and bad / total >= threshold for total, bad in buckets]
    ramp = max(2 * base, base + _LEAST_RISE / 5)
    ramping = [bad >= 2 and bad / total >= ramp for total, bad in buckets]
    return _stretches(buckets, _widened(_joined(raised), ramping))


def bursts(counts: Sequence[int]) -> tuple[Rise, ...]:
    """Where something comes much more often than otherwise.

    shape: ``counts`` are of one width in time order, zeros included. Where most are zero, a burst is a stretch
    that silence of more than five surrounds, unless it fills the whole. ``share`` of a rise means nothing here.
    """
    if not counts:
        return ()
    quiet = fmean(sorted(counts)[: max(len(counts) // 2, 1)])
    buckets = [(1, count) for count in counts]
    if quiet:
        threshold = max(5.0, 4 * quiet + 3)
        return _stretches(buckets, _joined([count >= threshold for count in counts]))
    spans = _joined([count > 0 for count in counts], gap=_MOST_SILENCE)
    return _stretches(buckets, [span for span in spans if span[1] - span[0] < 0.8 * len(counts)])


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
    stretches = _smoothed([value > split for value in values])
    if not 2 <= len(stretches) <= _MOST_RUNS:
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


def _least_quarter(filled: list[tuple[float, int, int]]) -> float:
    wanted = sum(total for _, total, _ in filled) / 4
    seen = bad_seen = 0
    for _, total, bad in sorted(filled):
        seen += total
        bad_seen += bad
        if seen >= wanted:
            break
    return bad_seen / seen


def _joined(raised: Sequence[bool], gap: int = _MOST_GAP) -> list[tuple[int, int]]:
    """Stretches of raised buckets; a short gap does not end one."""
    stretches: list[tuple[int, int]] = []
    for index, high in enumerate(raised):
        if not high:
            continue
        if stretches and index - stretches[-1][1] <= gap + 1:
            stretches[-1] = (stretches[-1][0], index)
        else:
            stretches.append((index, index))
    return stretches


def _widened(spans: Sequence[tuple[int, int]], ramping: Sequence[bool]) -> list[tuple[int, int]]:
    """The stretches with the buckets directly before and after them in which it builds up and fades."""
    wide: list[tuple[int, int]] = []
    for span in spans:
        start, end = span
        while start > 0 and ramping[start - 1] and (not wide or start - 1 > wide[-1][1]):
            start -= 1
        while end + 1 < len(ramping) and ramping[end + 1]:
            end += 1
        if wide and start <= wide[-1][1] + 1:
            wide[-1] = (wide[-1][0], end)
        else:
            wide.append((start, end))
    return wide


def _stretches(buckets: Sequence[tuple[int, int]], spans: Sequence[tuple[int, int]]) -> tuple[Rise, ...]:
    made = []
    for number, (start, end) in enumerate(spans):
        low = spans[number - 1][1] + 1 if number else 0
        high = spans[number + 1][0] if number + 1 < len(spans) else len(buckets)
        made.append(
            Rise(
                start=start,
                end=end,
                bad=sum(bad for _, bad in buckets[start : end + 1]),
                total=sum(total for total, _ in buckets[start : end + 1]),
                before=_share(buckets[low:start]),
                after=_share(buckets[end + 1 : high]),
            )
        )
    return tuple(made)


def _share(buckets: Sequence[tuple[int, int]]) -> float | None:
    total = sum(count for count, _ in buckets)
    return sum(bad for _, bad in buckets) / total if total else None


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
