"""What a reader or a check found imperfect, with the place where it stands."""

from afterword.model.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One imperfection; returned beside the result, never raised."""

    code: str
    """Stable and never reused, for instance ``RD201``."""
    message: str
    """One sentence: what is wrong, and what was done about it."""
    line: int | None = None
    """1-based line in the text; None where the finding concerns the whole."""
