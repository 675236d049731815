"""Logs whose records begin with a line of a known form and go on over the lines below it."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Final, Literal

from afterword.evidence.clock import Clock
from afterword.evidence.lines import Gathered, gather
from afterword.evidence.objects_beside import Make, ObjectsBeside, is_object
from afterword.evidence.record import NO_TIME, Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.stamps import Found, Layout, Reader, lay_out, level_within
from afterword.evidence.text import Text
from afterword.model.moment import Moment
from afterword.model.plain import Plain

Head = re.Match[str]
"""The first line of a record: groups ``stamp`` and its parts as ``stamps`` names them, and the kind's own."""
Begins = Callable[[bytes], Head | Literal["stray"] | None]
"""What ``lines.gather`` asks of a line."""
Said = tuple[str | None, str, str | None]
"""Who, what, and severity of a record."""
_Start = Head | Found | dict[str, Plain]

TIME: Final = r"(?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d)(?:[.,](?P<fraction>\d{1,9}))?"
"""A time of day, as a part of the pattern of a stamp."""
DATE: Final = r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)"
"""A day, as a part of the pattern of a stamp."""
OFFSET: Final = r"(?: ?(?P<zone>Z|[+-]\d\d:?\d\d))?"
"""An offset from UTC where there is one, as a part of the pattern of a stamp."""

_LEAST: Final = 0.2
_HALF_YEAR: Final = 6
_FIRST: Final = 40
_VAGUE: Final = frozenset({"clock", "epoch", "numeric"})


def decoded(raw: bytes) -> str:
    """A line as text; broken bytes are kept for the framework to show."""
    return raw.decode("utf-8", "surrogateescape").rstrip("\r")


@lru_cache(maxsize=128)
def opening(*patterns: re.Pattern[str]) -> Callable[[bytes], Head | None]:
    """A test of a line that gives the match of the first pattern that it begins with."""
    if len(patterns) == 1:
        match = patterns[0].match
        return lambda raw: match(raw.decode("utf-8", "surrogateescape").rstrip("\r"))

    matches = [pattern.match for pattern in patterns]

    def begins(raw: bytes) -> Head | None:
        line = raw.decode("utf-8", "surrogateescape").rstrip("\r")
        for match in matches:
            found = match(line)
            if found:
                return found
        return None

    return begins


@lru_cache(maxsize=8)
def fitting(sample: Sample, patterns: tuple[re.Pattern[str], ...]) -> tuple[re.Pattern[str], ...]:
    """Those of the patterns with which lines of a sample begin, the most frequent first; all where none does."""
    counts = Counter(
        next((pattern for pattern in patterns if pattern.match(line)), None) for line in map(decoded, sample.lines)
    )
    return tuple(pattern for pattern, _ in counts.most_common() if pattern is not None) or tuple(patterns)


class CarriedYear:
    """The year that a log states somewhere, and the next where the months of its stamps begin again.

    It is given to the clock as ``carried``.
    """

    def __init__(self, reason: str) -> None:
        """Takes what is said of a year that is carried."""
        self._reason = reason
        self._year: int | None = None
        self._month = 0

    def stated(self, year: int, month: int) -> None:
        """Takes a year that the log states, and the month that goes with it."""
        self._year, self._month = year, month

    def __call__(self, month: int) -> tuple[int, str] | None:
        """The year of the next stamp, and why; None where none was stated."""
        if self._year is None:
            return None
        # a line of December a little after one of January is late, not of the next year
        if month - self._month > _HALF_YEAR:
            return self._year - 1, self._reason
        self._year += self._month - month > _HALF_YEAR
        self._month = month
        return self._year, self._reason


