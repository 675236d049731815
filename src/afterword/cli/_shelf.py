"""The shelf that a command over many records works on, brought up to date before it is asked."""

import contextlib
import hashlib
import os
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TypeVar

import click

import afterword
from afterword.cli._archive import documents_of
from afterword.cli._checking import case_in
from afterword.cli._record import own_houses, read_as_document, team_house_files
from afterword.cli._team import settings_file
from afterword.cli.files import document_text
from afterword.cli.main import tell
from afterword.errors import AfterwordError, InputError
from afterword.evidence.zonemap import cache_folder
from afterword.houses.archiving.judging import judge
from afterword.houses.house import House
from afterword.learning.incident import Incident, Reached
from afterword.learning.page import Page, page_of
from afterword.learning.sameness import distinct
from afterword.learning.shelf import Refreshed, Shelf, Stamp
from afterword.model.values import dataclass
from afterword.review.policy.due import targets

F = TypeVar("F", bound=Callable[..., object])

_FEW = 60
_CHUNK = 25
_ROOMS = ("text", "model", "houses", "timeline", "learning", "review/policy")
_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A shelf that is up to date."""

    shelf: Shelf
    """The shelf."""
    refreshed: Refreshed
    """What became of its documents."""
    files: tuple[str, ...]
    """The documents that it is of."""

    def incidents(self) -> tuple[Incident, ...]:
        """All incidents, by day, each once; documents with the same id are told."""
        kept, notes = distinct(self.shelf.incidents())
        for note in notes[:_SHOWN]:
            tell(note)
        if len(notes) > _SHOWN:
            tell(f"and {len(notes) - _SHOWN} more documents have an id that another has")
        return kept


def open_shelf(paths: Sequence[str], globs: Sequence[str] = (), *, rebuild: bool = False) -> Opened:
    """The shelf of what paths name, else globs, else the team's records; what a person should know is told.

    errors: those of ``documents_of``; InputError where not one document can be read.
    """
    files = tuple(documents_of(paths, globs))
    opened = _opened(files, _place(paths, globs), rebuild=rebuild)
    click.get_current_context().call_on_close(opened.shelf.close)
    _tell(opened.refreshed)
    if not opened.shelf.ask("SELECT 1 FROM document WHERE incident IS NOT NULL LIMIT 1"):
        reasons = opened.refreshed.left_out
        why = f": {reasons[0][0]}: {reasons[0][1]}" if reasons else ""
        raise InputError(f"{', '.join(paths or globs) or 'the records'}: no postmortem is there{why}")
    return opened


def team_shelf(files: Sequence[str]) -> Shelf:
    """The shelf of a team's records, whatever is left out of it; nothing is told but what breaks the index."""
    folder = os.path.commonpath([str(Path(file).parent) for file in files])
    shelf = _opened(tuple(files), _place((folder,), ("records",)), rebuild=False).shelf
    click.get_current_context().call_on_close(shelf.close)
    return shelf


