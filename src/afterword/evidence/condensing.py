"""Long logs read in counts: lines that differ only in digits are counted by the minute, and a few of each are kept.

A chunk of a log is read like this: every line whose time stands where it does in the sample is regular. Regular lines
that are alike are taken apart once; for the others only time and length are noted. What is not regular (a stack
trace, a line cut short) is read by the kind as always, together with the line above it.
"""

import importlib
import re
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from itertools import accumulate
from typing import BinaryIO, Final, NamedTuple, cast

from afterword.evidence import kinds
from afterword.evidence.clock import Clock
from afterword.evidence.options import Options
from afterword.evidence.record import Context, Kind, Record
from afterword.evidence.sample import Sample
from afterword.evidence.stamping import Stamping, learn
from afterword.evidence.text import Text
from afterword.model.values import dataclass

KEPT: Final = 4
"""How many records of a group are kept from its start."""
_DIGITS: Final = b"0123456789"
_HEX: Final = b"0123456789abcdef"
_MANY: Final = 0.1
_TOO_MANY: Final = 0.34
_LEAST_REGULAR: Final = 0.5
_LONGEST_SAMPLED: Final = 4096


class Row(NamedTuple):
    """Where a regular record stands."""

    key: str
    """Its time as ``Moment.at`` has it, without a final ``Z``."""
    line: int
    """1-based line."""
    offset: int
    """First byte in the text as the kind sees it."""
    length: int
    """Bytes, the line end included."""


class Cell(NamedTuple):
    """The records of a group within one minute."""

    records: int
    """How many."""
    size: int
    """Their bytes."""
    first: Row
    """The earliest; of several the first in the file."""
    last: Row
    """The latest; of several the last in the file."""


class Group(NamedTuple):
    """Regular records that are alike."""

    rows: list[Row]
    """Up to four, those that stand first in the text."""
    cells: dict[str, Cell]
    """Counts by the minute."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """What makes the lines of a log alike."""

    alike: Callable[[bytes], bytes] | None = None
    """What a line is compared by; None: the line without its digits."""
    mention: bytes = b""
    """A pattern for identifiers whose first mention is noted; empty for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How one log is condensed."""

    name: str
    """Which text it is; differs from every other plan of a run."""
    kind: str
    """The module that reads it."""
    sample: Sample
    """What it was recognised by."""
    options: Options
    """What the caller said."""
    stamping: Stamping
    """Where its lines state their time."""
    dropped: bytes
    """Bytes that do not count when lines are compared."""
    likeness: Likeness
    """What makes its lines alike."""
    named: bool
    """Whether its records state what their source calls them."""


class Part(NamedTuple):
    """What was found in one chunk; lines and offsets count from the start of the text."""

    groups: dict[bytes, Group]
    """By what their lines share."""
    others: list[Record]
    """Records that are not regular, and those that stand directly above such lines."""
    notes: dict[str, str]
    """What the clock noted."""
    mentions: dict[bytes, str]
    """Identifiers, each with the key of the line that is the first to mention it."""


class Unfit(Exception):
    """The text cannot be read in counts with the same result as record by record."""


def plan(name: str, kind: str, sample: Sample, options: Options, likeness: Likeness) -> Plan | None:
    """How to condense a text that is read by a module whose ``BY_LINE`` is set; None where its sample does not show it.

    shape: lines are compared without digits, or without the letters of hexadecimal numbers too where the former
    finds too few alike.
    """
    lines = [line for line in sample.lines if len(line) < _LONGEST_SAMPLED]
    found = _read_lines(kind, lines, sample, options)
    pairs = [(line, record) for line, record in zip(lines, found, strict=True) if record]
    if len(pairs) < _LEAST_REGULAR * len(lines):
        return None
    apart = uncounted(kind)
    if apart:
        never = re.compile(apart)
        pairs = [pair for pair in pairs if not never.match(pair[0])]
    stamping = learn([line for line, _ in pairs], [record for _, record in pairs], apart)
    if stamping is None:
        return None
    named = any(record.native_id is not None for _, record in pairs)
    for dropped in (_DIGITS, _HEX):
        shared: dict[bytes, str | None] = {}
        same = all(
            shared.setdefault(_shared(line, dropped, likeness), record.severity) == record.severity
            for line, record in pairs
        )
        if not same:
            return None
        if likeness.alike or len(shared) <= (_MANY if dropped is _DIGITS else _TOO_MANY) * len(pairs):
            return Plan(
                name=name, kind=kind, sample=sample, options=options, stamping=stamping, dropped=dropped,
                likeness=likeness, named=named,
            )  # fmt: skip
    return None


def uncounted(kind: str) -> bytes:
    """A pattern of lines that state a time and are read by their kind all the same; empty where it has none."""
    pattern: bytes = getattr(importlib.import_module(f"{kinds.__name__}.{kind}"), "UNCOUNTED", b"")
    return pattern


def _shared(line: bytes, dropped: bytes, likeness: Likeness) -> bytes:
    return likeness.alike(line) if likeness.alike else line.translate(None, dropped)


def _read_lines(kind: str, lines: Sequence[bytes], sample: Sample, options: Options) -> list[Record | None]:
    """The record of each line; None for a line that is not all of one record."""
    reading = Reading(kind, sample, options)
    return reading.singly(lines)


class Reading:
    """A kind that reads lines out of their text."""

    def __init__(self, kind: str, sample: Sample, options: Options) -> None:
        """The kind is a module of ``kinds/``."""
        self.clock = Clock(options)
        self.reports = 0
        module = importlib.import_module(f"{kinds.__name__}.{kind}")
        self._kind = cast(Kind, module)
        parted: bytes | None = getattr(module, "PARTED", None)
        self._parted = re.compile(parted) if parted else None
        self._context = Context(
            options=options, clock=self.clock, sample=sample, report=self._count, neighbour=lambda _: None
        )

    def _count(self, _code: str, _sentence: str, _line: int | None) -> None:
        self.reports += 1

    def fits(self, data: bytes) -> bool:
        """Whether in these bytes no line goes on in the next."""
        return not (self._parted and self._parted.search(data))

    def records(self, data: bytes) -> Iterator[Record]:
        """The records of these bytes, as if they were a text."""
        text = Text(name="", open=lambda: cast(BinaryIO, BytesIO(data)), size=len(data))
        return self._kind.read(text, self._context)

    def singly(self, lines: Sequence[bytes]) -> list[Record | None]:
        """The record of each line; None for a line that is not all of one record."""
        found: list[Record | None] = [None] * len(lines)
        starts = {start: at for at, start in enumerate(accumulate((len(line) + 1 for line in lines), initial=0))}
        for record in self.records(b"\n".join([*lines, b""])):
            at = starts.get(record.offset)
            if at is not None and at < len(lines) and record.length == len(lines[at]) + 1 and record.number is None:
                found[at] = record
        return found
