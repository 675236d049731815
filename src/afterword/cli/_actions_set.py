"""Setting an action where it stands: the status, and the proof that it had its effect."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import get_args

import click

from afterword.cli._changing import changed_text, difference, write_changed
from afterword.cli._printing import account_option, print_account
from afterword.cli._record import Document, open_document
from afterword.cli.main import tell
from afterword.errors import RefusedEdit, UsageError
from afterword.houses.writing.assigning import assign, parse
from afterword.model.action import Action
from afterword.model.plain import Plain
from afterword.model.vocabulary import ActionStatus


@click.command(name="set")
@click.argument("file")
@click.argument("action")
@click.option("--status", type=click.Choice(get_args(ActionStatus)), help="How far it is.")
@click.option("--proof", metavar="TEXT", help="What shows that it had its effect: a link or a sentence.")
@click.option("--closed-on", type=click.DateTime(["%Y-%m-%d"]), help="When it was done, where that is not today.")
@click.option("--owner", metavar="NAME", help="Who has it now.")
@click.option("--due", metavar="DAY", help="Until when.")
@click.option("-o", "--output", metavar="OUT", help="Write to OUT ('-' prints) instead of FILE.")
@click.option("--dry-run", is_flag=True, help="Show the difference and write nothing.")
@account_option
@click.option("--force", is_flag=True, help="Overwrite OUT if it exists.")
def set_(
    file: str,
    action: str,
    status: str | None,
    proof: str | None,
    closed_on: datetime | None,
    owner: str | None,
    due: str | None,
    output: str | None,
    dry_run: bool,
    form: str,
    force: bool,
) -> None:
    """Set ACTION, by its id or its number, in the postmortem in FILE, in place; only its own line changes.

    \b
    afterword actions set pm.md A-3 --status done --proof https://ci.example/run/7
    afterword actions set pm.md 2 --owner "Ines Caldera" --due 2026-04-01

    For what is done, the day is written where the document has a place for it, and what proves the effect is asked
    for on a terminal; done is not the same as having helped.
    """  # noqa: D301  # click's own mark for text that must not be rewrapped
    document = open_document(file)
    found = _found(document, action, file)
    if status == "done" and proof is None and not found.proof:
        proof = _asked(found)
    given = {"status": status, "proof": proof, "owner": owner, "due": due}
    given["closed_on"] = closed_on.date().isoformat() if closed_on else None
    wanted = [f"actions[{action}].{name}={value}" for name, value in given.items() if value is not None]
    if not wanted:
        raise UsageError("nothing to set; give --status, --proof, --closed-on, --owner, or --due")
    today = datetime.now(UTC).date().isoformat()
    dated = status == "done" and closed_on is None and not found.closed_on
    extra = [f"actions[{action}].closed_on={today}"] if dated else []
    new, done = changed_with(file, document, wanted, extra)
    if not dry_run:
        write_changed(file, output, document.text, new, force=force)
    if form == "json":
        account: dict[str, Plain] = {
            "file": file,
            "output": None if dry_run else output or file,
            "action": found.id or action,
            "changed": new != document.text,
            "assignments": [*done],
            "diff": difference(file, document.text, new),
        }
        print_account(account, taken=output == "-" and not dry_run)
    elif dry_run:
        click.echo(difference(file, document.text, new), nl=False)
    if status == "done" and not proof and not found.proof:
        tell(f"{file}: {found.id or action} is done without a proof of its effect; add it with --proof")


def _found(document: Document, action: str, file: str) -> Action:
    actions = document.record.actions
    found = next((one for one in actions if one.id and one.id.casefold() == action.casefold()), None)
    if found is None and action.isdigit() and 0 < int(action) <= len(actions):
        found = actions[int(action) - 1]
    if found is None:
        known = ", ".join(one.id or str(number) for number, one in enumerate(actions, 1)) or "none"
        raise UsageError(f"{file}: there is no action {action}; its actions are {known}")
    return found


def _asked(action: Action) -> str | None:
    """What a person at a terminal says that proves the effect; None for nothing, and where nobody is there."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return None
    words = f"What shows that it had its effect ({action.done_when or action.what})? Empty: not known yet"
    return str(click.prompt(words, default="", show_default=False, err=True)).strip() or None


def changed_with(file: str, document: Document, wanted: list[str], extra: list[str]) -> tuple[str, list[str]]:
    """The document with what is wanted, and with what is written beside it where the document has a place for it."""
    *_, last = attempts = [*_attempts(wanted, extra)]
    for words in attempts:
        try:
            record = assign(document.reading.record, document.reading.house, [parse(word) for word in words])
            return changed_text(file, document, record), words
        except RefusedEdit:
            if words is last:
                raise
    raise AssertionError


def _attempts(wanted: list[str], extra: list[str]) -> Iterator[list[str]]:
    if extra:
        yield [*wanted, *extra]
    yield wanted
