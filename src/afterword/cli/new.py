"""Start a postmortem in a house, with its guidance."""

import re
import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import click

from afterword.cli._printing import account_option, print_account
from afterword.cli._record import house_named, own_houses
from afterword.cli.files import write_output
from afterword.cli.main import one_line
from afterword.errors import OutputError
from afterword.houses import lens
from afterword.model.record import Record


@click.command()
@click.argument("title", required=False)
@click.option("--house", "name", required=True, help="The house whose shape it has; `afterword house list` shows them.")
@click.option(
    "-o", "--output", metavar="OUT", help="Write to OUT ('-' prints); the default is postmortems/YYYY-MM-DD-slug.md."
)
@account_option
@click.option("--force", is_flag=True, help="Overwrite OUT if it exists.")
def command(title: str | None, name: str, output: str | None, form: str, force: bool) -> None:
    """Start a new postmortem with TITLE.

    The document has every section of its house, with guidance as comments, which no published version shows.
    Where it was written is said on standard error; with --format json on standard output, unless that is taken.
    """
    house = house_named(name)
    text = lens.create(Record(title=title or None), house)
    target = output or _default(title)
    if output is None:
        try:
            Path(target).parent.mkdir(exist_ok=True)
        except OSError as error:
            raise OutputError(f"{target}: {error.strerror}") from error
    write_output(target, text, force=force)
    if form == "json":
        print_account({"output": target, "house": name, "title": title}, taken=target == "-")
    elif target != "-":
        click.echo(f"{target}: a new postmortem in house {name}", err=True)
    if house.file is not None and house.name not in {own.name for own in own_houses(target)}:
        hint = 'documents in it are not known again unless afterword.toml names a folder with it, as houses = "houses"'
        click.echo(one_line(f"{name}: {hint}"), err=True)


def _default(title: str | None) -> str:
    folded = unicodedata.normalize("NFKD", title or "postmortem").encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", folded).strip("-")[:60].strip("-") or "postmortem"
    return f"postmortems/{datetime.now(UTC).date().isoformat()}-{slug}.md"
