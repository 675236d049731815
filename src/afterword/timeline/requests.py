"""Requests of web servers: counted by minute, told where the share of failures changes."""

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from afterword.evidence.ledger import GROUPED, USED
from afterword.model.evidence import Entry, Source
from afterword.timeline.changes import Rise, rises, runs
from afterword.timeline.happening import Book, Happening
from afterword.timeline.logs import FEW, sources_of
from afterword.timeline.minutes import filled, minute_of
from afterword.timeline.order import Places
from afterword.timeline.templates import MARK

_REQUEST = re.compile(r"(?P<method>[A-Z]{3,16}) (?P<path>\S+)")
_STATUS = re.compile(
    r"[A-Z]{3,16} \S+(?: HTTP/[\d.]+)?\"?[\s:,(=>\u2192-]*(?:status[=: ]?|HTTP )?(?P<status>[1-5]\d\d)\b"
    r"|\bstatus\"?[=: ]+\"?(?P<named>[1-5]\d\d)\b"
)
_VARIABLE = re.compile(r"(?<=/)(?:[^/?]*\d[^/?]*\d[^/?]*|\d+)(?=[/?]|$)")
_ROUTINE = "request that did not fail (HTTP 1xx to 3xx)"
_REFUSED = "request refused (HTTP 4xx)"
_ALONE = "single failed request (HTTP 5xx) outside of any rise"
_SPARSE = 10
_FEW = 5
_LEAST_TRAFFIC = 20
_TRAFFIC = 76

_Kept = tuple[str, int, Entry]


@dataclass(slots=True)
class _Minute:
    """The requests of one minute."""

    first: _Kept
    last: _Kept
    total: int = 0
    failed: int = 0
    refused: int = 0
    failures: list[_Kept] = field(default_factory=list)
    refusals: list[_Kept] = field(default_factory=list)
    forms: Counter[str] = field(default_factory=Counter)
    fates: dict[str, int] = field(default_factory=dict)


class Requests:
    """Collects the requests of every web server's log."""

    def __init__(self, book: Book) -> None:
        """Starts with no request."""
        self._book = book
        self._files: dict[str, dict[str, _Minute]] = {}
        self._routine = book.open(_ROUTINE)
        self._early: list[tuple[_Kept, int]] = []
        self._total = 0

    def add(self, entry: Entry, key: str, sequence: int) -> int | None:
        """Take a request; returns its fate, or None for what is no request with a status."""
        what = entry.what or ""
        status = what[-3:]
        if not (status.isdigit() and what[-4:-3] == " "):
            found = _STATUS.search(what)
            if found is None:
                return None
            status = found["status"] or found["named"]
        kept = (key, sequence, entry)
        self._total += 1
        fate = self._count(kept, status)
        if self._total <= FEW:
            own = self._book.open(_ROUTINE)
            self._book.link(own, fate)
            self._early.append((kept, own))
            return own
        return fate

    def _count(self, kept: _Kept, status: str) -> int:
        key, _, entry = kept
        minutes = self._files.setdefault(entry.sources[0].file, {})
        name = minute_of(key)
        minute = minutes.get(name)
        if minute is None:
            minute = minutes[name] = _Minute(first=kept, last=kept)
        minute.total += 1
        if key < minute.first[0]:
            minute.first = kept
        elif key >= minute.last[0]:
            minute.last = kept
        if status < "4":
            return self._routine
        return self._fault(minute, kept, status)

    def happenings(self, places: Places) -> Iterator[Happening]:
        """The events that the requests give; ``places`` gives the minutes of a log their year."""
        if self._total <= FEW:
            for kept, fate in self._early:
                self._book.unlink(fate)
                weight = 45 if kept[2].severity == "error" else 20
                yield Happening(
                    entry=kept[2], lane="access", weight=weight, key=kept[0], sequence=kept[1], fates=(fate,)
                )
            return
        for file, minutes in self._files.items():
            minutes.pop("", None)
            placed = {places.of(name, file): minute for name, minute in minutes.items()}
            if minutes:
                whole = placed if len(placed) == len(minutes) else minutes
                yield from _File(file, whole, self._book).happenings()

    def _fault(self, minute: _Minute, kept: _Kept, status: str) -> int:
        failed = status >= "5"
        rows = minute.failures if failed else minute.refusals
        if len(rows) < 3:
            rows.append(kept)
        elif kept[0] >= rows[-1][0]:
            rows[-1] = kept
        elif kept[0] < rows[0][0]:
            rows[0] = kept
        if failed:
            minute.failed += 1
        else:
            minute.refused += 1
        if len(minute.forms) < 200:
            found = _REQUEST.search(kept[2].what or "")
            where = f" on {found['method']} {_VARIABLE.sub(MARK, found['path'].partition('?')[0])}" if found else ""
            minute.forms[f"{status}{where}"] += 1
        name = "5xx" if failed else "4xx"
        fate = minute.fates.get(name)
        if fate is None:
            fate = minute.fates[name] = self._book.open(_ALONE if failed else _REFUSED)
        return fate


