"""Clock times that leap ahead of the entries around them, as those of another zone do, and no midnight between."""

from collections.abc import Sequence
from itertools import pairwise

from afterword.text.expressions import later
from afterword.text.time_words import any_of, time_words

_AMOUNT = later(
    rf"(?P<number>\d+(?:[.,]\d+)?)\s?-?(?:(?P<hours>{any_of(time_words().hours)})|(?P<minutes>{any_of(time_words().minutes)}))"
    r"(?![^\W\d_])"
)
_SLACK = 2
"""By how much an incident may be longer than its stated duration, which is mostly that of the worst of it."""


def minutes_of(text: str) -> float | None:
    """How many minutes a stated duration says, brackets behind it aside; None where it says none."""
    found = list(_AMOUNT.finditer(text.lower().split("(", 1)[0]))
    if not found:
        return None
    return sum(float(m["number"].replace(",", ".")) * (60 if m["hours"] else 1) for m in found)


def leaps_ahead(clocks: Sequence[int], lasted: float, overnight: int) -> bool:
    """Whether all clocks are of one day because without a few that leap ahead they go on and fit the duration.

    shape: minutes since midnight, in the order of the text; ``overnight`` is the step back that else means a new day.
    """
    back = [n for n, (a, b) in enumerate(pairwise(clocks), 1) if b < a]
    if len(back) != 1 or clocks[back[0] - 1] - clocks[back[0]] <= overnight:
        return False
    end = back[0]
    start = next((n for n in range(1, end) if clocks[n] > clocks[end]), end)
    rest = [*clocks[:start], *clocks[end:]]
    is_few = 0 < end - start < len(clocks) - end
    return is_few and rest[-1] - rest[0] <= lasted * _SLACK < clocks[start] - rest[0]
