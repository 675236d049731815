"""The pages of docs/reference that are made from the program itself; a test compares them with what is committed.

``sh ./run test --accept`` writes them.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import cast

import click

from afterword.cli.main import program
from afterword.evidence.registry import registered_kinds
from afterword.model.plain import Plain
from afterword.model.validation import record_schema

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "reference"
"""Where the pages stand."""

_WIDTH = 100
_Schema = Mapping[str, Plain]


def cli() -> str:
    """What every command says of itself."""
    lines = ["# The commands", "", "Made from `--help` of every command.", ""]
    for path, command in _commands("afterword", program, None):
        lines += [f"## `{path}`", "", "```text", _help(path, command), "```", ""]
    return "\n".join(lines)


def schema() -> str:
    """The JSON Schema of a record, as ``afterword schema`` prints it."""
    return json.dumps(record_schema(), indent=2, ensure_ascii=False) + "\n"


def record() -> str:
    """The keys of a record's JSON, each with its type and meaning."""
    whole = cast("_Schema", record_schema())
    definitions = cast("Mapping[str, _Schema]", whole["$defs"])
    lines = [
        "# The record",
        "",
        "The JSON that `afterword read --format json` prints.",
        "`afterword schema` prints the same as [JSON Schema](record.schema.json).",
        "Unknown is `null`; a list may be empty, which says that nothing is recorded, not that there was nothing.",
        "Texts are Markdown.",
        "",
        "## Top level",
        "",
        *_table(whole),
    ]
    for name, definition in definitions.items():
        lines += ["", f"## {name}", "", _cell(str(definition["description"])), "", *_table(definition)]
    return "\n".join(lines) + "\n"


def evidence_kinds() -> str:
    """The kinds of evidence that come with the program, and what each reads."""
    rows = [f"| `{kind.name}` | {_cell(kind.reads)} |" for kind in registered_kinds() if kind.ours]
    return "\n".join(
        [
            "# Kinds of evidence",
            "",
            "A file is recognised by its content, not by its name; gzip, bzip2, xz, zip, and tar are opened.",
            "A generic kind is asked only where no other recognises the file.",
            "`afterword evidence kinds` lists them with those that were added on your machine.",
            "",
            "| kind | reads |",
            "|---|---|",
            *rows,
            "",
        ]
    )


PAGES: Mapping[str, Callable[[], str]] = {
    "cli.md": cli,
    "evidence-kinds.md": evidence_kinds,
    "record.md": record,
    "record.schema.json": schema,
}
"""File name of every page that is made, with what makes it."""


def _commands(path: str, command: click.Command, parent: click.Context | None) -> Iterator[tuple[str, click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command, parent=parent)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            if below is not None:
                yield from _commands(f"{path} {name}", below, context)


def _help(path: str, command: click.Command) -> str:
    settings = program.context_settings
    context = click.Context(
        command, info_name=path, terminal_width=_WIDTH, help_option_names=settings["help_option_names"]
    )
    return command.get_help(context).rstrip()


def _table(definition: _Schema) -> list[str]:
    rows = ["| key | type | meaning |", "|---|---|---|"]
    for key, value in cast("Mapping[str, _Schema]", definition["properties"]).items():
        rows.append(f"| `{key}` | {_type(value)} | {_cell(str(value.get('description', '')))} |")
    return rows


def _type(value: _Schema) -> str:
    """A type in a few words: ``text or null``, ``list of [Event](#event)``."""
    if "anyOf" in value:
        return " or ".join(_type(cast("_Schema", choice)) for choice in cast("list[Plain]", value["anyOf"]))
    if "$ref" in value:
        name = str(value["$ref"]).rsplit("/", 1)[-1]
        return f"[{name}](#{name.lower()})"
    if "enum" in value:
        return ", ".join(f"`{token}`" for token in cast("list[Plain]", value["enum"]))
    if value["type"] == "array":
        return f"list of {_type(cast('_Schema', value['items']))}"
    return "text" if value["type"] == "string" else str(value["type"])


def _cell(text: str) -> str:
    words = " ".join(text.split()).replace("``", "`").replace("|", "\\|")
    return re.sub(r"\bNone\b", "`null`", words)
