"""Figures of few and skewed durations: medians with intervals, and whether two groups can be told apart at all."""

import math
from collections import Counter
from collections.abc import Sequence

from afterword.model.values import dataclass

CONFIDENCE = 0.95
"""How sure an interval is, at least, and one minus the chance at which two groups are said to differ."""
_EXACT = 8
_MOST_EXACT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution:
    """How some durations are distributed."""

    n: int
    """How many are known."""
    unknown: int
    """How many are not."""
    median: float | None = None
    """The median; None without any."""
    low: float | None = None
    """The lower end of the interval in which the median is, with 95 % or more; None where there are too few."""
    high: float | None = None
    """Its upper end."""
    quarter: float | None = None
    """The 25th percentile; None below four."""
    three_quarters: float | None = None
    """The 75th percentile; None below four."""
    ninety: float | None = None
    """The 90th percentile; None below ten."""
    least: float | None = None
    """The smallest."""
    most: float | None = None
    """The largest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Whether two groups can be told apart."""

    differs: bool | None
    """Whether they differ; None where there are too few to tell."""
    p: float | None
    """How likely chance alone gives a difference such as this; None where there are too few."""
    reason: str
    """The answer in words."""


def distribution(values: Sequence[float], unknown: int) -> Distribution:
    """How values are distributed; what a few of them cannot say is None."""
    ordered = sorted(values)
    n = len(ordered)
    if not n:
        return Distribution(n=0, unknown=unknown)
    low, high = median_interval(ordered) or (None, None)
    return Distribution(
        n=n,
        unknown=unknown,
        median=quantile(ordered, 0.5),
        low=low,
        high=high,
        quarter=quantile(ordered, 0.25) if n >= 4 else None,
        three_quarters=quantile(ordered, 0.75) if n >= 4 else None,
        ninety=quantile(ordered, 0.9) if n >= 10 else None,
        least=ordered[0],
        most=ordered[-1],
    )


def quantile(ordered: Sequence[float], share: float) -> float:
    """The value below which a share of the values is, between two of them in proportion.  shape: ordered, not empty."""
    place = share * (len(ordered) - 1)
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def median_interval(ordered: Sequence[float]) -> tuple[float, float] | None:
    """The narrowest interval between two of the values that holds the median with 95 % or more.

    returns: None below six values, of which even all are not enough.
    source: order statistics; the number of values below the median is binomial with one half.
    """
    n = len(ordered)
    tail, outside = 0.0, -1
    for k in range(n // 2):
        tail += math.exp(_log_choices(n, k) - n * math.log(2))
        if 2 * tail > 1 - CONFIDENCE:
            break
        outside = k
    return None if outside < 0 else (ordered[outside], ordered[n - 1 - outside])


def compared(one: Sequence[float], other: Sequence[float]) -> Comparison:
    """Whether two groups of durations differ, by the test of Mann and Whitney, both sides.

    Groups so small that no result at all could show a difference are refused.
    """
    if not one or not other or 2 / math.comb(len(one) + len(other), len(one)) > 1 - CONFIDENCE:
        return Comparison(differs=None, p=None, reason=f"too few to tell ({len(one)} and {len(other)})")
    p = mann_whitney(one, other)
    if p > 1 - CONFIDENCE:
        return Comparison(differs=False, p=p, reason=f"not distinguishable ({spoken(p)})")
    lower = quantile(sorted(one), 0.5) < quantile(sorted(other), 0.5)
    return Comparison(differs=True, p=p, reason=f"{'shorter' if lower else 'longer'} ({spoken(p)})")


def spoken(p: float) -> str:
    """A chance as it is written: ``p = 0.03``."""
    return "p < 0.001" if p < 0.001 else f"p = {p:.3f}" if p < 0.1 else f"p = {p:.2f}"


def mann_whitney(one: Sequence[float], other: Sequence[float]) -> float:
    """The chance of a difference in rank as large as this, both sides.

    Exact where a group has eight values or fewer, the other a hundred or fewer, and none is there twice, else by the
    normal distribution with corrections for ties and continuity.
    """
    n, m = len(one), len(other)
    ranks, ties = _ranks([*one, *other])
    u = sum(ranks[:n]) - n * (n + 1) / 2
    u = max(u, n * m - u)
    if not ties and min(n, m) <= _EXACT and max(n, m) <= _MOST_EXACT:
        return min(1.0, 2 * _exact_tail(n, m, round(u)))
    mean = n * m / 2
    total = n + m
    tied = sum(count**3 - count for count in Counter([*one, *other]).values())
    spread = math.sqrt(n * m / 12 * ((total + 1) - tied / (total * (total - 1))))
    if not spread:
        return 1.0
    z = (u - mean - 0.5) / spread
    return min(1.0, max(0.0, math.erfc(z / math.sqrt(2))))


def _exact_tail(n: int, m: int, u: int) -> float:
    """The chance that U is ``u`` or more: the orders of two groups that give it, out of all."""
    n, m = min(n, m), max(n, m)
    counts = [[0] * (n * m + 1) for _ in range(n + 1)]
    counts[0][0] = 1
    # each of n + m ranks joins the first group or not; the sum of ranks less its least is U
    for rank in range(1, n + m + 1):
        for chosen in range(min(rank, n), 0, -1):
            shift = rank - chosen
            row, before = counts[chosen], counts[chosen - 1]
            for total in range(n * m, shift - 1, -1):
                row[total] += before[total - shift]
    return sum(counts[n][u:]) / math.comb(n + m, n)


def _ranks(values: Sequence[float]) -> tuple[list[float], bool]:
    """The rank of each value, equal ones sharing theirs, and whether any are equal."""
    order = sorted(range(len(values)), key=values.__getitem__)
    ranks = [0.0] * len(values)
    ties = False
    start = 0
    while start < len(order):
        end = start
        while end + 1 < len(order) and values[order[end + 1]] == values[order[start]]:
            end += 1
        ties |= end > start
        for place in range(start, end + 1):
            ranks[order[place]] = (start + end) / 2 + 1
        start = end + 1
    return ranks, ties


def counts_compared(one: int, other: int, share: float = 0.5) -> Comparison:
    """Whether there was more of something in one time than in another, by the exact binomial test, both sides.

    ``share`` is that of the first time in both: one half where they are equally long.
    """
    total = one + other
    least = min(share**total, (1 - share) ** total) * 2 if total else 1.0
    if least > 1 - CONFIDENCE:
        return Comparison(differs=None, p=None, reason=f"too few to tell ({one} and {other})")
    # by logarithms: the number of choices among thousands is larger than any float
    logs = [_log_choices(total, k) + k * math.log(share) + (total - k) * math.log1p(-share) for k in range(total + 1)]
    p = min(1.0, math.fsum(math.exp(log) for log in logs if log <= logs[one] + 1e-7))
    if p > 1 - CONFIDENCE:
        return Comparison(differs=False, p=p, reason=f"not distinguishable ({spoken(p)})")
    return Comparison(differs=True, p=p, reason=f"{'more' if one > total * share else 'fewer'} ({spoken(p)})")


def _log_choices(total: int, chosen: int) -> float:
    return math.lgamma(total + 1) - math.lgamma(chosen + 1) - math.lgamma(total - chosen + 1)
