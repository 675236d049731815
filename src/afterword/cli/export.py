"""Write a postmortem for others to read: Markdown, JSON, HTML, or PDF."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import click

from afterword.cli.files import read_document, refuse_existing, write_output
from afterword.errors import UsageError

_FORMATS = ("md", "json", "html", "pdf")
_TO_STANDARD_OUTPUT = ("md", "json")


@click.command()
@click.argument("file", metavar="FILE")
@click.option("--to", "target", type=click.Choice(_FORMATS), required=True, help="The format to write.")
@click.option("--audience", default="internal", show_default=True, metavar="AUDIENCE", help="Who it is for.")
@click.option(
    "-o", "--output", metavar="OUT", help="The file to write; - is standard output, the default of md and json."
)
@click.option("--force", is_flag=True, help="Overwrite OUT if it exists.")
def command(file: str, target: str, audience: str, output: str | None, force: bool) -> None:
    """Write the postmortem FILE (- is standard input) in another format.

    \b
    md     the document's own bytes
    json   its record, as `afterword read --format json` prints it
    html   one self-contained file
    pdf    PDF/A-3a and PDF/UA-1, with the Markdown attached
    """  # noqa: D301  # click's own mark for text that must not be rewrapped
    if audience != "internal":
        raise UsageError(
            f"--audience {audience}: only internal is available; versions for other audiences are not built yet"
        )
    if output is None and target not in _TO_STANDARD_OUTPUT:
        raise UsageError(f"--to {target} needs -o OUT; use -o - for standard output")
    refuse_existing(output, force=force)
    if target == "md":
        write_output(output, read_document(file), force=force)
    elif target == "json":
        write_output(output, _json(file), force=force)
    else:
        write_output(output, _printed(file, target), force=force)


def _json(file: str) -> str:
    from afterword.cli._record import open_document  # the lens is loaded only where a record is wanted
    from afterword.model.plain import to_plain  # as above

    return json.dumps(to_plain(open_document(file).record), indent=2, ensure_ascii=False) + "\n"


def _printed(file: str, target: str) -> str | bytes:
    """The HTML or the PDF; what it lacks is said on stderr."""
    from afterword.cli._record import open_document  # as above
    from afterword.publish import html, pdf  # Typst and the HTML cleaner cost time that only these two formats pay
    from afterword.publish.document import assemble
    from afterword.publish.images import gather

    document = open_document(file)
    made = assemble(document.text, document.record)
    gallery = gather(made.document, None if file == "-" else Path(file).parent, made.drawings)
    warnings = made.warnings + gallery.warnings
    result: str | bytes
    if target == "html":
        result = html.write(made.document, gallery)
    else:
        name = pdf.ATTACHMENT if file == "-" else Path(file).name
        printed = pdf.write(made.document, document.text, created=_clock(), gallery=gallery, attachment=name)
        result, warnings = printed.data, warnings + printed.warnings
    for warning in warnings:
        click.echo(f"afterword: warning: {warning}", err=True)
    return result


def _clock() -> datetime:
    """The time that the file states: SOURCE_DATE_EPOCH where it is set, so that a build can be repeated, else now.

    errors: UsageError where that is no number of seconds.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(f"SOURCE_DATE_EPOCH={epoch}: not a number of seconds since 1970") from error
