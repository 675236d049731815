"""Long logs read in chunks by several processes, and put together in the order of the text."""

import multiprocessing
import os
import re
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain, islice
from pathlib import Path
from typing import Final, Generic, NamedTuple, TypeVar

from afterword.evidence.chunking import Bounds, Chunker
from afterword.evidence.condensed import Counts
from afterword.evidence.condensing import KEPT, Cell, Group, Part, Plan, Unfit
from afterword.evidence.lines import LONGEST_LINE
from afterword.evidence.text import Text
from afterword.evidence.zonemap import Zone

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


class Work(NamedTuple):
    """A log that is to be read in counts."""

    plan: Plan
    """How."""
    text: Text
    """The log."""
    path: Path
    """The file on disk that holds the text."""
    zones: Sequence[Zone] = ()
    """The chunks to read; none: all, wherever they are."""
    skipped: Sequence[Zone] = ()
    """The chunks that are not read."""

    def chunks(self, size: int) -> Iterator[Chunk]:
        """The chunks to read."""
        if self.zones:
            return (Chunk(zone.offset, zone.length, zone.line) for zone in self.zones)
        return chunks(self.text, self.plan, size)


def chunks(text: Text, plan: Plan, size: int) -> Iterator[Chunk]:
    """The chunks of a text, of about ``size`` bytes; larger only where no line is regular for so long."""
    regular = re.compile(b"^" + plan.stamping.regular, re.MULTILINE)
    begin, first, at, line = 0, 1, 0, 1
    with text.open() as file:
        file.seek(text.mark)
        while data := file.read(min(size, text.size - text.mark - at)):
            newline = data.find(b"\n")
            cut = regular.search(data, newline + 1) if newline >= 0 and at else None
            if cut:
                yield Chunk(begin, at + cut.start() - begin, first)
                begin, first = at + cut.start(), line + data.count(b"\n", 0, cut.start())
            at += len(data)
            line += data.count(b"\n")
    if at > begin:
        yield Chunk(begin, at - begin, first)


R = TypeVar("R")
S = TypeVar("S")


