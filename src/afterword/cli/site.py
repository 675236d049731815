"""Make a static site of many postmortems for one audience."""

import json
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from afterword.cli._archive import documents_of
from afterword.cli.main import tell
from afterword.errors import InputError, UsageError

if TYPE_CHECKING:
    from afterword.cli._site_versions import Made
    from afterword.publish.site.shell import Site

_INTERNAL = "internal"
_SHOWN = 5


@click.command()
@click.argument("paths", nargs=-1, metavar="[FILE|FOLDER]...")
@click.option("--audience", metavar="AUDIENCE", required=True, help="Who it is for: internal, public, customer ...")
@click.option("-o", "--output", metavar="FOLDER", required=True, help="The folder: a new, an empty, or a former site.")
@click.option("--title", metavar="WORDS", default="Postmortems", show_default=True, help="What the site is called.")
@click.option("--url", metavar="URL", help="Where the site will be; the feed's addresses are whole then.")
@click.option("--records", "globs", multiple=True, metavar="GLOB", help="Take the files that GLOB matches.")
@click.option("--pseudonyms", metavar="FILE", help="The owner's map of pseudonyms, read and continued, as in export.")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
def command(
    paths: tuple[str, ...],
    audience: str,
    output: str,
    title: str,
    url: str | None,
    globs: tuple[str, ...],
    pseudonyms: str | None,
    form: str,
) -> int:
    """Make a site of postmortems: an index with search and facets, a page for each, actions, trends, and a feed.

    Every page is made of the version of its document for AUDIENCE and searched as export does it. A document whose
    version would show what it may not, or that cannot be read, is left out of all pages and named, and the exit code
    is 1. The site needs no server and no script: it can be opened as files, and put anywhere.
    """
    from afterword.cli._site_folder import refuse_other_folder, write_site  # only where there is something to make
    from afterword.cli._site_versions import look, make, refuse_unknown  # as above
    from afterword.cli._versions import clock, keep_pseudonyms, pseudonyms_of, team_look_of  # as above
    from afterword.publish.site.making import site_of  # as above

    refuse_other_folder(output)
    names = pseudonyms_of(pseudonyms)
    site = replace(_site(title, audience, url), look=team_look_of(paths[0] if paths else "-"))
    updated = clock() if "SOURCE_DATE_EPOCH" in os.environ else None
    seen = look(documents_of(paths, globs))
    other = [(one.file, one.is_other) for one in seen if one.is_other is not None]
    for file, why in other[:_SHOWN]:
        tell(f"{file}: left out: {why}")
    if len(other) > _SHOWN:
        tell(f"and {len(other) - _SHOWN} more files are no postmortems")
    if len(other) == len(seen):
        raise InputError(f"{', '.join(paths or globs) or 'the records'}: no postmortem is there")
    made = make([one for one in seen if one.is_other is None], site, audience, names)
    refuse_unknown(made)
    left = [one for one in made if one.reader is None]
    for one in left:
        tell(f"{one.file}: left out: {one.left_out}")
    readers = [one.reader for one in made if one.reader is not None]
    if not readers:
        tell(f"{output}: nothing is written: every document is left out")
        _report(form, output, 0, left)
        return 1
    for one in made:
        for warning in one.reader.warnings if one.reader else ():
            tell(f"{one.file}: warning: {warning}")
    write_site(output, site_of(site, readers, updated))
    keep_pseudonyms(pseudonyms, names)
    _report(form, output, len(readers), left)
    return 1 if left else 0


def _report(form: str, output: str, pages: int, left: "Sequence[Made]") -> None:
    """Says on standard output what was made, as words or as data."""
    if form == "json":
        out = [{"file": one.file, "why": one.left_out} for one in left]
        told = {"folder": output, "postmortems": pages, "left_out": out}
        click.echo(json.dumps(told, indent=2, ensure_ascii=False))
    elif pages:
        beside = f", {len(left)} left out" if left else ""
        click.echo(f"{output}: {pages} postmortem{'s' if pages > 1 else ''}{beside}; open {Path(output, 'index.html')}")


def _site(title: str, audience: str, url: str | None) -> "Site":
    """What is the same on all pages.  errors: UsageError for a title or an address that is none."""
    from afterword.publish.audiences.audience import audiences  # as in the command
    from afterword.publish.site.shell import Site  # as in the command

    words = " ".join(title.split())
    if not words:
        raise UsageError("--title is empty; name the site")
    if url is not None and not url.startswith(("https://", "http://")):
        raise UsageError(f"--url {url}: no address of a site; it begins with https://")
    known = audiences().get(audience)
    marking = f"TLP:{known.tlp}" if known and audience != _INTERNAL else None
    return Site(
        title=words,
        audience=known.label if known else audience,
        marking=marking,
        url=f"{url.rstrip('/')}/" if url else None,
    )
