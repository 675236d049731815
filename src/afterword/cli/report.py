"""Write the quarterly trend analysis or the monthly action review as a document."""

from datetime import date

import click

from afterword.cli._actions_board import account
from afterword.cli._many import records_options, today_option
from afterword.cli._printing import as_json, format_option, output_options, print_to
from afterword.cli._shelf import open_shelf
from afterword.cli.files import refuse_existing
from afterword.cli.recurrences import policy_of
from afterword.errors import UsageError
from afterword.learning.board import items_by
from afterword.learning.likeness import Likeness
from afterword.learning.periods import Period, parse_period
from afterword.learning.recurrence import recurrences
from afterword.learning.reporting import trend_analysis
from afterword.learning.reviewing import action_review
from afterword.learning.trends import trends
from afterword.model.plain import to_plain

_BEFORE = 4


@click.command()
@records_options
@click.option("--quarter", metavar="QUARTER", help="The trend analysis of a quarter: 2026Q3.")
@click.option("--month", metavar="MONTH", help="The action review of a month: 2026-09.")
@today_option
@format_option
@output_options
def command(
    paths: tuple[str, ...],
    globs: tuple[str, ...],
    quarter: str | None,
    month: str | None,
    today: date,
    form: str,
    output: str | None,
    force: bool,
) -> None:
    """Write a report over many postmortems, in Markdown.

    \b
    afterword report postmortems --quarter 2026Q3 -o trends-2026Q3.md
    afterword report postmortems --month 2026-09 -o actions-2026-09.md

    The analysis of a quarter tells the incidents, what came back, the broken promises, and the durations next to the
    quarter before. The review of a month tells what is overdue, what is due next, what was done, and who has how much.
    """  # noqa: D301  # click's own mark for text that must not be rewrapped
    if (quarter is None) == (month is None):
        raise UsageError("name the period: --quarter 2026Q3 or --month 2026-09")
    period = _period(quarter, "quarter") if quarter is not None else _period(month or "", "month")
    if period.first > today:
        raise UsageError(f"{period.name} has not begun; there is nothing to report")
    refuse_existing(output, force=force)
    opened = open_shelf(paths, globs)
    incidents = opened.incidents()
    if period.by == "quarter":
        found = trends(incidents, "quarter", today, first=period.after(-_BEFORE), last=period)
        back = recurrences(incidents, Likeness(opened.shelf), today, *policy_of(opened.files[0]))
        lines, figures = trend_analysis(found, period, incidents, back, today), to_plain(found)
    else:
        counted = min(today, period.last)
        lines, figures = action_review(incidents, period, today), account(items_by(incidents, counted), counted)
    text = "\n".join(lines).rstrip("\n")
    if form == "json":
        text = as_json({"period": period.name, "today": today.isoformat(), "document": text, "figures": figures})
    print_to(output, text, force=force)


def _period(text: str, by: str) -> Period:
    found = parse_period(text)
    if found is None or found.by != by:
        shown = repr(text) if text.strip() else "nothing"
        raise UsageError(f"{shown} is no {by}; write it as {'2026Q3' if by == 'quarter' else '2026-09'}")
    return found
