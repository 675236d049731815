"""The order in which entries are told: by time read as if UTC, the rest where it stands in its file."""

from collections import Counter

from afterword.model.evidence import Entry

_MIDDLE = 500


class Order:
    """Gives each entry, in the order of the evidence, a key that sorts as text.

    shape: an undated entry takes the key of the one before it in its file; a time without a year gets
    one by ``place``, after every entry has been seen. Equal keys keep the order of the evidence.
    """

    __slots__ = ("_last", "_month", "_turns", "_years")

    def __init__(self) -> None:
        """Starts before the first entry."""
        self._last: dict[str, str] = {}
        self._month: dict[str, int] = {}
        self._turns: dict[str, int] = {}
        self._years: Counter[str] = Counter()

    def key(self, entry: Entry) -> str:
        """The key of the next entry."""
        at = entry.at
        file = entry.sources[0].file if entry.sources else ""
        if at is None:
            return self._last.get(file, "")
        if at[:2] == "--":
            key = self._yearless(file, at)
        else:
            self._years[at[:4]] += 1
            key = at[:-1] if at[-1:] == "Z" else at
        self._last[file] = key
        return key

    @property
    def year(self) -> int:
        """The year in which times without one are placed; 0 where no entry states any."""
        return next((int(year) for year, _ in self._years.most_common() if year.isdecimal()), 0)

    def _yearless(self, file: str, at: str) -> str:
        month = int(at[2:4]) if at[2:4].isdigit() else 0
        before = self._month.get(file, month)
        turn = self._turns.get(file, 0)
        if before - month > 6:
            turn += 1
        elif month - before > 6:
            turn -= 1
        self._month[file], self._turns[file] = month, turn
        return f"-{_MIDDLE + turn:03d}{at[1:].removesuffix('Z')}"


def place(key: str, year: int) -> str:
    """A key with its year: the one given, moved by the turns of the year that its file has passed."""
    if not key.startswith("-"):
        return key
    return f"{max(year + int(key[1:4]) - _MIDDLE, 0):04d}{key[4:]}"
