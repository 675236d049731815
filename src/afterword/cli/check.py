"""Check postmortems by the rules of their house and of the field."""

import importlib
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol, cast

import click

from afterword.cli._archive import documents_of
from afterword.cli._checking import checked
from afterword.cli.files import write_output
from afterword.errors import InputError
from afterword.review.diagnostic import SEVERITIES
from afterword.review.reports.located import Located

_FORMS = ("text", "json", "sarif", "github", "gitlab", "junit")


class _Report(Protocol):
    def write(self, found: Sequence[Located]) -> str: ...


@click.command()
@click.argument("paths", nargs=-1, metavar="[FILE|FOLDER]...")
@click.option("--records", "globs", multiple=True, metavar="GLOB", help="Check the files that GLOB matches.")
@click.option("--format", "form", type=click.Choice(_FORMS), default="text", show_default=True)
@click.option(
    "--fail-on",
    type=click.Choice(SEVERITIES),
    default="error",
    show_default=True,
    help="The least severity for which the answer is no.",
)
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="The day of the review, where it is not this one.")
@click.option("-o", "--output", metavar="OUT", help="Write to OUT instead of standard output.")
@click.option("--force", is_flag=True, help="Overwrite OUT if it exists.")
def command(
    paths: tuple[str, ...],
    globs: tuple[str, ...],
    form: str,
    fail_on: str,
    today: datetime | None,
    output: str | None,
    force: bool,
) -> int:
    """Check the postmortem FILE, or every one in a FOLDER, and say what a good facilitator would.

    Every finding has a code that `afterword explain CODE` explains. Exits 1 where a finding is an error, or as grave
    as --fail-on says.
    """
    files = documents_of(paths, globs)
    found: list[Located] = []
    refused = 0
    for file in files:
        try:
            found += checked(file, today.date() if today else None).found
        except InputError as error:
            refused += 1
            if refused == len(files):
                raise
            click.echo(f"afterword: {error}", err=True)
    report = cast(_Report, importlib.import_module(f"afterword.review.reports.{form}"))
    write_output(output, report.write(found), force=force)
    grave = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    return 1 if refused or any(each.diagnostic.severity in grave for each in found) else 0