class _File:
    """The requests of one file, by minute or by five minutes."""

    def __init__(self, name: str, minutes: dict[str, _Minute], book: Book) -> None:
        self._name = name
        self._book = book
        names, totals = filled({n: m.total for n, m in minutes.items()}, min(minutes), max(minutes))
        busy = [total for total in totals if total]
        width = 1 if sum(busy) >= _SPARSE * len(totals) or len(totals) < 30 else 5
        self._buckets = [
            [minutes[n] for n in names[at : at + width] if n in minutes] for at in range(0, len(names), width)
        ]
        self._width = width

    def happenings(self) -> Iterator[Happening]:
        yield from self._shares("5xx")
        yield from self._shares("4xx")
        yield from self._traffic()

    def _shares(self, group: str) -> Iterator[Happening]:
        failed = group == "5xx"
        counts = [
            (sum(m.total for m in bucket), sum(m.failed if failed else m.refused for m in bucket))
            for bucket in self._buckets
        ]
        for rise in rises(counts):
            if rise.bad >= _FEW and (failed or rise.share >= 0.05 + 2 * (rise.before or 0)):
                yield from self._rise(rise, group)

    def _rise(self, rise: Rise, group: str) -> Iterator[Happening]:
        failed = group == "5xx"
        inside = [m for bucket in self._buckets[rise.start : rise.end + 1] for m in bucket]
        rows = [row for m in inside for row in (m.failures if failed else m.refusals)]
        rows.sort(key=lambda row: row[:2])
        fates = tuple(m.fates[group] for m in inside if group in m.fates)
        forms: Counter[str] = Counter()
        for minute in inside:
            forms.update({form: n for form, n in minute.forms.items() if (form >= "5") == failed})
        first, last = rows[0], rows[-1]
        start = "" if rise.before is None else f"rose from {percent(rise.before)} to"
        what = (
            f"HTTP {group} responses {start or 'were at'} {percent(rise.share)} of requests"
            f" ({_mostly(forms)}{rise.bad:,} of {rise.total:,})"
        )
        entry = replace(
            first[2],
            what=what,
            who=None,
            count=rise.bad,
            first=first[2].at,
            last=last[2].at,
            severity=None,
            reason=f"share of HTTP {group} by {_minutes(self._width)}",
            sources=_ends(rows),
        )
        weight = 85 if failed else 50
        yield Happening(
            entry=entry,
            lane="access",
            weight=weight,
            key=first[0],
            sequence=first[1],
            fates=fates,
            told=GROUPED,
            sign="onset" if failed else None,
            until=last[0],
        )
        if rise.after is not None:
            yield self._fall(rise, last, fates, group)

    def _fall(self, rise: Rise, last: _Kept, fates: tuple[int, ...], group: str) -> Happening:
        after = next((m for bucket in self._buckets[rise.end + 1 :] for m in bucket), None)
        what = f"HTTP {group} responses fell back to {percent(rise.after or 0)} of requests, from {percent(rise.share)}"
        entry = replace(
            last[2],
            what=what,
            who=None,
            severity=None,
            reason=f"share of HTTP {group} by {_minutes(self._width)}",
            sources=sources_of([last[2], *([after.first[2]] if after else [])]),
        )
        return Happening(
            entry=entry,
            lane="access",
            weight=80 if group == "5xx" else 40,
            key=last[0],
            sequence=last[1],
            fates=fates,
            told=GROUPED,
            sign="end" if group == "5xx" else None,
        )

    def _traffic(self) -> Iterator[Happening]:
        """Where the number of requests changes for good; the first and the last minute are not whole."""
        buckets = self._buckets[1:-1]
        totals = [float(sum(m.total for m in bucket)) for bucket in buckets]
        stretches = runs(totals)
        for before, run in itertools.pairwise(stretches):
            if max(before.level, run.level) < _LEAST_TRAFFIC * self._width:
                continue
            minute = next((m for bucket in buckets[run.start :] for m in bucket), None)
            if minute is None:
                continue
            verb = "rose" if run.level > before.level else "fell"
            old, new = _rate(before.level, self._width), _rate(run.level, self._width)
            what = f"Requests {verb} from {old} to {new} a minute"
            entry = replace(
                minute.first[2],
                what=what,
                who=None,
                severity=None,
                reason=f"requests by {_minutes(self._width)}",
                sources=sources_of([minute.first[2]]),
            )
            yield Happening(
                entry=entry,
                lane="access",
                weight=_TRAFFIC,
                key=minute.first[0],
                sequence=minute.first[1],
                fates=(),
                told=USED,
            )


def percent(share: float) -> str:
    """A share as a person would say it."""
    value = share * 100
    if value == 0 or value >= 99.95:
        return f"{value:.0f}%"
    if value < 0.05:
        return "under 0.1%"
    return f"{value:.1f}%" if value < 10 else f"{value:.0f}%"


def _mostly(forms: Counter[str]) -> str:
    if not forms:
        return ""
    form, count = forms.most_common(1)[0]
    return f"{form}: {percent(count / forms.total())}; " if count * 2 >= forms.total() else ""


def _rate(level: float, width: int) -> str:
    return f"{level / width:,.0f}"


def _minutes(width: int) -> str:
    return "the minute" if width == 1 else f"{width} minutes"


def _ends(rows: Sequence[_Kept]) -> tuple[Source, ...]:
    return sources_of([row[2] for row in [*rows[:3], *rows[-3:]]])
