"""The due dates of actions as a calendar that other programs subscribe to."""

from datetime import UTC, date, datetime, time

import click

from afterword.cli._actions_choosing import chooser, choosing_options
from afterword.cli._fitting import counted
from afterword.cli._many import records_options, today_option
from afterword.cli._printing import as_json, format_option, output_options, print_to
from afterword.cli._shelf import open_shelf
from afterword.cli.files import refuse_existing, write_output
from afterword.cli.main import tell
from afterword.learning.board import Item, items_of
from afterword.learning.calendar_feed import calendar as feed
from afterword.learning.calendar_feed import uid
from afterword.model.plain import Plain


@click.command(name="calendar")
@records_options
@choosing_options
@click.option("--name", default="Postmortem actions", show_default=True, help="What the calendar is called.")
@today_option
@format_option
@output_options
def calendar(
    paths: tuple[str, ...],
    globs: tuple[str, ...],
    name: str,
    today: date,
    form: str,
    output: str | None,
    force: bool,
    **chosen: str | int | datetime | None,
) -> None:
    """Write the due dates of all actions that are to be done as a calendar (RFC 5545, `.ics`).

    An action with an id keeps its place in a calendar when its words or its day change. What has no due date is in no
    calendar, and is counted on standard error.
    """
    refuse_existing(output, force=force)
    now = datetime.now(UTC)
    now = now if now.date() == today else datetime.combine(today, time(), UTC)
    wanted = chooser(chosen)
    items = [item for item in items_of(open_shelf(paths, globs).incidents(), today) if wanted(item)]
    waiting = [item for item in items if item.state in {"open", "unknown"}]
    undated = sum(item.due is None for item in waiting)
    if form == "json":
        print_to(output, as_json([_row(item) for item in waiting if item.due]), force=force)
    else:
        write_output(output, feed(items, now, name=name), force=force)
    if undated:
        tell(f"{counted(undated, 'action')} of {len(waiting)} to do without a due date: in no calendar")


def _row(item: Item) -> Plain:
    return {
        "uid": uid(item),
        "due": item.due.isoformat() if item.due else None,
        "id": item.action.id,
        "what": item.action.what,
        "owner": item.action.owner,
        "file": item.incident.file,
        "line": item.action.line,
    }
