"""Open a closed postmortem again, and say why."""

from datetime import datetime

import click

from afterword.cli._changing import changed_text, difference, write_changed
from afterword.cli._closing import change_options, day_of, name_of
from afterword.cli._printing import account_option, print_account
from afterword.cli._record import open_document
from afterword.errors import UsageError
from afterword.model.plain import Plain
from afterword.review.policy.transitions import is_closed, reopened


@click.command()
@click.argument("file")
@click.option("--why", required=True, metavar="TEXT", help="Why it is opened again.")
@click.option("--by", metavar="NAME", help="Who opens it; the default is the name under which you commit.")
@change_options
@account_option
def command(
    file: str,
    why: str,
    by: str | None,
    dry_run: bool,
    today: datetime | None,
    output: str | None,
    force: bool,
    form: str,
) -> None:
    """Open the closed postmortem in FILE again.

    Its status becomes in review, and name, date, and reason are added to the history that the document keeps; no
    other line changes.
    """
    if not why.strip():
        raise UsageError("say why it is opened again: --why TEXT")
    document = open_document(file)
    if not is_closed(document.record):
        status = document.record.status
        said = f"its status is {status.written or status.value}" if status else "it states no status"
        raise UsageError(f"{file}: is not closed; {said}")
    name, day = name_of(by, file), day_of(today)
    reading = document.reading
    new = changed_text(file, document, reopened(reading.record, reading.house, by=name, why=why, day=day))
    target = output or file
    if not dry_run:
        write_changed(file, output, document.text, new, force=force)
    told = difference(file, document.text, new)
    aside = target == "-" and not dry_run
    if form == "json":
        account: dict[str, Plain] = {
            "file": file,
            "output": None if dry_run else target,
            "reopened_by": name,
            "reopened_on": day.isoformat(),
            "why": " ".join(why.split()),
            "diff": told,
        }
        print_account(account, taken=aside)
    elif dry_run:
        click.echo(told, nl=False)
    else:
        click.echo(f"{file}: opened again by {name} on {day.isoformat()}.", err=aside)
