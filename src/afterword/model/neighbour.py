"""An earlier incident that is like another."""

from afterword.model.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """An earlier incident that is like this one."""

    file: str
    """Where its document is."""
    title: str
    """Its title."""
    day: str | None = None
    """The day on which it began."""
    reason: str
    """What is alike, in words."""
