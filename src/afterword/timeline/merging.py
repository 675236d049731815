"""Every line of the evidence in the order of its time, written a stretch at a time so that nothing is held whole."""

import re
import tempfile
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from io import BytesIO
from operator import itemgetter
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple, cast

from afterword.evidence.collection import Collection
from afterword.evidence.counting import Counting
from afterword.evidence.ledger import USED
from afterword.evidence.raw_lines import Keyed, Portion, Slice, to_micros, written
from afterword.evidence.span import Span
from afterword.evidence.timed import Timed
from afterword.evidence.workshop import ahead, processors
from afterword.model.evidence import Entry
from afterword.timeline.aligning import Shift, shifted
from afterword.timeline.collecting import OUTSIDE, likeness
from afterword.timeline.order import Order, Places

CHUNK: Final = 512 * 1024
"""Bytes of a log that are looked at together."""

_LEAST: Final = 1024 * 1024
_SLICE: Final = 12 * 1024 * 1024
_ENDLESS: Final = b"~"
_NO_TIME: Final = b"-"
_BREAK = re.compile(rb"\s*\n\s*")

Watching = Callable[[Iterator[Entry | Timed]], Iterator[Entry | Timed]]
"""What is given all that is read, and gives it back."""


class _Waiting(NamedTuple):
    """The lines of a record that was read by itself."""

    key: str
    """As ``Order`` gives it."""
    file: int
    """The number of its piece."""
    offset: int
    """Where they wait."""
    length: int
    """Their bytes."""


class _Stretch(NamedTuple):
    """A portion of a log with its first and its last time."""

    low: bytes
    high: bytes
    portion: Portion


class Merge:
    """Merges the lines of evidence.

    shape: a line is the time in UTC to the microsecond, a tab, ``FILE:LINE``, a tab, and the line itself; all lines of
    a record have its time. A time of unknown zone has no ``Z``, one without a year begins with ``--``, and ``-``
    stands for none; they stand in the order as in every timeline. A record that is no line (JSON over several) has
    ``FILE #NUMBER`` for its place, and is one line.
    """

    def __init__(
        self,
        collection: Collection,
        counting: Counting | None = None,
        *,
        span: Span | None = None,
        align: Mapping[str, Shift] | None = None,
    ) -> None:
        """The sources of ``align`` are moved; only times of ``span`` are written."""
        self._align = align or {}
        self._collection = collection
        self._counting = counting or Counting(
            likeness=likeness, least=_LEAST, chunk=CHUNK, never=frozenset(self._align)
        )
        self._span = span
        self._numbers = {piece.blob.name: number for number, piece in enumerate(collection.pieces)}
        self._fates: list[list[str]] = [[] for _ in collection.pieces]
        self._raw = _Raw(collection)
        self._order = Order()
        self._logs: dict[int, Timed] = {}
        self._heads: dict[int, dict[str, str]] = {}
        self._waiting: list[_Waiting] = []

    @property
    def fates(self) -> Sequence[str] | None:
        """What became of each record, once all is written; None: all were."""
        return [fate for piece in self._fates for fate in piece] if self._span else None

    def lines(self, progress: Watching) -> Iterator[bytes]:
        """All lines, in pieces that end with a line end."""
        with (
            tempfile.TemporaryDirectory(prefix="afterword-") as folder,
            Path(folder, "waiting").open("w+b") as spool,
            closing(self._raw),
        ):
            for item in progress(self._read()):
                if isinstance(item, Timed):
                    self._learn(item, spool)
                else:
                    self._add(item, spool)
            yield from self._sorted(spool, Path(folder))
        for log in self._logs.values():
            self._collection.settle(log)

    def _read(self) -> Iterator[Entry | Timed]:
        if self._span and not self._span.by_minute:
            return iter(self._collection.entries())
        return self._collection.timed(self._counting, self._span)

    def _add(self, read: Entry, spool: BinaryIO) -> None:
        source = read.sources[0]
        shift = self._align.get(source.file)
        entry = shifted(read, shift) if shift else read
        key = self._order.key(entry)
        number = self._numbers[source.file]
        inside = not self._span or self._span.holds(key)
        if self._span:
            self._fates[number].append(USED if inside else OUTSIDE)
        if inside:
            raw = self._raw.bytes(source.file, source.offset, source.length)
            line = source.line or 1
            place = f"{source.file} #{source.record}" if source.record is not None else None
            self._keep(key, number, _rows(raw, entry.at, source.file, line, place), spool)

    def _learn(self, log: Timed, spool: BinaryIO) -> None:
        number = self._numbers[log.file]
        self._logs[number] = log
        self._fates[number] = [USED, OUTSIDE] if self._span else []
        heads = self._heads[number] = {}
        for _, part in log.parts:
            for held in part.minutes.values():
                heads[held.head] = self._order.key_of(f"{held.head}00", log.file, held.records)
        for record in log.others():
            at = record.moment.at or ""
            key = self._order.key_of(at.removesuffix("Z"), log.file, 1)
            if not self._span or self._span.holds(key):
                raw = self._raw.bytes(log.file, record.offset + log.work.text.mark, record.length)
                self._keep(key, number, _rows(raw, at, log.file, record.line or 1, None), spool)
                log.written.add(1, record.length, record.lines)

    def _keep(self, key: str, number: int, rows: bytes, spool: BinaryIO) -> None:
        self._waiting.append(_Waiting(key, number, spool.tell(), len(rows)))
        spool.write(rows)

    def _sorted(self, spool: BinaryIO, folder: Path) -> Iterator[bytes]:
        places = self._order.places()
        files = {number: piece.blob.name for number, piece in enumerate(self._collection.pieces)}
        rows = [(_micros(places.of(row.key, files[row.file])), row) for row in self._waiting]
        rows.sort(key=itemgetter(0))
        stretches = {number: list(self._stretches(number, places)) for number in self._logs}
        jobs = self._slices(stretches, rows, spool, folder)
        for done in ahead(written, jobs, workers=processors()) if self._logs else map(written, jobs):
            for number, records, size in done.taken:
                self._logs[number].written.add(records, size, records)
            text = done.text
            if done.spool:
                text = done.spool.read_bytes()
                done.spool.unlink()
            if text:
                yield text

    def _stretches(self, number: int, places: Places) -> Iterator[_Stretch]:
        """The portions of a log that hold times of the span, in its order."""
        log, mark = self._logs[number], self._logs[number].work.text.mark
        heads = {head: places.of(key, log.file)[:-2] for head, key in self._heads[number].items()}
        held = {head for head in heads if not self._span or self._span.holds(f"{head}00")}
        end = b"Z" if any(part.moment and (part.moment.at or "").endswith("Z") for _, part in log.parts) else b""
        for chunk, part in log.parts:
            inside = {minute: found for minute, found in part.minutes.items() if found.head in held}
            if not inside:
                continue
            low, high = (places.of(self._order.key_of(end, log.file, 0), log.file) for end in part.ends or ("", ""))
            yield _Stretch(
                to_micros(low),
                to_micros(high),
                Portion(
                    path=log.work.path,
                    offset=chunk.offset + mark,
                    length=chunk.length,
                    line=chunk.line,
                    apart=part.apart,
                    minutes={
                        minute: (heads[found.head].encode(), found.head.encode()) for minute, found in inside.items()
                    },
                    whole=len(inside) == len(part.minutes),
                    stamping=log.work.plan.stamping,
                    end=end,
                ),
            )

    def _slices(
        self,
        stretches: Mapping[int, list[_Stretch]],
        rows: Sequence[tuple[bytes, _Waiting]],
        spool: BinaryIO,
        folder: Path,
    ) -> Iterator[Slice]:
        names = {number: piece.blob.name for number, piece in enumerate(self._collection.pieces)}
        sizes = [(each.low, each.portion.length) for found in stretches.values() for each in found]
        sizes += [(key, row.length) for key, row in rows]
        cuts = _cuts(sizes)
        at = 0
        for done, (low, high) in enumerate(zip([b"", *cuts], [*cuts, _ENDLESS], strict=True)):
            end = bisect_left(rows, high, lo=at, key=itemgetter(0))
            others = self._waited(rows[at:end], spool)
            at = end
            portions = {
                number: [
                    (each.portion, low <= each.low and each.high < high)
                    for each in found
                    if each.low < high and each.high >= low
                ]
                for number, found in stretches.items()
            }
            yield Slice(
                low=low,
                high=high,
                files=[
                    (number, _visible(names[number]), portions.get(number, ()), others.get(number, ()))
                    for number in sorted(portions.keys() | others.keys())
                ],
                reveal=self._collection.options.reveal,
                spool=folder / str(done) if cuts and self._logs else None,
            )

    def _waited(self, rows: Sequence[tuple[bytes, _Waiting]], spool: BinaryIO) -> Mapping[int, Sequence[Keyed]]:
        found: dict[int, list[Keyed]] = {}
        for key, row in rows:
            spool.seek(row.offset)
            found.setdefault(row.file, []).append((key, spool.read(row.length)))
        return found


