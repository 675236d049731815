"""How incidents, responses, and follow-up develop, as a person reads it at a terminal."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from afterword.cli._charts import bars, spans
from afterword.cli._fitting import counted, fitted
from afterword.cli._tables import table, wrapped
from afterword.learning.telling import plainly, share_of, took
from afterword.learning.trends import DIMENSIONS, UNKNOWN, Actions, Slice, Trends

_USUAL = ("time_to_detect", "time_to_mitigate", "time_to_resolve", "impact_duration")
_VALUES = 6
_NAMED = 5
_ROOMY = 112
_COLUMN = 9
_LONGEST = 40


def page(
    found: Trends, shown: Sequence[Slice], metrics: Sequence[str], dimension: str | None, width: int | None
) -> Iterator[str]:
    """The tables of some periods; ``metrics`` are the durations, the usual ones where none is named."""
    yield from (line for sentence in _opening(found, shown) for line in wrapped(sentence, width))
    yield ""
    most = max((one.incidents for one in shown), default=0)
    rows = [
        [one.period, str(one.incidents), bars(one.incidents, most), one.compared["incidents"].reason] for one in shown
    ]
    yield from table(["period", "incidents", "", "against before"], rows, width)
    yield ""
    yield from _follow_up(shown, width)
    for name in metrics or [name for name in _USUAL if any(one.durations[name].n for one in shown)]:
        yield ""
        yield f"{name.replace('_', ' ')}: the median, its 95 % interval, and of how many incidents it is known"
        yield from _durations(shown, name, width)
    told = [dimension] if dimension else [name for name in DIMENSIONS if any(_known(one.counts[name]) for one in shown)]
    for name in told:
        yield ""
        yield from _counts(shown, name, width)
    yield from (line for sentence in _left_out(found) for line in ("", *wrapped(sentence, width)))


def _opening(found: Trends, shown: Sequence[Slice]) -> Iterator[str]:
    inside = sum(one.incidents for one in shown)
    yield f"{counted(inside, 'incident')} from {shown[0].period} to {shown[-1].period}."
    earlier = found.slices[: len(found.slices) - len(shown)]
    if earlier:
        count = sum(one.incidents for one in earlier)
        yield f"{count} more from {earlier[0].period} to {earlier[-1].period}: --since {earlier[0].period} shows them."
    running = [one.period for one in shown if one.is_running]
    if running:
        yield f"{running[-1]} has not ended; it is compared by the days that have passed."


def _follow_up(shown: Sequence[Slice], width: int | None) -> Iterator[str]:
    """What the incidents were like and what became of their actions, without what no period says anything of."""
    columns = {
        "period": [one.period for one in shown],
        "near misses": [str(one.near_misses or "-") for one in shown],
        "repeats": [share_of(one.repeats) for one in shown],
        "targets kept": [share_of(one.targets) for one in shown],
        "actions done": [_done(one.actions) for one in shown],
        "waiting": [str(one.actions.open + one.actions.unknown) if one.actions.total else "-" for one in shown],
        "overdue": [str(one.actions.overdue) if one.actions.total else "-" for one in shown],
    }
    said = {name: column for name, column in columns.items() if any(value != "-" for value in column)}
    yield from table([*said], [*zip(*said.values(), strict=True)], width)


def _done(actions: Actions) -> str:
    judged = actions.done + actions.open
    parts = [f"{actions.done} of {judged}"] if judged else []
    parts += [f"{actions.unknown} unknown"] if actions.unknown else []
    return ", ".join(parts) or "-"


def _durations(shown: Sequence[Slice], name: str, width: int | None) -> Iterator[str]:
    is_roomy = width is None or width >= _ROOMY
    reach = max((figure.most for one in shown if (figure := one.durations[name]).most is not None), default=0.0)
    rows = []
    for one in shown:
        figure = one.durations[name]
        few = "too few for one" if figure.n else "-"
        interval = f"{took(figure.low)} to {took(figure.high)}" if figure.low is not None else few
        reason = one.compared[name].reason
        row = [one.period, took(figure.median) if figure.n else "-", interval, f"{figure.n} of {one.incidents}"]
        rows.append([*row, *([spans(figure, reach), reason] if is_roomy else [reason.partition(" (")[0]])])
    chart = ["least to most, o the median"] if is_roomy else []
    yield from table(["period", "median", "interval", "known", *chart, "against before"], rows, width)


def _counts(shown: Sequence[Slice], name: str, width: int | None) -> Iterator[str]:
    totals: Counter[str] = Counter()
    for one in shown:
        totals.update(one.counts[name])
    order = sorted(totals, key=lambda value: (value == UNKNOWN, -totals[value], value))
    values = [value for value in order if value != UNKNOWN][:_VALUES] + ([UNKNOWN] if UNKNOWN in totals else [])
    cells = [fitted(plainly(value), _LONGEST) for value in values]
    wide = max(map(len, cells), default=0) + _COLUMN
    columns = shown if width is None else shown[-max((width - wide) // _COLUMN, 2) :]
    rows = [
        [cell, str(totals[value]), *(str(one.counts[name].get(value, 0)) for one in columns)]
        for cell, value in zip(cells, values, strict=True)
    ]
    yield from table([name, "all", *(one.period for one in columns)], rows, width)
    if len(order) > len(values):
        yield f"and {len(order) - len(values)} more, with --format json"


def _known(counts: Mapping[str, int]) -> bool:
    return any(value != UNKNOWN for value in counts)


def _left_out(found: Trends) -> Iterator[str]:
    for names, why in ((found.undated, "nothing says when"), (found.ahead, "their day is in the future")):
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        if names:
            yield f"In no period, because {why}: {', '.join(names[:_NAMED])}{more}."
