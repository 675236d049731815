"""Make the facilitator's sheet for a postmortem's meeting, and take its notes back in."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import cast

import click

from afterword.cli._changing import difference, write_changed
from afterword.cli._checking import checked
from afterword.cli._fitting import printable
from afterword.cli._printing import as_json
from afterword.cli._record import open_document
from afterword.cli._tables import width_of, wrapped
from afterword.cli.files import read_document, refuse_existing, write_output
from afterword.errors import UsageError
from afterword.houses.house import House
from afterword.model.plain import Plain, to_plain
from afterword.review.agenda.asking import questions
from afterword.review.agenda.notes import read_notes
from afterword.review.agenda.plan import Plan, plan
from afterword.review.agenda.question import Question
from afterword.review.agenda.sheet import plain, sheet
from afterword.review.agenda.taking import Taken, take_in


@click.command()
@click.argument("file")
@click.option("--take", "notes", metavar="NOTES", help="Put the answers of a filled-in sheet into FILE.")
@click.option("--dry-run", is_flag=True, help="With --take: show what would change and write nothing.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="The day of the review, where it is not this one.")
@click.option("--format", "form", type=click.Choice(["md", "text", "json"]), default="md", show_default=True)
@click.option("-o", "--output", metavar="OUT", help="Write the sheet, or with --take the document, to OUT.")
@click.option("--force", is_flag=True, help="Overwrite OUT if it exists.")
def command(
    file: str, notes: str | None, dry_run: bool, today: datetime | None, form: str, output: str | None, force: bool
) -> int:
    """Make the sheet for the meeting about the postmortem in FILE.

    It asks what the document leaves open: holes in the timeline with both their ends, whys and unknowns, what rules
    find, actions that nobody can finish; within the length of meeting that the house gives. With --take the answers
    go to their places in the document, and what has no place becomes a note of the meeting; no other line changes.
    Exits 1 where an answer could be put nowhere.
    """
    if notes is not None:
        return _taken_in(file, notes, dry_run=dry_run, form=form, output=output, force=force)
    if dry_run:
        raise UsageError("--dry-run belongs to --take; without it nothing is written")
    refuse_existing(output, force=force)
    planned, text = _made(file, today.date() if today else None)
    if form == "json":
        text = as_json(_row(file, planned)) + "\n"
    elif form == "text":
        width = width_of(output)
        text = "\n".join(line for each in plain(text) for line in wrapped(each, width)) + "\n"
    write_output(output, text, force=force)
    return 0


def _made(file: str, today: date | None) -> tuple[Plan, str]:
    found = checked(file, today)
    asked = questions(found.case, [each.diagnostic for each in found.found])
    planned = plan(found.case, asked)
    return planned, sheet(found.case.record, Path(file).name, _house(found.case.house), planned)


def _house(house: House) -> str:
    return "no known house" if house.is_fallback else f"house {house.name}"


def _row(file: str, planned: Plan) -> dict[str, Plain]:
    return {
        "file": file,
        "minutes": planned.minutes,
        "least": planned.least,
        "most": planned.most,
        "roles": [to_plain(role) for role in planned.roles],
        "principles": [*planned.principles],
        "parts": [
            {
                "topic": part.topic,
                "start": part.start,
                "minutes": part.minutes,
                "questions": [_question(question) for question in part.questions],
            }
            for part in planned.parts
        ],
        "in_writing": [_question(question) for question in planned.aside],
    }


def _question(question: Question) -> Plain:
    row = to_plain(question)
    assert isinstance(row, dict)
    return row


def _taken_in(file: str, notes: str, *, dry_run: bool, form: str, output: str | None, force: bool) -> int:
    if file == "-" and notes == "-":
        raise UsageError("FILE and NOTES cannot both be standard input")
    document = open_document(file)
    new, taken = take_in(document.text, read_notes(read_document(notes)), document.own)
    target = output or file
    if not dry_run:
        write_changed(file, output, document.text, new, force=force)
    told = difference(file, document.text, new)
    aside = target == "-" and not dry_run
    lost = any(each.outcome == "lost" for each in taken)
    if form == "json":
        account: dict[str, Plain] = {
            "file": file,
            "output": None if dry_run else target,
            "changed": new != document.text,
            "taken": [_account(each) for each in taken],
            "diff": told,
        }
        click.echo(as_json(account), err=aside)
        return 1 if lost else 0
    if dry_run and told:
        click.echo(told, nl=False)
    click.echo("\n".join(_said(notes, taken)), err=aside)
    return 1 if lost else 0


def _account(each: Taken) -> dict[str, Plain]:
    return {
        "line": each.answer.line,
        "text": each.answer.text,
        "path": each.path,
        "outcome": each.outcome,
        "reason": each.reason,
    }


def _said(notes: str, taken: Sequence[Taken]) -> Iterator[str]:
    for each in taken:
        if each.outcome != "written":
            why = f": {each.reason}" if each.reason else ""
            yield printable(f"{notes}:{each.answer.line}: {each.outcome}, {each.path}{why}")
    counts = Counter(cast(str, each.outcome) for each in taken)
    parts = ", ".join(f"{number} {outcome}" for outcome, number in counts.items())
    yield f"{len(taken)} answer{'' if len(taken) == 1 else 's'}: {parts}." if taken else f"{notes}: no answers."
