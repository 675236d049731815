"""Where in a document a field of the record comes from, so that a person can check it."""

from afterword.model.values import dataclass
from afterword.model.vocabulary import How


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where one field, or one item of a list, was read."""

    path: str
    """The field as `set` names it: ``severity``, ``actions[3]`` (1-based), ``timeline[2].at``."""
    line: int | None = None
    """1-based line where its text starts."""
    end_line: int | None = None
    """1-based line where its text ends."""
    how: How
    """By what it was known."""
    name: str | None = None
    """The key, heading, or label over it, as the document writes it; None where there is none."""
    doubt: str | None = None
    """What a person should check about it; None for nothing."""
