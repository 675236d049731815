"""Say which kinds of evidence are read, and ask the stores that hold some."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from afterword import __version__
from afterword.cli._printing import account_option, as_json, format_option, output_options, print_account, print_to
from afterword.cli.files import refuse_existing, write_output
from afterword.cli.main import one_line, tell
from afterword.evidence.asking import Asked, store_names
from afterword.evidence.registry import broken_kinds, registered_kinds
from afterword.evidence.span import span_between
from afterword.model.plain import Plain

if TYPE_CHECKING:
    from afterword.evidence.querying import Found

_timeout = click.option(
    "--timeout", type=click.FloatRange(0.1, 3600), default=30.0, show_default=True, help="Seconds for each answer."
)


@click.group()
def command() -> None:
    """What is known of evidence, and what stores of it know."""


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


@command.command("query")
@click.argument("store", type=click.Choice(store_names()))
@click.argument("address")
@click.argument("asked_for", metavar="[QUERY]", default="")
@click.option("--from", "low", metavar="TIME", help="The first instant; in UTC, or with its offset.")
@click.option("--to", "high", metavar="TIME", help="The first instant after the window.")
@click.option("--step", type=click.IntRange(1, 86_400), help="Seconds between samples.  [default: by the window]")
@click.option("--limit", type=click.IntRange(1), help="At most so many records.  [default: by the store]")
@click.option("--index", metavar="NAME", help="opensearch: index or pattern; clickhouse: database.")
@click.option("--time-field", metavar="FIELD", help="opensearch: the field with the time.  [default: @timestamp]")
@_timeout
@account_option
@output_options
def query_store(
    store: str,
    address: str,
    asked_for: str,
    low: str | None,
    high: str | None,
    step: int | None,
    limit: int | None,
    index: str | None,
    time_field: str | None,
    timeout: float,
    form: str,
    output: str | None,
    force: bool,
) -> int:
    """Ask a store for the incident's window, and save its answer as evidence.

    The file holds the question, the address, the time, and the answer to the byte; `timeline` and `draft` read it like
    any other, and what it says can be cited and asked again. Credentials come from the environment (LOKI_BEARER_TOKEN,
    or LOKI_USERNAME and LOKI_PASSWORD, for the store of that name) or from .netrc, and are never written.
    """
    from afterword.evidence.querying import checked  # what asks over the network takes a while to load

    refuse_existing(output, force=force)
    asked = Asked(
        store=store, address=address, query=asked_for, step=step, limit=limit or 0, index=index, time_field=time_field
    )
    found = _asked(checked(asked, span_between(low, high)), timeout)
    write_output(output, found.data, force=force)
    _say(found, output, form)
    return 0


@command.command("repeat")
@click.argument("file")
@_timeout
@account_option
@output_options
def repeat(file: str, timeout: float, form: str, output: str | None, force: bool) -> int:
    """Ask again what FILE holds the answer to, and say how the answers differ."""
    from afterword.evidence.querying import difference, question_in, records_in  # as in query

    refuse_existing(output, force=force)
    asked = question_in(Path(file))
    old = records_in(Path(file).read_bytes())
    found = _asked(asked, timeout)
    write_output(output, found.data, force=force)
    _say(found, output, form, {"file": file, **difference(old, records_in(found.data))})
    return 0


def _asked(asked: Asked, timeout: float) -> "Found":
    from afterword.evidence.querying import query  # as in query

    now = datetime.now(UTC)
    return query(asked, os.environ, timeout=timeout, at=now, program=f"afterword {__version__}")


def _say(found: "Found", output: str | None, form: str, compared: dict[str, Plain] | None = None) -> None:
    from afterword.evidence.querying import records_in  # as in query

    count = records_in(found.data).total()
    if form == "json":
        taken = output in {None, "-"}
        said: dict[str, Plain] = {"output": output or "-", "records": count, "complete": found.complete}
        print_account(said | {"notes": [*found.notes]} | (compared or {}), taken=taken)
        return
    records = f"{count:,} record{'' if count == 1 else 's'}"
    tell(f"{output or 'standard output'}: {records}{'' if found.complete else ', not all that there are'}")
    for note in found.notes:
        click.echo(f"  EV114: {one_line(note)}", err=True)
    if compared:
        same, gone, new = compared["same"], compared["gone"], compared["new"]
        tell(
            f"{same:,} records are the same as in {compared['file']}, {gone:,} are not there any more, {new:,} are new"
        )