class Workshop(Generic[R]):
    """Reads chunks of logs in as many processes as there are processors.

    Chunks are read ahead of what is asked for, over the ends of texts, so that no process waits.
    """

    def __init__(
        self, works: Sequence[Work], task: Callable[[Plan, Path, int, Chunk], R | None], *, chunk: int, workers: int
    ) -> None:
        """The works are asked for in this order; ``task`` is what is done with each chunk."""
        self._jobs = ((work, part) for work in works for part in _there(work, chunk))
        self._waiting: deque[tuple[Work, Chunk, Future[R | None]]] = deque()
        self._room = workers * _AHEAD
        self._pool = _pool(workers)
        self._task = task

    def close(self) -> None:
        """Ends the processes, and waits for that: beside a thread that minds them no other could be forked."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def parts(self, work: Work) -> list[tuple[Chunk, R]] | None:
        """What the task gave for the chunks of the next work; None where it gave nothing for one."""
        parts: list[tuple[Chunk, R]] | None = []
        while True:
            self._fill()
            if not self._waiting or self._waiting[0][0] is not work:
                break
            _, chunk, future = self._waiting.popleft()
            part = future.result()
            if part is None:
                parts = None
            elif parts is not None:
                parts.append((chunk, part))
        return parts or None

    def _fill(self) -> None:
        while len(self._waiting) < self._room and (job := next(self._jobs, None)):
            work, chunk = job
            self._waiting.append(
                (work, chunk, self._pool.submit(self._task, work.plan, work.path, work.text.mark, chunk))
            )


def _there(work: Work, size: int) -> Iterator[Chunk]:
    """The chunks of a log; none of one that is not there any more, so that it is read otherwise, and that is said."""
    try:
        yield from work.chunks(size)
    except OSError:
        return


def ahead(task: Callable[[S], R], jobs: Iterable[S], *, workers: int) -> Iterator[R]:
    """What a task gives for each job, in their order, done in several processes ahead of what is asked for.

    shape: a single job is done here, since a process costs more to start.
    """
    rest = iter(jobs)
    first = list(islice(rest, 2))
    if len(first) < 2:
        yield from map(task, first)
        return
    pool = _pool(workers)
    waiting: deque[Future[R]] = deque()
    try:
        for job in chain(first, rest):
            waiting.append(pool.submit(task, job))
            if len(waiting) > workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _pool(workers: int) -> ProcessPoolExecutor:
    alone = threading.active_count() == 1 and "fork" in multiprocessing.get_all_start_methods()
    return ProcessPoolExecutor(workers, multiprocessing.get_context("fork" if alone else "spawn"))


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


_chunkers: dict[str, Chunker] = {}


def read_part(plan: Plan, path: Path, mark: int, chunk: Chunk) -> Part | None:
    """A chunk in counts; None where it cannot be read so."""
    if chunk.length > LONGEST_LINE:
        return None
    try:
        return _chunker(plan).part(_block(path, mark, chunk), chunk.offset, chunk.line)
    except Unfit:
        return None


def read_bounds(plan: Plan, path: Path, mark: int, chunk: Chunk) -> Bounds | None:
    """Which times a chunk holds; None where its records have to be read one by one."""
    if chunk.length > LONGEST_LINE:
        return None
    try:
        return _chunker(plan).bounds(_block(path, mark, chunk), chunk.offset, chunk.line)
    except Unfit:
        return None


def _chunker(plan: Plan) -> Chunker:
    known = _chunkers.get(plan.name)
    if known is None:
        _chunkers.clear()
        known = _chunkers[plan.name] = Chunker(plan)
    return known


def _block(path: Path, mark: int, chunk: Chunk) -> bytes:
    """The bytes of a chunk.  errors: Unfit where they are not there any more."""
    try:
        with path.open("rb", buffering=0) as file:
            file.seek(mark + chunk.offset)
            block = file.read(chunk.length)
    except OSError as error:
        raise Unfit from error
    if len(block) < chunk.length:
        raise Unfit
    return block


def counts_of(parts: Sequence[tuple[Chunk, Part]] | None, plan: Plan) -> Counts | None:
    """The chunks of a text in counts; None where that does not give the same as record by record."""
    counts = _together(parts) if parts else None
    return counts if counts and one_year({m for g in counts.groups for m in g.cells}, plan) else None


def _together(parts: Sequence[tuple[Chunk, Part]]) -> Counts:
    groups: dict[bytes, Group] = {}
    mentions: dict[bytes, str] = {}
    notes: dict[str, str] = {}
    # before groups of several chunks are put together in that of the first
    zones = [_zone(*part) for part in parts]
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
        zones=zones,
    )


def _zone(chunk: Chunk, part: Part) -> Zone:
    cells = [cell for group in part.groups.values() for cell in group.cells.values()]
    times = [record.moment.at.removesuffix("Z") for record in part.others if record.moment.at]
    return Zone(
        offset=chunk.offset,
        length=chunk.length,
        line=chunk.line,
        records=sum(cell.records for cell in cells) + len(part.others),
        lines=sum(cell.records for cell in cells) + sum(record.lines for record in part.others),
        size=sum(cell.size for cell in cells) + sum(record.length for record in part.others),
        low=min([*(cell.first.key for cell in cells), *times], default=""),
        high=max([*(cell.last.key for cell in cells), *times], default=""),
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


def one_year(keys: AbstractSet[str], plan: Plan) -> bool:
    """Whether a year that lines do not state is the same for all, by the minutes, or heads of keys, of their times."""
    months = {key.partition("T")[0][-5:-3] for key in keys}
    if not any(key.startswith(_YEARLESS) for key in keys):
        return plan.options.year is None or not {"01", "12"} <= months
    days = [int(key[2:4]) * _MONTH + int(key[5:7]) for key in keys if key.startswith(_YEARLESS)]
    return max(days) - min(days) <= _MONTH
