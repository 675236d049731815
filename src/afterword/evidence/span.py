"""A stretch of time that is asked for, and which records lie in it."""

from afterword.errors import UsageError
from afterword.evidence.clock import Clock
from afterword.evidence.options import Options
from afterword.model.values import dataclass

_YEAR = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From one time to another.

    shape: both are UTC, ``YYYY-MM-DDTHH:MM:SS`` without a final ``Z``; None: without an end on that side.
    A time without a zone is compared as if it were UTC, as it stands in a timeline; one without a year by its day.
    """

    low: str | None = None
    """The first instant that lies in it."""
    high: str | None = None
    """The first instant after it."""

    def holds(self, at: str) -> bool:
        """Whether a time lies in it; ``at`` is in the form of ``Moment.at``, or a key of it from its ``-MM-DD`` on."""
        at = at.removesuffix("Z")
        if at.startswith("-"):
            return self._holds_day(at[at.index("-", 1) :])
        return (self.low is None or at >= self.low[: len(at)]) and (self.high is None or at < self.high)

    def touches(self, low: str, high: str) -> bool:
        """Whether times from ``low`` to ``high`` may lie in it."""
        if low.startswith("-"):
            return (
                self.low is None
                or self.high is None
                or self.low[:_YEAR] != self.high[:_YEAR]
                or (low[1:] < self.high[_YEAR:] and high[1:] + "~" >= self.low[_YEAR:])
            )
        return (self.high is None or low < self.high) and (self.low is None or high + "~" >= self.low)

    @property
    def by_minute(self) -> bool:
        """Whether it begins and ends with whole minutes."""
        return all(end is None or end[16:].strip(":0.") == "" for end in (self.low, self.high))

    def _holds_day(self, rest: str) -> bool:
        """Whether a time without a year lies in it in one of the years that it spans."""
        if self.low is None or self.high is None:
            return True
        years = {self.low[:_YEAR], self.high[:_YEAR]}
        return any(self.low[: len(rest) + _YEAR] <= year + rest < self.high for year in years)


def span_between(low: str | None, high: str | None) -> Span | None:
    """The span between two written times, in UTC unless they state an offset; None for none.

    errors: UsageError for what is no time, and for a span that ends before it begins.
    """
    if low is None and high is None:
        return None
    span = Span(low=_instant("--from", low), high=_instant("--to", high))
    if span.low and span.high and span.low >= span.high:
        raise UsageError(f"--from {low} is not before --to {high}")
    return span


def _instant(option: str, written: str | None) -> str | None:
    if written is None:
        return None
    moment = Clock(Options(tz="UTC")).iso(written.strip())
    if moment is None or moment.at is None or moment.at.startswith("--"):
        raise UsageError(f"{option} {written}: no time that can be read; write it as 2024-02-15T14:00Z")
    at = moment.at.removesuffix("Z")
    if "." in at:
        # as text, a second that is written to the microsecond would come after the same second
        at = at.rstrip("0").removesuffix(".")
    return at if "T" in at else f"{at}T00:00:00"
