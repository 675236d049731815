"""The account of every byte of a file: used, grouped, set aside, or outside of all records."""

from array import array
from collections.abc import Callable, Iterator

from afterword.evidence.blob import Blob
from afterword.evidence.text import read_up_to
from afterword.model.evidence import LedgerRow, Tally

USED = "used"
"""The disposition of a record that stands in the output by itself."""
GROUPED = "grouped"
"""The disposition of a record that stands in the output within a group."""


class Account:
    """Sizes of the records of one piece, in order; records that are read in counts are entered together.

    laws: used + grouped + set aside = records; their bytes + unparsed bytes = bytes.
    """

    def __init__(self, blob: Blob) -> None:
        """Opens the account of a piece of which nothing has been read."""
        self.complete = False
        self._blob = blob
        self._bytes = array("Q")
        self._lines = array("Q")
        self._more: dict[int, int] = {}

    def begin(self) -> None:
        """Forgets what an earlier, perhaps unfinished, reading entered."""
        self.complete = False
        self._bytes = array("Q")
        self._lines = array("Q")
        self._more = {}

    def entering(self) -> tuple[Callable[[int], None], Callable[[int], None]]:
        """What enters the next record: its bytes, its lines; each is called once a record."""
        return self._bytes.append, self._lines.append

    def enter_alike(self, records: int, size: int, lines: int) -> None:
        """Enters records that share their disposition, as one."""
        self._more[len(self._bytes)] = records - 1
        self._bytes.append(size)
        self._lines.append(lines)

    def finish(self) -> None:
        """Closes the account; it now holds every record of the piece."""
        self.complete = True

    @property
    def size(self) -> int:
        """Bytes of the records so far."""
        return sum(self._bytes)

    def row(self, kind: str | None, dispositions: Iterator[str] | None) -> LedgerRow:
        """The row of the ledger; takes a disposition for each record or those entered as one, or all are used."""
        count = len(self._bytes) + sum(self._more.values())
        tallies: dict[str, Tally] = {}
        if dispositions is None:
            tallies[USED] = Tally(records=count, lines=sum(self._lines), bytes=sum(self._bytes))
        else:
            tallies = self._sorted(dispositions)
        return LedgerRow(
            path=self._blob.name,
            kind=kind,
            sha256=self._blob.sha256,
            member_sha256=self._blob.member_sha256,
            bytes=self._blob.size,
            records=count,
            used=tallies.pop(USED, Tally()),
            grouped=tallies.pop(GROUPED, Tally()),
            unparsed=self._unparsed(),
            set_aside=tallies,
        )

    def _sorted(self, dispositions: Iterator[str]) -> dict[str, Tally]:
        sums: dict[str, list[int]] = {}
        more = self._more
        for number, (length, lines) in enumerate(zip(self._bytes, self._lines, strict=True)):
            disposition = next(dispositions, None)
            if disposition is None:
                raise ValueError(f"{self._blob.name} has more records than there are dispositions")
            tally = sums.setdefault(disposition, [0, 0, 0])
            tally[0] += 1 + more.get(number, 0)
            tally[1] += lines
            tally[2] += length
        return {name: Tally(records=r, lines=n, bytes=b) for name, (r, n, b) in sums.items()}

    def _unparsed(self) -> Tally:
        size = self._blob.size - sum(self._bytes)
        # where every byte is a record's, every line is, and 200 MB need not be read once more
        lines = _count_lines(self._blob) if size and not self._blob.sealed else 0
        return Tally(lines=max(lines - sum(self._lines), 0), bytes=size)


def _count_lines(blob: Blob) -> int:
    lines, last = 0, b"\n"
    try:
        with blob.open() as file:
            for chunk in read_up_to(file, 0, blob.size):
                lines += chunk.count(b"\n")
                last = chunk[-1:]
    except OSError:  # it was there when it was opened; that it is not any more is a finding
        return 0
    return lines + (last != b"\n")
