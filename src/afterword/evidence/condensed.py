"""Whole logs in counts: chunks read by several processes and put together in the order of the text."""

import multiprocessing
import os
import re
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from afterword.errors import InputError
from afterword.evidence.chunking import Chunker
from afterword.evidence.condensing import KEPT, Cell, Group, Part, Plan, Reading, Row, Unfit
from afterword.evidence.ledger import Account
from afterword.evidence.presenting import Presenter
from afterword.evidence.record import Record
from afterword.evidence.text import Text
from afterword.model.evidence import Entry

LEAST: Final = 8 * 1024 * 1024
"""Bytes from which on a log is read in counts."""
CHUNK: Final = 4 * 1024 * 1024
"""Bytes of a chunk."""
_AHEAD: Final = 4
_MONTH: Final = 31
_YEARLESS: Final = "--"


class Chunk(NamedTuple):
    """A stretch of a text that begins at a regular line, or at its start."""

    offset: int
    """First byte in the text as the kind sees it."""
    length: int
    """Bytes."""
    line: int
    """1-based line of the first byte."""


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


def chunks(text: Text, plan: Plan, size: int) -> Iterator[Chunk]:
    """The chunks of a text, of about ``size`` bytes; larger only where no line is regular for so long."""
    regular = re.compile(b"^" + plan.stamping.regular, re.MULTILINE)
    begin, first, at, line = 0, 1, 0, 1
    with text.open() as file:
        file.seek(text.mark)
        while data := file.read(size):
            newline = data.find(b"\n")
            cut = regular.search(data, newline + 1) if newline >= 0 and at else None
            if cut:
                yield Chunk(begin, at + cut.start() - begin, first)
                begin, first = at + cut.start(), line + data.count(b"\n", 0, cut.start())
            at += len(data)
            line += data.count(b"\n")
    if at > begin:
        yield Chunk(begin, at - begin, first)


class Workshop:
    """Reads logs in counts, in as many processes as there are processors.

    Chunks are read ahead of what is asked for, over the ends of texts, so that no process waits.
    """

    def __init__(self, works: Sequence[tuple[Plan, Text, Path]], *, chunk: int, workers: int) -> None:
        """Each work is a plan, its text, and the file on disk that holds the text; they are asked for in this order."""
        self._jobs = ((plan, text, path, part) for plan, text, path in works for part in chunks(text, plan, chunk))
        self._waiting: deque[tuple[Plan, Chunk, Future[Part | None]]] = deque()
        alone = threading.active_count() == 1 and "fork" in multiprocessing.get_all_start_methods()
        self._room = workers * _AHEAD
        self._pool = ProcessPoolExecutor(workers, multiprocessing.get_context("fork" if alone else "spawn"))

    def close(self) -> None:
        """Ends the processes."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def counts(self, plan: Plan) -> Counts | None:
        """The next work in counts; None where that cannot be done with the same result as record by record."""
        parts: list[tuple[Chunk, Part]] | None = []
        while True:
            self._fill()
            if not self._waiting or self._waiting[0][0] is not plan:
                break
            _, chunk, future = self._waiting.popleft()
            part = future.result()
            if part is None:
                parts = None
            elif parts is not None:
                parts.append((chunk, part))
        counts = _together(parts) if parts else None
        return counts if counts and _fits(counts, plan) else None

    def _fill(self) -> None:
        while len(self._waiting) < self._room and (job := next(self._jobs, None)):
            plan, text, path, chunk = job
            self._waiting.append((plan, chunk, self._pool.submit(_read, plan, path, text.mark, chunk)))


class Lookup:
    """Reads single records of a text that was read in counts."""

    def __init__(self, text: Text, plan: Plan, presenter: Presenter, account: Account) -> None:
        """What is read goes into an account of its own, which nobody looks at."""
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

    shape: every cell of every group, in their order, has one disposition; then each of ``others`` has one.
    """

    def __init__(
        self,
        file: str,
        kind: str,
        counts: Counts,
        lookup: Lookup,
        presenter: Presenter,
        account: Account,
        close: Callable[[], None],
    ) -> None:
        """Enters the cells into the account; ``close`` is called once ``others`` were all asked for."""
        self.file = file
        """Its path as it is shown."""
        self.kind = kind
        """The kind that reads it."""
        self.counts = counts
        """What was counted."""
        self._lookup = lookup
        self._presenter = presenter
        self._account = account
        self._close = close
        firsts = [group.rows[0] for group in counts.groups]
        self._known = dict(zip(firsts, lookup.entries(firsts), strict=True))
        for group in counts.groups:
            presenter.supply(self._known[group.rows[0]], sum(cell.records for cell in group.cells.values()))
            for cell in group.cells.values():
                account.enter_alike(cell.records, cell.size)

    @property
    def records(self) -> int:
        """How many records it has."""
        counted = (cell.records for group in self.counts.groups for cell in group.cells.values())
        return sum(counted) + len(self.counts.others)

    def entry(self, row: Row) -> Entry:
        """The record at a row; quickly for the first row of a group."""
        known = self._known.get(row)
        if known is None:
            known = self._known[row] = self._lookup.entries([row])[0]
        return known

    def others(self) -> Iterator[Entry]:
        """The records that are in no group."""
        yield from self._presenter.entries(self.counts.others, self._account)
        self._close()


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


