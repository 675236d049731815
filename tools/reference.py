"""The pages of docs/reference that are made from the program itself; a test compares them with what is committed.

``sh ./run test --accept`` writes them.
"""

import ast
import inspect
import json
import re
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import cast, get_args

import click

from afterword.cli.main import program
from afterword.evidence.registry import registered_kinds
from afterword.houses import library
from afterword.houses.house import Part
from afterword.model import vocabulary
from afterword.model.plain import Plain
from afterword.model.validation import record_schema
from afterword.review.page import read_page
from afterword.review.registry import registered_rules

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
            "A file is recognised by its content, not by its name; gzip, bzip2, xz, zstd, zip, and tar are opened.",
            "A generic kind is asked only where no other recognises the file.",
            "`afterword evidence kinds` lists them with those that were added on your machine.",
            "",
            "| kind | reads |",
            "|---|---|",
            *rows,
            "",
        ]
    )


def houses() -> str:
    """The built-in houses: what each is for, how it writes times, and what it calls the phases."""
    lines = [
        "# The built-in houses",
        "",
        "`afterword house show NAME` prints the template itself;",
        "[how to write a house](../how-to/write-a-house.md) says what may stand in it,",
        "and [how to make your own](../how-to/make-your-own-house.md) how to get one from a template that you have.",
        "",
        "Each is shown with the incident of [the example](../../examples/checkout-outage/README.md), the same in all.",
    ]
    for name in library.names():
        house = library.load(name)
        zone = house.time.zone or "stated by every entry"
        days = f", days under headings of the form `{house.time.day_heading}`" if house.time.day_heading else ""
        sample = f"../../examples/checkout-outage/{name}.md"
        lines += ["", f"## {name}", "", f"{house.summary}.", ""]
        lines += [f"[![Two pages of the example in house {name}](../images/houses/{name}.png)]({sample})", ""]
        lines += [f"Zone: {zone}; clock: {house.time.clock}{days}.", ""]
        if house.phases:
            rows = [f"| {_cell(label)} | `{phase}` |" for label, phase in house.phases.items()]
            lines += ["| label | phase |", "|---|---|", *rows, ""]
        lines.append("Sections: " + ", ".join(_headings(house.root)) + ".")
    return "\n".join(lines) + "\n"


def glossary() -> str:
    """The tokens that records use, and the words for what a record is made of."""
    lines = [
        "# Glossary",
        "",
        "Made from the docstrings of the model.",
        "",
        "## Tokens",
        "",
        "| list | tokens | meaning |",
    ]
    lines.append("|---|---|---|")
    tree = ast.parse(inspect.getsource(vocabulary))
    for statement, after in pairwise(tree.body):
        if not (isinstance(statement, ast.Assign) and isinstance(after, ast.Expr)):
            continue
        name = ast.unparse(statement.targets[0])
        tokens = get_args(getattr(vocabulary, name)) if not name.isupper() else ()
        if tokens:
            meaning = _cell(str(ast.literal_eval(after.value)))
            lines.append(f"| {name} | {', '.join(f'`{token}`' for token in tokens)} | {meaning} |")
    lines += ["", "## Words", "", "| word | meaning |", "|---|---|"]
    whole = cast("_Schema", record_schema())
    for name, definition in cast("Mapping[str, _Schema]", whole["$defs"]).items():
        first = str(definition["description"]).split("\n\n")[0]
        lines.append(f"| [{name}](record.md#{name.lower()}) | {_cell(first)} |")
    return "\n".join(lines) + "\n"


def rules() -> str:
    """The page of every rule, from its own docstring."""
    lines = [
        "# The rules",
        "",
        "What `afterword check` looks for. `afterword explain CODE` prints the page of one rule.",
        "A house or a team raises, lowers, or silences a rule in the table `check`;",
        "`<!-- afterword: ignore CODE reason -->` silences it for one line.",
        "",
        "| code | rule | severity | what is wrong |",
        "|---|---|---|---|",
    ]
    found = [(rule, read_page(rule.page)) for rule in registered_rules() if rule.ours]
    lines += [
        f"| [{rule.code}](#{rule.code.lower()}-{rule.name}) | {rule.name} | {rule.severity} | {page.message} |"
        for rule, page in found
    ]
    for rule, page in found:
        lines += ["", f"## {rule.code} {rule.name}", "", page.message, "", page.why]
        lines += ["", f"Instead: {page.instead}"] if page.instead else []
        for example in page.examples:
            name = "Fires on" if example.fires else "Silent on"
            lines += ["", f"{name}{f' ({example.remark})' if example.remark else ''}:", "", "````markdown"]
            lines += [example.text.rstrip("\n"), "````"]
        lines += ["", f"Asked for by: {', '.join(rule.sources)}."]
    return "\n".join(lines) + "\n"


PAGES: Mapping[str, Callable[[], str]] = {
    "rules.md": rules,
    "cli.md": cli,
    "evidence-kinds.md": evidence_kinds,
    "glossary.md": glossary,
    "houses.md": houses,
    "record.md": record,
    "record.schema.json": schema,
}
"""File name of every page that is made, with what makes it."""


def _headings(part: Part) -> Iterator[str]:
    """The fixed headings of a template, those within sections too."""
    for node in part.nodes:
        if isinstance(node, Part):
            words = (node.heading or "").replace("**", "").strip("#*: \n")
            if words and "{{" not in words:
                yield _cell(words)
            yield from _headings(node)


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
