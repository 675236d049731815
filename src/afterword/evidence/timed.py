"""A long log of which it is known where which times stand, so that its lines can be written in order of time."""

from collections.abc import Iterator, Sequence
from itertools import chain

from afterword.evidence.chunking import Bounds
from afterword.evidence.ledger import Account
from afterword.evidence.presenting import Presenter
from afterword.evidence.record import Record
from afterword.evidence.workshop import Chunk, Work, one_year
from afterword.evidence.zonemap import Zone
from afterword.model.values import dataclass

_MOST_ABREAST = 8


@dataclass(slots=True)
class Taken:
    """Records that share what becomes of them."""

    records: int = 0
    """How many."""
    size: int = 0
    """Their bytes."""
    lines: int = 0
    """Their lines."""

    def add(self, records: int, size: int, lines: int) -> None:
        """Take some more."""
        self.records += records
        self.size += size
        self.lines += lines


class Timed:
    """A log of which it is known where which times stand.

    shape: its records are entered into the ledger as two: those that were written, and the others.
    """

    def __init__(self, work: Work, parts: Sequence[tuple[Chunk, Bounds]]) -> None:
        """The chunks in the order of the log."""
        self.work = work
        """The log."""
        self.parts = parts
        """Its chunks."""
        self.written = Taken()
        """What was written of it so far."""
        self.zones = [_zone(*part) for part in parts]
        """When its chunks begin and end."""
        self.notes = {note: text for _, part in parts for note, text in part.notes.items()}
        """What the clock noted."""

    @property
    def file(self) -> str:
        """Its path as it is shown."""
        return self.work.text.name

    @property
    def records(self) -> int:
        """How many records were looked at."""
        return sum(zone.records for zone in self.zones)

    @property
    def orderly(self) -> bool:
        """Whether lines of one time stand in few chunks, and are of one year where they state none."""
        if not one_year({held.head for _, part in self.parts for held in part.minutes.values()}, self.work.plan):
            return False
        ends = [(zone.low, -1) for zone in self.zones if zone.low] + [(zone.high, 1) for zone in self.zones if zone.low]
        abreast = most = 0
        for _, step in sorted(ends):
            abreast -= step
            most = max(most, abreast)
        return most <= _MOST_ABREAST

    def others(self) -> Iterator[Record]:
        """The records that are not regular."""
        return chain.from_iterable(part.others for _, part in self.parts)

    def account(self, account: Account, presenter: Presenter) -> None:
        """Enter what was written, and then what was not."""
        every = Taken()
        for zone in (*self.zones, *self.work.skipped):
            every.add(zone.records, zone.size, zone.lines)
        done = self.written
        account.enter_alike(done.records, done.size, done.lines)
        account.enter_alike(every.records - done.records, every.size - done.size, every.lines - done.lines)
        moment = next((part.moment for _, part in self.parts if part.moment), None)
        if moment:
            presenter.supply(moment, self.records)


def _zone(chunk: Chunk, part: Bounds) -> Zone:
    ends = list(part.ends or ())
    ends += [record.moment.at.removesuffix("Z") for record in part.others if record.moment.at]
    regular = sum(held.records for held in part.minutes.values())
    return Zone(
        offset=chunk.offset,
        length=chunk.length,
        line=chunk.line,
        records=regular + len(part.others),
        lines=regular + sum(record.lines for record in part.others),
        size=part.size + sum(record.length for record in part.others),
        low=min(ends, default=""),
        high=max(ends, default=""),
    )
