"""What closing and reopening a document have in common: who, when, and the change itself."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar

import click

from afterword.cli._git import user_name
from afterword.errors import UsageError
from afterword.model.plain import Plain, to_plain
from afterword.review.policy.closure import Judged
from afterword.review.policy.shown import Shown

F = TypeVar("F", bound=Callable[..., object])
_MOST = 3


def change_options(function: F) -> F:
    """The options of a command that changes the state of a document."""
    for decorate in (
        click.option("--force", is_flag=True, help="Overwrite OUT if it exists."),
        click.option("-o", "--output", metavar="OUT", help="Write to OUT ('-' prints) instead of FILE."),
        click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="The day to write, where it is not this one."),
        click.option("--dry-run", is_flag=True, help="Show what would change and write nothing."),
    ):
        function = decorate(function)
    return function


def day_of(today: datetime | None) -> date:
    """The day that was given, else this one."""
    return today.date() if today else datetime.now(UTC).date()


def name_of(by: str | None, file: str) -> str:
    """The name that was given, else the one under which the user commits.

    errors: UsageError where there is neither.
    """
    folder = Path.cwd() if file == "-" else Path(file).resolve().parent
    name = " ".join((by if by is not None else user_name(folder) or "").split())
    if not name:
        raise UsageError("say who does it: --by NAME (Git knows no user.name here)")
    return name


def told(judged: tuple[Judged, ...]) -> Iterator[str]:
    """The criteria in lines for a person: which hold, what shows it, and what is missing."""
    for each in judged:
        yield f"[{'x' if each.holds else ' '}] {each.criterion.name}"
        if each.holds:
            yield from _lines(each.evidence, "    ")
        else:
            yield from _lines(each.missing, "    missing: ")


def _lines(places: tuple[Shown, ...], lead: str) -> Iterator[str]:
    for place in places[:_MOST]:
        yield f"{lead}{f'line {place.line}: ' if place.line else ''}{place.text}"
    if len(places) > _MOST:
        yield f"    and {len(places) - _MOST} more"


def as_rows(judged: tuple[Judged, ...]) -> list[Plain]:
    """The criteria as data."""
    return [
        {
            "criterion": each.criterion.name,
            "holds": each.holds,
            "evidence": [to_plain(place) for place in each.evidence],
            "missing": [to_plain(place) for place in each.missing],
        }
        for each in judged
    ]
