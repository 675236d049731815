"""A text cut into lines without losing how they end."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property

from afterword.model.span import Span
from afterword.model.values import dataclass

_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class Source:
    """A text and its lines; form feeds, U+2028 and their like end no line."""

    text: str
    """The text, character for character."""

    @cached_property
    def bounds(self) -> tuple[tuple[int, int, int], ...]:
        """Start, end of content, and end with line end of each line; a byte order mark belongs to none."""
        found = []
        start, whole = self._start, len(self.text)
        if "\r" not in self.text:
            for line in self.contents:
                end = start + len(line)
                found.append((start, end, end + 1 if end < whole else end))
                start = end + 1
            return tuple(found)
        for match in _LINE_END.finditer(self.text, start):
            found.append((start, match.start(), match.end()))
            start = match.end()
        if start < whole:
            found.append((start, whole, whole))
        return tuple(found)

    @property
    def _start(self) -> int:
        return 1 if self.text.startswith("\ufeff") else 0

    @cached_property
    def newline(self) -> str:
        r"""The line end that a new line takes: that of the first line, ``\n`` where there is none."""
        match = _LINE_END.search(self.text)
        return match.group() if match else "\n"

    @cached_property
    def contents(self) -> tuple[str, ...]:
        """The lines without their ends."""
        if "\r" in self.text:
            return tuple([self.text[start:end] for start, end, _ in self.bounds])
        lines = self.text[self._start :].split("\n")
        return tuple(lines if lines[-1] else lines[:-1])

    @cached_property
    def parsed(self) -> dict[tuple[int, int | None], object]:
        """What ``blocks.parse`` made of it, by the lines: a document is read, reviewed, and shown."""
        return {}

    def content(self, line: int) -> str:
        """A line without its end; ``line`` counts from 0."""
        return self.contents[line]

    def lines(self, first: int, last: int) -> Span:
        """The span of the lines from ``first`` up to, not including, ``last``, with their ends."""
        if first >= len(self.bounds):
            return Span(len(self.text), len(self.text))
        stop = self.bounds[last - 1][2] if last > first else self.bounds[first][0]
        return Span(self.bounds[first][0], stop)

    def line_at(self, offset: int) -> int:
        """The line, from 0, in which a character stands."""
        line = bisect_right(self._ends, offset)
        return line if line < len(self._ends) else max(len(self._ends) - 1, 0)

    @cached_property
    def _ends(self) -> tuple[int, ...]:
        """The end of each line, with its line end."""
        return tuple([end for _, _, end in self.bounds])


@dataclass(frozen=True, slots=True)
class Edit:
    """A replacement of a span by a text."""

    span: Span
    """What is replaced; empty for an insertion."""
    text: str
    """What stands there afterwards."""


def splice(text: str, edits: Iterable[Edit]) -> str:
    """The text with all edits done; edits at the same place are kept in the order given.

    errors: ValueError for edits that overlap, which is a mistake of the caller.
    """
    parts = []
    done = 0
    for edit in sorted(edits, key=lambda e: (e.span.start, e.span.end)):
        if edit.span.start < done:
            message = f"edits overlap at character {edit.span.start}"
            raise ValueError(message)
        parts += [text[done : edit.span.start], edit.text]
        done = edit.span.end
    return "".join([*parts, text[done:]])
