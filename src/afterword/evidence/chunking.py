"""One chunk of a long log in counts: what each of several processes does by itself."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, chain
from typing import Final, NamedTuple
from zlib import crc32

from afterword.evidence.condensing import KEPT, Cell, Group, Part, Plan, Reading, Row, Unfit
from afterword.evidence.record import Record
from afterword.evidence.stamping import Stamp
from afterword.model.moment import Moment

MOST_MENTIONS: Final = 4096
"""How many identifiers are kept of a chunk."""
_EARLY: Final = 5_000

_Span = tuple[int, int]


class _Lines(NamedTuple):
    """Regular lines of a chunk."""

    texts: Sequence[bytes]
    """The lines without their ends."""
    starts: Sequence[int]
    """Where each begins in the chunk."""
    numbers: Sequence[int]
    """Which line of the chunk each is, from 0."""

    def only(self, kept: Sequence[int]) -> "_Lines":
        """Those at these indexes."""
        texts, starts, numbers = self
        return _Lines([texts[at] for at in kept], [starts[at] for at in kept], [numbers[at] for at in kept])


class Held(NamedTuple):
    """The regular records of a chunk that lie within one minute."""

    head: str
    """The start of the key of their time."""
    records: int
    """How many."""


class Bounds(NamedTuple):
    """Which times a chunk holds; lines and offsets of its records count from the start of the text."""

    minutes: dict[bytes, Held]
    """By what a line states of its minute."""
    ends: tuple[str, str] | None
    """Keys of the earliest and the latest regular record; None where there are none."""
    size: int
    """Bytes of the regular records."""
    apart: Sequence[_Span]
    """Where in the chunk lines stand that are not regular."""
    others: list[Record]
    """The records that are found in those."""
    notes: dict[str, str]
    """What the clock noted."""
    moment: Moment | None
    """The time of a regular record, for what is said of its year and zone; None where there was none yet."""


class Chunker:
    """Reads chunks of one text."""

    def __init__(self, plan: Plan) -> None:
        """Compiles what the plan says."""
        self._plan = plan
        self._regular = re.compile(plan.stamping.regular)
        self._irregular = re.compile(b"\n(?!%s)" % plan.stamping.regular)
        self._mention = re.compile(plan.likeness.mention) if plan.likeness.mention else None
        self._reading = Reading(plan.kind, plan.sample, plan.options)
        self._known: set[bytes] = set()
        self._odd: set[bytes] = set()
        self._minutes: dict[bytes, str] = {}
        self._moment: Moment | None = None

    def part(self, block: bytes, offset: int, line: int) -> Part:
        """What a chunk holds that begins at ``offset`` and 1-based ``line``: at a regular line, or at the text's start.

        errors: Unfit.
        """
        lines, marks, stamps, spans = self._parted(block)
        return Part(
            groups=self._groups(lines, marks, stamps, offset, line),
            others=self._others(block, spans, offset, line),
            notes=dict(self._reading.clock.notes),
            mentions=self._mentions(lines, stamps, line),
        )

    def bounds(self, block: bytes, offset: int, line: int) -> Bounds:
        """Which times such a chunk holds, and what it takes to find them again.  errors: Unfit."""
        if not self._reading.fits(block):
            raise Unfit
        spans = list(self._spans(block))
        lines = _regular_lines(block, spans, placed=bool(spans))
        minutes = self._plan.stamping.minutes(lines.texts)
        odd = self._learn(lines.texts, self._marks(lines), minutes)
        if odd:
            lines = lines if spans else _regular_lines(block, spans)
            spans += [(lines.starts[at], lines.starts[at] + len(lines.texts[at]) + 1) for at in odd]
            spans.sort()
            kept = [at for at in range(len(minutes)) if at not in odd]
            lines, minutes = lines.only(kept), [minutes[at] for at in kept]
        held = {minute: Held(self._minutes[minute], count) for minute, count in Counter(minutes).items()}
        return Bounds(
            minutes=held,
            ends=self._ends(lines.texts, minutes, held),
            size=sum(map(len, lines.texts)) + len(minutes),
            apart=spans,
            others=self._others(block, spans, offset, line),
            notes=dict(self._reading.clock.notes),
            moment=self._moment,
        )

    def _ends(
        self, lines: Sequence[bytes], minutes: Sequence[bytes], held: Mapping[bytes, Held]
    ) -> tuple[str, str] | None:
        """The keys of the earliest and the latest of these lines; None where there are none."""
        if not held:
            return None
        first, last = (choose(held, key=lambda minute: held[minute].head) for choose in (min, max))
        found = [
            [
                second
                for _, second in self._plan.stamping.stamps(
                    [lines[at] for at, mine in enumerate(minutes) if mine == minute]
                )
            ]
            for minute in (first, last)
        ]
        low, high = min(found[0]), max(found[1])
        return _key(held[first].head, low), _key(held[last].head, high)

    def _parted(self, block: bytes) -> "tuple[_Lines, Sequence[bytes], Sequence[Stamp], Sequence[_Span]]":
        """The regular lines with what each is compared by and its stamp, and where the other lines stand.

        errors: Unfit.
        """
        if not self._reading.fits(block):
            raise Unfit
        spans = list(self._spans(block))
        lines = _regular_lines(block, spans)
        marks = self._marks(lines)
        stamps = self._plan.stamping.stamps(lines.texts)
        odd = self._learn(lines.texts, marks, [minute for minute, _ in stamps])
        if odd:
            spans += [(lines.starts[at], lines.starts[at] + len(lines.texts[at]) + 1) for at in odd]
            kept = [at for at in range(len(marks)) if at not in odd]
            lines = lines.only(kept)
            marks, stamps = [marks[at] for at in kept], [stamps[at] for at in kept]
        return lines, marks, stamps, sorted(spans)

    def _spans(self, block: bytes) -> Iterator[_Span]:
        """Where lines stand that are not regular, each run of them with the regular line above it."""
        begin = end = -1
        starts = (found.end() for found in self._irregular.finditer(block))
        for at in starts if self._regular.match(block) else chain((0,), starts):
            if at >= len(block):
                break
            above = block.rfind(b"\n", 0, max(at - 1, 0)) + 1
            if above >= end:
                if end >= 0:
                    yield begin, end
                begin = above
            cut = block.find(b"\n", at)
            end = len(block) if cut < 0 else cut + 1
        if end >= 0:
            yield begin, end
        last = block.rfind(b"\n") + 1
        if end < len(block) and last < len(block):
            yield last, len(block)

    def _marks(self, lines: _Lines) -> Sequence[bytes]:
        """What each line is compared by."""
        if self._plan.likeness.alike:
            return [self._plan.likeness.alike(line) for line in lines.texts]
        if not lines.texts:
            return []
        return b"\n".join(lines.texts).translate(None, self._plan.dropped).split(b"\n")

    def _learn(self, lines: Sequence[bytes], marks: Sequence[bytes], minutes: Sequence[bytes]) -> set[int]:
        """Take lines apart whose like, or whose minute, has not been seen.

        returns: the lines that the kind reads otherwise than they look.
        """
        new, unseen = set(marks) - self._known, set(minutes).difference(self._minutes)
        wanted: set[int] = set()
        for at in range(len(marks)) if new or unseen else ():
            if marks[at] in new or minutes[at] in unseen:
                wanted.add(at)
                new.discard(marks[at])
                unseen.discard(minutes[at])
                if not new and not unseen:
                    break
        chosen = sorted(wanted)
        stamps = self._plan.stamping.stamps([lines[at] for at in chosen])
        records = self._reading.singly([lines[at] for at in chosen])
        for at, stamp, record in zip(chosen, stamps, records, strict=True):
            if record is None or not self._agrees(record, *stamp):
                self._odd.add(marks[at])
            self._known.add(marks[at])
        if self._reading.reports or self._reading.clock.repeated:
            raise Unfit
        if not self._odd and len(self._minutes) >= len(set(minutes)):
            return set()
        # a minute that only odd lines state has no meaning that could be relied on
        return {at for at, mark in enumerate(marks) if mark in self._odd or minutes[at] not in self._minutes}

    def _agrees(self, record: Record, minute: bytes, seconds: bytes) -> bool:
        """Whether the record's time is what its stamp says; learns its minute."""
        at, second = record.moment.at, seconds.decode("ascii").replace(",", ".")
        written = record.moment.written or ""
        stated = self._plan.stamping.epoch or (minute + seconds).decode("ascii", "replace") in written
        if at is None or not stated:
            return False
        head = at.removesuffix("Z").removesuffix(second)
        if head + second != at.removesuffix("Z") or head[-1:] != ":":
            return False
        self._moment = self._moment or record.moment
        return self._minutes.setdefault(minute, head) == head

    def _groups(
        self, lines: _Lines, marks: Sequence[bytes], stamps: Sequence[Stamp], offset: int, line: int
    ) -> dict[bytes, Group]:
        counted: dict[bytes, tuple[list[int], dict[bytes, list[int]]]] = {}
        for at, (mark, (minute, second), text) in enumerate(zip(marks, stamps, lines.texts, strict=True)):
            group = counted.get(mark)
            if group is None:
                group = counted[mark] = ([], {})
            if len(group[0]) < KEPT:
                group[0].append(at)
            cell = group[1].get(minute)
            if cell is None:
                group[1][minute] = [1, len(text), at, at]
                continue
            cell[0] += 1
            cell[1] += len(text)
            if second >= stamps[cell[3]][1]:
                cell[3] = at
            elif second < stamps[cell[2]][1]:
                cell[2] = at

        def row(at: int) -> Row:
            minute, second = stamps[at]
            return Row(
                _key(self._minutes[minute], second),
                line + lines.numbers[at],
                offset + lines.starts[at],
                len(lines.texts[at]) + 1,
            )

        return {
            mark: Group(
                [row(at) for at in firsts],
                {
                    self._minutes[minute][:-1]: Cell(count, size + count, row(first), row(last))
                    for minute, (count, size, first, last) in cells.items()
                },
            )
            for mark, (firsts, cells) in counted.items()
        }

    def _others(self, block: bytes, spans: Sequence[_Span], offset: int, line: int) -> list[Record]:
        """The records that the kind finds in the spans."""
        if not spans:
            return []
        begins = list(accumulate((end - start for start, end in spans), initial=0))
        numbers = _line_numbers(block, [start for start, _ in spans])
        found = []
        span = 0
        data = b"".join([block[start:end] for start, end in spans])
        for record in self._reading.records(data):
            while record.offset >= begins[span + 1]:
                span += 1
            start = spans[span][0]
            if record.moment.at is None or record.offset + record.length > begins[span + 1] or record.number:
                # what has no time takes its place from the record above it, which is not known here
                raise Unfit
            inside = data.count(b"\n", begins[span], record.offset)
            place = offset + start + record.offset - begins[span]
            found.append(record._replace(offset=place, line=line + numbers[span] + inside))
        if self._reading.reports:
            raise Unfit
        return found

    def _mentions(self, lines: _Lines, stamps: Sequence[Stamp], line: int) -> dict[bytes, str]:
        """Identifiers, each with the key of the line that mentions it first; many are thinned by themselves."""
        if self._mention is None:
            return {}
        find = self._mention.findall
        early = max(_EARLY - line, 0)
        found: dict[bytes, str] = {}
        keep = 0
        for at, (minute, second) in enumerate(stamps):
            if at >= early and self._minutes[minute][-3:-1] != "00":
                continue
            for word in find(lines.texts[at]):
                if word not in found and not crc32(word) & keep:
                    found[word] = _key(self._minutes[minute], second)
            while len(found) > MOST_MENTIONS:
                keep = keep * 2 + 1
                found = {word: key for word, key in found.items() if not crc32(word) & keep}
        return found


