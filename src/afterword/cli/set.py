"""Set fields of a postmortem in place; only their own lines change."""

import difflib
from collections.abc import Iterator

import click

from afterword.cli._printing import account_option, print_account
from afterword.cli._record import open_document
from afterword.cli.files import write_output
from afterword.errors import RefusedEdit
from afterword.houses import lens
from afterword.houses.writing.assigning import assign, parse
from afterword.model.plain import Plain


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
    wanted = assign(document.reading.record, document.reading.house, [parse(word) for word in assignments])
    new = lens.put(document.text, wanted, own=document.own, may_carry=False)
    if not lens.agrees(new, wanted, document.own):
        raise RefusedEdit(f"{file}: the document would read back different; nothing is written")
    target = output or file
    if dry_run:
        pass
    elif target == "-" or output is not None:
        write_output(target, new, force=force)
    elif new != document.text:
        write_output(target, new, force=True)
    if form == "json":
        account: dict[str, Plain] = {
            "file": file,
            "output": None if dry_run else target,
            "changed": new != document.text,
            "assignments": [*assignments],
            "diff": "".join(_diff(file, document.text, new)),
        }
        print_account(account, taken=target == "-" and not dry_run)
    elif dry_run:
        click.echo("".join(_diff(file, document.text, new)), nl=False)


def _diff(file: str, old: str, new: str) -> Iterator[str]:
    lines = difflib.unified_diff(
        old.splitlines(keepends=True), new.splitlines(keepends=True), file, f"{file} (new)", n=1
    )
    for line in lines:
        yield line if line.endswith("\n") else line + "\n"
