"""Which sources mention the same things, and how far their clocks are apart by that."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from itertools import combinations
from zlib import crc32

from afterword.model.evidence import Entry
from afterword.text.expressions import later
from afterword.timeline.aligning import Witness, says_wrong, witness
from afterword.timeline.apart import Apart, by_identifiers, by_notices
from afterword.timeline.lanes import Lane
from afterword.timeline.notices import STEPS, notices
from afterword.timeline.order import Places

IDENTIFIER = rb"\d{6,}|[0-9a-f]{16,}"
"""A pattern for what two sources would hardly mention alike by chance."""

_IDENTIFIER = later(IDENTIFIER.decode())
_MOST_READ = 5_000
_MOST = 4096
_MOST_FILES = 24


class Skew:
    """Collects when each source first mentions an identifier.

    shape: of a long log the first minute of every hour are looked at, and of many identifiers
    a sample is kept, the same in every source.
    """

    __slots__ = ("_doubted", "_first", "_keep", "_read", "_steps", "_told", "_witnesses")

    def __init__(self) -> None:
        """Starts with no source."""
        self._first: dict[str, dict[str, str]] = {}
        self._keep = 0
        self._read: dict[str, int] = {}
        self._doubted: set[str] = set()
        self._told: dict[str, dict[str, str]] = {}
        self._steps: dict[str, int] = {}
        self._witnesses: dict[str, Witness] = {}

    def add(self, entry: Entry, key: str) -> None:
        """Take a record of a log."""
        if not key or not entry.sources:
            return
        file = entry.sources[0].file
        read = self._read[file] = self._read.get(file, 0) + 1
        self.doubt(entry)
        if read > _MOST_READ and key[14:16] != "00":
            return
        first = self._first.get(file)
        if first is None:
            first = self._first[file] = {}
        if file not in self._witnesses:
            self.note(entry, hosted=False)
        for word in _IDENTIFIER.findall(entry.what or ""):
            if not (self._keep and crc32(word.encode()) & self._keep):
                first.setdefault(word, key)
        if len(first) > _MOST:
            self._thin()

    def add_mentions(self, file: str, mentions: Mapping[bytes, str], records: int) -> None:
        """Take the identifiers of a log that was read in counts, each with the key of its first mention."""
        self._read[file] = self._read.get(file, 0) + records
        first = self._first.setdefault(file, {})
        for word, key in mentions.items():
            if not (self._keep and crc32(word) & self._keep):
                first.setdefault(word.decode("ascii"), key)
        while len(first) > _MOST:
            self._thin()
            first = self._first[file]

    def add_notice(self, entry: Entry, key: str, lane: Lane) -> None:
        """Take a record of a monitor, a pager, or a chat."""
        if not key or not entry.sources or lane not in STEPS:
            return
        file = entry.sources[0].file
        self._read[file] = self._read.get(file, 0) + 1
        told = self._told.setdefault(file, {})
        if len(told) < _MOST:
            for notice in notices(entry, lane):
                told.setdefault(notice, key)
        self._steps[file] = STEPS[lane]
        self.note(entry, hosted=True)

    def doubt(self, entry: Entry) -> None:
        """Take what a record of a log says of its host's clock."""
        if entry.what and says_wrong(entry.what):
            self._doubted.add(entry.sources[0].file)

    def note(self, entry: Entry, *, hosted: bool) -> None:
        """Take what the first record of a source with a time says of its clock."""
        file = entry.sources[0].file
        if file not in self._witnesses and entry.at:
            self._witnesses[file] = witness(entry, hosted=hosted)

    def witnesses(self, trusted: Collection[str] = ()) -> Mapping[str, Witness]:
        """By source, how far its clock can be trusted; some the caller trusts."""
        return {
            file: replace(seen, records=self._read.get(file, 0), doubted=file in self._doubted, trusted=file in trusted)
            for file, seen in self._witnesses.items()
        }

    def pairs(self, places: Places) -> tuple[Apart, ...]:
        """Each two sources that mention the same things: those that agree, and those that are evenly apart."""
        files = sorted(self._first, key=lambda file: -len(self._first[file]))[:_MOST_FILES]
        placed = {file: _placed(file, self._first[file], places) for file in files if file in self._witnesses}
        found = [by_identifiers(*pair, placed[pair[0]], placed[pair[1]]) for pair in combinations(sorted(placed), 2)]
        files = sorted(self._told, key=lambda file: -len(self._told[file]))[:_MOST_FILES]
        placed = {file: _placed(file, self._told[file], places) for file in files if file in self._witnesses}
        found += [
            by_notices(one, other, placed[one], placed[other], self._steps[other] - self._steps[one])
            for one, other in combinations(sorted(placed), 2)
        ]
        return tuple(pair for pair in found if pair)

    def _thin(self) -> None:
        """Keep half of the identifiers of every source, chosen by the identifier itself."""
        self._keep = self._keep * 2 + 1
        for file, first in self._first.items():
            self._first[file] = {word: key for word, key in first.items() if not crc32(word.encode()) & self._keep}


def _placed(file: str, first: Mapping[str, str], places: Places) -> Mapping[str, str]:
    return {word: places.of(key, file) for word, key in first.items()}
