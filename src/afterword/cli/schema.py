"""Print the JSON Schema of a record."""

import json

import click

from afterword.cli.files import write_output


@click.command()
@click.option("-o", "--output", metavar="FILE", help="Write to FILE instead of standard output.")
@click.option("--force", is_flag=True, help="Overwrite FILE if it exists.")
def command(output: str | None, force: bool) -> None:
    """Print the JSON Schema (2020-12) of the record that `afterword read --format json` prints."""
    from afterword.model.validation import record_schema  # pydantic costs 0.2 s, which only this command pays

    write_output(output, json.dumps(record_schema(), indent=2, ensure_ascii=False) + "\n", force=force)
