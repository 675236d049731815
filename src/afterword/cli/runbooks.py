"""List the runbooks that postmortems asked to write or to update, with their state."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import cast

import click

from afterword.cli._fitting import counted
from afterword.cli._many import records_options, today_option
from afterword.cli._printing import as_json, format_option, output_options, print_to
from afterword.cli._shelf import open_shelf, shorter
from afterword.cli._tables import width_of, wrapped
from afterword.cli.files import refuse_existing
from afterword.learning.runbooks import Asked, runbooks
from afterword.learning.telling import plainly
from afterword.model.plain import Plain
from afterword.timeline.plainly import one_line

_SET_IN = " " * 17


@click.command()
@records_options
@click.option("--open", "only_open", is_flag=True, help="List only what is not known to be there.")
@today_option
@format_option
@output_options
def command(
    paths: tuple[str, ...],
    globs: tuple[str, ...],
    only_open: bool,
    today: date,
    form: str,
    output: str | None,
    force: bool,
) -> None:
    """List the runbooks that postmortems asked for: by their lists of runbooks, and by the words of their actions.

    One is there when the action that brings it is done; where no action does, its state is unknown.
    """
    refuse_existing(output, force=force)
    opened = open_shelf(paths, globs)
    found = [one for one in runbooks(opened.incidents(), today) if not only_open or one.state in {"open", "unknown"}]
    if form == "json":
        text = as_json([_row(one) for one in found])
    else:
        width = width_of(output)
        text = "\n".join(piece for line in _page(found, shorter(opened.files)) for piece in _fitted(line, width))
    print_to(output, text, force=force)


def _row(one: Asked) -> Plain:
    incident = one.incident
    return {
        "file": incident.file,
        "id": incident.id,
        "day": incident.day,
        "kind": one.kind,
        "name": one.name,
        "state": one.state,
        "action": one.action,
        "owner": one.owner,
        "due": one.due,
        "overdue": one.is_overdue,
        "line": one.line,
    }


def _fitted(line: str, width: int | None) -> list[str]:
    return wrapped(line, width, more="" if line.startswith(_SET_IN) else _SET_IN)


def _page(found: Sequence[Asked], short: dict[str, str]) -> Iterator[str]:
    for one in found:
        state = "overdue" if one.is_overdue else one.state
        yield f"{state:<9} {one.kind:<6} {plainly(one_line(one.name))}"
        incident = one.incident
        facts = [f"{incident.day or 'day unknown'} {incident.id or incident.title or ''}".rstrip()]
        facts += [f"by {one.owner}"] if one.owner else []
        facts += [f"due {one.due}"] if one.due else []
        facts += [] if one.action else ["no action brings it"]
        place = f"{short.get(incident.file, incident.file)}{f':{one.line}' if one.line else ''}"
        yield f"{_SET_IN}{', '.join(facts)} [{place}]"
    states = cast("list[str]", [one.state for one in found])
    told = [f"{states.count(state)} {state}" for state in ("open", "unknown", "done", "cancelled") if state in states]
    yield f"{counted(len(found), 'runbook')} asked for{': ' if told else ''}{', '.join(told)}."
