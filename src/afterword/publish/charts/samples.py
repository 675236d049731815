"""The samples of a file of metrics: whatever kind of evidence has them, by its own reader, and CSV by columns."""

import csv
import gzip
import io
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from statistics import median

from afterword.errors import InputError
from afterword.evidence.collection import read
from afterword.evidence.options import Options
from afterword.model.evidence import Entry
from afterword.model.values import dataclass
from afterword.timeline.intervals import interval
from afterword.timeline.lanes import lane_of
from afterword.timeline.samples import SAMPLE

LARGEST = 16 * 1024 * 1024
"""Bytes of a file of metrics that is drawn."""
_MOST_SAMPLES = 400_000
_BROKEN = frozenset({"EV106", "EV204"})
"""Findings that something of a file is lost."""
_TABLES = frozenset({"csv", "metrics-csv"})
_DELIMITERS = ",;\t|"
_VALUE = re.compile(r"[-+]?(?:\d[\d,]*\.?\d*|\.\d+)(?:[eE][-+]?\d+)?(?=\s*(?P<unit>[^\s\d][^\s]{0,7})?$)")
_MISSING = frozenset({"", "null", "nan", "none", "n/a", "-", "na", "undefined"})
_HISTOGRAM = re.compile(r" count=\S+ sum=\S+$")
_MOSTLY = 0.8
_REGULAR = 0.2
_GAP = 1.5
_TOO_LARGE = 1e290


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A sample, or the place of one that is missing."""

    at: datetime
    """When; aware, of UTC or as if it were."""
    value: float | None
    """None where the file says that there is none."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Series:
    """The samples of one series, oldest first; equal to itself only, so that it is a key."""

    name: str
    """As PromQL writes it, or the name of the column."""
    points: tuple[Point, ...]
    """Each instant once; never empty."""
    unit: str | None = None
    """As the file writes it beside the values; None where it does not."""

    @property
    def values(self) -> tuple[Point, ...]:
        """The samples that have a value."""
        return tuple(point for point in self.points if point.value is not None)

    def stretches(self) -> tuple[tuple[Point, ...], ...]:
        """The samples in runs without a gap.

        shape: a run ends before a sample that is missing, and where the next is more than one and a half steps away
        in a series whose samples are equally far apart.
        """
        longest = self._step()
        runs: list[list[Point]] = [[]]
        for point in self.points:
            far = bool(runs[-1]) and longest is not None and (point.at - runs[-1][-1].at).total_seconds() > longest
            if (far or point.value is None) and runs[-1]:
                runs.append([])
            if point.value is not None:
                runs[-1].append(point)
        return tuple(tuple(run) for run in runs if run)

    def missing(self) -> int:
        """How many samples are missing: said so by the file, or not there in a series with even steps."""
        told = sum(point.value is None for point in self.points)
        longest = self._step()
        if longest is None:
            return told
        step = longest / _GAP
        gaps = [(late.at - early.at).total_seconds() for early, late in pairwise(self.points)]
        return told + sum(round(gap / step) - 1 for gap in gaps if gap > longest)

    def _step(self) -> float | None:
        """Seconds beyond which two samples have a gap between them; None where they are not evenly apart."""
        gaps = [(late.at - early.at).total_seconds() for early, late in pairwise(self.points)]
        usual = median(gaps) if len(gaps) > 1 else 0.0
        even = sum(abs(gap - usual) <= usual * _REGULAR for gap in gaps)
        return usual * _GAP if usual and even >= len(gaps) / 2 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What a file of metrics holds."""

    series: tuple[Series, ...]
    """In the order of the file; never empty."""
    line: str
    """The line of time that its samples are on, as ``interval`` names it."""
    untimed: int = 0
    """How many of its samples have no place on that line."""
    is_broken: bool = False
    """Whether more may have stood in the file than could be read of it."""


def measured(path: Path, options: Options) -> Measured:
    """The series of a file.

    errors: InputError for a file that cannot be read, is too large, or holds no samples of metrics.
    """
    if path.stat().st_size > LARGEST:
        raise InputError(f"it is over {LARGEST // 1024**2} MiB")
    entries = []
    safe = replace(options, largest_document=4 * LARGEST, largest_expansion=4 * LARGEST)
    evidence = read([path], options=safe)
    for entry in evidence.entries():
        entries.append(entry)
        if len(entries) > _MOST_SAMPLES:
            raise InputError(f"it has more than {_MOST_SAMPLES:,} samples")
    kinds = {entry.sources[0].kind for entry in entries}
    if kinds and kinds <= _TABLES:
        found = list(_cells(entries, _text(path)))
    elif kinds and all(lane_of(kind) == "metric" for kind in kinds):
        found = list(_told(entries))
    else:
        raise InputError("it holds no samples of metrics")
    return replace(_sorted(found), is_broken=any(finding.code in _BROKEN for finding in evidence.findings))


def _text(path: Path) -> str:
    """The text of a file, which may be compressed."""
    data = path.read_bytes()
    if data.startswith(b"\x1f\x8b"):
        with gzip.open(path) as file:
            data = file.read(4 * LARGEST)
    return data.decode("utf-8-sig", "replace")


_Sample = tuple[str, Entry, float | None, str | None]


def _told(entries: Iterable[Entry]) -> Iterator[_Sample]:
    """Samples as their kind tells them: the name of the series, and behind it the value."""
    for entry in entries:
        what = entry.what or ""
        if _HISTOGRAM.search(what):
            continue
        if found := SAMPLE.match(what):
            yield found["name"], entry, _measured(found["value"]), None
        else:
            yield what.rpartition(" ")[0] or what, entry, None, None


def _measured(numeral: str) -> float | None:
    """A number that can have been measured; None for infinities, for what is none, and for what no axis could hold."""
    value = float(numeral)
    return value if math.isfinite(value) and abs(value) < _TOO_LARGE else None


def _sorted(found: Sequence[_Sample]) -> Measured:
    """Samples as series, on the line of time that most of them are on."""
    placed = [(name, span, value, unit) for name, entry, value, unit in found if (span := interval(entry))]
    line = next((line for line, _ in Counter(span.line for _, span, _, _ in placed).most_common(1)), "")
    by_name: dict[str, dict[datetime, float | None]] = {}
    units: dict[str, str] = {}
    for name, span, value, unit in placed:
        if span.line == line:
            by_name.setdefault(name, {})[span.low] = value
            if unit:
                units.setdefault(name, unit)
    series = tuple(
        Series(name=name, points=tuple(Point(at=at, value=each[at]) for at in sorted(each)), unit=units.get(name))
        for name, each in by_name.items()
        if any(value is not None for value in each.values())
    )
    if not series:
        raise InputError("it holds no samples of metrics with a time")
    untimed = len(found) - sum(span.line == line for _, span, _, _ in placed)
    return Measured(series=series, line=line, untimed=untimed)


def _cells(entries: Sequence[Entry], text: str) -> Iterator[_Sample]:
    """Samples of a table: a series for each column of numbers, named after the texts beside them where there are any.

    shape: the kind has told the time of each row; an empty cell is a sample that is missing.
    """
    times = {entry.sources[0].line: entry for entry in entries}
    header, rows = _table(text)
    # the times of a row are no measure, even where they are numbers
    written = {str(entry.written) for entry in times.values()}
    columns = range(len(header))
    timed = {n for n in columns if any(row[n].strip() in written for _, row in rows[:50])}
    numeric = [n for n in columns if n not in timed and _is_numeric([row[n] for _, row in rows])]
    labels = [n for n in columns if n not in timed and n not in numeric]
    is_sole = len(numeric) == 1 and bool(labels)
    for line, row in rows:
        entry = times.get(line)
        if entry is None:
            continue
        about = " ".join(row[n].strip() for n in labels if row[n].strip())
        for n in numeric:
            found = _VALUE.match(row[n].strip())
            value = _measured(found.group().replace(",", "")) if found else None
            name = about if is_sole else " ".join(filter(None, (header[n].strip(), about)))
            yield name, entry, value, found["unit"] if found else None


def _table(text: str) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The head of a table, and its rows with the lines that they start on."""
    lines = io.StringIO(text, newline="")
    hint = re.match(r"sep=([,;\t|])\s*", text)
    head = text.splitlines()[1 if hint else 0] if text.strip() else ""
    delimiter = hint[1] if hint else max(_DELIMITERS, key=head.count)
    reader = csv.reader(lines, delimiter=delimiter)
    header: list[str] = []
    rows: list[tuple[int, list[str]]] = []
    start = 1
    try:
        for cells in reader:
            line, start = start, reader.line_num + 1
            if (hint and line == 1) or not any(cells):
                continue
            if not header:
                header = cells
            else:
                rows.append((line, [*cells, *[""] * (len(header) - len(cells))][: len(header)]))
    except csv.Error as error:
        raise InputError(f"its rows cannot be read ({error})") from error
    return header, rows


def _is_numeric(cells: Sequence[str]) -> bool:
    filled = [cell for each in cells if (cell := each.strip()).casefold() not in _MISSING]
    return bool(filled) and sum(bool(_VALUE.match(cell)) for cell in filled) >= _MOSTLY * len(filled)
