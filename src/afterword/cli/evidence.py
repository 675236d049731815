"""Say which kinds of evidence are read."""

import json

import click

from afterword.evidence.registry import broken_kinds, registered_kinds


@click.group()
def command() -> None:
    """What is known of evidence."""


@command.command("kinds")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def kinds(form: str) -> None:
    """List the kinds of evidence that are read, and what each reads.

    Files are recognised by their content, not by their names; gzip, bzip2, xz, zip, and tar are opened.
    """
    found = registered_kinds()
    if form == "json":
        rows = [{"kind": kind.name, "reads": kind.reads, "generic": kind.generic} for kind in found]
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
    else:
        width = max(len(kind.name) for kind in found)
        for kind in found:
            click.echo(f"{kind.name:<{width}}  {kind.reads}")
    for sentence in broken_kinds():
        click.echo(f"afterword: {sentence}", err=True)
