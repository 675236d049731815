"""Requests of web servers: counted by minute, told where the share of failures changes."""

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import field, replace

from afterword.evidence.ledger import GROUPED, USED
from afterword.model.evidence import Entry, Source
from afterword.model.values import dataclass
from afterword.timeline.changes import Rise, rises
from afterword.timeline.forms import MARK
from afterword.timeline.groups import place
from afterword.timeline.happening import Alike, Book, Happening, Kept, entry_of, file_of
from afterword.timeline.levels import runs
from afterword.timeline.logs import FEW, sources_of
from afterword.timeline.minutes import filled, minute_of
from afterword.timeline.order import Places

_REQUEST = re.compile(r"(?P<method>[A-Z]{3,16}) (?P<path>\S+)")
_STATUS = re.compile(
    r"[A-Z]{3,16} \S+(?: HTTP/[\d.]+)?\"?[\s:,(=>\u2192-]*(?:status[=: ]?|HTTP )?(?P<status>[1-5]\d\d)\b"
    r"|\bstatus\"?[=: ]+\"?(?P<named>[1-5]\d\d)\b"
)
_VARIABLE = re.compile(r"(?<=/)(?:[^/?]*\d[^/?]*\d[^/?]*|\d+)(?=[/?]|$)")
_RAW = re.compile(rb'"([A-Z]{3,16}) ([^ ?"]*)[^"]*" ([1-5]\d\d) ')
_RAW_CALL = re.compile(rb' ([1-5]\d\d) [^"\n]*"([A-Z]{3,16}) ([^ ?"]*)[^"]*"?\s*$')
_RAW_VARIABLE = re.compile(_VARIABLE.pattern.encode())
_ROUTINE = "request that did not fail (HTTP 1xx to 3xx)"
_REFUSED = "request refused (HTTP 4xx)"
_ALONE = "single failed request (HTTP 5xx) outside of any rise"
_SPARSE = 10
_FEW = 5
_LEAST_TRAFFIC = 20
_TRAFFIC = 76


@dataclass(slots=True)
class _Minute:
    """The requests of one minute."""

    first: Kept
    last: Kept
    total: int = 0
    failed: int = 0
    refused: int = 0
    failures: list[Kept] = field(default_factory=list)
    """The earliest and the latest of those that failed."""
    refusals: list[Kept] = field(default_factory=list)
    """The earliest and the latest of those that were refused."""
    forms: Counter[str] = field(default_factory=Counter)
    fates: dict[str, int] = field(default_factory=dict)


