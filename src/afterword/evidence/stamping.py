"""Where the lines of a log state their time: learnt from its sample, so that not every line must be taken apart."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from afterword.evidence.record import Record
from afterword.model.values import dataclass

_CLOCK: Final = re.compile(rb"(?<!\d)\d{1,2}:\d\d:(?P<second>\d\d(?:[.,]\d{1,9})?)")
_RUN: Final = re.compile(rb"\d+|[A-Za-z]+|[^0-9A-Za-z]+")
_CLASSES: Final = bytes(48 if 48 <= n < 58 else 97 if 65 <= n < 91 or 97 <= n < 123 else n for n in range(256))
_LEAST: Final = 50
_MOST_SHAPES: Final = 3
_LONGEST_LEAD: Final = 16
_EPOCH: Final = re.compile(rb"(?P<whole>\d{10})(?P<rest>(?:\.\d{1,9}|\d{3}|\d{6}|\d{9})?)(?![\w.])")

Stamp = tuple[bytes, bytes]
"""What a line states of its minute, and its seconds with their fraction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamping:
    """How the lines that begin a record state their time.

    laws: in each line of the sample that begins a record, ``stamp`` finds first what the kind takes for its time.
    """

    stamp: bytes
    """A pattern: group 1 holds all of the stamp up to its seconds, group 2 the seconds and their fraction."""
    column: int | None
    """Where in a line group 1 begins; None where that differs from line to line."""
    lead: int
    """Bytes of ``stamp`` before group 1."""
    minute: int
    """Bytes of group 1, where ``column`` says where it begins."""
    seconds: int
    """Bytes of group 2, likewise."""
    uncounted: bytes = b""
    """A pattern of lines that state a time, and are read by their kind all the same; empty where there are none."""
    epoch: bool = False
    """Whether the two groups are the seconds since 1970, and what follows them of their digits."""

    @property
    def regular(self) -> bytes:
        """A pattern that a line matches from its start if it begins a record."""
        never = b"(?!%b)" % self.uncounted if self.uncounted else b""
        return never + (b"[^\n]*?" if self.column is None else b"[^\n]{%d}" % (self.column - self.lead)) + self.stamp

    def stamps(self, lines: Sequence[bytes]) -> list[Stamp]:
        """The stamp of each line that begins a record."""
        if self.column is not None:
            middle = self.column + self.minute
            end = middle + self.seconds
            column = self.column
            return [(line[column:middle], line[middle:end]) for line in lines]
        found = [(match[1], match[2]) for match in map(re.compile(self.stamp).search, lines) if match]
        return [_since(whole, rest) for whole, rest in found] if self.epoch else found

    def minutes(self, lines: Sequence[bytes]) -> list[bytes]:
        """What each line that begins a record states of its minute."""
        if self.column is None:
            return [minute for minute, _ in self.stamps(lines)]
        column, middle = self.column, self.column + self.minute
        return [line[column:middle] for line in lines]


