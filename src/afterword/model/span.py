"""A stretch of a document's text."""

from typing import NamedTuple


class Span(NamedTuple):
    """Characters ``start`` (included) to ``end`` (excluded) of a text, counted from 0."""

    start: int
    """Offset of the first character."""
    end: int
    """Offset after the last character; equal to ``start`` for an empty place."""
