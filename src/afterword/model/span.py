"""A stretch of a document's text."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters ``start`` (included) to ``end`` (excluded) of a text, counted from 0."""

    start: int
    """Offset of the first character."""
    end: int
    """Offset after the last character; equal to ``start`` for an empty place."""
