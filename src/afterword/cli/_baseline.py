"""The baseline file of ``check``: read, written, and compared with what is found."""

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from afterword.cli.files import read_document, write_output
from afterword.cli.main import tell
from afterword.errors import InputError, UsageError
from afterword.review.baseline import Entry, Key, dump, entries_of, load, sift

_MOST = 5


def read_baseline(path: str) -> tuple[Entry, ...]:
    """The entries of a baseline file.

    errors: InputError as ``read_document``, and for a file that is none.
    """
    return load(read_document(path), path)


def named_in(baseline: str, file: str) -> str:
    """A document as a baseline names it: by its path from the baseline's folder, whatever the working directory is."""
    if file == "-":
        return file
    folder = Path(baseline).resolve().parent
    return Path(os.path.relpath(Path(file).resolve(), folder)).as_posix()


def write_baseline(path: str, keys: Sequence[Key], *, force: bool) -> None:
    """Write what is known from now on; an older baseline is replaced, and its days and reasons are kept.

    errors: OutputError as ``write_output``; UsageError for another file of that name, unless forced.
    """
    before: tuple[Entry, ...] = ()
    if Path(path).exists():
        try:
            before = read_baseline(path)
        except InputError as error:
            if not force:
                raise UsageError(f"{error}; use --force to overwrite it") from error
    entries = entries_of(keys, before)
    write_output(path, dump(entries), force=True)
    files = len({key.file for key in keys})
    click.echo(f"{path}: {len(keys)} findings of {files} document{'' if files == 1 else 's'} are known now.", err=True)


def new_ones(path: str, keys: Sequence[Key], files: Sequence[str], today: date) -> tuple[int, ...]:
    """The places of findings that the baseline does not know; entries that are not needed any more are told."""
    entries = read_baseline(path)
    gone = {entry.key.file for entry in entries if not (Path(path).resolve().parent / entry.key.file).exists()}
    found = sift(keys, entries, today, frozenset({named_in(path, file) for file in files} | gone))
    if found.expired:
        tell(f"{path}: {_expired(found.expired)}")
        for entry in found.expired[:_MOST]:
            why = f"until {entry.until}" if entry.until else "not found any more"
            click.echo(f"  {entry.key.file}: {entry.key.code} {entry.key.excerpt[:60]!r} ({why})", err=True)
    return found.new


def _expired(entries: Sequence[Entry]) -> str:
    count = "one entry has" if len(entries) == 1 else f"{len(entries)} entries have"
    return f"{count} expired; --write-baseline writes it anew"
