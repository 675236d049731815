"""The options that commands over many postmortems have in common."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import TypeVar

import click

F = TypeVar("F", bound=Callable[..., object])


def records_options(function: F) -> F:
    """The files and folders of a command over many records, given to it as ``paths``, and ``globs`` instead of them."""
    for decorate in (
        click.option("--records", "globs", multiple=True, metavar="GLOB", help="Take the files that GLOB matches."),
        click.argument("paths", nargs=-1, metavar="[FILE|FOLDER]..."),
    ):
        function = decorate(function)
    return function


def _day(_context: click.Context, _option: click.Parameter, value: datetime | None) -> date:
    return (value or datetime.now(UTC)).date()


today_option = click.option(
    "--today", type=click.DateTime(["%Y-%m-%d"]), callback=_day, help="The day to count from, where it is not this one."
)
"""The day from which is counted, given as ``today``: a date, this day where nobody names one."""
