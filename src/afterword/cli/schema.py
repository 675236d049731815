"""Print the JSON Schema of a record."""

from collections.abc import Iterator

import click

from afterword.cli._printing import as_json, output_options, print_to
from afterword.cli.files import refuse_existing
from afterword.model.plain import Plain


@click.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="json",
    show_default=True,
    help="The schema, or as text its fields, a line each.",
)
@output_options
def command(form: str, output: str | None, force: bool) -> None:
    """Print the JSON Schema (2020-12) of the record that `afterword read --format json` prints."""
    from afterword.model.validation import record_schema  # pydantic costs 0.2 s, which only this command pays

    refuse_existing(output, force=force)
    schema = _object(record_schema())
    print_to(output, as_json(schema) if form == "json" else "\n".join(_lines(schema)), force=force)


def _lines(schema: dict[str, Plain]) -> Iterator[str]:
    rows = list(_rows(schema, schema, ""))
    width = max(len(path) for path, _, _ in rows)
    for path, form, text in rows:
        yield f"{path:<{width}}  {form:<6}  {text}".rstrip()


def _rows(part: Plain, schema: dict[str, Plain], path: str) -> Iterator[tuple[str, str, str]]:
    """Path, form, and meaning of each field at and below a part; the schema has no cycles."""
    for name, field in _object(_object(part).get("properties")).items():
        below, form, is_list = _meant(_object(field), schema)
        here = f"{path}{name}{'[]' * is_list}"
        yield here, form, str(_object(field).get("description") or "").replace("\n", " ").replace("``", "")
        yield from _rows(below, schema, f"{here}.")


def _meant(field: dict[str, Plain], schema: dict[str, Plain]) -> tuple[dict[str, Plain], str, int]:
    """What a field holds, in a word, and in how many lists."""
    lists = 0
    while True:
        variants = field.get("anyOf")
        if isinstance(variants, list):
            field = next((_object(v) for v in variants if _object(v).get("type") != "null"), {})
        elif isinstance(name := field.get("$ref"), str):
            field = _object(_object(schema.get("$defs")).get(name.rpartition("/")[2]))
        elif field.get("type") == "array":
            field, lists = _object(field.get("items")), lists + 1
        else:
            kind = "text" if field.get("enum") or field.get("const") else str(field.get("type") or "any")
            return field, {"string": "text", "boolean": "yes/no"}.get(kind, kind), lists


def _object(value: Plain) -> dict[str, Plain]:
    return value if isinstance(value, dict) else {}
