"""Show how incidents, responses, and follow-up develop, with what is only chance said so."""

from datetime import date
from typing import cast

import click

from afterword.cli._many import records_options, today_option
from afterword.cli._printing import as_json, format_option, output_options, print_to
from afterword.cli._shelf import open_shelf
from afterword.cli._tables import width_of
from afterword.cli._trends_text import page
from afterword.cli.files import refuse_existing
from afterword.errors import UsageError
from afterword.learning.periods import By, Period, parse_period
from afterword.learning.trends import DIMENSIONS, METRICS, trends
from afterword.model.plain import to_plain

_SHOWN = 8


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
    where chance alone gives such a difference, or there are too few to tell, that is said. As text, the last eight
    periods are shown, unless --since names the first.
    """
    refuse_existing(output, force=force)
    first, last = _period(since, by), _period(until, by, last=True)
    incidents = open_shelf(paths, globs).incidents()
    found = trends(incidents, cast("By", by), today, first=first, last=last)
    if form == "json":
        text = as_json(to_plain(found))
    else:
        shown = found.slices if first else found.slices[-_SHOWN:]
        text = "\n".join(page(found, shown, metric, dimension, width_of(output)))
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
