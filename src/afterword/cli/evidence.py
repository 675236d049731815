"""Say which kinds of evidence are read."""

import click

from afterword.cli._printing import as_json, format_option, output_options, print_to
from afterword.cli.main import tell
from afterword.evidence.registry import broken_kinds, registered_kinds


@click.group()
def command() -> None:
    """What is known of evidence."""


@command.command("kinds")
@format_option
@output_options
def kinds(form: str, output: str | None, force: bool) -> None:
    """List the kinds of evidence that are read, and what each reads.

    Files are recognised by their content, not by their names; gzip, bzip2, xz, zstd, zip, and tar are opened.
    """
    found = registered_kinds()
    if form == "json":
        text = as_json([{"kind": kind.name, "reads": kind.reads, "generic": kind.generic} for kind in found])
    else:
        width = max(len(kind.name) for kind in found)
        text = "\n".join(f"{kind.name:<{width}}  {kind.reads}" for kind in found)
    print_to(output, text, force=force)
    for sentence in broken_kinds():
        tell(sentence)
