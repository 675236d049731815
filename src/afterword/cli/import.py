"""Take over an archive of postmortems: Markdown, rst, HTML, and Word become records."""

import fnmatch
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import click

from afterword.cli.files import write_output
from afterword.cli.main import one_line
from afterword.errors import InputError, OutputError, UsageError

if TYPE_CHECKING:
    from afterword.cli._import_documents import Taken, Wanted
    from afterword.cli._import_sources import Archive

REPORT = "import-report.json"
_NOTHING = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class _Output:
    path: Path
    data: bytes


@click.command()
@click.argument("source", metavar="FILE|DIR|GIT-REPO|ZIP")
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
    """Take over the postmortems of FILE, DIR, GIT-REPO, or ZIP as Markdown records.

    Read are Markdown (kept byte for byte), reStructuredText, HTML (Confluence, Google Docs, Notion, and plain), web
    archives, and DOCX, recognised by content. Images inside a document go to a folder beside it, files that it refers
    to go along. The originals stay as they are, and nothing outside of them is read.

    The report says of each document how surely it was read and what a person should check; it is also written to
    import-report.json in DIR. Exit code 1 means that no document was found.
    """
    from afterword.cli._import_documents import take
    from afterword.cli._import_references import References
    from afterword.cli._import_sources import open_archive
    from afterword.houses.archiving.naming import Wish, settled_names

    archive = open_archive(source)
    root = _target(target, archive, in_place=in_place, dry_run=dry_run)
    wanted = _wanted(str(root / REPORT), house, form, everything=everything)
    taken = [take(archive, name, wanted, is_named=archive.is_single or bool(only)) for name in _chosen(archive, only)]
    if archive.is_single and taken[0].outcome == "refused":
        raise InputError(f"{source}: {taken[0].reason}")
    going = [t for t in taken if t.outcome == "imported"]
    names = settled_names([Wish(source=t.source, name=t.name) for t in going])
    targets = {t.source: _kept(t, name, in_place=in_place) for t, name in zip(going, names, strict=True)}
    own = next((t.source for t in going if house and in_place and targets[t.source] == t.source), None)
    if own is not None:
        raise UsageError(f"--in-place keeps the originals, and --house would replace {own}; name a folder with --to")
    left = frozenset(t.source for t in taken if t.outcome == "skipped" and t.format)
    references = References(archive, targets, left)
    done = [_finished(t, targets, references, wanted) for t in taken]
    outputs = list(_outputs(done, targets, root, references if not in_place else None))
    digests = {t.source: hashlib.sha256(t.text.encode()).hexdigest() for t in done if t.outcome == "imported"}
    report = _report(source, done, targets, digests)
    if not dry_run and going:
        may_replace = in_place or force or _is_free_for_a_report(root / REPORT)
        if not may_replace:
            raise OutputError(f"{root / REPORT}: exists already; use --force to overwrite it")
        _write(outputs, force=force)
        if not in_place:
            write_output(str(root / REPORT), report, force=True)
    _print(done, targets, report, shown, is_dry=dry_run)
    return 0 if going else _NOTHING


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


def _kept(taken: "Taken", name: str, *, in_place: bool) -> str:
    """Where a document goes; Markdown that stays where it is keeps its name."""
    is_markdown = taken.foreign is not None and taken.foreign.verbatim is not None
    return taken.source if in_place and is_markdown else name


def _finished(taken: "Taken", targets: Mapping[str, str], references: "object", wanted: "Wanted") -> "Taken":
    from afterword.cli._import_documents import in_folder
    from afterword.cli._import_references import References

    assert isinstance(references, References)
    if taken.outcome != "imported":
        return taken
    followed = references.follow(taken)
    return in_folder(followed, _folder_of(targets[taken.source]), wanted)


def _folder_of(target: str) -> str:
    """The folder of a document's attachments, beside it."""
    return f"{PurePosixPath(target).stem}-files"


def _outputs(
    done: Sequence["Taken"], targets: Mapping[str, str], root: Path, references: "object | None"
) -> Iterator[_Output]:
    from afterword.cli._import_references import References

    for taken in done:
        if taken.outcome != "imported" or taken.foreign is None:
            continue
        target = root / targets[taken.source]
        yield _Output(path=target, data=taken.text.encode())
        for attachment in taken.foreign.attachments:
            yield _Output(path=target.parent / _folder_of(target.name) / attachment.name, data=attachment.data)
    if isinstance(references, References):
        yield from (_Output(path=root / copied.target, data=copied.data) for copied in references.copied.values())


def _write(outputs: Sequence[_Output], *, force: bool) -> None:
    """Write everything, or nothing where a file stands in the way.  errors: OutputError."""
    due = []
    for output in outputs:
        if output.path.is_file() and output.path.read_bytes() == output.data:
            continue
        if (output.path.exists() or output.path.is_symlink()) and not force:
            raise OutputError(f"{output.path}: exists already and is different; use --force to overwrite it")
        due.append(output)
    for output in due:
        try:
            output.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(f"{output.path.parent}: cannot be made: {error.strerror}") from error
        write_output(str(output.path), output.data, force=force)


def _report(source: str, done: Sequence["Taken"], targets: Mapping[str, str], digests: Mapping[str, str]) -> str:
    from afterword.cli._import_report import as_plain

    shown = "standard input" if source == "-" else source
    return json.dumps(as_plain(shown, done, targets, digests), indent=2, ensure_ascii=False) + "\n"


def _is_free_for_a_report(path: Path) -> bool:
    """Whether nothing stands there but the report of an earlier import."""
    from afterword.cli._import_report import SCHEMA

    if path.is_file():
        return SCHEMA.encode() in path.read_bytes()[:200]
    return not (path.exists() or path.is_symlink())


def _print(done: Sequence["Taken"], targets: Mapping[str, str], report: str, shown: str, *, is_dry: bool) -> None:
    from afterword.cli._import_report import as_lines

    if shown == "json":
        write_output(None, report)
        return
    lines = as_lines(done, targets, is_dry=is_dry)
    write_output(None, "".join(f"{one_line_kept(line)}\n" for line in lines))


def one_line_kept(line: str) -> str:
    """A line with its indentation, without what steers a terminal."""
    indent = len(line) - len(line.lstrip(" "))
    return " " * indent + one_line(line)
