"""Sorts of happenings, as lanes of a picture of the timeline, and what of its axis every picture shares."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from afterword.model.vocabulary import EventKind, Phase

SORTS: tuple[tuple[str, frozenset[EventKind]], ...] = (
    ("Changes", frozenset({"change", "lead_up"})),
    ("Impact", frozenset({"start_of_activity", "first_impact", "recovery", "end"})),
    ("Alerts", frozenset({"alert"})),
    ("Response", frozenset({"action", "decision", "escalation"})),
    ("Messages", frozenset({"communication"})),
)
"""The lanes from top to bottom, each with the kinds of events that it holds."""
OTHER = "Other"
"""The lane of what is of no known kind; the last."""
STEPS = tuple(
    timedelta(seconds=s)
    for s in (1, 5, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 604800)
)
"""How far the marks of an axis may be apart."""

_BY_PHASE: dict[Phase, str] = {
    "began": "Impact",
    "detected": "Alerts",
    "communicated": "Messages",
    "recovered": "Impact",
    "resolved": "Impact",
}


def sort_of(kind: EventKind | None, phase: Phase | None) -> str:
    """The lane of an event."""
    named = next((name for name, kinds in SORTS if kind in kinds), None)
    return named or (_BY_PHASE.get(phase, "Response") if phase else OTHER)


def stretch(milestones: Sequence[datetime], every: Sequence[datetime]) -> tuple[datetime, datetime] | None:
    """From a little before the first milestone to a little after the last; over all events where there are none.

    returns: None where all are at one time.
    """
    core = milestones or every
    length = max(core) - min(core)
    if not length:
        core = every
        length = max(core) - min(core)
    if not length:
        return None
    first, last = min(core), max(core)
    near = [at for at in every if at - first >= -length and at - last <= length / 2]
    low, high = min(*near, *core), max(*near, *core)
    margin = (high - low) / 40
    return (
        low - min(margin, low - datetime.min.replace(tzinfo=UTC)),
        high + min(margin, datetime.max.replace(tzinfo=UTC) - high),
    )


def marks(low: datetime, high: datetime, most: int) -> Iterator[datetime]:
    """The marks of an axis, at round times."""
    length = high - low
    step = next((step for step in STEPS if length / step <= most), length / most)
    zero = datetime.min.replace(tzinfo=low.tzinfo or UTC)
    yield from (zero + number * step for number in range((low - zero) // step + 1, (high - zero) // step + 1))
