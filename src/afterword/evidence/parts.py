"""Lines that a container runtime cut where they were too long, joined again."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from afterword.evidence.inner import told_within
from afterword.evidence.lines import LONGEST_RECORD
from afterword.evidence.record import Record
from afterword.model.moment import Moment


class Part(NamedTuple):
    """A line of the runtime's, which holds a line of the application's or a piece of one."""

    moment: Moment
    """When the runtime took it."""
    stream: str
    """Which output it was written to."""
    what: str
    """What was written."""
    ends: bool
    """Whether the application's line ends with it."""
    who: str | None
    """What wrote it, where the runtime says."""
    offset: int
    """First byte."""
    length: int
    """Bytes."""
    line: int
    """1-based line of its first byte."""
    lines: int
    """Lines."""


def joined(parts: Iterable[Part]) -> Iterator[Record]:
    """One record for each line of the application's, at the time of its first piece.

    shape: pieces that another stream's line parts stay records of their own, since records do not overlap.
    """
    open_parts: list[Part] = []
    size = 0
    for part in parts:
        if open_parts and (open_parts[0].stream != part.stream or size > LONGEST_RECORD):
            yield _record(open_parts)
            open_parts, size = [], 0
        open_parts.append(part)
        size += part.length
        if part.ends:
            yield _record(open_parts)
            open_parts, size = [], 0
    if open_parts:
        yield _record(open_parts)


def _record(parts: list[Part]) -> Record:
    first, last = parts[0], parts[-1]
    written = first.what if len(parts) == 1 else "".join([part.what for part in parts])
    who, what, severity = told_within(written)
    return Record(
        first.offset,
        last.offset + last.length - first.offset,
        last.line + last.lines - first.line,
        first.moment,
        what,
        first.who or who,
        severity,
        None,
        None,
        None,
        (),
        first.line,
        None,
    )