def _key(head: str, second: bytes) -> str:
    """The key of a time, from the start of it and the seconds as they are stated."""
    return head + second.decode("ascii").replace(",", ".")


def _regular_lines(block: bytes, spans: Sequence[_Span], *, placed: bool = True) -> _Lines:
    """The lines outside of the spans; where each begins only if ``placed``."""
    if not spans:
        texts = block.split(b"\n")
        del texts[-1:]
        if not placed:
            return _Lines(texts, (), ())
        starts = list(accumulate((len(text) + 1 for text in texts), initial=0))[:-1]
        return _Lines(texts, starts, range(len(texts)))
    texts, starts, numbers = [], [], []
    at = number = 0
    for start, end in [*spans, (len(block), len(block))]:
        for text in block[at:start].split(b"\n")[:-1]:
            texts.append(text)
            starts.append(at)
            numbers.append(number)
            at += len(text) + 1
            number += 1
        number += block.count(b"\n", start, end)
        at = end
    return _Lines(texts, starts, numbers)


def _line_numbers(block: bytes, places: Sequence[int]) -> list[int]:
    """Which line of the block each of the ascending places is in, from 0."""
    numbers, seen, count = [], 0, 0
    for place in places:
        count += block.count(b"\n", seen, place)
        seen = place
        numbers.append(count)
    return numbers
