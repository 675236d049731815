"""Search a finished file for everything that its audience may not see."""

from pathlib import Path

import click

from afterword.cli._printing import as_json, format_option, output_options, print_to
from afterword.cli._versions import blank, version_for
from afterword.cli.files import refuse_existing
from afterword.errors import InputError
from afterword.model.plain import Plain
from afterword.publish.leaktest.files.opening import unread
from afterword.publish.leaktest.proving import as_row, prove, sentences

_MAX_BYTES = 256 * 1024 * 1024


@click.command()
@click.argument("file", metavar="FILE")
@click.option("--record", required=True, metavar="RECORD", help="The postmortem that FILE is a version of.")
@click.option("--audience", default="public", show_default=True, metavar="AUDIENCE", help="Who FILE is for.")
@click.option(
    "--pictures-seen",
    is_flag=True,
    help="Somebody has looked at the pictures in FILE; what they show no program reads.",
)
@format_option
@output_options
def command(
    file: str, record: str, audience: str, pictures_seen: bool, form: str, output: str | None, force: bool
) -> int:
    """Search FILE, which somebody made of the postmortem RECORD, for what AUDIENCE may not see.

    PDF, Word and other office documents, HTML, Markdown, JSON, text, e-mail, pictures, and archives of them are read
    whole: words, properties, bookmarks, links, attachments, alternative texts, comments, and what is encoded in them.
    FILE may be worded otherwise than a version that `afterword export` makes. Exits 1 if anything is found, and if
    something could not be read: what a picture shows, a scanned page, a file that is packed in an unknown way.
    """
    refuse_existing(output, force=force)
    data = _read(file)
    derived = version_for(record, audience, None)
    sought = derived.sought()
    try:
        # of a file that others made it is not known which figures it should have
        proof = prove(
            data, file, "json", derived.view, derived.view.record, sought, lambda: blank(_format(data), derived.version)
        )
        closed = [place for place in unread(data, file) if not (place.is_picture and pictures_seen)]
    except InputError as error:
        raise InputError(f"{file}: {error}") from error
    found: list[Plain] = [as_row(leak) for leak in proof.leaks]
    lines = [f"{file}: {sentence}" for sentence in sentences(proof)]
    lines += [f"{file}: {place.name}: not known: {place.unread}" for place in closed]
    lines.append(f"{file}: {len(found) or 'no'} leak{'' if len(found) == 1 else 's'} for {audience}{_but(len(closed))}")
    hidden: list[Plain] = [{"place": place.name, "reason": place.unread} for place in closed]
    shown = as_json({"file": file, "record": record, "audience": audience, "leaks": found, "unread": hidden})
    print_to(output, shown if form == "json" else "\n".join(lines), force=force)
    return 1 if found or closed else 0


def _but(count: int) -> str:
    if not count:
        return ""
    return f" in what can be read; {count} place{'' if count == 1 else 's'} cannot, so that this proves nothing"


def _format(data: bytes) -> str:
    """The format whose own words a file has."""
    if data.startswith(b"%PDF"):
        return "pdf"
    if data.startswith(b"PK"):
        return "docx"
    return "html" if data.lstrip().startswith(b"<") else "md"


def _read(file: str) -> bytes:
    path = Path(file)
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise InputError(f"{file}: larger than {_MAX_BYTES // 1024**2} MiB")
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{file}: cannot be read: {error.strerror}") from error
