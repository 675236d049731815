"""Read postmortems and print the records that they state."""

import json
import sys
from collections.abc import Iterator

import click

from afterword.cli._archive import OneByOne, documents_of
from afterword.cli._record import Document, open_document, opener
from afterword.cli.files import write_output
from afterword.model.changing import changed
from afterword.model.json_text import to_json
from afterword.model.plain import to_plain
from afterword.model.record import Record

_PROGRESS_EVERY = 50


@click.command()
@click.argument("paths", nargs=-1, metavar="[FILE|FOLDER]...")
@click.option("--records", "globs", multiple=True, metavar="GLOB", help="Read the files that GLOB matches.")
@click.option("--format", "form", type=click.Choice(["text", "json", "jsonl", "md"]), default="text", show_default=True)
@click.option("-o", "--output", metavar="OUT", help="Write to OUT instead of standard output.")
@click.option("--force", is_flag=True, help="Overwrite OUT if it exists.")
def command(paths: tuple[str, ...], globs: tuple[str, ...], form: str, output: str | None, force: bool) -> None:
    """Read the postmortem in FILE, in any shape, and print what it states.

    As `json` the whole record, as `text` what a person wants to know of it: each field with its line and how it was
    known, and what should be checked. As `md` the record put back into its document, which gives the same bytes.

    Several files, or a FOLDER with the Markdown files in and below it, give a line each, as `json` a list and as
    `jsonl` a line of records with their `file`; without any, the `records` of `afterword.toml` are read. A file that
    cannot be read is said on standard error, and the exit code is 1 then; 2 where none can be read.
    """
    files = documents_of(paths, globs)
    if len(files) == 1 and [*paths] == files and form != "jsonl":
        write_output(output, _one(files[0], form), force=force)
        return
    if form == "md":
        raise click.UsageError("--format md gives one document back; name one FILE")
    read = OneByOne(files, opener())
    write_output(output, "".join(_many(read, form)), force=force)
    if read.refused:
        raise click.exceptions.Exit(1)


def _one(file: str, form: str) -> str:
    document = open_document(file)
    if form == "md":
        from afterword.houses import lens  # only where something is written: reading needs half of it

        return lens.put(document.text, document.reading.record, own=document.own)
    if form == "json":
        return json.dumps(to_plain(_with_origins(document)), indent=2, ensure_ascii=False) + "\n"
    from afterword.cli._reading_text import page  # only here: other programs take JSON

    return "".join(line + "\n" for line in page(_with_origins(document), document.reading))


def _with_origins(document: Document) -> Record:
    from afterword.houses.reading.provenance import origins  # only here: no other command asks for it

    record = document.record
    findings = tuple(sorted(record.findings, key=lambda finding: finding.line or 0))
    return changed(record, findings=findings, provenance=origins(document.reading, record))


def _records(documents: OneByOne[Document]) -> Iterator[tuple[str, Record]]:
    """Each document that can be read, with its record; how far it is, is shown on a terminal."""
    count = len(documents.files)
    shows = sys.stderr.isatty() and count > _PROGRESS_EVERY
    for number, (file, document) in enumerate(documents):
        if shows and number and number % _PROGRESS_EVERY == 0:
            click.echo(f"\r{number:,} of {count:,}", nl=False, err=True)
        yield file, _with_origins(document)
    if shows:
        click.echo("\r" + " " * 24 + "\r", nl=False, err=True)


def _many(read: OneByOne[Document], form: str) -> Iterator[str]:
    if form == "text":
        from afterword.cli._reading_text import overview  # only here: other programs take JSON

        yield from (line + "\n" for line in overview(_records(read), lambda: read.refused))
        return
    records = (_line(file, record) for file, record in _records(read))
    if form == "jsonl":
        yield from (line + "\n" for line in records)
        return
    for number, line in enumerate(records):
        yield (",\n" if number else "[\n") + line
    yield "\n]\n"


def _line(file: str, record: Record) -> str:
    return to_json(record, file=file)