def share_of(sample: Sample, begins: Begins, *, beside: Begins | None = None) -> float:
    """The part of the records that begin as ``begins`` wants.

    Lines that neither it nor ``beside`` knows count as records of something else where they begin with a time, and
    as going on with the one above where they do not. 0 where too few lines begin a record to be sure of that.
    """
    lines = [line for line in sample.lines if not is_object(line)]
    mine = [number for number, line in enumerate(lines) if isinstance(begins(line), re.Match)]
    if not mine or mine[0] > _FIRST:
        return 0.0
    others = _others(sample, begins, beside)
    if len(mine) < _LEAST * (len(mine) + len(others)):
        return 0.0
    layout = _beside(sample, begins, beside)
    return len(mine) / (len(mine) + (layout.count if layout else 0))


def _others(sample: Sample, begins: Begins, beside: Begins | None) -> list[str]:
    """Lines that begin no record as ``begins`` wants, and that are not indented."""
    return [
        decoded(line)
        for line in sample.lines
        if not line[:1].isspace() and not is_object(line) and begins(line) is None and not (beside and beside(line))
    ]


@lru_cache(maxsize=8)
def _beside(sample: Sample, begins: Begins, beside: Begins | None) -> Layout | None:
    """How those of the other lines that begin with a full time state it; None where none does."""
    return layout_beside(_others(sample, begins, beside))


def layout_beside(lines: Sequence[str]) -> Layout | None:
    """How lines that a kind does not know state their time; None where they begin with none that is beyond doubt."""
    layout = lay_out(lines)
    if layout is None or layout.patterns[0][0] in _VAGUE or "inner" in layout.patterns[0][1].groupindex:
        return None
    return layout


def moments(clock: Clock, order: str | None = None, reason: str | None = None) -> Callable[[Head], Moment]:
    """A function that gives the moment of a head; ``order`` is that of its date's numbers, where it has such."""
    layout = Layout(patterns=(), share=1.0, count=1, opening=True, order=order, reason=reason)
    moment, form = Reader(clock, layout).moment, "words" if order is None else "numeric"
    return lambda head: moment(Found(head, form)) or NO_TIME


def read_headed(
    text: Text,
    context: Context,
    begins: Begins,
    tell: Callable[[Head, list[str]], Said],
    *,
    moment: Callable[[Head], Moment] | None = None,
    beside: Begins | None = None,
    make: Make | None = None,
) -> Iterator[Record]:
    """One record for each line that begins one, with those below it.

    ``tell`` says what the first line and those below it say. Lines that begin with a time in another form are records
    too, unless ``beside`` knows them: whatever wrote them into the file, they do not belong to the one above. So are
    rows of JSON objects with a time, of which ``make`` makes records.
    """
    moment = moment or moments(context.clock)
    layout = _beside(context.sample, begins, beside)
    reader = Reader(context.clock, layout) if layout else None
    objects = ObjectsBeside(context, make)

    def starts(raw: bytes) -> _Start | Literal["stray"] | None:
        found = begins(raw)
        if found is not None or (beside and beside(raw)):
            return found
        return objects.find(raw) or (layout.find(decoded(raw)) if layout else None)

    first: Callable[[bytes], _Start | Literal["stray"] | None] = starts if layout or objects.keys else begins
    gathered: Iterator[Gathered[_Start]] = gather(text, first)
    for head, more, offset, length, line, lines in gathered:
        below = [decoded(raw) for raw in more] if more else []
        if isinstance(head, dict):
            made = objects.record(head, below)
            yield made._replace(offset=offset, length=length, lines=lines, line=line)
            continue
        if isinstance(head, Found):
            at = (reader.moment(head) if reader else None) or NO_TIME
            who, what, severity = said_beside(head, below)
        else:
            at = moment(head)
            who, what, severity = tell(head, below)
        yield Record(offset, length, lines, at, what, who, severity, None, None, None, (), line, None)


def spoken(what: str, below: list[str]) -> str:
    """What a record says with the lines below it."""
    return "\n".join([what, *below]).lstrip("\n") if below else what


def said_beside(head: Found, below: list[str]) -> Said:
    """Who, what, and severity of a line that begins with a time, whatever wrote it, and of those below it."""
    line, end = head.match.string, head.match.end("stamp")
    return None, spoken(line[end:].lstrip("]) :,-"), below), head.match["before"] or level_within(line, end)