def _since(whole: bytes, rest: bytes) -> Stamp:
    """A time since 1970 as its minutes, and its seconds as a clock would show them."""
    seconds = int(whole)
    return b"%d" % (seconds // 60), b"%02d%b%b" % (seconds % 60, b"." if rest and rest[:1] != b"." else b"", rest)


_Parts = tuple[int, bytes, bytes, bytes]
"""Where a record's time stands in its line, and its text before, at, and after the seconds."""


def learn(lines: Sequence[bytes], records: Sequence[Record], uncounted: bytes = b"") -> Stamping | None:
    """How the lines of a sample state their time; None where they do so in too many ways.

    shape: each record is that of the line at the same index, which begins and ends with it; ``uncounted`` is what
    lines look like that are not regular though they have a time.
    """
    if len(lines) < _LEAST:
        return None
    since = _learn_epoch(lines, records, uncounted)
    if since:
        return since
    found = [_parts(line, record) for line, record in zip(lines, records, strict=True)]
    parts = [part for part in found if part]
    if len(parts) < len(lines):
        return None
    shapes = Counter((_shape(head), _shape(second), tail) for _, head, second, tail in parts)
    if len(shapes) > _MOST_SHAPES or len({tail for _, _, tail in shapes}) > 1:
        return None
    before = _common_end([line[:start] for line, (start, *_) in zip(lines, parts, strict=True)])
    # the less of what stands before the time is asked for, the more lines are like those of the sample
    made = (_made(lead, list(shapes), parts, uncounted) for lead in (before.rpartition(b" ")[2], before))
    return next((stamping for stamping in made if _holds(stamping, lines, parts)), None)


def _learn_epoch(lines: Sequence[bytes], records: Sequence[Record], uncounted: bytes) -> Stamping | None:
    """As ``learn``, for times that are written as digits since 1970; None for others."""
    starts = []
    for line, record in zip(lines, records, strict=True):
        written = (record.moment.written or "").encode("utf-8", "surrogateescape")
        start = line.find(written) if _EPOCH.fullmatch(written) else -1
        if start < 0 or record.moment.until or not record.moment.at:
            return None
        starts.append(start)
    before = _common_end([line[:start] for line, start in zip(lines, starts, strict=True)])
    pattern = _EPOCH.pattern.replace(b"?P<whole>", b"").replace(b"?P<rest>", b"")
    for lead in (before.rpartition(b" ")[2], before):
        stamp = re.escape(lead) + pattern
        made = Stamping(stamp=stamp, column=None, lead=len(lead), minute=0, seconds=0, uncounted=uncounted, epoch=True)
        compiled = re.compile(made.regular)
        matches = [compiled.match(line) for line in lines]
        if all(match and match.start(1) == start for match, start in zip(matches, starts, strict=True)):
            return made
    return None


def _made(
    lead: bytes, shapes: Sequence[tuple[bytes, bytes, bytes]], parts: Sequence[_Parts], uncounted: bytes
) -> Stamping:
    heads, seconds = ({shape[at] for shape in shapes} for at in (0, 1))
    stamp = b"%s(%s)(%s)%s" % (
        re.escape(lead),
        b"|".join(sorted(heads)),
        b"|".join(sorted(seconds, reverse=True)),
        re.escape(shapes[0][2]),
    )
    widths = {(start, len(head), len(second)) for start, head, second, _ in parts}
    column, minute, second = next(iter(widths)) if len(widths) == 1 else (None, 0, 0)
    return Stamping(stamp=stamp, column=column, lead=len(lead), minute=minute, seconds=second, uncounted=uncounted)


def _parts(line: bytes, record: Record) -> _Parts | None:
    """Where the record's time stands in its line, and its text before, at, and after the seconds."""
    moment = record.moment
    if moment.at is None or "T" not in moment.at or moment.written is None or moment.until:
        return None
    written = moment.written.encode("utf-8", "surrogateescape")
    start, clock = line.find(written), _CLOCK.search(written)
    if start < 0 or not clock:
        return None
    return start, written[: clock.start("second")], clock["second"], written[clock.end("second") :]


def _shape(text: bytes) -> bytes:
    """A pattern for what is written alike: digits for digits, letters for letters."""
    return _written_like(text.translate(_CLASSES))


@lru_cache(maxsize=1024)
def _written_like(text: bytes) -> bytes:
    return _RUN.sub(_alike, text)


def _alike(run: re.Match[bytes]) -> bytes:
    text = run[0]
    if text.isdigit():
        return rb"\d" * len(text)
    return b"[A-Za-z]{%d}" % len(text) if text.isalpha() else re.escape(text)


def _common_end(heads: Sequence[bytes]) -> bytes:
    """What stands directly before the stamp in every line, without digits."""
    shortest = min(heads, key=len)
    size = 0
    while size < min(len(shortest), _LONGEST_LEAD):
        end = shortest[-size - 1 :]
        if end[:1].isdigit() or not all(head.endswith(end) for head in heads):
            break
        size += 1
    return shortest[len(shortest) - size :]


def _holds(made: Stamping, lines: Sequence[bytes], parts: Sequence[_Parts]) -> bool:
    pattern = re.compile(made.regular)
    for line, (start, head, second, _) in zip(lines, parts, strict=True):
        match = pattern.match(line)
        if not match or match.start(1) != start or match.group(1, 2) != (head, second):
            return False
    return True
