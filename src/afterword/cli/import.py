"""Take over an archive of postmortems: Markdown, rst, HTML, and Word become records."""

import fnmatch
import json
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import click

from afterword.cli.files import refuse_unwritable, write_output, write_outputs
from afterword.cli.main import one_line
from afterword.errors import InputError, OutputError, UsageError

if TYPE_CHECKING:
    from afterword.cli._import_archive import Archive
    from afterword.cli._import_documents import Taken, Wanted
    from afterword.cli._import_earlier import Written
    from afterword.cli._import_plan import Plan

_NOTHING = 1


@click.command()
@click.argument("source", metavar="FILE|DIR|ZIP|GIT-REPO[@REV]")
@click.option("--to", "target", metavar="DIR", help="Write the records below DIR, which is made where it is missing.")
@click.option("--in-place", is_flag=True, help="Write each record beside its original, which stays.")
@click.option("--house", "house", metavar="HOUSE", help="Convert every record to the shape of HOUSE, too.")
@click.option("--only", multiple=True, metavar="GLOB", help="Take the files that match, whatever they look like.")
@click.option("--all", "everything", is_flag=True, help="Take templates, indexes, and other documents, too.")
@click.option("--as", "form", metavar="FORMAT", help="Read every file as FORMAT, whatever it looks like.")
@click.option("--dry-run", is_flag=True, help="Print the report and write nothing.")
@click.option("--format", "shown", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--force", is_flag=True, help="Overwrite files that exist.")
def command(
    source: str,
    target: str | None,
    in_place: bool,
    house: str | None,
    only: tuple[str, ...],
    everything: bool,
    form: str | None,
    dry_run: bool,
    shown: str,
    force: bool,
) -> int:
    """Take over the postmortems of FILE, DIR, ZIP, or GIT-REPO as Markdown records.

    Read are Markdown (kept byte for byte), reStructuredText, HTML (Confluence, Google Docs, Notion, and plain), web
    archives, and DOCX, recognised by content. Images inside a document go to a folder beside it, files that it refers
    to go along. The originals stay as they are, and nothing outside of them is read. Of a Git repository, REV is a
    branch, tag, or commit.

    The report names every file that was met; of each document it says how surely it was read, what a person should
    check, and what --house carried. It is also written to import-report.json in DIR (with --in-place, in the folder of
    the originals); what it names as written is left alone by the next import. Importing the same archive again brings
    records up to date that nobody edited since, and keeps those that somebody did. Exit code 1 means that no document
    was found.
    """
    from afterword.cli._import_again import Reconciled, names_before, reconciled
    from afterword.cli._import_documents import Taken, take  # what reads documents takes its time to load
    from afterword.cli._import_earlier import REPORT, leftovers, report_at
    from afterword.cli._import_plan import Place, due, plan
    from afterword.cli._import_sources import open_archive

    archive = open_archive(source)
    root = _target(target, archive, in_place=in_place, dry_run=dry_run)
    if not dry_run:
        refuse_unwritable(root)
    place = root / REPORT
    wanted = _wanted(str(place), house, form, everything=everything)
    behind = {} if only else leftovers(archive)
    names = _chosen(archive, only)
    is_named = archive.is_single or bool(only)
    read = [take(archive, name, wanted, is_named=is_named) for name in names if name not in behind]
    if archive.is_single and read[0].outcome == "refused":
        raise InputError(f"{source}: {read[0].reason}")
    read += [Taken(source=name, outcome="skipped", reason=reason) for name, reason in behind.items()]
    earlier = report_at(place) if target or in_place else None
    before = names_before(earlier or (), _shown(source), read)
    done = plan(archive, read, wanted, Place(root=root, in_place=in_place), behind, before)
    again = Reconciled(plan=done, ours=frozenset()) if force else reconciled(done, earlier or (), before, root)
    done = again.plan
    report = _report(source, done, earlier or ())
    if not dry_run and (done.imported or done.kept):
        if (place.exists() or place.is_symlink()) and earlier is None and not force:
            raise OutputError(f"{place}: exists already; use --force to overwrite it")
        write_outputs(
            [*due(done.outputs, again.ours, force=force), (place, report.encode("utf-8", "backslashreplace"))]
        )
    _print(done.files, report, shown, is_dry=dry_run)
    return 0 if done.imported or done.kept else _NOTHING


def _target(target: str | None, archive: "Archive", *, in_place: bool, dry_run: bool) -> Path:
    """The folder to write to.  errors: UsageError where it is not named, or named and in place as well."""
    if in_place:
        if target:
            raise UsageError("--to and --in-place exclude each other")
        if archive.folder is None:
            raise UsageError(f"{archive.shown}: --in-place needs a file or a folder; give --to DIR")
        return archive.folder
    if not target:
        if dry_run:
            return Path()
        raise UsageError("name the folder to write to with --to DIR, or give --in-place")
    if Path(target).exists() and not Path(target).is_dir():
        raise OutputError(f"{target}: is no folder")
    return Path(target)


def _wanted(place: str, house: str | None, form: str | None, *, everything: bool) -> "Wanted":
    from afterword.cli._import_documents import Wanted
    from afterword.cli._record import house_named, own_houses
    from afterword.text.foreign.registry import registered_formats

    known = {f.name: f for f in registered_formats()} if form else {}
    if form and form not in known:
        raise UsageError(f"{form}: no format that is read; there are {', '.join(known)}")
    return Wanted(
        form=known[form] if form else None,
        house=house_named(house, place) if house else None,
        own=own_houses(place),
        everything=everything,
    )


def _chosen(archive: "Archive", only: Sequence[str]) -> list[str]:
    if not only:
        return list(archive.files)
    found = [n for n in archive.files if any(fnmatch.fnmatch(n, g) or PurePosixPath(n).match(g) for g in only)]
    if not found:
        raise InputError(f"{archive.shown}: no file matches {', '.join(only)}")
    return found


def _report(source: str, done: "Plan", earlier: Sequence["Written"]) -> str:
    from afterword.cli._import_report import as_plain

    return json.dumps(as_plain(_shown(source), done.files, earlier), indent=2, ensure_ascii=False) + "\n"


def _shown(source: str) -> str:
    return "standard input" if source == "-" else source


def _print(files: Sequence["Taken"], report: str, shown: str, *, is_dry: bool) -> None:
    from afterword.cli._import_report import as_lines

    if shown == "json":
        write_output(None, report)
        return
    write_output(None, "".join(f"{_one_line_kept(line)}\n" for line in as_lines(files, is_dry=is_dry)))


def _one_line_kept(line: str) -> str:
    """A line with its indentation, without what steers a terminal."""
    indent = len(line) - len(line.lstrip(" "))
    return " " * indent + one_line(line)
