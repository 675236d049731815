"""A document as an editor holds it: lines that are changed in place, and positions in the editor's units."""

import re
from bisect import bisect_right
from itertools import accumulate
from typing import Literal, NamedTuple

Units = Literal["utf-8", "utf-16", "utf-32"]
"""In what an editor counts within a line."""

_LINE_END = re.compile(r"\r\n|\r|\n")
_FORMS: dict[Units, tuple[int, str]] = {"utf-8": (1, "utf-8"), "utf-16": (2, "utf-16-le")}


class Position(NamedTuple):
    """A place as an editor names it."""

    line: int
    """From 0; lines end with CR LF, LF, or CR, and nothing else."""
    units: int
    """From 0, in the editor's units."""


class Buffer:
    """A text, and the places in it. A change costs what it touches, not what the text is long."""

    def __init__(self, text: str, units: Units = "utf-16") -> None:
        """A text, character for character as the editor sent it, byte order mark included."""
        self._units = units
        self._lines = _split(text)
        self._text: str | None = text
        self._starts: list[int] | None = None

    @property
    def text(self) -> str:
        """The whole text."""
        if self._text is None:
            self._text = "".join(self._lines)
        return self._text

    def replace(self, start: Position, end: Position, new: str) -> None:
        """Puts a text in the place of another; places behind the end of a line or of the text mean that end."""
        (first, at), (last, to) = sorted((self._place(start), self._place(end)))
        text = self._lines[first][:at] + new + self._lines[last][to:]
        stop = last + 1
        # at both edges a CR LF may come together
        if first and text.startswith("\n") and self._lines[first - 1].endswith("\r"):
            first -= 1
            text = self._lines[first] + text
        if text.endswith("\r") and stop < len(self._lines) and self._lines[stop].startswith("\n"):
            text += self._lines[stop]
            stop += 1
        lines = _split(text)
        if stop < len(self._lines) and not lines[-1]:
            lines.pop()
        self._lines[first:stop] = lines
        self._text = self._starts = None

    def position(self, offset: int) -> Position:
        """Where a character of the text stands."""
        starts = self._offsets()
        line = bisect_right(starts, offset) - 1
        content = self._lines[line]
        within = content[: offset - starts[line]]
        return Position(line, self._count(within))

    def offset(self, place: Position) -> int:
        """The character of the text at a place."""
        line, at = self._place(place)
        return self._offsets()[line] + at

    def _offsets(self) -> list[int]:
        if self._starts is None:
            self._starts = [0, *accumulate(map(len, self._lines[:-1]))]
        return self._starts

    def _place(self, place: Position) -> tuple[int, int]:
        """Line, and characters within it, never behind its content."""
        if place.line >= len(self._lines):
            return len(self._lines) - 1, len(self._lines[-1])
        line = self._lines[place.line]
        content = line.rstrip("\r\n")
        if line.isascii() or self._units == "utf-32":
            return place.line, min(place.units, len(content))
        upto = range(len(content) + 1)
        return place.line, bisect_right(upto, place.units, key=lambda at: self._count(content[:at])) - 1

    def _count(self, text: str) -> int:
        if self._units == "utf-32" or text.isascii():
            return len(text)
        width, form = _FORMS[self._units]
        return len(text.encode(form, "surrogatepass")) // width


def _split(text: str) -> list[str]:
    """Lines with their ends; the last has none, and may be empty."""
    if "\r" not in text:
        lines = text.split("\n")
        return [*(f"{line}\n" for line in lines[:-1]), lines[-1]]
    made, start = [], 0
    for match in _LINE_END.finditer(text):
        made.append(text[start : match.end()])
        start = match.end()
    return [*made, text[start:]]
