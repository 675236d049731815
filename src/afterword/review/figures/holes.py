"""Stretches of a timeline in which nothing is told."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import pairwise

from afterword.model.values import dataclass
from afterword.model.vocabulary import Phase
from afterword.review.case import Case
from afterword.review.figures.rows import Row, rows
from afterword.timeline.intervals import Interval, interval

LEAST = timedelta(minutes=30)
"""How long a stretch without an entry has to be to be a hole."""
_ENDS: tuple[Phase, ...] = ("mitigated", "neutralised", "recovered", "resolved")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hole:
    """A stretch without an entry, and the entries at its two ends."""

    length: timedelta
    """How long it is."""
    above: Row
    """The entry before it."""
    below: Row
    """The entry after it."""


def holes(case: Case, *, everywhere: bool = False) -> tuple[Hole, ...]:
    """The holes between detection and the first end of the impact, in order of time.

    With ``everywhere`` those between the first and the last entry, where the timeline names no detection or no end.
    """
    told = [(row, span) for row in rows(case) if (span := interval(row.event)) and span.coarse in {None, "bounded"}]
    if len({span.line for _, span in told}) != 1:
        return ()
    begin = min((s.low for r, s in told if r.event.phase == "detected"), default=None)
    ends = ([s for r, s in told if r.event.phase == phase] for phase in _ENDS)
    end = next((min(s.low for s in spans) for spans in ends if spans), None)
    if everywhere:
        begin = begin or min(span.low for _, span in told)
        end = end or max(span.low for _, span in told)
    if begin is None or end is None:
        return ()
    within = sorted(((r, s) for r, s in told if begin <= s.low <= end), key=lambda pair: pair[1].low)
    return tuple(_between(within))


def _between(within: Sequence[tuple[Row, Interval]]) -> Iterator[Hole]:
    busy = None
    for (above, first), (row, second) in pairwise(within):
        busy = max(busy or first.high, first.high)
        if second.low - busy > LEAST:
            yield Hole(length=second.low - busy, above=above, below=row)
