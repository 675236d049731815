"""A whole log in counts: what was counted, and the few of its records that somebody asks for."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from afterword.errors import InputError
from afterword.evidence.condensing import Cell, Group, Plan, Reading, Row
from afterword.evidence.ledger import Account
from afterword.evidence.presenting import Presenter
from afterword.evidence.record import Record
from afterword.evidence.text import Text
from afterword.evidence.zonemap import Zone
from afterword.model.evidence import Entry
from afterword.model.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What the chunks of a text hold together."""

    groups: Sequence[Group]
    """Regular records, in the order in which the groups begin."""
    others: Sequence[Record]
    """Records that are not regular, in order."""
    beyond: int
    """A number above that of every line."""
    notes: Mapping[str, str]
    """What the clock noted."""
    mentions: Mapping[bytes, str]
    """Identifiers, each with the key of the line that is the first to mention it."""
    zones: Sequence[Zone]
    """Which times stand in which chunk."""


class Lookup:
    """Reads single records of a text that was read in counts."""

    def __init__(self, text: Text, kind: str, plan: Plan, presenter: Presenter, account: Account) -> None:
        """What is read goes into an account of its own, which nobody looks at."""
        self.file = text.name
        """The text's path as it is shown."""
        self.kind = kind
        """The kind that reads it."""
        self._text = text
        self._reading = Reading(plan.kind, plan.sample, plan.options)
        self._presenter = presenter
        self._account = account

    def entries(self, rows: Sequence[Row]) -> list[Entry]:
        """The entry of each row."""
        records = self._reading.singly(list(self._lines(rows)))
        placed = [
            record._replace(offset=row.offset, line=row.line)
            for row, record in zip(rows, records, strict=True)
            if record
        ]
        if len(placed) < len(rows):
            raise InputError(f"{self._text.name} changes while it is read")
        return list(self._presenter.entries(placed, self._account))

    def _lines(self, rows: Sequence[Row]) -> Iterator[bytes]:
        with self._text.open() as file:
            for row in rows:
                file.seek(self._text.mark + row.offset)
                yield file.read(row.length - 1)


class Condensed:
    """A log in counts.

    shape: every cell of every group, in their order, has one disposition; then every zone that was skipped; then
    each of ``others``.
    """

    def __init__(
        self, counts: Counts, skipped: Sequence[Zone], lookup: Lookup, presenter: Presenter, account: Account
    ) -> None:
        """Enters the cells and the skipped zones into the account."""
        self.counts = counts
        """What was counted."""
        self.skipped = len(skipped)
        """How many zones were not read, since nothing in them was asked for."""
        self._lookup = lookup
        self._presenter = presenter
        self._account = account
        self._moves: Callable[[Entry], Entry] | None = None
        firsts = [group.rows[0] for group in counts.groups]
        self._known = dict(zip(firsts, lookup.entries(firsts), strict=True))
        for group in counts.groups:
            presenter.supply(self._known[group.rows[0]], sum(cell.records for cell in group.cells.values()))
            for cell in group.cells.values():
                account.enter_alike(cell.records, cell.size, cell.records)
        for zone in skipped:
            account.enter_alike(zone.records, zone.size, zone.lines)

    @property
    def file(self) -> str:
        """Its path as it is shown."""
        return self._lookup.file

    @property
    def kind(self) -> str:
        """The kind that reads it."""
        return self._lookup.kind

    @property
    def records(self) -> int:
        """How many records it has."""
        counted = (cell.records for group in self.counts.groups for cell in group.cells.values())
        return sum(counted) + len(self.counts.others)

    def entry(self, row: Row) -> Entry:
        """The record at a row; quickly for the first row of a group."""
        known = self._known.get(row)
        if known is None:
            read = self._lookup.entries([row])[0]
            known = self._known[row] = self._moves(read) if self._moves else read
        return known

    def others(self) -> Iterator[Entry]:
        """The records that are in no group."""
        found = self._presenter.entries(self.counts.others, self._account)
        return map(self._moves, found) if self._moves else found

    def move(self, key: Callable[[str], str], entry: Callable[[Entry], Entry]) -> None:
        """Set the clock of the log by whole minutes: its keys and its entries are moved by these from now on."""

        def row(old: Row) -> Row:
            return old._replace(key=key(old.key))

        def cell(old: Cell) -> Cell:
            return old._replace(first=row(old.first), last=row(old.last))

        groups = [
            Group([row(first) for first in group.rows], {minute: cell(old) for minute, old in group.cells.items()})
            for group in self.counts.groups
        ]
        mentions = {word: key(at) for word, at in self.counts.mentions.items()}
        self.counts = replace(self.counts, groups=groups, mentions=mentions)
        self._known = {row(old): entry(known) for old, known in self._known.items()}
        self._moves = entry
