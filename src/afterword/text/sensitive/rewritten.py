"""A text of which stretches are written otherwise, and where each of its characters stands in the text as it was."""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import NamedTuple


class Piece(NamedTuple):
    """A stretch of a rewritten text."""

    start: int
    """Where it comes from."""
    end: int
    """Where that ends."""
    is_new: bool
    """Whether it is written otherwise."""


class Rewritten(NamedTuple):
    """A text as it reads without what disguises its words."""

    text: str
    """The words."""
    places: Sequence[int]
    """Where in ``text`` each piece begins, in order."""
    pieces: Sequence[Piece]
    """What it consists of."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the original that a stretch of ``text`` comes from, with all that stands within it."""
        return self._origin(start)[0], self._origin(end - 1)[1]

    def is_new(self, start: int, end: int) -> bool:
        """Whether a stretch of ``text`` reads otherwise than the stretch that it comes from."""
        first, last = bisect_right(self.places, start) - 1, bisect_right(self.places, end - 1) - 1
        return first != last or self.pieces[first].is_new

    def _origin(self, place: int) -> tuple[int, int]:
        at = bisect_right(self.places, place) - 1
        piece = self.pieces[at]
        if piece.is_new:
            return piece.start, piece.end
        first = piece.start + place - self.places[at]
        return first, first + 1


def rewritten(text: str, pattern: re.Pattern[str], words: Callable[[re.Match[str]], str]) -> Rewritten | None:
    """The text with other words for what an expression finds; None where it finds nothing that reads otherwise."""
    parts: list[str] = []
    places: list[int] = []
    pieces: list[Piece] = []
    done = size = 0

    def add(part: str, piece: Piece) -> None:
        nonlocal size
        if part:
            places.append(size)
            pieces.append(piece)
            parts.append(part)
            size += len(part)

    for found in pattern.finditer(text):
        said = words(found)
        if said != found.group():
            add(text[done : found.start()], Piece(done, found.start(), is_new=False))
            add(said, Piece(*found.span(), is_new=True))
            done = found.end()
    if not done:
        return None
    add(text[done:], Piece(done, len(text), is_new=False))
    return Rewritten("".join(parts), places, pieces)
