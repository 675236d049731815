"""The order in which entries are told: by time read as if UTC, the rest where it stands in its file."""

from collections import Counter
from collections.abc import Iterator, Mapping

from afterword.model.evidence import Entry
from afterword.model.values import dataclass
from afterword.timeline.yearless import Stamps

ANY_YEAR = 2000
"""The year in which times stand where no entry states one; a leap year, so that each day exists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The years of the files whose times state none, found once every entry was seen."""

    year: int
    """The year that most entries state; 0 where none does."""
    _stamps: Mapping[str, Stamps]
    _first: Mapping[str, int]

    def of(self, key: str, file: str) -> str:
        """A key of a record of ``file`` with its year; one that has a year as it is."""
        if not key.startswith("-"):
            return key
        stamps = self._stamps.get(file)
        year = self._first.get(file, self.year or ANY_YEAR)
        return stamps.place(key, year) if stamps else f"{year:04d}{key[4:]}"


class Order:
    """Gives each entry, in the order of the evidence, a key that sorts as text.

    shape: an undated entry takes the key of the one before it in its file; a key without a year compares with
    others of its file, and with all once ``Places`` gives it one. Equal keys keep the order of the evidence.
    """

    __slots__ = ("_last", "_months", "_stamps")

    def __init__(self) -> None:
        """Starts before the first entry."""
        self._last: dict[str, str] = {}
        self._months: Counter[str] = Counter()
        self._stamps: dict[str, Stamps] = {}

    def key(self, entry: Entry) -> str:
        """The key of the next entry."""
        at = entry.at
        file = entry.sources[0].file if entry.sources else ""
        if at is None:
            return self._last.get(file, "")
        if at[:2] == "--":
            stamps = self._stamps.get(file) or self._stamps.setdefault(file, Stamps())
            key = stamps.key(at, self._last.get(file, ""))
        else:
            self._months[at[:7]] += 1
            key = at[:-1] if at[-1:] == "Z" else at
        self._last[file] = key
        return key

    def key_of(self, key: str, file: str, count: int) -> str:
        """The key of ``count`` records of a file that follow no order, by the time of one of them without its zone."""
        if key[:2] != "--":
            self._months[key[:7]] += count
            return key
        stamps = self._stamps.get(file) or self._stamps.setdefault(file, Stamps())
        return stamps.key(key, "")

    def places(self) -> Places:
        """Where the files whose times state no year stand among the others.

        shape: the year of a file is the one in which most entries that state theirs are of the same months as its
        own, then the one in which its months are next to theirs, then the usual one; files that are placed
        count for those that are not yet.
        """
        known = Counter(dict(_absolute(self._months)))
        years: Counter[int] = Counter()
        for month, count in known.items():
            years[month // 12] += count
        usual = years.most_common(1)[0][0] if years else 0
        waiting = {file: dict(stamps.months()) for file, stamps in self._stamps.items()}
        first: dict[str, int] = {}
        while waiting:
            scores = {file: _best(months, known, usual or ANY_YEAR) for file, months in waiting.items()}
            near = [file for file, (score, _) in scores.items() if score > (0, 0)] or [next(iter(waiting))]
            for file in near:
                first[file] = scores[file][1]
                for month, count in waiting.pop(file).items():
                    known[12 * first[file] + month] += count
        return Places(year=usual, _stamps=self._stamps, _first=first)


def beside(key: str, at: str) -> str:
    """The key of a further time that the record with ``key`` states."""
    if at[:2] == "--":
        return f"{key[:4] or ANY_YEAR}{at[1:].removesuffix('Z')}"
    return at.removesuffix("Z")


def _absolute(months: Mapping[str, int]) -> Iterator[tuple[int, int]]:
    """Months counted on from January of the year 0; none for text that is no month."""
    for text, count in months.items():
        year, _, month = text.partition("-")
        if len(year) == 4 and year.isdecimal() and month.isdecimal() and 1 <= int(month) <= 12:
            yield 12 * int(year) + int(month) - 1, count


def _best(months: Mapping[int, int], known: Mapping[int, int], usual: int) -> tuple[tuple[int, int], int]:
    """How well a file fits, by the records of its months and of those next to them, and in which first year."""
    found, best = usual, (0, 0)
    moves = {month // 12 - own // 12 for month in known for own in months}
    candidates = {usual} | {year + move for year in moves for move in (-1, 0, 1)}
    for year in sorted(candidates, key=lambda year: (abs(year - usual), year)):
        own = {12 * year + month for month in months}
        around = {month + move for month in own for move in (-1, 1)} - own
        score = sum(known.get(month, 0) for month in own), sum(known.get(month, 0) for month in around)
        if score > best:
            found, best = year, score
    return best, found
