"""Messages of logs: grouped by template, with bursts of those that report something wrong."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from afterword.evidence.ledger import GROUPED, USED
from afterword.model.evidence import Entry, Source
from afterword.timeline.changes import bursts
from afterword.timeline.forms import MARK
from afterword.timeline.grades import UNSAID, grade_in, grade_of
from afterword.timeline.groups import Group, Minute, place, placed
from afterword.timeline.happening import Alike, Book, Happening, Kept, Sign, entry_of, file_of
from afterword.timeline.lanes import is_act
from afterword.timeline.minutes import filled, minute_of
from afterword.timeline.order import Places
from afterword.timeline.rates import FEWEST, Turn, most_telling, turns
from afterword.timeline.templates import Templates

FEW = 60
"""Up to so many records of logs are told one by one."""

_SOURCES = 6
_MOST_MINUTES = 50_000
_MOST_ROUTINE = 40
_MOST_OF_ROUTINE = 1_500
_BURST_OF = 5
_MOST_BURSTS = 4
_WEIGHTS = {UNSAID: 18, 0: 5, 1: 20, 2: 32, 3: 45, 4: 55}
_DEBUG = "debug message"
_ROUTINE = "routine log message"


class Logs:
    """Collects the messages of every log."""

    def __init__(self, book: Book) -> None:
        """Starts with no message."""
        self._book = book
        self._templates = Templates()
        self._groups: dict[tuple[int, int], Group] = {}
        self._early: list[tuple[Kept, int]] = []
        self._total = 0
        self._minutes = 0
        self._routine = 0
        self._spans: dict[str, tuple[str, str]] = {}

    def add(self, entry: Entry, key: str, sequence: int) -> int:
        """Take a message; returns its fate."""
        self._total += 1
        what = entry.what or ""
        grade = grade_of(entry.severity)
        number = self._templates.number(what, act=bool(entry.sources) and is_act(entry.sources[0].kind))
        group = self._groups.get((number, grade)) or self._open(number, grade, what)
        kept = (key, sequence, entry)
        group.add(kept)
        if group.minutes is not None:
            self._track(group, group.minutes, kept)
        fate = group.fate
        if self._total <= FEW:
            fate = self._book.open(_ROUTINE)
            self._early.append((kept, fate))
            self._book.link(fate, group.fate)
        if key:
            self._span(entry.sources[0].file if entry.sources else "", key, key)
        return fate

    def add_alike(self, alike: Alike) -> int:
        """Take many messages of one form; returns their fate."""
        entry = entry_of(alike.firsts[0])
        what = entry.what or ""
        act = bool(entry.sources) and is_act(entry.sources[0].kind)
        grade, number = grade_of(entry.severity), self._templates.number(what, act=act)
        group = self._groups.get((number, grade)) or self._open(number, grade, what)
        first = min((early for _, early, _ in alike.minutes), key=place)
        last = max((late for _, _, late in alike.minutes), key=place)
        group.add_alike(alike.firsts, alike.count, first, last)
        self._total += alike.count
        self._span(alike.file, first[0], last[0])
        if group.minutes is not None:
            for count, early, late in alike.minutes:
                name = minute_of(early[0])
                if name in group.minutes or self._room(group):
                    self._minutes += group.add_minute(name, Minute(count, early, late)) and group.grade >= 2
        return group.fate

    def _span(self, file: str, low: str, high: str) -> None:
        known = self._spans.get(file)
        if known is None:
            self._spans[file] = low, high
        elif low <= known[0] or high >= known[1]:
            self._spans[file] = min(known[0], low), max(known[1], high)

    def happenings(self, places: Places) -> Iterator[Happening]:
        """The events that the messages give; ``places`` gives the logs without a year theirs."""
        if self._total <= FEW:
            yield from self._one_by_one(places)
            return
        self._spans = {file: (places.of(low, file), places.of(high, file)) for file, (low, high) in self._spans.items()}
        for group in self._groups.values():
            group.settle(places)
        found: list[Turn] = []
        for group in self._joined():
            if group.grade == 0:
                self._book.settle(group.fate, _DEBUG)
                continue
            told = list(self._told(group))
            if group.count >= FEWEST and not any(each.until for each in told):
                found += turns(group, *self._spans.get(file_of(group.kept[0]), ("", "")))
            yield from told
        yield from map(self._turned, most_telling(found))

    def _turned(self, turn: Turn) -> Happening:
        """A change of how often messages of one form come."""
        group = turn.group
        kept = turn.minute.first if turn.after else turn.minute.last
        pattern = self._templates.pattern(self._templates.final(group.number))
        opening = entry_of(kept)
        old, new = rate(turn.before), rate(turn.after)
        verb = "come more often" if turn.rises else "come less often" if turn.after else "stop"
        also = "; one more form changes with it" if turn.alike == 1 else f"; {turn.alike} more forms change with it"
        entry = replace(
            opening,
            what=f"Messages {verb}, {new} a minute instead of {old}: {opening.what if pattern == MARK else pattern}",
            who=opening.who if all(entry_of(row).who == opening.who for row in group.ends()) else None,
            severity=None,
            reason=f"messages of one form by {spoken_width(turn.width)}{also if turn.alike else ''}",
            sources=sources_of([opening]),
        )
        weight = _WEIGHTS[group.grade] + (25 if group.grade >= 2 else 20 if turn.after else 35)
        sign: Sign | None = "onset" if group.grade >= 3 and turn.rises else None
        return Happening(
            entry=entry,
            lane="log",
            weight=weight,
            key=kept[0],
            sequence=kept[1],
            fates=(),
            told=USED,
            sign=sign,
            until=kept[0] if sign else None,
        )

    def _open(self, number: int, grade: int, what: str) -> Group:
        real = grade if grade != UNSAID else grade_in(what)
        group = Group(fate=self._book.open(_ROUTINE), grade=real, number=number)
        if real >= 2:
            group.minutes = {}
        elif real and self._routine < _MOST_ROUTINE:
            self._routine += 1
            group.minutes = {}
        self._groups[number, grade] = group
        return group

    def _room(self, group: Group) -> bool:
        """Whether a further minute of a group can be kept."""
        if group.grade < 2:
            return len(group.minutes or ()) < _MOST_OF_ROUTINE
        return self._minutes < _MOST_MINUTES

    def _track(self, group: Group, minutes: dict[str, Minute], kept: Kept) -> None:
        minute = minute_of(kept[0])
        if not minute:
            return
        known = minutes.get(minute)
        if known is None:
            if self._room(group):
                self._minutes += group.grade >= 2
                minutes[minute] = Minute(1, kept, kept)
            return
        known.count += 1
        if kept[:2] < known.first[:2]:
            known.first = kept
        elif kept[:2] > known.last[:2]:
            known.last = kept

    def _one_by_one(self, places: Places) -> Iterator[Happening]:
        """Few messages are told as they stand; only the very same one many times over is told once."""
        same: dict[tuple[str | None, str | None], list[tuple[Kept, int]]] = {}
        for row, fate in self._early:
            self._book.unlink(fate)
            kept = placed(row, places)
            entry = entry_of(kept)
            same.setdefault((entry.who, entry.what), []).append((kept, fate))
        for members in same.values():
            fates = tuple({fate for _, fate in members})
            entry = entry_of(members[0][0])
            grade = self._grade(entry)
            if len(members) >= _BURST_OF:
                yield _grouped([kept for kept, _ in members], len(members), grade, fates, entry.what)
                continue
            for kept, fate in members:
                yield _single(kept, grade, fate)

    def _grade(self, entry: Entry) -> int:
        grade = grade_of(entry.severity)
        return grade if grade != UNSAID else grade_in(entry.what or "")

    def _joined(self) -> Iterator[Group]:
        """The groups, those of templates that were joined later put together."""
        whole: dict[tuple[int, int], Group] = {}
        for (number, grade), group in self._groups.items():
            final = self._templates.final(number)
            target = whole.setdefault((final, grade), group)
            if target is not group:
                self._book.link(group.fate, target.fate)
                target.merge(group)
        yield from whole.values()

    def _told(self, group: Group) -> Iterator[Happening]:
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
        ends = [kept for kept in group.ends() if not any(start <= kept[0] <= end for start, end in spans)]
        if ends and rest > 2:
            whole = _grouped(ends, rest, group.grade, (group.fate,), pattern)
            yield replace(whole, weight=10) if spans else whole

    def _bursts(self, group: Group) -> Iterator[tuple[str, str, int, list[Kept]]]:
        if not group.minutes or group.grade < 2:
            return
        low, high = self._spans.get(file_of(group.kept[0]), ("", ""))
        counts = {name: minute.count for name, minute in group.minutes.items()}
        names, numbers = filled(counts, low, high)
        found = [rise for rise in bursts(numbers) if rise.bad >= _BURST_OF]
        if len(found) > _MOST_BURSTS:
            return
        for rise in found:
            inside = [group.minutes[name] for name in names[rise.start : rise.end + 1] if name in group.minutes]
            first, last = inside[0], inside[-1]
            kept = [first.first, first.last, *(minute.last for minute in inside[1:-1][:2]), last.first, last.last]
            yield first.first[0], last.last[0], rise.bad, kept


def rate(level: float) -> str:
    """How many a minute, in few digits."""
    return f"{level:,.0f}" if level >= 10 or level == int(level) else f"{level:.1f}"


def spoken_width(minutes: int) -> str:
    """A few minutes that are counted together."""
    return "the minute" if minutes == 1 else f"{minutes} minutes"


def sources_of(entries: Sequence[Entry]) -> tuple[Source, ...]:
    """The sources of the first and the last entries, each once; not more than a reader would open."""
    found = list(dict.fromkeys(source for entry in entries for source in entry.sources))
    half = _SOURCES // 2
    return tuple(found if len(found) <= _SOURCES else [*found[:half], *found[-half:]])


def _single(kept: Kept, grade: int, fate: int) -> Happening:
    return Happening(
        entry=entry_of(kept),
        lane="log",
        weight=_WEIGHTS[grade],
        key=kept[0],
        sequence=kept[1],
        fates=(fate,),
        told=USED,
    )


def _grouped(kept: Sequence[Kept], count: int, grade: int, fates: tuple[int, ...], text: str | None) -> Happening:
    rows = sorted({row[1]: row for row in kept}.values(), key=place)
    entries = [entry_of(row) for row in rows]
    entry = entries[0]
    same = all(each.what == entry.what for each in entries) and count <= len(rows)
    entry = replace(
        entry,
        what=entry.what if same or not text or text == MARK else text,
        who=entry.who if all(each.who == entry.who for each in entries) else None,
        count=count,
        first=entry.at,
        last=entries[-1].at,
        reason=f"{count} messages of one form",
        sources=sources_of(entries),
    )
    weight = _WEIGHTS[grade] - (5 if grade < 3 else 0)
    first = rows[0]
    return Happening(entry=entry, lane="log", weight=weight, key=first[0], sequence=first[1], fates=fates, told=GROUPED)
