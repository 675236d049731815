"""Set fields of a postmortem in place; only their own lines change."""

import click

from afterword.cli._changing import changed_text, difference, write_changed
from afterword.cli._printing import account_option, print_account
from afterword.cli._record import open_document
from afterword.cli.main import one_line
from afterword.houses.writing.assigning import assign, parse
from afterword.houses.writing.rewording import reworded
from afterword.model.plain import Plain

_EARLIER_FORM = "RD442"


@click.command()
@click.argument("file")
@click.argument("assignments", nargs=-1, required=True, metavar="PATH=VALUE...")
@click.option("-o", "--output", metavar="OUT", help="Write to OUT ('-' prints) instead of FILE.")
@click.option("--dry-run", is_flag=True, help="Show the difference and write nothing.")
@account_option
@click.option("--force", is_flag=True, help="Overwrite OUT if it exists.")
def command(file: str, assignments: tuple[str, ...], output: str | None, dry_run: bool, form: str, force: bool) -> None:
    """Set fields of the postmortem in FILE, in place.

    \b
    afterword set pm.md title="Checkout outage" severity=P1
    afterword set pm.md actions[A-3].status=done actions[A-3].closed_on=2026-03-20
    afterword set pm.md "timeline[+].at=2026-03-12T14:32Z" "timeline[+].what=Deploy v4.18.0"
    afterword set pm.md owner=            (clears)
    afterword set pm.md "lucky[2]-"       (removes an item)
    afterword set pm.md 'tags:=["db"]'    (JSON after :=)

    Values are written in the house's own spelling. A value that its place cannot hold is refused and nothing is
    written. What was changed is printed only with --dry-run, and with --format json: on standard error where the
    document is on standard output.
    """  # noqa: D301  # click's own mark for text that must not be rewrapped
    document = open_document(file)
    for finding in document.reading.findings:
        if finding.code == _EARLIER_FORM:
            click.echo(one_line(f"{file}:{finding.line}: {finding.code} {finding.message}"), err=True)
    parsed = [parse(word) for word in assignments]
    wanted = assign(document.reading.record, document.reading.house, parsed)
    wanted = reworded(document.text, document.reading, wanted, parsed, document.own)
    new = changed_text(file, document, wanted)
    target = output or file
    if not dry_run:
        write_changed(file, output, document.text, new, force=force)
    if form == "json":
        account: dict[str, Plain] = {
            "file": file,
            "output": None if dry_run else target,
            "changed": new != document.text,
            "assignments": [*assignments],
            "diff": difference(file, document.text, new),
        }
        print_account(account, taken=target == "-" and not dry_run)
    elif dry_run:
        click.echo(difference(file, document.text, new), nl=False)