def _place(paths: Sequence[str], globs: Sequence[str]) -> Path:
    """The index of a shelf: one for each set of folders, in the user's cache folder."""
    named = [*sorted(str(Path(path).resolve()) for path in paths or (".",)), *globs]
    digest = hashlib.sha256("\0".join(named).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return cache_folder() / "shelves" / f"{digest}.sqlite"


def _opened(files: tuple[str, ...], place: Path, *, rebuild: bool) -> Opened:
    """The index, made anew where it is broken, and in memory where no file can be kept."""
    if rebuild:
        _throw_away(place)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        return _indexed(files, place)
    except (sqlite3.OperationalError, OSError) as error:
        # locked, read-only, or no room: the answer does not depend on it
        tell(f"{place}: the index cannot be used ({error}); it is made in memory, which takes longer")
        return _indexed(files, None)
    except sqlite3.DatabaseError as error:
        tell(f"{place}: the index is broken ({error}); it is made anew from the documents")
        _throw_away(place)
        return _indexed(files, place)


def _indexed(files: tuple[str, ...], place: Path | None) -> Opened:
    shelf = Shelf(place, way=_program())
    with contextlib.ExitStack() as undo:
        undo.callback(shelf.close)
        opened = Opened(shelf=shelf, refreshed=_refresh(shelf, files), files=files)
        undo.pop_all()
    return opened


def _throw_away(place: Path) -> None:
    for name in (place, place.with_name(f"{place.name}-wal"), place.with_name(f"{place.name}-shm")):
        name.unlink(missing_ok=True)


def _refresh(shelf: Shelf, files: Sequence[str]) -> Refreshed:
    stamps = [stamp for file in files if (stamp := _stamp(file))]
    missing = {*files} - {stamp.path for stamp in stamps}
    for file in sorted(missing):
        tell(f"{file}: no such file; it is left out")
    return shelf.refresh(stamps, _digest, _read, now=time.time())


def _stamp(file: str) -> Stamp | None:
    try:
        found = Path(file).stat()
    except OSError:
        return None
    return Stamp(path=file, size=found.st_size, changed=found.st_mtime_ns, inode=found.st_ino)


def _digest(file: str) -> str:
    return _digest_of(_bytes(file), file)


def _digest_of(content: bytes, file: str) -> str:
    way = _way(str(Path(file).parent))
    # the day of an incident may come from the name of its file
    return hashlib.sha256(content).hexdigest() + hashlib.sha256(f"{Path(file).name}\0{way}".encode()).hexdigest()[:16]


def _bytes(file: str) -> bytes:
    try:
        return Path(file).read_bytes()
    except OSError as error:
        raise InputError(f"{file}: cannot be read: {error.strerror}") from error


@cache
def _program() -> str:
    """A name for this very program: an index that another one made is made anew."""
    folder = Path(afterword.__file__).parent
    found = (file for room in _ROOMS for file in (folder / room).rglob("*") if file.suffix != ".pyc" and file.is_file())
    stats = sorted((str(file.relative_to(folder)), file.stat()) for file in found)
    told = repr([(name, stat.st_size, stat.st_mtime_ns) for name, stat in stats])
    return f"{afterword.__version__} {hashlib.sha256(told.encode()).hexdigest()[:16]}"


@cache
def _way(folder: str) -> str:
    """How documents of a folder are read: the team's settings and houses."""
    path = str(Path(folder) / "-.md")
    settings = settings_file(path)
    if settings is None:
        return ""
    content = settings.read_bytes()
    try:
        houses = team_house_files(path)
    except AfterwordError:
        houses = []
    return hashlib.sha256(b"\0".join([content, *(file.read_bytes() for file in houses)])).hexdigest()


def _read(files: Sequence[str]) -> Iterator[Page]:
    """The pages of files: on all processors where they are many, with how far it is on a terminal."""
    if len(files) < _FEW:
        yield from _pages(files)
        return
    from afterword.evidence.workshop import ahead, processors  # only for a shelf of many that is new

    chunks = [files[n : n + _CHUNK] for n in range(0, len(files), _CHUNK)]
    done = 0
    for pages in ahead(_pages, chunks, workers=processors()):
        yield from pages
        done += len(pages)
        _progress(done, len(files))
    if sys.stderr.isatty():
        click.echo("\r" + " " * 40 + "\r", nl=False, err=True)


def _progress(done: int, count: int) -> None:
    if sys.stderr.isatty():
        click.echo(f"\rreading {done:,} of {count:,}", nl=False, err=True)


def _pages(files: Sequence[str]) -> list[Page]:
    return [_page(file) for file in files]


def _page(file: str) -> Page:
    try:
        content = _bytes(file)
        text = document_text(content, file)
    except InputError as error:
        reason = str(error).removeprefix(f"{file}: ")
        return Page(file=file, digest="", left_out=reason)
    digest = _digest_of(content, file)
    document = read_as_document(text, file, _houses(str(Path(file).parent)))
    record = document.record
    judged = judge(record, text, Path(file).name) if document.reading.house.is_fallback else None
    if judged and judged.sort != "postmortem" and not (record.severity or record.status):
        return Page(file=file, digest=digest, left_out=judged.reason)
    case, _ = case_in(file, document)
    reached = tuple(Reached(metric=t.metric, limit=t.limit, holds=t.holds) for t in targets(case))
    return page_of(record, text, file, digest, reached)


@cache
def _houses(folder: str) -> tuple[House, ...]:
    return own_houses(str(Path(folder) / "-.md"))


def _tell(refreshed: Refreshed) -> None:
    for note in refreshed.notes:
        tell(note)
    left = refreshed.left_out
    if len(left) == 1:
        tell(f"{left[0][0]}: left out: {left[0][1]}")
    elif left:
        shown = "; ".join(f"{Path(path).name}: {reason.split(';')[0]}" for path, reason in left[:_SHOWN])
        more = f"; and {len(left) - _SHOWN} more" if len(left) > _SHOWN else ""
        tell(f"{len(left)} documents are left out: {shown}{more}")


def shelf_options(function: F) -> F:
    """The options that choose the shelf of a command whose arguments are something else."""
    for decorate in (
        click.option("--rebuild", is_flag=True, help="Make the index anew from the documents."),
        click.option("--records", "globs", multiple=True, metavar="GLOB", help="Look at the files that GLOB matches."),
        click.option("--in", "folders", multiple=True, metavar="FOLDER", help="Look at the postmortems in FOLDER."),
    ):
        function = decorate(function)
    return function


def shorter(files: Sequence[str]) -> dict[str, str]:
    """Files by what tells them apart: without the folder that all of them are in."""
    if len(files) < 2:
        return {file: Path(file).name for file in files}
    common = os.path.commonpath([str(Path(file).parent) for file in files])
    return {file: os.path.relpath(file, common) if common else file for file in files}
