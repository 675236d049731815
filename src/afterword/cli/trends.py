"""Show how incidents, responses, and follow-up develop, with what is only chance said so."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import cast

import click

from afterword.cli._charts import bars, spans
from afterword.cli._many import records_options, today_option
from afterword.cli._printing import as_json, format_option, output_options, print_to
from afterword.cli._shelf import open_shelf
from afterword.cli._tables import table, width_of
from afterword.cli.files import refuse_existing
from afterword.errors import UsageError
from afterword.learning.periods import By, Period, parse_period
from afterword.learning.telling import share_of, took
from afterword.learning.trends import DIMENSIONS, METRICS, Slice, Trends, trends
from afterword.model.plain import to_plain

_SHOWN = 8
_VALUES = 6
_USUAL = ("time_to_detect", "time_to_mitigate", "time_to_resolve", "impact_duration")


@click.command()
@records_options
@click.option("--by", type=click.Choice(["month", "quarter", "year"]), default="quarter", show_default=True)
@click.option("--since", metavar="PERIOD", help="The first period: 2025Q1, 2025-01, 2025.")
@click.option("--until", metavar="PERIOD", help="The last period.")
@click.option("--of", "dimension", type=click.Choice([*DIMENSIONS]), help="Count by this alone.")
@click.option("--metric", type=click.Choice(METRICS), multiple=True, help="Show this duration; may be repeated.")
@today_option
@format_option
@output_options
def command(
    paths: tuple[str, ...],
    globs: tuple[str, ...],
    by: str,
    since: str | None,
    until: str | None,
    dimension: str | None,
    metric: tuple[str, ...],
    today: date,
    form: str,
    output: str | None,
    force: bool,
) -> None:
    """Show incidents by month, quarter, or year: how many, of which class, and how long they took.

    Durations are medians with the interval in which the median is, with 95 % or more, the number of incidents that
    they rest on, and of how many it is not known; never a mean. A period is compared with the one before it, and
    where chance alone gives such a difference, or there are too few to tell, that is said.
    """
    refuse_existing(output, force=force)
    opened = open_shelf(paths, globs)
    incidents = opened.incidents()
    found = trends(incidents, cast("By", by), today, first=_period(since, by), last=_period(until, by, last=True))
    if form == "json":
        text = as_json(to_plain(found))
    else:
        metrics = metric or tuple(name for name in _USUAL if any(s.durations[name].n for s in found.slices))
        text = "\n".join(_page(found, metrics, dimension, width_of(output)))
    print_to(output, text, force=force)


def _period(text: str | None, by: str, *, last: bool = False) -> Period | None:
    """The period that an option names, of the length that is shown."""
    if text is None:
        return None
    named = parse_period(text)
    if named is None:
        raise UsageError(f"{text!r} is no period; write 2025Q1, 2025-01, or 2025")
    day = named.last if last else named.first
    number = {"month": day.month, "quarter": (day.month + 2) // 3, "year": 1}[by]
    return Period(by=cast("By", by), year=day.year, number=number)


def _page(found: Trends, metrics: tuple[str, ...], dimension: str | None, width: int | None) -> Iterator[str]:
    names = ["period", "incidents", "", "against before", "repeats", "targets kept", "actions done", "open", "overdue"]
    most = max((one.incidents for one in found.slices), default=0)
    yield from table(names, [_cells(one, most) for one in found.slices], width)
    for name in metrics:
        yield ""
        yield f"{name.replace('_', ' ')}: median, its 95 % interval, number known and unknown"
        yield from _durations(found, name, width)
    shown = [dimension] if dimension else [d for d in DIMENSIONS if any(_known(one.counts[d]) for one in found.slices)]
    for name in shown:
        yield ""
        yield from _counted(found, name, width)
    if found.undated:
        yield ""
        yield f"In no period, because nothing says when: {', '.join(found.undated[:_SHOWN])}{_more(found.undated)}"
    if found.ahead:
        yield ""
        yield f"In no period, because their day is in the future: {', '.join(found.ahead[:_SHOWN])}{_more(found.ahead)}"


def _cells(one: Slice, most: int) -> list[str]:
    actions = one.actions
    judged = actions.done + actions.open
    done = (
        f"{actions.done} of {judged}{f', {actions.unknown} unknown' if actions.unknown else ''}"
        if actions.total
        else "-"
    )
    near = f" ({one.near_misses} near)" if one.near_misses else ""
    return [
        f"{one.period}{' (running)' if one.is_running else ''}",
        f"{one.incidents}{near}",
        bars(one.incidents, most),
        one.compared["incidents"].reason,
        share_of(one.repeats),
        share_of(one.targets),
        done,
        str(actions.open) if actions.total else "-",
        str(actions.overdue) if actions.total else "-",
    ]


def _durations(found: Trends, name: str, width: int | None) -> Iterator[str]:
    figures = [one.durations[name] for one in found.slices]
    reach = max((f.most for f in figures if f.most is not None), default=0.0)
    rows = []
    for one, figure in zip(found.slices, figures, strict=True):
        if not one.incidents:
            continue
        interval = f"{took(figure.low)} to {took(figure.high)}" if figure.low is not None else "too few for one"
        rows.append(
            [
                one.period,
                took(figure.median) if figure.n else "unknown",
                interval if figure.n else "-",
                f"{figure.n}, {figure.unknown} unknown",
                spans(figure, reach),
                one.compared[name].reason,
            ]
        )
    yield from table(
        ["period", "median", "interval", "n", "least to most, o the median", "against before"], rows, width
    )


def _counted(found: Trends, name: str, width: int | None) -> Iterator[str]:
    totals: dict[str, int] = {}
    for one in found.slices:
        for value, count in one.counts[name].items():
            totals[value] = totals.get(value, 0) + count
    order = sorted(totals, key=lambda value: (value == "unknown", -totals[value], value))
    shown = order[:_VALUES] + (["unknown"] if "unknown" in order[_VALUES:] else [])
    slices = [one for one in found.slices if one.incidents][-_SHOWN:]
    rows = [[value, str(totals[value]), *(str(one.counts[name].get(value, 0)) for one in slices)] for value in shown]
    yield from table([name, "all", *(one.period for one in slices)], rows, width)
    if len(order) > len(shown):
        yield f"and {len(order) - len(shown)} more, with --format json"


def _known(counts: Mapping[str, int]) -> bool:
    return any(value != "unknown" for value in counts)


def _more(names: tuple[str, ...]) -> str:
    return f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
