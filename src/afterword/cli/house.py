"""List the houses, and show one."""

import json

import click

from afterword.cli._record import house_named, own_houses
from afterword.houses import library


@click.group()
def command() -> None:
    """List the houses, and show one."""


@command.command("list")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def list_houses(form: str) -> None:
    """List the built-in houses and those of the team."""
    houses = [*(library.load(name) for name in library.names()), *own_houses("-")]
    rows = [
        {"name": h.name, "summary": h.summary, "zone": h.time.zone, "phases": list(dict.fromkeys(h.phases.values()))}
        for h in houses
    ]
    if form == "json":
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    for row in rows:
        click.echo(f"{row['name']:<10} {row['summary']}")


@command.command("show")
@click.argument("name")
def show(name: str) -> None:
    """Print the house file of NAME: the template with its holes, and its settings."""
    click.echo(house_named(name).source, nl=False)
