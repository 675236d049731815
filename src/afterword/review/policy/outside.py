"""What closing a document takes that its text cannot show."""

from afterword.model.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """How a document is kept under version control."""

    is_clean: bool = False
    """Whether it is committed without local changes."""
    reason: str
    """Which commit, or why not, in words."""
    authors: tuple[str, ...] = ()
    """Who committed it, the last one first."""