_chunkers: dict[str, Chunker] = {}


def _read(plan: Plan, path: Path, mark: int, chunk: Chunk) -> Part | None:
    """What a chunk holds; None where it cannot be read in counts."""
    chunker = _chunkers.get(plan.name)
    if chunker is None:
        _chunkers.clear()
        chunker = _chunkers[plan.name] = Chunker(plan)
    with path.open("rb", buffering=0) as file:
        file.seek(mark + chunk.offset)
        block = file.read(chunk.length)
    try:
        return chunker.part(block, chunk.offset, chunk.line)
    except Unfit:
        return None


def _together(parts: Sequence[tuple[Chunk, Part]]) -> Counts:
    groups: dict[bytes, Group] = {}
    mentions: dict[bytes, str] = {}
    notes: dict[str, str] = {}
    for _, part in parts:
        for mark, group in part.groups.items():
            known = groups.setdefault(mark, group)
            if known is not group:
                _add(known, group)
        for word, key in part.mentions.items():
            mentions.setdefault(word, key)
        for note, written in part.notes.items():
            notes.setdefault(note, written)
    final = parts[-1][0]
    return Counts(
        groups=sorted(groups.values(), key=lambda group: group.rows[0].line),
        others=[record for _, part in parts for record in part.others],
        beyond=final.line + final.length,
        notes=notes,
        mentions=mentions,
    )


def _add(known: Group, group: Group) -> None:
    known.rows.extend(group.rows[: KEPT - len(known.rows)])
    for minute, cell in group.cells.items():
        there = known.cells.get(minute)
        if there is None:
            known.cells[minute] = cell
            continue
        first = cell.first if cell.first.key < there.first.key else there.first
        last = cell.last if cell.last.key >= there.last.key else there.last
        known.cells[minute] = Cell(there.records + cell.records, there.size + cell.size, first, last)


def _fits(counts: Counts, plan: Plan) -> bool:
    """Whether a year that the lines do not state is the same for all, whatever their order."""
    keys = {minute for group in counts.groups for minute in group.cells}
    months = {key.partition("T")[0][-5:-3] for key in keys}
    if not any(key.startswith(_YEARLESS) for key in keys):
        return plan.options.year is None or not {"01", "12"} <= months
    days = [int(key[2:4]) * _MONTH + int(key[5:7]) for key in keys if key.startswith(_YEARLESS)]
    return max(days) - min(days) <= _MONTH
