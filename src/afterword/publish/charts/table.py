"""The data of a chart as a table: its values at the incident's milestones, else at round times, and the extremes."""

from collections.abc import Iterator

from afterword.publish.characters import printable
from afterword.publish.charts.chart import Chart, value_at
from afterword.publish.charts.panels import Drawn, Panel
from afterword.publish.charts.units import number
from afterword.publish.time_axis import clock, phase_of, ticks
from afterword.publish.tree import Align, Cell, Table, Text

_COLUMNS = 7
_FEW = 4
_EXTREMES = ("Least", "Greatest")


def tables_of(chart: Chart) -> tuple[Table, ...]:
    """A table for each panel; a gap says that there is no sample."""
    return tuple(_table(chart, panel) for panel in chart.panels)


def _table(chart: Chart, panel: Panel) -> Table:
    drawn = panel.drawn[: _COLUMNS - 1]
    first = chart.scale.low
    head = [chart.wall.zoned("Time", first), "Milestone", *(_heading(each, panel) for each in drawn)]
    rows = [[at, what, *values] for at, what, values in _rows(chart, panel, drawn)]
    missing = [each.series.missing() for each in drawn]
    if any(missing):
        rows.append(["Missing", "", *map(str, missing)])
    rights: list[Align] = ["right" for _ in drawn]
    label = f"Data: {panel.title}" if panel.title and len(chart.panels) > 1 else "Data of the chart"
    return Table(
        header=_cells(head),
        rows=tuple(_cells(row) for row in rows),
        aligns=("left", "left", *rights),
        folds=printable(label),
    )


def _heading(each: Drawn, panel: Panel) -> str:
    label = each.label if len(panel.drawn) > 1 else "Value"
    return f"{label}, {panel.unit.name}" if panel.unit else label


def _rows(chart: Chart, panel: Panel, drawn: tuple[Drawn, ...]) -> Iterator[tuple[str, str, list[str]]]:
    """Time, what happened then, and the values; at the end the extremes."""
    marked = {mark.at: "" for mark in chart.milestones}
    for mark in chart.milestones:
        marked[mark.at] = ", ".join(filter(None, (marked[mark.at], phase_of(mark))))
    round_times = ticks(chart.scale) if len(marked) < _FEW else [chart.scale.low, chart.scale.high]
    at = {**dict.fromkeys(round_times, ""), **marked}
    for when in sorted(at):
        told = [value_at(each, when, panel.unit) for each in drawn]
        yield clock(when.replace(microsecond=0)), at[when][:1].upper() + at[when][1:], told
    for name, points in zip(_EXTREMES, ([d.least for d in drawn], [d.greatest for d in drawn]), strict=True):
        told = [f"{number(p.value or 0.0, panel.unit)} at {clock(p.at.replace(microsecond=0))}" for p in points]
        yield name, "", told


def _cells(words: list[str]) -> tuple[Cell, ...]:
    return tuple(Cell(children=(Text(text=printable(each)),) if each else ()) for each in words)
