"""Show the earlier incidents that are most like one, and in what."""

from collections.abc import Iterator, Sequence

import click

from afterword.cli._printing import as_json, format_option, output_options, print_to
from afterword.cli._record import open_document
from afterword.cli._shelf import open_shelf, shelf_options, shorter
from afterword.cli._tables import width_of, wrapped
from afterword.cli.files import refuse_existing
from afterword.learning.classes import classified
from afterword.learning.incident import Incident, incident_of
from afterword.learning.likeness import Like, Likeness
from afterword.learning.page import terms_of
from afterword.model.plain import Plain


@click.command()
@click.argument("file")
@shelf_options
@click.option("--limit", type=click.IntRange(1), default=3, show_default=True, help="Show at most so many.")
@click.option("--later", is_flag=True, help="Show also incidents that began later.")
@format_option
@output_options
def command(
    file: str,
    folders: tuple[str, ...],
    globs: tuple[str, ...],
    rebuild: bool,
    limit: int,
    later: bool,
    form: str,
    output: str | None,
    force: bool,
) -> None:
    """Show the earlier incidents most like the one in FILE, by cause, symptoms, services, errors, and words.

    The reasons say what is alike: the same class, failed control, service, error, or trigger, and the words that
    weigh most. Nothing leaves the machine, and the same shelf gives the same answer.
    """
    refuse_existing(output, force=force)
    document = open_document(file)
    record = document.record
    subject = classified(incident_of(record, file), record)
    opened = open_shelf(folders, globs, rebuild=rebuild)
    before = None if later else subject.day
    found = Likeness(opened.shelf).similar(subject, terms_of(record), limit=limit, before=before)
    if form == "json":
        text = as_json([_row(like) for like in found])
    else:
        width = width_of(output)
        lines = _page(subject, found, shorter(opened.files), before)
        text = "\n".join(piece for line in lines for piece in wrapped(line, width))
    print_to(output, text, force=force)


def _row(like: Like) -> Plain:
    one = like.incident
    return {
        "file": one.file,
        "id": one.id,
        "title": one.title,
        "day": one.day,
        "score": like.score,
        "reasons": list(like.reasons),
    }


def _page(subject: Incident, found: Sequence[Like], short: dict[str, str], before: str | None) -> Iterator[str]:
    for like in found:
        one = like.incident
        name = f"{one.id}  " if one.id else ""
        yield f"{one.day or 'day unknown'}  {name}{one.title or 'without a title'}  [{short.get(one.file, one.file)}]"
        yield f"    {'; '.join(like.reasons)}"
    if not found:
        earlier = f" that began before {before}" if before else ""
        yield f"No incident{earlier} is like {subject.title or subject.file}."
