"""Series as they are drawn: those of one measure in one panel, with names that say where they differ."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache

from afterword.model.values import dataclass
from afterword.publish.charts.samples import Point, Series
from afterword.publish.charts.units import Unit, unit_of_name, unit_written
from afterword.text.wording import shortened

MOST_SERIES = 6
"""Series that are drawn in a panel; more cannot be told apart."""
MOST_PANELS = 4
"""Panels of a chart."""
_NAMED = re.compile(r"(?P<name>[^{}]*)(?:\{(?P<labels>.*)\})?\s*$", re.DOTALL)
_LABEL = re.compile(r'([\w.]+)\s*=\s*"((?:[^"\\]|\\.)*)"')
_LONGEST = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A series that is drawn."""

    label: str
    """How it differs from the others of its panel; its name where it is the only one."""
    series: Series
    """Its samples."""

    def value_at(self, at: datetime) -> float | None:
        """The last value at an instant or before it, within the same stretch; None for none."""
        starts, runs = _course(self.series)
        number = bisect_right(starts, at) - 1
        if number < 0:
            return None
        times, values = runs[number]
        return values[bisect_right(times, at) - 1] if at <= times[-1] else None

    @property
    def least(self) -> Point:
        """The first of its smallest samples."""
        return min(self.series.values, key=lambda point: point.value or 0.0)

    @property
    def greatest(self) -> Point:
        """The first of its largest samples."""
        return max(self.series.values, key=lambda point: point.value or 0.0)


@lru_cache(maxsize=64)
def _course(series: Series) -> tuple[list[datetime], list[tuple[list[datetime], list[float | None]]]]:
    """When each stretch of a series begins, and the times and values in it."""
    runs = [([point.at for point in run], [point.value for point in run]) for run in series.stretches()]
    return [times[0] for times, _ in runs], runs


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """Series of one measure, which can share an axis."""

    title: str
    """The measure, with what its series have in common; may be empty."""
    unit: Unit | None
    """What it is measured in; None where nobody says."""
    drawn: tuple[Drawn, ...]
    """At most ``MOST_SERIES``, those that change most; never empty."""
    left_out: int = 0
    """How many others there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parsed:
    series: Series
    name: str
    labels: tuple[tuple[str, str], ...]


def panels_of(series: Sequence[Series], unit: Unit | None = None) -> tuple[Panel, ...]:
    """The series in panels, in the order of the file.

    shape: a panel for each name of a metric, or for each unit where columns state one; ``unit`` is what the author
    says of all of them, and goes before what their names end in.
    """
    groups: dict[str, list[_Parsed]] = {}
    for each in series:
        parsed = _parsed(each)
        groups.setdefault(_measure(parsed, series), []).append(parsed)
    return tuple(_panel(group, unit) for group in groups.values())


def _measure(parsed: _Parsed, series: Sequence[Series]) -> str:
    """What two series must share to stand in one panel: the metric, or the unit of plain columns."""
    has_labels = any("{" in each.name for each in series)
    stated = parsed.series.unit or ""
    return f"{parsed.name} {stated}" if has_labels else stated or getattr(unit_of_name(parsed.name), "name", "")


def _parsed(series: Series) -> _Parsed:
    found = _NAMED.match(series.name)
    name, labels = (found["name"], found["labels"]) if found else (series.name, None)
    return _Parsed(series=series, name=name.strip(), labels=tuple(_LABEL.findall(labels or "")))


def _panel(group: Sequence[_Parsed], unit: Unit | None) -> Panel:
    first = group[0]
    own = unit_written(first.series.unit) if first.series.unit else None
    shown = sorted(sorted(group, key=_liveliness)[:MOST_SERIES], key=group.index)
    common = set(first.labels).intersection(*(each.labels for each in group))
    names = {each.name for each in group}
    about = ", ".join(f"{key}={value}" for key, value in first.labels if (key, value) in common)
    name = first.name if len(names) == 1 else ""
    title = f"{name} ({about})" if name and about else name or about
    drawn = tuple(Drawn(label=_label(each, common, names), series=each.series) for each in shown)
    known = unit or own or unit_of_name(first.name)
    return Panel(title=shortened(title, _LONGEST), unit=known, drawn=drawn, left_out=len(group) - len(shown))


def _liveliness(parsed: _Parsed) -> float:
    """The less it changes, the later it comes."""
    values = [point.value for point in parsed.series.values if point.value is not None]
    return min(values) - max(values)


def _label(parsed: _Parsed, common: Iterable[tuple[str, str]], names: Iterable[str]) -> str:
    other = [(key, value) for key, value in parsed.labels if (key, value) not in set(common)]
    told = other[0][1] if len(other) == 1 else ", ".join(f"{key}={value}" for key, value in other)
    is_named = len(set(names)) > 1 or not told
    return shortened(" ".join(filter(None, (parsed.name if is_named else "", told))) or "the series", _LONGEST)
