"""A point in time as evidence and people state it: an instant, its zone as written, its precision."""

from datetime import UTC, datetime

from afterword.model.values import dataclass
from afterword.model.vocabulary import Basis, Precision


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A time and how well it is known.

    shape: ``at`` is UTC ending in ``Z`` where the zone is known, bare local time where it is not,
    ``--MM-DDTHH:MM:SS`` where the year is not, ``YYYY-MM-DD`` where only the day is, and None for
    a bare clock time or none at all.
    """

    at: str | None = None
    """The normalised time, in the form described above."""
    until: str | None = None
    """The end of a range, in the same form; None for a point."""
    written: str | None = None
    """What the author or the source wrote, character for character."""
    precision: Precision = "unknown"
    """The finest unit that is known."""
    zone: str | None = None
    """The zone as written or supplied: ``UTC``, ``+02:00``, ``EDT``, ``Europe/Berlin``."""
    zone_basis: Basis = "unknown"
    """Where the zone comes from."""
    year_basis: Basis = "unknown"
    """Where the year comes from."""
    basis_reason: str | None = None
    """Why a zone or a year was inferred; None where it was stated."""


def instant(at: str | None) -> datetime | None:
    """The aware instant that ``at`` states; None where zone, year, or clock time is unknown."""
    if at is None or not at.endswith("Z"):
        return None
    return _parse(at[:-1])


def sort_instant(at: str | None) -> datetime | None:
    """``at`` read as if it were UTC, for ordering only; None without a year or without any time."""
    if at is None or at.startswith("--"):
        return None
    return _parse(at.removesuffix("Z"))


def format_instant(value: datetime) -> str:
    """The ``at`` form of an aware instant, with no more fraction digits than it has."""
    text = value.astimezone(UTC).replace(tzinfo=None).isoformat()
    return (text.rstrip("0") if "." in text else text) + "Z"


def _parse(text: str) -> datetime | None:
    head, dot, fraction = text.partition(".")
    try:
        return datetime.fromisoformat(head + (dot + fraction[:6].ljust(6, "0") if dot else "")).replace(tzinfo=UTC)
    except ValueError:
        return None
