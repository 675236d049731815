"""Medians, their intervals, and comparisons, on the same data as SciPy 1.17."""

import importlib.util
import random

import pytest

from afterword.learning.statistics import (
    compared,
    counts_compared,
    distribution,
    mann_whitney,
    median_interval,
    quantile,
)

A = [12.5, 30, 41, 7, 90, 18, 22, 65]
B = [100, 45, 200, 61, 80, 33, 150]
TIED_A = [10, 10, 20, 30, 30, 40, 50, 60, 60, 70]
TIED_B = [10, 20, 20, 20, 30, 30, 40, 80, 90]
LONG_A = [float(x) for x in range(1, 31)]
LONG_B = [x * 1.3 + 4 for x in range(1, 24)]


@pytest.mark.parametrize(
    ("one", "other", "p"),
    [
        (A, B, 0.020512820512820513),
        (TIED_A, TIED_B, 0.836406249716273),
        (LONG_A, LONG_B, 0.11633513576014619),
        ([3.0, 17.0, 90.0], [n * 1.7 + 0.35 for n in range(60)], 0.44818815945204105),
    ],
)
def test_mann_whitney_gives_what_scipy_gives(one: list[float], other: list[float], p: float) -> None:
    """Exact for few without ties, by the normal distribution with its corrections else, in both orders."""
    assert mann_whitney(one, other) == pytest.approx(p, abs=1e-12)
    assert mann_whitney(other, one) == pytest.approx(p, abs=1e-12)


def test_counts_and_quantiles_give_what_scipy_gives() -> None:
    """The exact binomial test, and the percentiles between two values in proportion."""
    assert counts_compared(14, 6).p == pytest.approx(0.11531829833984375, abs=1e-12)
    assert counts_compared(3, 17, 0.4).p == pytest.approx(0.022427038142043255, abs=1e-12)
    assert [quantile(sorted(A), share) for share in (0.25, 0.5, 0.75, 0.9)] == [16.625, 26.0, 47.0, 72.5]


@pytest.mark.skipif(importlib.util.find_spec("scipy") is None, reason="SciPy is not installed; its figures stand above")
def test_random_data_give_what_scipy_gives() -> None:
    """Any sizes, with and without ties."""
    from scipy import stats  # type: ignore[import-not-found, import-untyped, unused-ignore]

    chance = random.Random(1)  # noqa: S311  # the fixed seed is the point
    for number in range(400):
        one, other = (
            [float(chance.randint(1, 12 if number % 2 else 10**9)) for _ in range(chance.randint(2, 25))] for _ in "ab"
        )
        wanted = stats.mannwhitneyu(one, other, alternative="two-sided").pvalue
        assert mann_whitney(one, other) == pytest.approx(wanted, abs=1e-9)
        ordered, share = sorted({*one, *other}), chance.choice((0.5, 0.3, 1 / 3, 0.05))
        interval = stats.quantile_test(ordered, q=0, p=0.5).confidence_interval(0.95)
        assert median_interval(ordered) == ((interval.low, interval.high) if len(ordered) > 5 else None)
        first, second = chance.randint(0, 60), chance.randint(0, 60)
        found = counts_compared(first, second, share).p
        assert found is None or found == pytest.approx(stats.binomtest(first, first + second, share).pvalue, abs=1e-9)


@pytest.mark.parametrize(("count", "interval"), [(5, None), (6, (1, 6)), (9, (2, 8)), (20, (6, 15)), (30, (10, 21))])
def test_the_interval_of_a_median_is_that_of_order_statistics(count: int, interval: tuple[int, int] | None) -> None:
    """None below six values; the published table of the sign test from there."""
    assert median_interval(list(range(1, count + 1))) == interval


def test_small_samples_are_refused() -> None:
    """Three against three cannot differ by any result, so nothing is said of them; four against four can."""
    assert compared([1, 2, 3], [7, 8, 9]).differs is None
    assert "too few to tell (3 and 3)" in compared([1, 2, 3], [7, 8, 9]).reason
    assert compared([1, 2, 3, 4], [7, 8, 9, 10]).differs is True
    assert compared([], [1, 2]).p is None
    assert counts_compared(0, 0).differs is None
    assert counts_compared(3, 2).reason == "too few to tell (3 and 2)"


def test_equal_groups_are_not_distinguishable() -> None:
    """The same values twice, and values that are all one."""
    assert compared(LONG_A, LONG_A).reason.startswith("not distinguishable")
    assert mann_whitney([5.0] * 9, [5.0] * 9) == 1.0


def test_a_distribution_says_what_it_cannot_say() -> None:
    """Nothing known gives no figure at all; few values give a median without interval and percentiles."""
    none = distribution([], 4)
    assert (none.n, none.unknown, none.median, none.low, none.ninety) == (0, 4, None, None, None)
    few = distribution([3, 1], 0)
    assert (few.median, few.low, few.quarter, few.least, few.most) == (2, None, None, 1, 3)


def test_thousands_are_no_trouble() -> None:
    """Numbers of choices larger than any float are not written out."""
    assert counts_compared(2600, 2400).differs is True
    assert counts_compared(2510, 2490).differs is False
    low, high = median_interval(list(range(5000))) or (0, 0)
    assert 2400 < low < 2500 < high < 2600
    assert 0 < mann_whitney([float(n) for n in range(5)], [n + 0.5 for n in range(3000)]) < 0.01
