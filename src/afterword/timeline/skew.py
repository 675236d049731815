"""How far the clocks of two sources are apart, by the identifiers that both mention; reported, never applied."""

from collections.abc import Iterator, Mapping
from itertools import combinations
from statistics import median
from zlib import crc32

from afterword.model.evidence import Entry
from afterword.model.finding import Finding
from afterword.text.expressions import later
from afterword.timeline.minutes import seconds_of
from afterword.timeline.order import Places

IDENTIFIER = rb"\d{6,}|[0-9a-f]{16,}"
"""A pattern for what two sources would hardly mention alike by chance."""

_IDENTIFIER = later(IDENTIFIER.decode())
_MOST_READ = 5_000
_MOST = 4096
_FEWEST = 15
_LEAST = 3.0
_QUARTER = 900.0
_MOST_FILES = 24


class Skew:
    """Collects when each source first mentions an identifier.

    shape: of a long log the first minute of every hour are looked at, and of many identifiers
    a sample is kept, the same in every source.
    """

    __slots__ = ("_first", "_keep", "_read")

    def __init__(self) -> None:
        """Starts with no source."""
        self._first: dict[str, dict[str, str]] = {}
        self._keep = 0
        self._read: dict[str, int] = {}

    def add(self, entry: Entry, key: str) -> None:
        """Take a record of a log."""
        if not key or not entry.sources:
            return
        file = entry.sources[0].file
        read = self._read[file] = self._read.get(file, 0) + 1
        if read > _MOST_READ and key[14:16] != "00":
            return
        first = self._first.get(file)
        if first is None:
            first = self._first[file] = {}
        for word in _IDENTIFIER.findall(entry.what or ""):
            if not (self._keep and crc32(word.encode()) & self._keep):
                first.setdefault(word, key)
        if len(first) > _MOST:
            self._thin()

    def add_mentions(self, file: str, mentions: Mapping[bytes, str]) -> None:
        """Take the identifiers of a log that was read in counts, each with the key of its first mention."""
        first = self._first.setdefault(file, {})
        for word, key in mentions.items():
            if not (self._keep and crc32(word) & self._keep):
                first.setdefault(word.decode("ascii"), key)
        while len(first) > _MOST:
            self._thin()
            first = self._first[file]

    def findings(self, places: Places) -> Iterator[Finding]:
        """A finding for each pair of sources whose times of the same things differ by one and the same amount."""
        files = sorted(self._first, key=lambda file: -len(self._first[file]))[:_MOST_FILES]
        for one, other in combinations(sorted(files), 2):
            apart = _apart(self._placed(one, places), self._placed(other, places))
            if apart is None:
                continue
            seconds, shared = apart
            early, late = (one, other) if seconds < 0 else (other, one)
            message = f"{early} has the same {shared} identifiers {_meaning(abs(seconds), late)}; no time was changed"
            yield Finding(code="TL105", message=message)

    def _placed(self, file: str, places: Places) -> Mapping[str, str]:
        return {word: places.of(key, file) for word, key in self._first[file].items()}

    def _thin(self) -> None:
        """Keep half of the identifiers of every source, chosen by the identifier itself."""
        self._keep = self._keep * 2 + 1
        for file, first in self._first.items():
            self._first[file] = {word: key for word, key in first.items() if not crc32(word.encode()) & self._keep}


def _apart(one: Mapping[str, str], other: Mapping[str, str]) -> tuple[float, int] | None:
    """Seconds by which the first is later, and over how many identifiers; None where there is no one answer."""
    apart = []
    for word in one.keys() & other.keys():
        first, second = seconds_of(one[word]), seconds_of(other[word])
        if first is not None and second is not None:
            apart.append(first - second)
    if len(apart) < _FEWEST:
        return None
    middle = median(apart)
    spread = median(abs(value - middle) for value in apart)
    if abs(middle) < _LEAST or spread > max(1.0, abs(middle) / 10):
        return None
    return middle, len(apart)


def _meaning(seconds: float, late: str) -> str:
    quarters = round(seconds / _QUARTER)
    if quarters >= 2 and abs(seconds - quarters * _QUARTER) <= 60:
        return f"about {_spoken(quarters * _QUARTER)} before {late}: perhaps one is in another zone than was taken"
    return f"{_spoken(seconds)} before {late}: its clock may be behind, or the other's ahead"


def _spoken(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    parts = [(hours, "h"), (minutes, "min"), (rest, "s")]
    return " ".join(f"{number} {unit}" for number, unit in parts if number)