class Requests:
    """Collects the requests of every web server's log."""

    def __init__(self, book: Book) -> None:
        """Starts with no request."""
        self._book = book
        self._files: dict[str, dict[str, _Minute]] = {}
        self._routine = book.open(_ROUTINE)
        self._early: list[tuple[Kept, int]] = []
        self._total = 0

    def add(self, entry: Entry, key: str, sequence: int) -> int | None:
        """Take a request; returns its fate, or None for what is no request with a status."""
        status = _status(entry.what or "")
        if status is None:
            return None
        kept = (key, sequence, entry)
        self._total += 1
        fate = self._count(kept, status)
        if self._total <= FEW:
            own = self._book.open(_ROUTINE)
            self._book.link(own, fate)
            self._early.append((kept, own))
            return own
        return fate

    def add_alike(self, alike: Alike) -> list[int] | None:
        """Take many requests of one form and status; returns the fate of each minute's, or None for no requests."""
        entry = entry_of(alike.firsts[0])
        status = _status(entry.what or "")
        if status is None:
            return None
        self._total += alike.count
        form = "" if status < "4" else _form(entry, status)
        minutes = self._files.setdefault(alike.file, {})
        return [self._enter(minutes, many, status, form) for many in alike.minutes]

    def _count(self, kept: Kept, status: str) -> int:
        minutes = self._files.setdefault(file_of(kept), {})
        return self._enter(minutes, (1, kept, kept), status, "" if status < "4" else _form(entry_of(kept), status))

    def _enter(self, minutes: dict[str, _Minute], many: tuple[int, Kept, Kept], status: str, form: str) -> int:
        count, first, last = many
        name = minute_of(first[0])
        minute = minutes.get(name)
        if minute is None:
            minute = minutes[name] = _Minute(first=first, last=last)
        minute.total += count
        if first[:2] < minute.first[:2]:
            minute.first = first
        if last[:2] > minute.last[:2]:
            minute.last = last
        if status < "4":
            return self._routine
        return self._fault(minute, many, status, form)

    def happenings(self, places: Places) -> Iterator[Happening]:
        """The events that the requests give; ``places`` gives the minutes of a log their year."""
        if self._total <= FEW:
            for kept, fate in self._early:
                self._book.unlink(fate)
                entry = entry_of(kept)
                weight = 45 if entry.severity == "error" else 20
                yield Happening(entry=entry, lane="access", weight=weight, key=kept[0], sequence=kept[1], fates=(fate,))
            return
        for file, minutes in self._files.items():
            minutes.pop("", None)
            placed = {places.of(name, file): minute for name, minute in minutes.items()}
            if minutes:
                whole = placed if len(placed) == len(minutes) else minutes
                yield from _File(file, whole, self._book).happenings()

    def _fault(self, minute: _Minute, many: tuple[int, Kept, Kept], status: str, form: str) -> int:
        count, first, last = many
        failed = status >= "5"
        rows = minute.failures if failed else minute.refusals
        if rows:
            rows[0] = min(rows[0], first, key=place)
            rows[1] = max(rows[1], last, key=place)
        else:
            rows.extend((first, last))
        if failed:
            minute.failed += count
        else:
            minute.refused += count
        if len(minute.forms) < 200:
            minute.forms[form] += count
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
        opening = entry_of(first)
        start = "" if rise.before is None else f"rose from {percent(rise.before)} to"
        what = (
            f"HTTP {group} responses {start or 'were at'} {percent(rise.share)} of requests"
            f" ({_mostly(forms)}{rise.bad:,} of {rise.total:,})"
        )
        entry = replace(
            opening,
            what=what,
            who=None,
            count=rise.bad,
            first=opening.at,
            last=entry_of(last).at,
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

    def _fall(self, rise: Rise, last: Kept, fates: tuple[int, ...], group: str) -> Happening:
        after = next((m for bucket in self._buckets[rise.end + 1 :] for m in bucket), None)
        ending = entry_of(last)
        what = f"HTTP {group} responses fell back to {percent(rise.after or 0)} of requests, from {percent(rise.share)}"
        entry = replace(
            ending,
            what=what,
            who=None,
            severity=None,
            reason=f"share of HTTP {group} by {_minutes(self._width)}",
            sources=sources_of([ending, *([entry_of(after.first)] if after else [])]),
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
            opening = entry_of(minute.first)
            entry = replace(
                opening,
                what=what,
                who=None,
                severity=None,
                reason=f"requests by {_minutes(self._width)}",
                sources=sources_of([opening]),
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
    form, count = min(forms.items(), key=lambda item: (-item[1], item[0]))
    return f"{form}: {percent(count / forms.total())}; " if count * 2 >= forms.total() else ""


def _rate(level: float, width: int) -> str:
    return f"{level / width:,.0f}"


def _minutes(width: int) -> str:
    return "the minute" if width == 1 else f"{width} minutes"


def _ends(rows: Sequence[Kept]) -> tuple[Source, ...]:
    return sources_of([entry_of(row) for row in [*rows[:3], *rows[-3:]]])


def _status(what: str) -> str | None:
    """The status of a request in its words; None where they are of no request with a status."""
    status = what[-3:]
    if status.isdigit() and what[-4:-3] == " ":
        return status
    found = _STATUS.search(what)
    return (found["status"] or found["named"]) if found else None


def _form(entry: Entry, status: str) -> str:
    """What requests that failed alike have in common: status, method, and path without what varies."""
    found = _REQUEST.search(entry.what or "")
    return f"{status} on {found['method']} {_VARIABLE.sub(MARK, found['path'].partition('?')[0])}" if found else status


def raw_form(line: bytes) -> bytes:
    """What raw lines of an access log have in common that ``add_alike`` takes together; the line where nothing."""
    found = _RAW.search(line)
    if not found:
        return line
    method, path, status = found.groups()
    return _alike(method, path, status)


def raw_call(line: bytes) -> bytes:
    """As ``raw_form``, of a proxy's log, which states the status first; other lines are alike but for their digits."""
    found = _RAW_CALL.search(line)
    return _alike(found[2], found[3], found[1]) if found else line.translate(None, b"0123456789")


def _alike(method: bytes, path: bytes, status: bytes) -> bytes:
    return b"" if status < b"4" else b"%s %s %s" % (method, _RAW_VARIABLE.sub(b"*", path), status)
