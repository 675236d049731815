"""Where the commands print: to standard output or a file, and as text or JSON."""

import json
from collections.abc import Callable
from typing import TypeVar

import click

from afterword.cli.files import write_output
from afterword.model.plain import Plain

F = TypeVar("F", bound=Callable[..., object])

_FORMS = click.Choice(["text", "json"])

format_option = click.option(
    "--format", "form", type=_FORMS, default="text", show_default=True, help="How to print it."
)
"""The option of a command that prints for people or for programs."""
account_option = click.option(
    "--format", "form", type=_FORMS, default="text", show_default=True, help="How to say what was done."
)
"""The option of a command that writes a document, and says beside it what was done."""


def output_options(function: F) -> F:
    """The options of a command that prints to standard output unless a file is named."""
    for decorate in (
        click.option("--force", is_flag=True, help="Overwrite FILE if it exists."),
        click.option("-o", "--output", metavar="FILE", help="Write to FILE instead of standard output."),
    ):
        function = decorate(function)
    return function


def print_to(output: str | None, text: str, *, force: bool) -> None:
    """Print a text, and the end of its last line, to standard output or a file.

    errors: OutputError as ``write_output``.
    """
    if output is None or output == "-":
        click.echo(text)
    else:
        write_output(output, f"{text}\n", force=force)


def as_json(value: Plain) -> str:
    """A value as the commands print JSON."""
    return json.dumps(value, indent=2, ensure_ascii=False)


def print_account(account: dict[str, Plain], *, taken: bool) -> None:
    """Print as JSON what was done; on standard error where the document itself took standard output."""
    click.echo(as_json(account), err=taken)
