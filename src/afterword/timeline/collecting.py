"""Each record given to the lane that tells it; what is outside of the time that is asked for is set aside."""

from collections.abc import Iterator

from afterword.evidence.condensed import Condensed
from afterword.evidence.condensing import Group, Likeness, Row
from afterword.evidence.span import Span
from afterword.model.evidence import Entry
from afterword.timeline.copies import COPY, Copies
from afterword.timeline.happening import Alike, Book, Happening, Kept, Later
from afterword.timeline.lanes import STORY, lane_of
from afterword.timeline.logs import Logs
from afterword.timeline.order import Order, Places
from afterword.timeline.requests import Requests, raw_call, raw_form
from afterword.timeline.samples import Samples
from afterword.timeline.skew import IDENTIFIER, Skew
from afterword.timeline.stories import Stories

OUTSIDE = "outside of the time that was asked for"
"""The disposition of a record that is not of the span."""


class Collector:
    """Gives each record to the lane that tells it."""

    def __init__(self, book: Book, order: Order, skew: Skew, span: Span | None) -> None:
        """``span`` is the time that is told; None: all."""
        self._stories, self._logs, self._samples = Stories(book), Logs(book), Samples(book)
        self._requests = Requests(book)
        self._counted = {"access": self._requests.add, "metric": self._samples.add}
        self._book, self._order, self._skew = book, order, skew
        self._span = span
        self._outside = book.open(OUTSIDE)
        self._copies, self._copy = Copies(), book.open(COPY)
        self._sequence = 0

    def add(self, entry: Entry) -> None:
        """Take the next record."""
        self._take(entry, self._sequence)
        self._sequence += 1

    def add_condensed(self, log: Condensed) -> None:
        """Take a log in counts."""
        base = self._sequence
        for group in log.counts.groups:
            for fate in self._fates(log, group, base):
                self._book.enter(fate)
        for _ in range(log.skipped):
            self._book.enter(self._outside)
        # their keys have no place in the file yet, as those of the records have
        mentions = {word: self._order.key_of(key, log.file, 0) for word, key in log.counts.mentions.items()}
        self._skew.add_mentions(log.file, mentions, log.records - len(log.counts.others))
        firsts = [log.entry(group.rows[0]) for group in log.counts.groups]
        for entry in firsts:
            self._skew.doubt(entry)
        if firsts:
            self._skew.note(firsts[0], hosted=False)
        for entry in log.others():
            self._take(entry, base + (entry.sources[0].line or 0))
        self._sequence = base + log.counts.beyond

    def happenings(self, places: Places) -> Iterator[Happening]:
        """What the lanes tell."""
        yield from self._stories.happenings()
        yield from map(self._copies.cited, self._logs.happenings(places))
        yield from self._requests.happenings(places)
        yield from self._samples.happenings()

    def _take(self, entry: Entry, sequence: int) -> None:
        key = self._order.key(entry)
        if self._span and not self._span.holds(key):
            self._book.enter(self._outside)
            return
        lane = lane_of(entry.sources[0].kind) if entry.sources else "log"
        if lane in STORY:
            self._skew.add_notice(entry, key, lane)
            self._book.enter(self._stories.add(entry, key, sequence, lane))
            return
        if entry.native_id is not None and self._copies.is_copy(entry):
            self._book.enter(self._copy)
            return
        fate = self._counted[lane](entry, key, sequence) if lane in self._counted else None
        if fate is None:
            fate = self._logs.add(entry, key, sequence)
            self._skew.add(entry, key)
        self._book.enter(fate)

    def _fates(self, log: Condensed, group: Group, base: int) -> list[int]:
        """What becomes of the records of each cell."""

        def kept(row: Row, count: int = 0) -> Kept:
            return self._order.key_of(row.key, log.file, count), base + row.line, Later(log, row)

        held = [self._span is None or self._span.holds(cell.first.key) for cell in group.cells.values()]
        cells = [cell for cell, inside in zip(group.cells.values(), held, strict=True) if inside]
        if not cells:
            return [self._outside] * len(held)
        whole = len(cells) == len(held)
        firsts = group.rows if whole else sorted((cell.first for cell in cells), key=lambda row: row.line)
        minutes = [(cell.records, kept(cell.first, cell.records), kept(cell.last)) for cell in cells]
        alike = Alike(
            file=log.file,
            firsts=tuple(kept(row) for row in firsts[: len(group.rows)]),
            minutes=minutes,
            count=sum(cell.records for cell in cells),
        )
        found = self._requests.add_alike(alike) if lane_of(log.kind) == "access" else None
        fates = iter(found or [self._logs.add_alike(alike)] * len(minutes))
        return [next(fates) if inside else self._outside for inside in held]


def likeness(kind: str) -> Likeness | None:
    """What makes the lines of a log alike that is told in counts; None for evidence that is told record by record."""
    lane = lane_of(kind)
    if lane == "access":
        alike = {"access-log": raw_form, "haproxy": raw_call}.get(kind)
        return Likeness(alike=alike) if alike else None
    return Likeness(mention=IDENTIFIER) if lane == "log" else None
