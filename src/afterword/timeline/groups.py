"""The messages of one form: how many there are by the minute, and the few of them that are kept to be shown."""

from collections.abc import Sequence
from dataclasses import field

from afterword.model.values import dataclass
from afterword.timeline.happening import Kept, file_of
from afterword.timeline.minutes import minute_of
from afterword.timeline.order import Places

_KEPT = 4


@dataclass(slots=True)
class Minute:
    """The messages of a form within one minute."""

    count: int
    """How many."""
    first: Kept
    """The earliest."""
    last: Kept
    """The latest."""

    def add(self, other: "Minute") -> None:
        """Take the messages of another one, which may lie before or after these."""
        self.count += other.count
        self.first = min(self.first, other.first, key=place)
        self.last = max(self.last, other.last, key=place)


@dataclass(slots=True)
class Group:
    """The messages of one template and grade."""

    fate: int
    """Its number in the book."""
    grade: int
    """How grave they are."""
    number: int
    """Their template."""
    count: int = 0
    """How many."""
    kept: list[Kept] = field(default_factory=list)
    """Up to four that stand first in the evidence."""
    first: Kept | None = None
    """The earliest."""
    last: Kept | None = None
    """The latest."""
    minutes: dict[str, Minute] | None = None
    """By the minute, where they report something wrong."""

    def add(self, kept: Kept) -> None:
        """Take a message; of messages that were not counted together, in the order of the evidence."""
        self.count += 1
        if len(self.kept) < _KEPT or kept[1] < self.kept[-1][1]:
            self._keep((kept,))
        if self.first is None or self.last is None:
            self.first = self.last = kept
        elif kept[:2] > self.last[:2]:
            self.last = kept
        elif kept[:2] < self.first[:2]:
            self.first = kept

    def add_alike(self, firsts: Sequence[Kept], count: int, first: Kept, last: Kept) -> None:
        """Take many messages, of which these stand first in the evidence, are the earliest, and the latest."""
        self.count += count
        self._keep(firsts)
        self.first = min(self.first, first, key=place) if self.first else first
        self.last = max(self.last, last, key=place) if self.last else last

    def ends(self) -> list[Kept]:
        """All that is kept, in order of time, each once."""
        rows = [*self.kept, *(row for row in (self.first, self.last) if row)]
        return sorted({row[1]: row for row in rows}.values(), key=place)

    def merge(self, other: "Group") -> None:
        """Take the messages of another group."""
        self._keep(other.kept)
        self.count += other.count
        self.first = min((row for row in (self.first, other.first) if row), key=place, default=None)
        self.last = max((row for row in (self.last, other.last) if row), key=place, default=None)
        if self.minutes is not None and other.minutes is not None:
            for name, minute in other.minutes.items():
                self.add_minute(name, minute)

    def _keep(self, rows: Sequence[Kept]) -> None:
        self.kept = sorted([*self.kept, *rows], key=lambda row: row[1])[:_KEPT]

    def add_minute(self, name: str, minute: Minute) -> bool:
        """Take messages of a minute; returns whether it is the first time.  errors: none without ``minutes``."""
        if self.minutes is None:
            return False
        known = self.minutes.setdefault(name, minute)
        if known is not minute:
            known.add(minute)
        return known is minute

    def settle(self, places: Places) -> None:
        """Give the messages that state no year theirs, and sort them among the others."""
        if not any(row[0].startswith("-") for row in self.ends()):
            return
        rows = [placed(row, places) for row in self.ends()]
        self.kept = [placed(row, places) for row in self.kept]
        self.first, self.last = min(rows, key=place), max(rows, key=place)
        if self.minutes is None:
            return
        minutes, self.minutes = self.minutes, {}
        for minute in minutes.values():
            moved = Minute(minute.count, placed(minute.first, places), placed(minute.last, places))
            self.add_minute(minute_of(moved.first[0]), moved)


def placed(kept: Kept, places: Places) -> Kept:
    """The same record with its place among all."""
    key, sequence, record = kept
    return places.of(key, file_of(kept)) if key.startswith("-") else key, sequence, record


def place(kept: Kept) -> tuple[str, int]:
    """What records are sorted by."""
    return kept[:2]
