"""What the lanes hand over: events that may be told, and the book of what became of every record."""

from array import array
from collections.abc import Iterator, Sequence
from typing import Literal, TypeVar, overload

from afterword.evidence.condensed import Condensed
from afterword.evidence.condensing import Row
from afterword.evidence.ledger import USED
from afterword.model.evidence import Entry
from afterword.model.values import dataclass
from afterword.timeline.lanes import Lane
from afterword.timeline.phrases import Saying

T = TypeVar("T")

Sign = Literal["onset", "end", "change", "alert", "acknowledge", "escalate", "clear"]
"""What a happening means for an incident, as far as its lane can tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """An event that may be told.

    laws: ``fates`` are those of every record that it stands for.
    """

    entry: Entry
    """The event as it would be told."""
    lane: Lane
    """Where it comes from."""
    weight: int
    """How much a reader needs it, 0 to 100."""
    key: str
    """Its place in time, as ``Order.key`` gives it."""
    sequence: int
    """Its place in the evidence, for ties."""
    fates: tuple[int, ...]
    """Numbers in the book."""
    told: str = USED
    """What becomes of its records when it is told."""
    sign: Sign | None = None
    """What it means for an incident."""
    said: tuple[Saying, ...] = ()
    """The milestones that its words state."""
    until: str | None = None
    """For an onset: the key up to which it lasted."""
    parts: tuple[int, ...] = ()
    """Numbers of the events that it was joined from, the main one first; empty where nobody asked for them."""
    kept: bool = False
    """Whether a person wants it told by itself."""
    settled: bool = False
    """Whether a person said which milestone it marks, or that it marks none."""


class Later:
    """A record of a log that was read in counts, taken apart when somebody asks for it."""

    __slots__ = ("_log", "_row")

    def __init__(self, log: Condensed, row: Row) -> None:
        """The record at a row of a log."""
        self._log = log
        self._row = row

    @property
    def file(self) -> str:
        """The log."""
        return self._log.file

    def entry(self) -> Entry:
        """The record."""
        return self._log.entry(self._row)


Kept = tuple[str, int, Entry | Later]
"""A record that is kept of many: its key, its place in the evidence, and itself."""


def entry_of(kept: Kept) -> Entry:
    """The record itself."""
    return kept[2] if isinstance(kept[2], Entry) else kept[2].entry()


def file_of(kept: Kept) -> str:
    """The file in which it stands; empty where it has none."""
    record = kept[2]
    if isinstance(record, Later):
        return record.file
    return record.sources[0].file if record.sources else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """Records of a log that differ only in what varies."""

    file: str
    """The log."""
    firsts: tuple[Kept, ...]
    """Up to four that stand first in it; one at least."""
    minutes: Sequence[tuple[int, Kept, Kept]]
    """By the minute: how many, the earliest, and the latest."""
    count: int
    """How many there are."""


class PerRecord(Sequence[T]):
    """One value for each record, in the order of the evidence."""

    __slots__ = ("_fates", "_labels")

    def __init__(self, fates: "array[int]", labels: Sequence[T]) -> None:
        """Each fate is an index into the values."""
        self._fates = fates
        self._labels = tuple(labels)

    def __len__(self) -> int:
        return len(self._fates)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> "PerRecord[T]": ...
    def __getitem__(self, index: int | slice) -> "T | PerRecord[T]":
        if isinstance(index, slice):
            return PerRecord(self._fates[index], self._labels)
        return self._labels[self._fates[index]]

    def __iter__(self) -> Iterator[T]:
        labels = self._labels
        return (labels[fate] for fate in self._fates)


class Book:
    """The fate of every record: a number that stands for the disposition of many."""

    __slots__ = ("_fates", "_labels", "_links", "enter")

    def __init__(self) -> None:
        """Opens an empty book."""
        self._fates = array("L")
        self._labels: list[str] = []
        self._links: dict[int, int] = {}
        self.enter = self._fates.append
        """Enters the next record's fate."""

    def open(self, label: str) -> int:
        """A new fate; ``label`` holds until it is settled otherwise."""
        self._labels.append(label)
        return len(self._labels) - 1

    def settle(self, fate: int, label: str) -> None:
        """Decide what becomes of the records of a fate."""
        self._labels[fate] = label

    def link(self, fate: int, other: int) -> None:
        """Let a fate be that of another one."""
        self._links[fate] = other

    def unlink(self, fate: int) -> None:
        """Let a fate be decided by itself again."""
        self._links.pop(fate, None)

    def dispositions(self) -> PerRecord[str]:
        """The book as it stands."""
        return self.each(self._labels)

    def each(self, values: Sequence[T]) -> PerRecord[T]:
        """A value for each record, given that of each fate; linked fates have that of the last in the chain."""
        resolved = list(values)
        for fate in self._links:
            other = fate
            while other in self._links:
                other = self._links[other]
            resolved[fate] = values[other]
        return PerRecord(self._fates, resolved)

    def __len__(self) -> int:
        """How many fates there are."""
        return len(self._labels)
