"""Where a share or a rate leaves what is usual: onsets and ends, from counts alone."""

import math
from collections.abc import Sequence
from statistics import fmean

from afterword.model.values import dataclass

_FEWEST_BAD = 3
_LEAST_RISE = 0.02
_MOST_GAP = 2
_MOST_SILENCE = 5
_CHANCE = math.log(1e-3)
_DOUBT = 3


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
    found = _stretches(buckets, _widened(_joined(raised), ramping))
    return tuple(rise for rise in found if _stands_out(rise, buckets))


def bursts(counts: Sequence[int]) -> tuple[Rise, ...]:
    """Where something comes much more often than otherwise.

    shape: ``counts`` are of one width in time order, zeros included. Where most are zero, a burst is a stretch
    that silence of more than five surrounds, unless it fills the whole. ``share`` of a rise means nothing here.
    """
    if not counts:
        return ()
    quiet = fmean(sorted(counts)[: max(len(counts) // 2, 1)])
    raised = _joined([count >= max(5.0, 4 * quiet + 3) for count in counts])
    if quiet:
        return _bursts(counts, raised)
    spans = _joined([count > 0 for count in counts], gap=_MOST_SILENCE)
    return _bursts(counts, [span for span in spans if span[1] - span[0] < 0.8 * len(counts)]) or _bursts(counts, raised)


def _bursts(counts: Sequence[int], spans: Sequence[tuple[int, int]]) -> tuple[Rise, ...]:
    """Those of the stretches that hold more than what comes all the time would put there now and then."""
    buckets = [(1, count) for count in counts]
    kept = [span for span in spans if _stands_out(_stretches(buckets, [span])[0], buckets)]
    return _stretches(buckets, [_core(counts, *span) for span in kept])


def _core(counts: Sequence[int], start: int, end: int) -> tuple[int, int]:
    """The part of a stretch that stands out most, without what comes before and after it now and then."""
    wide, found = end - start + 1, sum(counts[start : end + 1])
    quiet = (sum(counts) - found + _DOUBT) / max(len(counts) - wide, 1)
    ratio = found / wide / quiet
    if ratio <= 1:
        return start, end
    best, total, begin, core = 0.0, 0.0, start, (start, end)
    for at in range(start, end + 1):
        if total <= 0:
            total, begin = 0.0, at
        total += counts[at] * math.log(ratio) - (ratio - 1) * quiet
        if total > best:
            best, core = total, (begin, at)
    return core


def _stands_out(rise: Rise, buckets: Sequence[tuple[int, int]]) -> bool:
    """Whether it holds too many for chance, which may begin and end it anywhere, by what there is outside of it."""
    others = sum(total for total, _ in buckets) - rise.total
    if not others:
        return True
    # as many as may well have stayed away by chance are added to what was seen
    expected = (sum(bad for _, bad in buckets) - rise.bad + _DOUBT) / others * rise.total
    if rise.bad <= expected:
        return False
    chance = rise.bad - expected - rise.bad * math.log(rise.bad / expected)
    return chance + 2 * math.log(len(buckets)) < _CHANCE


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
