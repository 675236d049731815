"""The working file of a timeline on disk: read before the telling, written after it, never another file's loss."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import click

from afterword.cli._explaining import place
from afterword.cli.files import read_document, write_output
from afterword.errors import InputError, OutputError
from afterword.evidence.citations import find_citations
from afterword.evidence.collection import Collection
from afterword.model.evidence import Source
from afterword.timeline.choices import Choice, Work
from afterword.timeline.work_text import is_work, read_work, write_work

F = TypeVar("F", bound=Callable[..., object])


def work_option(words: str) -> Callable[[F], F]:
    """The option that names a working file; ``words`` say what is done with it."""
    return click.option("--work", metavar="FILE", help=words)


def opened(path: str | None, collection: Collection, *, new: bool) -> Work | None:
    """What the working file says; an empty one where it is ``new`` and not there yet; None where none is named.

    errors: InputError for a file that is none, that is missing and not new, or that cites a line that is not there;
    OutputError for a new one in a folder that is not there.
    """
    if path is None:
        return None
    if new and not Path(path).exists():
        if not Path(path).resolve().parent.is_dir():
            raise OutputError(f"{path}: the folder {Path(path).parent} does not exist")
        return Work()
    text = read_document(path)
    if not is_work(text):
        raise InputError(
            f"{path}: is no working file of a timeline; name one that `timeline --work` wrote, or a new one"
        )
    work = read_work(text, path)
    return replace(work, choices=tuple(_cited(choice, collection, path) for choice in work.choices))


def kept(path: str, work: Work) -> str:
    """Write the working file; what is in it in a few words."""
    write_output(path, write_work(work), force=True)
    choices = work.choices
    left_out = sum(choice.keep is False for choice in choices)
    parts = [
        f"{sum(choice.keep is True for choice in choices)} kept",
        f"{left_out} left out",
        f"{sum(bool(choice.edits) and not choice.by_hand for choice in choices)} changed",
        f"{sum(bool(choice.into) for choice in choices)} told with others",
        f"{sum(choice.by_hand for choice in choices)} by hand",
        f"{sum(choice.missing for choice in choices)} without their evidence",
    ]
    said = ", ".join(part for part in parts if not part.startswith("0 "))
    return f"{path}: {len(choices)} events{f', of them {said}' if said else ''}"


def _cited(choice: Choice, collection: Collection, path: str) -> Choice:
    """An event by hand with the places that it cites."""
    if not choice.by_hand:
        return choice
    try:
        sources = [source for text in choice.evidence for source in _sources(text, collection)]
    except InputError as error:
        raise InputError(f"{path}, line {choice.line}: {error}") from error
    return replace(choice, sources=tuple(sources))


def _sources(text: str, collection: Collection) -> list[Source]:
    found = [
        Source(
            file=cited.file, kind=_kind(collection, cited.file), line=cited.first_line, end_line=cited.last_line,
            record=cited.record, offset=cited.start, length=cited.end - cited.start, sha256=cited.sha256,
        )
        for cited in find_citations(text)
    ]  # fmt: skip
    if found or "sha256" in text:
        return found
    asked = place(collection, text, "evidence")
    blob = asked.piece.blob
    return [
        Source(
            file=blob.name, kind=_kind(collection, blob.name), line=asked.line, end_line=asked.line,
            offset=asked.start, length=asked.end - asked.start, sha256=blob.sha256,
        )
    ]  # fmt: skip


def _kind(collection: Collection, name: str) -> str:
    piece = next((piece for piece in collection.pieces if piece.blob.name == name), None)
    return piece.kind.name if piece and piece.kind else "text"
