"""What became of one line of the evidence."""

from collections.abc import Iterator, Sequence
from itertools import islice

from afterword.cli import _timeline_rows as rows
from afterword.cli._timeline_rows import visible
from afterword.errors import InputError, UsageError
from afterword.evidence.citations import cite
from afterword.evidence.collection import Collection, Piece
from afterword.evidence.ledger import GROUPED, USED
from afterword.model.evidence import Entry
from afterword.model.plain import Plain
from afterword.model.values import dataclass
from afterword.timeline.telling import Told

_MOST = 3
_LONGEST = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A line that was asked for, and the file that holds it."""

    piece: Piece
    """The file."""
    line: int
    """From 1."""
    start: int
    """Its first byte."""
    end: int
    """The byte after its last."""
    text: str
    """What stands there."""


def place(collection: Collection, wanted: str, asker: str = "--explain") -> Place:
    """The place that ``FILE:LINE`` names; of a file the end of its path is enough where it names only one.

    shape: ``asker`` is what errors call whoever named it.

    errors: UsageError for what is no such name; InputError where there is no such file, several, or no such line.
    """
    name, _, number = wanted.rpartition(":")
    if not name or not number.isdecimal() or int(number) < 1:
        raise UsageError(f"{asker} {wanted}: write FILE:LINE, as app.log:1204")
    piece = _piece(collection.pieces, name, asker)
    line = int(number)
    start = 0
    with piece.blob.open() as file:
        for raw in islice(file, line - 1):
            start += len(raw)
        found = file.readline()
    if not found:
        raise InputError(f"{piece.blob.name}: has no line {line}")
    text = found.decode("utf-8", "replace").rstrip("\r\n")
    return Place(piece=piece, line=line, start=start, end=start + len(found), text=text)


def _piece(pieces: Sequence[Piece], name: str, asker: str) -> Piece:
    exact = [piece for piece in pieces if piece.blob.name == name]
    ending = [piece for piece in pieces if piece.blob.name.endswith((f"/{name}", f"!{name}"))]
    within = [piece for piece in pieces if name.endswith(f"/{piece.blob.name}")]
    found = exact or ending or within
    if len(found) == 1:
        return found[0]
    if found:
        raise InputError(f"{asker} {name}: several files are called so, as {found[0].blob.name}, {found[1].blob.name}")
    raise InputError(f"{asker} {name}: the evidence has no such file")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What became of one record."""

    entry: Entry
    """The record as it was read."""
    disposition: str
    """``used``, ``grouped``, or why it was set aside."""
    told_in: tuple[Entry, ...]
    """The events that tell it; empty where none does."""


def fates(collection: Collection, told: Told, asked: Place) -> tuple[Fate, ...]:
    """What became of each record that the line is part of; none where its bytes are unparsed."""
    if asked.piece.kind is None:
        return ()
    return tuple(
        Fate(
            entry=entry,
            disposition=told.dispositions[number],
            told_in=tuple(told.entries[teller] for teller in told.tellers[number]),
        )
        for number, entry in enumerate(collection.entries())
        if _covers(entry, asked)
    )


def in_words(asked: Place, found: Sequence[Fate]) -> Iterator[str]:
    """For a person: the line, its records, how they were read, and what tells them or why nothing does."""
    yield f"{visible(asked.piece.blob.name)}:{asked.line}"
    yield f"  {visible(asked.text[:_LONGEST])}" if asked.text.strip() else "  (an empty line)"
    if asked.piece.kind is None:
        yield "  not read: no kind of evidence recognises the file; all its bytes are counted as unparsed"
    elif not found:
        yield f"  in no record: the kind {asked.piece.kind.name} found none there; its bytes are counted as unparsed"
    for fate in found[:_MOST]:
        yield from _record(fate)
    if len(found) > _MOST:
        yield f"  and {len(found) - _MOST:,} more records on the same line"


def as_object(asked: Place, found: Sequence[Fate]) -> dict[str, Plain]:
    """The same as data; records and events as ``timeline --format json`` has them."""
    return {
        "file": asked.piece.blob.name,
        "line": asked.line,
        "text": asked.text,
        "kind": asked.piece.kind.name if asked.piece.kind else None,
        "records": [
            {
                "record": rows.as_object(fate.entry),
                "disposition": fate.disposition,
                "told_in": [rows.as_object(entry) for entry in fate.told_in],
            }
            for fate in found
        ],
    }


def _covers(entry: Entry, asked: Place) -> bool:
    source = entry.sources[0]
    if source.file != asked.piece.blob.name:
        return False
    return source.offset < asked.end and asked.start < source.offset + source.length


def _record(fate: Fate) -> Iterator[str]:
    source = fate.entry.sources[0]
    yield f"  record   {source.kind}, {visible(cite(source))}"
    yield f"  read as  {rows.text_line(fate.entry)}"
    if fate.disposition == USED:
        yield "  used: an event by itself"
    elif fate.disposition == GROUPED:
        yield from (f"  told in  {rows.text_line(entry)}" for entry in fate.told_in[:_MOST])
        if len(fate.told_in) > _MOST:
            yield f"           and {len(fate.told_in) - _MOST} more events"
    else:
        yield f"  set aside: {fate.disposition}"
