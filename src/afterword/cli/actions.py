"""List the action items of postmortems, each with its SMART verdict."""

import shutil
import textwrap
from collections.abc import Iterator
from datetime import date, datetime
from typing import cast

import click

from afterword.cli._actions_board import board
from afterword.cli._actions_calendar import calendar
from afterword.cli._actions_choosing import chooser, choosing_options
from afterword.cli._actions_set import set_
from afterword.cli._actions_sync import sync
from afterword.cli._archive import OneByOne, documents_of
from afterword.cli._checking import case_of
from afterword.cli._fitting import printable
from afterword.cli._many import records_options, today_option
from afterword.cli._printing import as_json, format_option, output_options, print_to
from afterword.cli.files import refuse_existing
from afterword.learning.board import items_of
from afterword.learning.days import day_of
from afterword.learning.incident import incident_of
from afterword.learning.telling import plainly
from afterword.model.plain import Plain, to_plain
from afterword.review.case import Case
from afterword.review.smart import LETTERS, Verdict, verdicts

_WIDEST = 100


class _Listing(click.Group):
    """A group whose words are files to list, where they are none of its commands."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """The arguments, those of ``list`` where no command is named."""
        if not args or (args[0] not in self.commands and args[0] not in ctx.help_option_names):
            args.insert(0, "list")
        return super().parse_args(ctx, args)


@click.group(cls=_Listing)
def command() -> None:
    """List the action items of postmortems, show them as a board, set them, put them into a calendar or a tracker.

    `afterword actions FOLDER` is `afterword actions list FOLDER`.
    """


command.add_command(board)
command.add_command(calendar)
command.add_command(set_)
command.add_command(sync)


@command.command(name="list")
@records_options
@click.option("--open", "only_open", is_flag=True, help="List only what is still to be done.")
@click.option("--overdue", "only_overdue", is_flag=True, help="List only what should have been done by now.")
@choosing_options
@today_option
@format_option
@output_options
def list_(
    paths: tuple[str, ...],
    globs: tuple[str, ...],
    only_open: bool,
    only_overdue: bool,
    today: date,
    form: str,
    output: str | None,
    force: bool,
    **chosen: str | int | datetime | None,
) -> int:
    """List the action items of each postmortem, and say how SMART each is.

    A verdict such as "3 of 5: not measurable, no date" names what is missing to be specific, measurable, assigned,
    realistic, and timed. Beside it stand owner, due date, what the item is for (prevent, detect, mitigate), how
    anybody will see that it is done, and what proved that it had its effect. A question mark behind what it is for
    says that only its words tell.
    """
    refuse_existing(output, force=force)
    cases = OneByOne(documents_of(paths, globs), lambda file: case_of(file, today))
    rows: list[dict[str, Plain]] = []
    wanted = chooser(chosen)
    for file, (_, case, _) in cases:
        items = {item.action: item for item in items_of([incident_of(case.record, file)], case.today)}
        rows += [_row(file, case, verdict) for verdict in verdicts(case) if wanted(items[verdict.item.action])]
    kept = [row for row in rows if (not only_open or row["open"]) and (not only_overdue or row["overdue"])]
    text = as_json(cast(Plain, kept)) if form == "json" else "\n".join(_page(kept))
    print_to(output, text, force=force)
    return 1 if cases.refused else 0


def _row(file: str, case: Case, verdict: Verdict) -> dict[str, Plain]:
    action = verdict.item.action
    due = day_of(action.due)
    is_open = verdict.item.is_open
    return {
        "file": file,
        "line": verdict.item.unit.first + 1,
        "id": action.id,
        "what": action.what,
        "owner": action.owner,
        "due": action.due,
        "overdue": bool(is_open and due and due < case.today),
        "open": is_open,
        "status": to_plain(action.status),
        "priority": to_plain(action.priority),
        "kind": verdict.kind,
        "kind_stated": verdict.is_stated,
        "done_when": action.done_when,
        "proof": action.proof,
        "tracker": action.tracker,
        "smart": {
            "score": verdict.score,
            **{letter: letter not in verdict.lacking for letter in LETTERS},
            "verdict": verdict.spoken,
        },
    }


def _page(rows: list[dict[str, Plain]]) -> Iterator[str]:
    width = min(shutil.get_terminal_size((_WIDEST, 24)).columns, _WIDEST)
    file = None
    for row in rows:
        if row["file"] != file:
            yield from [""] if file is not None else []
            file = row["file"]
            yield f"{file}"
        yield from (printable(line) for line in _lines(row, width))
    if rows:
        yield ""
    open_ = sum(bool(row["open"]) for row in rows)
    overdue = sum(bool(row["overdue"]) for row in rows)
    smart = sum(cast("dict[str, int]", row["smart"])["score"] == len(LETTERS) for row in rows if row["open"])
    late = f", {overdue} overdue" if overdue else ""
    yield f"{len(rows)} action{'' if len(rows) == 1 else 's'}: {open_} open{late}; {smart} of {open_} SMART."


def _lines(row: dict[str, Plain], width: int) -> Iterator[str]:
    lead = f"  {row['id']} " if row["id"] else "  - "
    words = plainly(str(row["what"]))
    yield from textwrap.wrap(f"{lead}{words}", width, subsequent_indent="    ", break_long_words=False)
    facts = [str(row[name]) for name in ("owner", "due") if row[name]]
    for name in ("priority", "status"):
        value = row[name]
        facts += [str(value.get("written") or value.get("value")).lower()] if isinstance(value, dict) else []
    facts += [f"{row['kind']}{'' if row['kind_stated'] else '?'}"] if row["kind"] else []
    facts += [plainly(str(row["tracker"]))] if row["tracker"] else []
    facts += [f"line {row['line']}"]
    yield from textwrap.wrap(" \u00b7 ".join(facts), width, initial_indent="    ", subsequent_indent="    ")
    if row["open"]:
        yield f"    {cast('dict[str, str]', row['smart'])['verdict']}"
    for name, label in (("done_when", "done when"), ("proof", "proof")):
        if row[name]:
            told = f"{label}: {plainly(str(row[name]))}"
            yield from textwrap.wrap(told, width, initial_indent="    ", subsequent_indent="      ")
