"""A value with the author's own spelling of it."""

from afterword.model.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelled:
    """A normalised token beside what the author wrote."""

    value: str | None = None
    """The token; None where the spelling is not understood."""
    written: str | None = None
    """The spelling in the document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeverityLevel:
    """A grade of severity on the scale that it was written in."""

    value: str | None = None
    """The grade as a token, for instance ``p1`` or ``sev2``; None where it is not understood."""
    written: str | None = None
    """The spelling in the document."""
    scale: str | None = None
    """The scale of the grade: ``p``, ``sev``, ``s``, ``word``."""
    rank: int | None = None
    """1 is worst on its scale; 0 only where the scale itself has a zero."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Severity(SeverityLevel):
    """The severity that the incident had, and the one that it could have had."""

    potential: SeverityLevel | None = None
    """The theoretical severity; None where it is not stated."""
