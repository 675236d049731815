"""Who takes part in a postmortem."""

from afterword.model.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewer:
    """A peer reviewer and the verdict."""

    name: str | None = None
    """As written."""
    verdict: str | None = None
    """As written, for instance ``approved``; None while it is open."""
    date: str | None = None
    """The day of the verdict."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Somebody with a role in the incident or its review."""

    name: str | None = None
    """As written."""
    role: str | None = None
    """on-call, service owner, infrastructure, product owner, facilitator, or as written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """The meeting in which the postmortem is discussed."""

    when: str | None = None
    """As written."""
    attendees: tuple[str, ...] = ()
    """Who was there."""
    discussion: tuple[str, ...] = ()
    """Points of discussion."""
    decisions: tuple[str, ...] = ()
    """What was decided."""
