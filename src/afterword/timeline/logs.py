"""Messages of logs: grouped by template, with bursts of those that report something wrong."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from afterword.evidence.ledger import GROUPED, USED
from afterword.model.evidence import Entry, Source
from afterword.timeline.changes import bursts
from afterword.timeline.grades import UNSAID, grade_in, grade_of
from afterword.timeline.happening import Book, Happening, Sign
from afterword.timeline.minutes import filled, minute_of
from afterword.timeline.order import Places
from afterword.timeline.templates import MARK, Templates

FEW = 60
"""Up to so many records of logs are told one by one."""

_KEPT = 4
_SOURCES = 6
_MOST_MINUTES = 50_000
_BURST_OF = 5
_MOST_BURSTS = 4
_WEIGHTS = {UNSAID: 18, 0: 5, 1: 20, 2: 32, 3: 45, 4: 55}
_DEBUG = "debug message"
_ROUTINE = "routine log message"

_Kept = tuple[str, int, Entry]


@dataclass(slots=True)
class _Group:
    """The records of one template and grade."""

    fate: int
    grade: int
    number: int
    count: int = 0
    kept: list[_Kept] = field(default_factory=list)
    last: _Kept | None = None
    minutes: dict[str, list[_Kept]] | None = None
    counts: dict[str, int] = field(default_factory=dict)


class Logs:
    """Collects the messages of every log."""

    def __init__(self, book: Book) -> None:
        """Starts with no message."""
        self._book = book
        self._templates = Templates()
        self._groups: dict[tuple[int, int], _Group] = {}
        self._early: list[tuple[_Kept, int]] = []
        self._total = 0
        self._minutes = 0
        self._spans: dict[str, tuple[str, str]] = {}

    def add(self, entry: Entry, key: str, sequence: int) -> int:
        """Take a message; returns its fate."""
        self._total += 1
        what = entry.what or ""
        grade = grade_of(entry.severity)
        number = self._templates.number(what)
        group = self._groups.get((number, grade)) or self._open(number, grade, what)
        kept = (key, sequence, entry)
        group.count += 1
        if group.count <= _KEPT:
            group.kept.append(kept)
        elif group.last is None or key >= group.last[0]:
            group.last = kept
        elif key < group.kept[0][0]:
            group.kept[0] = kept
        if group.minutes is not None:
            self._track(group, group.minutes, kept)
        fate = group.fate
        if self._total <= FEW:
            fate = self._book.open(_ROUTINE)
            self._early.append((kept, fate))
            self._book.link(fate, group.fate)
        if key:
            file = entry.sources[0].file if entry.sources else ""
            low, high = self._spans.get(file, (key, key))
            if key <= low or key >= high:
                self._spans[file] = min(low, key), max(high, key)
        return fate

    def happenings(self, places: Places) -> Iterator[Happening]:
        """The events that the messages give; ``places`` gives the logs without a year theirs."""
        if self._total <= FEW:
            yield from self._one_by_one(places)
            return
        self._spans = {file: (places.of(low, file), places.of(high, file)) for file, (low, high) in self._spans.items()}
        for group in self._groups.values():
            _place_group(group, places)
        for group in self._joined():
            if group.grade == 0:
                self._book.settle(group.fate, _DEBUG)
            else:
                yield from self._told(group)

    def _open(self, number: int, grade: int, what: str) -> _Group:
        real = grade if grade != UNSAID else grade_in(what)
        group = _Group(fate=self._book.open(_ROUTINE), grade=real, number=number)
        if real >= 2:
            group.minutes = {}
        self._groups[number, grade] = group
        return group

    def _track(self, group: _Group, minutes: dict[str, list[_Kept]], kept: _Kept) -> None:
        minute = minute_of(kept[0])
        if not minute:
            return
        known = minutes.get(minute)
        if known is None:
            if self._minutes >= _MOST_MINUTES:
                return
            self._minutes += 1
            minutes[minute] = [kept, kept]
            group.counts[minute] = 1
            return
        group.counts[minute] += 1
        if kept[0] < known[0][0]:
            known[0] = kept
        elif kept[0] >= known[1][0]:
            known[1] = kept

    def _one_by_one(self, places: Places) -> Iterator[Happening]:
        """Few messages are told as they stand; only the very same one many times over is told once."""
        same: dict[tuple[str | None, str | None], list[tuple[_Kept, int]]] = {}
        for row, fate in self._early:
            self._book.unlink(fate)
            kept = _placed(row, places)
            same.setdefault((kept[2].who, kept[2].what), []).append((kept, fate))
        for members in same.values():
            fates = tuple({fate for _, fate in members})
            grade = self._grade(members[0][0][2])
            if len(members) >= _BURST_OF:
                yield _grouped([kept for kept, _ in members], len(members), grade, fates, members[0][0][2].what)
                continue
            for kept, fate in members:
                yield _single(kept, grade, fate)

    def _grade(self, entry: Entry) -> int:
        grade = grade_of(entry.severity)
        return grade if grade != UNSAID else grade_in(entry.what or "")

    def _joined(self) -> Iterator[_Group]:
        """The groups, those of templates that were joined later put together."""
        whole: dict[tuple[int, int], _Group] = {}
        for (number, grade), group in self._groups.items():
            final = self._templates.final(number)
            target = whole.setdefault((final, grade), group)
            if target is not group:
                _merge(target, group, self._book)
        yield from whole.values()

    def _told(self, group: _Group) -> Iterator[Happening]:
        if group.count <= 2:
            for kept in group.kept:
                yield _single(kept, group.grade, group.fate)
            return
        pattern = self._templates.pattern(self._templates.final(group.number))
        rest, spans = group.count, []
        for start, end, count, rows in self._bursts(group):
            rest -= count
            spans.append((start, end))
            burst = _grouped(rows, count, group.grade, (group.fate,), pattern)
            sign: Sign | None = "onset" if group.grade >= 3 else None
            yield replace(burst, weight=burst.weight + 20, sign=sign, key=start, until=end)
        ends = [*group.kept, *([group.last] if group.last else [])]
        ends = [kept for kept in ends if not any(start <= kept[0] <= end for start, end in spans)]
        if ends and rest > 2:
            whole = _grouped(ends, rest, group.grade, (group.fate,), pattern)
            yield replace(whole, weight=10) if spans else whole

    def _bursts(self, group: _Group) -> Iterator[tuple[str, str, int, list[_Kept]]]:
        if not group.minutes or group.grade < 2:
            return
        first = group.kept[0][2]
        low, high = self._spans.get(first.sources[0].file if first.sources else "", ("", ""))
        names, counts = filled(group.counts, low, high)
        found = [rise for rise in bursts(counts) if rise.bad >= _BURST_OF]
        if len(found) > _MOST_BURSTS:
            return
        for rise in found:
            inside = [group.minutes[name] for name in names[rise.start : rise.end + 1] if name in group.minutes]
            kept = [*inside[0], *(row[1] for row in inside[1:-1][:2]), *inside[-1]]
            yield inside[0][0][0], inside[-1][1][0], rise.bad, kept


def sources_of(entries: Sequence[Entry]) -> tuple[Source, ...]:
    """The sources of the first and the last entries, each once; not more than a reader would open."""
    found = list(dict.fromkeys(source for entry in entries for source in entry.sources))
    half = _SOURCES // 2
    return tuple(found if len(found) <= _SOURCES else [*found[:half], *found[-half:]])


def _single(kept: _Kept, grade: int, fate: int) -> Happening:
    key, sequence, entry = kept
    return Happening(
        entry=entry, lane="log", weight=_WEIGHTS[grade], key=key, sequence=sequence, fates=(fate,), told=USED
    )


def _grouped(kept: Sequence[_Kept], count: int, grade: int, fates: tuple[int, ...], text: str | None) -> Happening:
    rows = sorted({row[1]: row for row in kept}.values(), key=lambda row: row[:2])
    first, last = rows[0], rows[-1]
    entry = first[2]
    same = all(row[2].what == entry.what for row in rows) and count <= len(rows)
    entry = replace(
        entry,
        what=entry.what if same or not text or text == MARK else text,
        who=entry.who if all(row[2].who == entry.who for row in rows) else None,
        count=count,
        first=entry.at,
        last=last[2].at,
        reason=f"{count} messages of one form",
        sources=sources_of([row[2] for row in rows]),
    )
    weight = _WEIGHTS[grade] - (5 if grade < 3 else 0)
    return Happening(entry=entry, lane="log", weight=weight, key=first[0], sequence=first[1], fates=fates, told=GROUPED)


def _merge(target: _Group, other: _Group, book: Book) -> None:
    """Put a group into another; ``book`` learns that their fates are one when the target is told."""
    book.link(other.fate, target.fate)
    rows = sorted([*target.kept, *other.kept], key=lambda row: row[:2])
    lasts = [row for row in (target.last, other.last, *rows[_KEPT:]) if row]
    target.kept = rows[:_KEPT]
    target.last = max(lasts, key=lambda row: row[:2]) if lasts else None
    target.count += other.count
    if target.minutes is None or other.minutes is None:
        return
    for minute, row in other.minutes.items():
        _add_minute(target, target.minutes, minute, row, other.counts[minute])


def _add_minute(group: _Group, minutes: dict[str, list[_Kept]], minute: str, row: list[_Kept], count: int) -> None:
    known = minutes.setdefault(minute, row)
    if known is not row:
        known[0], known[1] = min(known[0], row[0], key=_place), max(known[1], row[1], key=_place)
    group.counts[minute] = group.counts.get(minute, 0) + count


def _place_group(group: _Group, places: Places) -> None:
    """Give the rows of a group that have no year theirs, and sort them among the others."""
    rows = [*group.kept, *([group.last] if group.last else [])]
    if not any(row[0].startswith("-") for row in rows):
        return
    rows = sorted((_placed(row, places) for row in rows), key=_place)
    group.last = rows.pop() if group.last else None
    group.kept = rows
    if group.minutes is None:
        return
    minutes, counts = group.minutes, group.counts
    group.minutes, group.counts = {}, {}
    for name, ends in minutes.items():
        row = [_placed(kept, places) for kept in ends]
        _add_minute(group, group.minutes, minute_of(row[0][0]), row, counts[name])


def _placed(kept: _Kept, places: Places) -> _Kept:
    key, sequence, entry = kept
    return places.of(key, entry.sources[0].file if entry.sources else ""), sequence, entry


def _place(kept: _Kept) -> tuple[str, int]:
    return kept[:2]
