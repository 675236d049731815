"""Set fields of a postmortem in place; only their own lines change."""

import difflib

import click

from afterword.cli._record import open_document
from afterword.cli.files import write_output
from afterword.errors import RefusedEdit
from afterword.houses import lens
from afterword.houses.assigning import assign, parse


@click.command()
@click.argument("file")
@click.argument("assignments", nargs=-1, required=True, metavar="PATH=VALUE...")
@click.option("-o", "--output", metavar="OUT", help="Write to OUT ('-' prints) instead of FILE.")
@click.option("--dry-run", is_flag=True, help="Show the difference and write nothing.")
@click.option("--force", is_flag=True, help="Overwrite OUT if it exists.")
def command(file: str, assignments: tuple[str, ...], output: str | None, dry_run: bool, force: bool) -> None:
    """Set fields of the postmortem in FILE, in place.

    \b
    afterword set pm.md title="Checkout outage" severity=P1
    afterword set pm.md actions[A-3].status=done actions[A-3].closed_on=2026-03-20
    afterword set pm.md "timeline[+].at=2026-03-12T14:32Z" "timeline[+].what=Deploy v4.18.0"
    afterword set pm.md owner=            (clears)
    afterword set pm.md "lucky[2]-"       (removes an item)
    afterword set pm.md 'tags:=["db"]'    (JSON after :=)

    Values are written in the house's own spelling. A value that its place cannot hold is refused and nothing is
    written.
    """  # noqa: D301  # click's own mark for text that must not be rewrapped
    document = open_document(file)
    wanted = assign(document.reading.record, document.reading.house, [parse(word) for word in assignments])
    new = lens.put(document.text, wanted, own=document.own, may_carry=False)
    if not lens.agrees(new, wanted, document.own):
        raise RefusedEdit(f"{file}: the document would read back different; nothing is written")
    if dry_run:
        _show(file, document.text, new)
    elif output is not None:
        write_output(output, new, force=force)
    elif file == "-":
        write_output("-", new)
    elif new != document.text:
        write_output(file, new, force=True)


def _show(file: str, old: str, new: str) -> None:
    lines = difflib.unified_diff(
        old.splitlines(keepends=True), new.splitlines(keepends=True), file, f"{file} (new)", n=1
    )
    for line in lines:
        click.echo(line if line.endswith("\n") else line + "\n", nl=False)
