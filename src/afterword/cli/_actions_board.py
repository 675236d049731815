"""The board: what is to be done over many postmortems, by whom, until when."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

import click

from afterword.cli._actions_choosing import chooser, choosing_options
from afterword.cli._fitting import counted, fitted
from afterword.cli._many import records_options, today_option
from afterword.cli._printing import as_json, format_option, output_options, print_to
from afterword.cli._shelf import open_shelf, shorter
from afterword.cli._tables import table, width_of
from afterword.cli.files import refuse_existing
from afterword.learning.board import Item, by_urgency, items_of, loads
from afterword.learning.statistics import distribution
from afterword.learning.telling import in_days, plainly
from afterword.model.plain import Plain, to_plain
from afterword.timeline.plainly import one_line

_SOON = 14
_WORDS = 60
_OWNERS = 12


@click.command(name="board")
@records_options
@choosing_options
@click.option("--limit", type=click.IntRange(1), default=15, show_default=True, help="Show so many of each column.")
@today_option
@format_option
@output_options
def board(
    paths: tuple[str, ...],
    globs: tuple[str, ...],
    limit: int,
    today: date,
    form: str,
    output: str | None,
    force: bool,
    **chosen: str | int | datetime | None,
) -> None:
    """Show what is to be done: overdue, due soon, later, without a date; who has how much; and how old it is.

    Of an action whose document does not say how far it is, the state is unknown; it counts as not done.
    """
    refuse_existing(output, force=force)
    opened = open_shelf(paths, globs)
    wanted = chooser(chosen)
    items = [item for item in items_of(opened.incidents(), today) if wanted(item)]
    if form == "json":
        text = as_json(account(items, today))
    else:
        text = "\n".join(_page(items, today, shorter(opened.files), limit, width_of(output)))
    print_to(output, text, force=force)


def columns_of(items: Sequence[Item], today: date) -> dict[str, list[Item]]:
    """What is to be done by when it is due, the most urgent first."""
    found: dict[str, list[Item]] = {"overdue": [], "due soon": [], "due later": [], "without a day": []}
    for item in sorted((one for one in items if one.state in {"open", "unknown"}), key=by_urgency):
        if item.is_overdue:
            found["overdue"].append(item)
        elif item.due is None:
            found["without a day"].append(item)
        else:
            found["due soon" if item.due <= today + timedelta(days=_SOON) else "due later"].append(item)
    return found


def account(items: Sequence[Item], today: date) -> Plain:
    """The board as data."""
    states = Counter(str(item.state) for item in items)
    waiting = [item for item in items if item.state in {"open", "unknown"}]
    ages = [float(item.age) for item in waiting if item.age is not None]
    columns: dict[str, Plain] = {
        name.replace(" ", "_"): [_row(item) for item in column] for name, column in columns_of(items, today).items()
    }
    return {
        "today": today.isoformat(),
        "states": {name: states[name] for name in ("open", "unknown", "done", "cancelled")},
        **columns,
        "owners": [to_plain(load) for load in loads(items)],
        "horizons": dict(Counter(item.action.horizon or "unknown" for item in waiting)),
        "age_days": to_plain(distribution(ages, len(waiting) - len(ages))),
    }


def _row(item: Item) -> Plain:
    return {
        "file": item.incident.file,
        "line": item.action.line,
        "incident": item.incident.id,
        "id": item.action.id,
        "address": item.address,
        "what": item.action.what,
        "owner": item.action.owner,
        "due": item.action.due,
        "days_overdue": item.days_overdue,
        "age": item.age,
        "state": item.state,
        "priority": item.action.priority.value if item.action.priority else None,
        "horizon": item.action.horizon,
        "kind": item.kind,
        "tracker": item.action.tracker,
    }


def _page(items: Sequence[Item], today: date, short: dict[str, str], limit: int, width: int | None) -> Iterator[str]:
    for name, column in columns_of(items, today).items():
        if not column:
            continue
        yield f"{name.capitalize()} ({len(column)})"
        rows = [_cells(item, short) for item in column[:limit]]
        yield from (f"  {line}" for line in table(_NAMES, rows, width and width - 2, from_end=True))
        if len(column) > limit:
            yield f"  and {len(column) - limit} more"
        yield ""
    held = loads(items)
    if held:
        yield "Who has how much"
        rows = [
            [
                load.owner,
                str(load.open),
                str(load.overdue),
                _days(load.oldest),
                load.next_due or ("-" if load.overdue == load.open else "unknown"),
            ]
            for load in held[:_OWNERS]
        ]
        names = ["owner", "waiting", "overdue", "oldest", "next due"]
        yield from (f"  {line}" for line in table(names, rows, width and width - 2, from_end=True))
        if len(held) > _OWNERS:
            yield f"  and {len(held) - _OWNERS} more"
        yield ""
    yield from _sums(items)


_NAMES = ("action", "due", "owner", "age", "state", "from")


def _cells(item: Item, short: dict[str, str]) -> list[str]:
    action = item.action
    name = f"{action.id} " if action.id else ""
    late = f" ({item.days_overdue} d late)" if item.is_overdue else ""
    file = short.get(item.incident.file, item.incident.file)
    state = action.status.value.replace("_", " ") if action.status and action.status.value else item.state
    return [
        fitted(f"{name}{plainly(one_line(action.what))}", _WORDS),
        f"{action.due or 'unknown'}{late}",
        item.owner,
        _days(item.age),
        state,
        f"{file}{f':{action.line}' if action.line else ''}",
    ]


def _days(days: int | None) -> str:
    return "unknown" if days is None else f"{days} d"


def _sums(items: Sequence[Item]) -> Iterator[str]:
    states = Counter(str(item.state) for item in items)
    waiting = [item for item in items if item.state in {"open", "unknown"}]
    ages = [float(item.age) for item in waiting if item.age is not None]
    told = [f"{states[name]} {words}" for name, words in _STATES if states[name]]
    yield f"{counted(len(items), 'action')}{': ' if told else ''}{', '.join(told)}."
    if ages:
        age = distribution(ages, len(waiting) - len(ages))
        between = f", half of them {age.quarter:g} to {age.three_quarters:g}" if age.quarter is not None else ""
        unknown = f"; the age of {age.unknown} is unknown" if age.unknown else ""
        yield f"What waits is {in_days(age.median)} old (median{between}){unknown}."
    horizons = Counter(item.action.horizon or "unknown" for item in waiting)
    if horizons and set(horizons) != {"unknown"}:
        yield f"By horizon: {', '.join(f'{name} {count}' for name, count in sorted(horizons.items()))}."


_STATES = (("open", "to do"), ("unknown", "of an unknown state"), ("done", "done"), ("cancelled", "cancelled"))
