"""One chunk of a long log in counts: what each of several processes does by itself."""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain
from typing import Final, NamedTuple
from zlib import crc32

from afterword.evidence.condensing import KEPT, Cell, Group, Part, Plan, Reading, Row, Unfit
from afterword.evidence.record import Record

MOST_MENTIONS: Final = 4096
"""How many identifiers are kept of a chunk."""
_EARLY: Final = 5_000

_Span = tuple[int, int]
_Stamp = tuple[bytes, bytes]


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


class Chunker:
    """Reads chunks of one text."""

    def __init__(self, plan: Plan) -> None:
        """Compiles what the plan says."""
        self._plan = plan
        self._stamp = re.compile(plan.stamping.stamp)
        self._regular = re.compile(plan.stamping.regular)
        self._irregular = re.compile(b"\n(?!%s)" % plan.stamping.regular)
        self._mention = re.compile(plan.likeness.mention) if plan.likeness.mention else None
        self._reading = Reading(plan.kind, plan.sample, plan.options)
        self._known: set[bytes] = set()
        self._odd: set[bytes] = set()
        self._minutes: dict[bytes, str] = {}

    def part(self, block: bytes, offset: int, line: int) -> Part:
        """What a chunk holds that begins at ``offset`` and 1-based ``line``: at a regular line, or at the text's start.

        errors: Unfit.
        """
        spans = list(self._spans(block))
        lines = _regular_lines(block, spans)
        marks = self._marks(lines)
        stamps = self._stamps(lines.texts)
        odd = self._learn(lines.texts, marks, stamps)
        if odd:
            spans += [(lines.starts[at], lines.starts[at] + len(lines.texts[at]) + 1) for at in odd]
            kept = [at for at in range(len(marks)) if at not in odd]
            lines = lines.only(kept)
            marks, stamps = [marks[at] for at in kept], [stamps[at] for at in kept]
        return Part(
            groups=self._groups(lines, marks, stamps, offset, line),
            others=self._others(block, sorted(spans), offset, line),
            notes=dict(self._reading.clock.notes),
            mentions=self._mentions(lines, stamps, line),
        )

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

    def _stamps(self, lines: Sequence[bytes]) -> Sequence[_Stamp]:
        stamping = self._plan.stamping
        column = stamping.column
        if column is None:
            found = map(self._stamp.search, lines)
            return [(match[1], match[2]) for match in found if match]
        middle = column + stamping.minute
        end = middle + stamping.seconds
        return [(line[column:middle], line[middle:end]) for line in lines]

    def _learn(self, lines: Sequence[bytes], marks: Sequence[bytes], stamps: Sequence[_Stamp]) -> set[int]:
        """Take lines apart whose like, or whose minute, has not been seen.

        returns: the lines that the kind reads otherwise than they look.
        """
        first = dict(zip(reversed(marks), range(len(marks) - 1, -1, -1), strict=True))
        minutes = dict(zip((minute for minute, _ in reversed(stamps)), range(len(stamps) - 1, -1, -1), strict=True))
        wanted = {at for mark, at in first.items() if mark not in self._known}
        wanted |= {at for minute, at in minutes.items() if minute not in self._minutes}
        chosen = sorted(wanted)
        for at, record in zip(chosen, self._reading.singly([lines[at] for at in chosen]), strict=True):
            if record is None or not self._agrees(record, *stamps[at]):
                self._odd.add(marks[at])
            self._known.add(marks[at])
        if self._reading.reports or self._reading.clock.repeated:
            raise Unfit
        if not self._odd and len(self._minutes) >= len(minutes):
            return set()
        # a minute that only odd lines state has no meaning that could be relied on
        return {at for at, mark in enumerate(marks) if mark in self._odd or stamps[at][0] not in self._minutes}

    def _agrees(self, record: Record, minute: bytes, seconds: bytes) -> bool:
        """Whether the record's time is what its stamp says; learns its minute."""
        at, second = record.moment.at, seconds.decode("ascii").replace(",", ".")
        written = record.moment.written or ""
        if at is None or (minute + seconds).decode("ascii", "replace") not in written:
            return False
        head = at.removesuffix("Z").removesuffix(second)
        if head + second != at.removesuffix("Z") or head[-1:] != ":":
            return False
        return self._minutes.setdefault(minute, head) == head

    def _groups(
        self, lines: _Lines, marks: Sequence[bytes], stamps: Sequence[_Stamp], offset: int, line: int
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
            key = self._minutes[minute] + second.decode("ascii").replace(",", ".")
            return Row(key, line + lines.numbers[at], offset + lines.starts[at], len(lines.texts[at]) + 1)

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

    def _mentions(self, lines: _Lines, stamps: Sequence[_Stamp], line: int) -> dict[bytes, str]:
        """Identifiers, each with the key of the line that mentions it first; many are thinned by themselves."""
        if self._mention is None:
            return {}
        find = self._mention.findall
        early = max(_EARLY - line, 0)
        found: dict[bytes, str] = {}
        keep = 0
        for at, (minute, second) in enumerate(stamps):
            if at >= early and minute[-3:-1] != b"00":
                continue
            for word in find(lines.texts[at]):
                if word not in found and not crc32(word) & keep:
                    found[word] = self._minutes[minute] + second.decode("ascii").replace(",", ".")
            while len(found) > MOST_MENTIONS:
                keep = keep * 2 + 1
                found = {word: key for word, key in found.items() if not crc32(word) & keep}
        return found


def _regular_lines(block: bytes, spans: Sequence[_Span]) -> _Lines:
    if not spans:
        texts = block.split(b"\n")
        del texts[-1:]
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
