"""Suggest the classes of incidents from their words, each with the reason."""

import shlex
from collections.abc import Iterator

import click

from afterword.cli._archive import OneByOne, documents_of
from afterword.cli._many import records_options
from afterword.cli._printing import as_json, format_option, output_options, print_to
from afterword.cli._record import Document, opener
from afterword.cli._tables import width_of, wrapped
from afterword.cli.files import refuse_existing
from afterword.learning.classes import classified, taxonomy
from afterword.learning.incident import Incident, incident_of
from afterword.model.plain import Plain, to_plain


@click.command()
@records_options
@click.option("--list", "lists", is_flag=True, help="List all classes and what they mean.")
@format_option
@output_options
def command(
    paths: tuple[str, ...], globs: tuple[str, ...], lists: bool, form: str, output: str | None, force: bool
) -> int:
    """Suggest classes for the incidents in FILE or FOLDER, and say which words speak for them.

    What set it off, which safeguard did not hold, and what else contributed is told apart from the class. The classes
    that a document states itself always count, and suggestions only where it states none; the last line of each
    suggestion is the command with which a person confirms it.
    """
    refuse_existing(output, force=force)
    if lists:
        rows: Plain = [{"class": taxon.name, "about": taxon.about} for taxon in taxonomy()]
        text = as_json(rows) if form == "json" else "\n".join(f"{t.name}: {t.about}" for t in taxonomy())
        print_to(output, text, force=force)
        return 0
    width = width_of(output)
    read: OneByOne[Document] = OneByOne(documents_of(paths, globs), opener())
    found = [_incident(file, document) for file, document in read]
    if form == "json":
        text = as_json([_row(one) for one in found])
    else:
        text = "\n".join(piece for line in _page(found) for piece in wrapped(line, width))
    print_to(output, text, force=force)
    return 1 if read.refused else 0


def _incident(file: str, document: Document) -> Incident:
    record = document.record
    return classified(incident_of(record, file), record)


def _row(one: Incident) -> Plain:
    return {
        "file": one.file,
        "stated": list(one.stated),
        "suggested": [to_plain(suggestion) for suggestion in one.suggested],
        "trigger": one.trigger,
        "failed_controls": list(one.failed_controls),
        "factors": list(one.factors),
    }


def _page(found: list[Incident]) -> Iterator[str]:
    for one in found:
        yield f"{one.file}: {one.title or 'without a title'}"
        if one.stated:
            yield f"  states itself: {', '.join(one.stated)}"
        for suggestion in one.suggested:
            yield f"  {suggestion.name} ({suggestion.weight:.1f}): {', '.join(suggestion.words) or 'weak words only'}"
        if not one.classes:
            yield "  too little speaks for any class; set one yourself"
        for label, values in (
            ("set off by", (one.trigger,) if one.trigger else ()),
            ("did not hold", one.failed_controls),
            ("contributed", one.factors),
        ):
            if values:
                yield f"  {label}: {', '.join(values)}"
        if one.suggested:
            chosen = '["' + one.suggested[0].name + '"]'
            yield f"  to confirm: afterword set {shlex.quote(one.file)} {shlex.quote(f'classes:={chosen}')}"
