"""Samples of metrics: told where a series changes its level."""

import itertools
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import field, replace

from afterword.evidence.ledger import GROUPED
from afterword.model.evidence import Entry
from afterword.model.values import dataclass
from afterword.text.expressions import later
from afterword.timeline.happening import Book, Happening
from afterword.timeline.levels import Run, runs
from afterword.timeline.logs import sources_of

SAMPLE = later(
    r"(?P<name>.*?\S)\s*(?:=|:|\bis\b|\u2192)?\s*(?P<value>[-+]?(?:\d[\d_]*\.?\d*(?:[eE][-+]?\d+)?|inf|nan))\s*$",
    re.IGNORECASE | re.DOTALL,
)
"""A sample in words: ``name`` and ``value``."""
_COUNTER = later(r"_(?:total|count|sum|bucket)\b")
_STEADY = "metric sample of a series that keeps its level"
_MOST_TELLING = 4
_STEP = 9
_FAILS = later(r"err|fail|5xx|abort|drop|reject|timeout|latency|duration|wait|queue|lag|saturat|restart", re.IGNORECASE)

_Row = tuple[str, int, float, Entry]


@dataclass(slots=True)
class _Series:
    """The samples of one series."""

    fate: int
    name: str
    rows: list[_Row] = field(default_factory=list)


class Samples:
    """Collects the samples of every metric."""

    def __init__(self, book: Book) -> None:
        """Starts with no sample."""
        self._book = book
        self._series: dict[tuple[str, str], _Series] = {}

    def add(self, entry: Entry, key: str, sequence: int) -> int | None:
        """Take a sample; returns its fate, or None for what holds no number."""
        found = SAMPLE.match(entry.what or "")
        if found is None:
            return None
        name = found["name"]
        series = self._series.get((entry.sources[0].file, name))
        if series is None:
            series = _Series(fate=self._book.open(_STEADY), name=_named(name, entry.sources[0].file))
            self._series[entry.sources[0].file, name] = series
        value = float(found["value"])
        if math.isfinite(value):
            series.rows.append((key, sequence, value, entry))
        return series.fate

    def happenings(self) -> Iterator[Happening]:
        """The events that the series give; of several series of one name the one that changes most is told."""
        changed: dict[str, list[tuple[float, _Series, tuple[Run, ...]]]] = {}
        for series in self._series.values():
            series.rows.sort(key=lambda row: row[:2])
            if _COUNTER.search(series.name):
                series.rows = _increase(series.rows)
            stretches = runs([row[2] for row in series.rows])
            if len(stretches) > 1:
                changed.setdefault(_base(series.name), []).append((_size(series, stretches), series, stretches))
        for group in changed.values():
            group.sort(key=lambda item: -item[0])
        for rank, group in enumerate(sorted(changed.values(), key=lambda group: -group[0][0])):
            _, series, stretches = group[0]
            fates = tuple(item[1].fate for item in group)
            step = _STEP if group[0][0] > 1 else 0
            for event in _told(series, stretches, fates, len(group)):
                yield replace(event, weight=event.weight + step - (0 if rank < _MOST_TELLING else 20))


def _size(series: _Series, stretches: Sequence[Run]) -> float:
    """How telling a change is: its share of the levels, and above 1 where a value that never moved is set anew."""
    old, new = stretches[0].level, stretches[1].level
    share = abs(new - old) / ((abs(old) + abs(new)) or 1.0)
    before = {row[2] for row in series.rows[: stretches[0].end + 1]}
    after = {row[2] for row in series.rows[stretches[1].start : stretches[1].end + 1]}
    return share + (1 if old and len(before) == len(after) == 1 else 0)


def _told(series: _Series, stretches: Sequence[Run], fates: tuple[int, ...], of: int) -> Iterator[Happening]:
    base = stretches[0].level
    also = f"; {of - 1} more series of this metric change" if of > 1 else ""
    for before, run in itertools.pairwise(stretches):
        key, sequence, _, first = series.rows[run.start]
        back = _near(run.level, base, before.level)
        verb = ("fell" if run.level < before.level else "rose") + (" back" if back else "")
        extreme = "" if back or _number(run.extreme) == _number(run.level) else f" (at most {_number(run.extreme)})"
        if run.level < before.level:
            extreme = extreme.replace("at most", "at least")
        what = f"{series.name} {verb} from {_number(before.level)} to {_number(run.level)}{extreme}"
        rows = [row[3] for row in series.rows[run.start : run.end + 1]]
        entry = replace(
            first,
            what=what,
            count=len(rows),
            first=first.at,
            last=rows[-1].at,
            reason=f"median of the samples before and after{also}",
            sources=sources_of([*rows[:2], *rows[-1:]]),
        )
        onset = not back and run.level > before.level and bool(_FAILS.search(series.name))
        end = back and run.level < before.level and bool(_FAILS.search(series.name))
        yield Happening(
            entry=entry,
            lane="metric",
            weight=64 if back and not end else 75,
            key=key,
            sequence=sequence,
            fates=fates,
            told=GROUPED,
            sign="onset" if onset else "end" if end else None,
            until=series.rows[run.end][0] if onset else None,
        )


def _increase(rows: Sequence[_Row]) -> list[_Row]:
    """A counter as what it grew by from sample to sample; a fall is a restart from zero."""
    pairs = itertools.pairwise(rows)
    return [(b[0], b[1], b[2] - a[2] if b[2] >= a[2] else b[2], b[3]) for a, b in pairs]


def _near(level: float, base: float, other: float) -> bool:
    return abs(level - base) <= abs(other - base) / 4


def _named(name: str, file: str) -> str:
    """The series' name; one that has labels only is told with the file that holds it."""
    if not name.startswith("{"):
        return name
    return f"{file.rpartition('/')[2].rpartition('!')[2].partition('.')[0]} {name}"


def _base(name: str) -> str:
    return name.partition("{")[0].strip()


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"