class _Raw:
    """Reads pieces at single places; the one that was asked for last stays open."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection
        self._name, self._file = "", cast(BinaryIO, BytesIO())

    def bytes(self, name: str, offset: int, length: int) -> bytes:
        """The bytes at a place of a piece, in UTF-8."""
        text = self._collection.text(name)
        if name != self._name:
            self._file.close()
            try:
                self._name, self._file = name, text.open()
            except OSError:  # that it is not there any more is a finding
                self._name, self._file = "", cast(BinaryIO, BytesIO())
        self._file.seek(offset)
        found = self._file.read(length)
        return found if text.encoding == "utf-8" else found.decode(text.encoding, "replace").encode()

    def close(self) -> None:
        """Closes what is open."""
        self._file.close()


def _rows(raw: bytes, at: str | None, file: str, line: int, place: str | None) -> bytes:
    """The lines of a record as they are written."""
    time = _NO_TIME if not at else _micros(at.removesuffix("Z")) + (b"Z" if at.endswith("Z") else b"")
    if place is not None:
        return b"%b\t%b\t%b\n" % (time, _visible(place), _BREAK.sub(b" ", raw.strip()))
    lines = raw.removesuffix(b"\n").split(b"\n")
    name = _visible(file)
    rows = (b"%b\t%b:%d\t%b\n" % (time, name, at, text.removesuffix(b"\r")) for at, text in enumerate(lines, line))
    return b"".join(rows)


def _visible(name: str) -> bytes:
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in name).encode("utf-8", "replace")


def _micros(key: str) -> bytes:
    return to_micros(key) if key else b""


def _cuts(sizes: list[tuple[bytes, int]]) -> list[bytes]:
    """Times between which about as much lies as is written at once."""
    cuts: list[bytes] = []
    size = 0
    for low, length in sorted(sizes):
        if size >= _SLICE and low > (cuts[-1] if cuts else b""):
            cuts.append(low)
            size = 0
        size += length
    return cuts
