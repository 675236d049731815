"""Check postmortems by the rules of their house and of the field."""

import importlib
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Protocol, cast

import click

from afterword.cli._archive import OneByOne, documents_of
from afterword.cli._baseline import named_in, new_ones, write_baseline
from afterword.cli._changing import difference
from afterword.cli._checking import Checked, checked, mended
from afterword.cli._neighbours import neighbours
from afterword.cli._record import opener
from afterword.cli.files import refuse_existing, write_output
from afterword.cli.main import tell
from afterword.errors import UsageError
from afterword.review.baseline import Key, key_of
from afterword.review.diagnostic import SEVERITIES
from afterword.review.registry import broken_rules
from afterword.review.reports.located import Located

_MOST_COMPARED = 200
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
@click.option("--fix", is_flag=True, help="Mend what can be mended safely, in place, and report the rest.")
@click.option("--diff", is_flag=True, help="Show what --fix would change; exit 1 where that is something.")
@click.option("--baseline", metavar="FILE", help="Report only what the baseline in FILE does not know.")
@click.option("--write-baseline", "write_to", metavar="FILE", help="Write all that is found to FILE, as known.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="The day of the review, where it is not this one.")
@click.option("-o", "--output", metavar="OUT", help="Write to OUT instead of standard output.")
@click.option("--force", is_flag=True, help="Overwrite OUT if it exists.")
def command(
    paths: tuple[str, ...],
    globs: tuple[str, ...],
    form: str,
    fail_on: str,
    fix: bool,
    diff: bool,
    baseline: str | None,
    write_to: str | None,
    today: datetime | None,
    output: str | None,
    force: bool,
) -> int:
    """Check the postmortem FILE, or every one in a FOLDER, and say what a good facilitator would.

    Every finding has a code that `afterword explain CODE` explains. Exits 1 where a finding is an error, or as grave
    as --fail-on says.

    A fix is made only where it is shown to change nothing else. A baseline knows findings by their words and section,
    so that it holds when lines move; entries that are not needed any more are told.
    """
    if diff and (fix or write_to):
        raise UsageError("--diff writes nothing; leave out --fix and --write-baseline")
    if baseline and write_to:
        raise UsageError("--write-baseline writes the whole baseline anew; leave out --baseline")
    refuse_existing(output, force=force)
    day = today.date() if today else datetime.now(UTC).date()
    files = documents_of(paths, globs)
    if fix and "-" in files:
        raise UsageError("--fix changes files in place; name one, or see --diff")
    for sentence in broken_rules():
        tell(sentence)
    if diff:
        return _differences(files, day, output, force=force)
    known_in = baseline or write_to
    found: list[Located] = []
    keys: list[Key] = []
    read = _each(files, day, fix=fix)
    for _, one in read:
        found += one.found
        if known_in:
            name = named_in(known_in, one.file)
            keys += [key_of(one.case, name, each.diagnostic) for each in one.found]
    if write_to:
        write_baseline(write_to, keys, force=force)
        return 1 if read.refused else 0
    if baseline:
        found = [found[number] for number in new_ones(baseline, keys, files, day)]
    report = cast(_Report, importlib.import_module(f"afterword.review.reports.{form}"))
    write_output(output, report.write(found), force=force)
    grave = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    return 1 if read.refused or any(each.diagnostic.severity in grave for each in found) else 0


def _each(files: Sequence[str], day: date, *, fix: bool) -> OneByOne[Checked]:
    """Each document, mended where that is asked for."""
    opened = opener()
    near = neighbours() if len(files) <= _MOST_COMPARED else None
    if near is None:
        tell(f"of more than {_MOST_COMPARED} documents none is compared with earlier incidents (ANA114); check fewer")
    return OneByOne(files, lambda file: mended(file, day, near) if fix else checked(file, day, opened, near))


def _differences(files: Sequence[str], day: date, output: str | None, *, force: bool) -> int:
    read = _each(files, day, fix=False)
    told = [
        difference(one.file, one.document.text, one.fixed(day).text)
        for _, one in read
        if any(each.diagnostic.fix for each in one.found)
    ]
    write_output(output, "".join(told), force=force)
    return 1 if read.refused or any(told) else 0
