"""What the commands that read evidence have in common: options, progress, and the account of what became of it."""

import json
import math
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import click

from afterword.cli._timeline_rows import visible
from afterword.cli.files import refuse_existing, write_pieces
from afterword.cli.main import one_line
from afterword.errors import InputError, OutputError, UsageError
from afterword.evidence.collection import Collection, Piece, read
from afterword.evidence.condensed import Condensed
from afterword.evidence.options import Of, Options
from afterword.evidence.registry import registered_kinds
from afterword.evidence.timed import Timed
from afterword.evidence.verdicts import Verdicts
from afterword.model.evidence import Entry, LedgerRow, Tally
from afterword.model.finding import Finding
from afterword.model.plain import to_plain

E = TypeVar("E", bound=Entry | Condensed | Timed)
F = TypeVar("F", bound=Callable[..., object])

_FEW = 10
"""Which part of a file may stand outside of all records, as its brackets and headings do, and not be said."""
_MOST_REASONS = 3
_MOST_FILES = 200
_MOST_OF_A_CODE = 100
_EVERY = 2_000


def evidence_options(function: F) -> F:
    """The arguments and options of a command that reads evidence."""
    for decorate in (
        click.option("--reveal", is_flag=True, help="Write secrets found in the evidence as they stand, not masked."),
        click.option(
            "--tz",
            metavar="[FILE=]ZONE",
            multiple=True,
            help="Zone of times that state none: Europe/Berlin, UTC, or +02:00; of FILE only with FILE=ZONE, where FILE"
            " is a path, its end, or a pattern ('hosts/*.log=UTC').  May be given several times.",
        ),
        click.option(
            "--year",
            metavar="[FILE=]YEAR",
            multiple=True,
            help="Year of the first record of logs without one; of FILE only with FILE=YEAR, as for --tz.",
        ),
        click.option("--ledger", metavar="FILE", help="Write what became of every record to FILE, as JSON."),
        click.argument("evidence", nargs=-1, required=True, metavar="EVIDENCE..."),
    ):
        function = decorate(function)
    return function


def collected(evidence: Sequence[str], *, year: Sequence[str], tz: Sequence[str], reveal: bool) -> Collection:
    """The evidence of these files and folders; ``-`` is standard input.

    errors: InputError for a path that does not exist, or where there is no file at all; UsageError for a year or
    a zone that is none, or for a file that is not there.
    """
    missing = next((path for path in evidence if path != "-" and not Path(path).exists()), None)
    if missing is not None:
        raise InputError(f"{missing}: no such file or folder")
    any_year, years = _by_source("--year", year)
    any_zone, zones = _by_source("--tz", tz)
    options = Options(
        year=_year(any_year) if any_year is not None else None,
        tz=any_zone,
        years=tuple(Of(pattern=pattern, value=_year(value)) for pattern, value in years),
        zones=tuple(Of(pattern=pattern, value=value) for pattern, value in zones),
        reveal=reveal,
    )
    verdicts = Verdicts(registered_kinds())
    collection = read([Path(path) for path in evidence], options=options, verdicts=verdicts, watched=_opening)
    if not collection.pieces:
        why = [finding.message for finding in collection.findings if finding.code != "EV112"]
        more = f" and {len(why) - 1:,} more" if len(why) > 1 else ""
        because = f" ({one_line(why[0])}{more})" if why else ""
        raise InputError(
            f"{', '.join(evidence)}: no evidence there, it holds no regular file that can be read{because}"
        )
    return collection


def _opening(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """The same pieces; counted on a terminal once it takes longer than a second."""
    shown = _Shown()
    for number, piece in enumerate(pieces, 1):
        shown.tell(number, "files opened")
        yield piece
    shown.clear()


class _Shown:
    """A count on a terminal, once a second has passed, that makes room for what is said next."""

    def __init__(self) -> None:
        self._due = time.monotonic() + 1 if sys.stderr.isatty() else math.inf
        self._said = False

    def tell(self, number: int, what: str) -> None:
        if (now := time.monotonic()) > self._due:
            self._due, self._said = now + 0.2, True
            click.echo(f"\r{number:,} {what}", nl=False, err=True)

    def clear(self) -> None:
        if self._said:
            click.echo("\r\x1b[K", nl=False, err=True)


def _by_source(option: str, values: Sequence[str]) -> tuple[str | None, list[tuple[str, str]]]:
    """What was given for all sources, and what for some.  errors: UsageError for what was given twice."""
    every: list[str] = []
    some: dict[str, str] = {}
    for given in values:
        pattern, equals, value = given.rpartition("=")
        if not equals:
            every.append(value)
        elif not pattern or not value:
            raise UsageError(f"{option} {given}: is neither FILE={option.strip('-').upper()} nor a value for all files")
        elif some.setdefault(pattern, value) != value:
            raise UsageError(f"{option} {given}: {pattern} was given {some[pattern]} before")
    if len(set(every)) > 1:
        raise UsageError(
            f"{option} was given twice for all files: {every[0]} and {every[1]}; name the files (FILE=...)"
        )
    return every[0] if every else None, list(some.items())


def _year(written: str) -> int:
    if not (written.isascii() and written.isdecimal() and 1970 <= int(written) <= 2200):
        raise UsageError(f"--year {written}: is no year from 1970 to 2200")
    return int(written)


def with_progress(entries: Iterator[E]) -> Iterator[E]:
    """The same entries; counted on a terminal once it takes longer than a second."""
    shown = _Shown()
    number = 0
    for many, entry in enumerate(entries, 1):
        many_at_once = not isinstance(entry, Entry)
        number += 1 if isinstance(entry, Entry) else entry.records
        if many % _EVERY == 0 or many_at_once:
            shown.tell(number, "records")
        yield entry
    shown.clear()


def refuse_outputs(
    output: str | None, ledger: str | None, work: str | None = None, *, force: bool, into: str | None = None
) -> None:
    """Refuse, before anything is read, outputs that could not be written or would overwrite each other.

    errors: OutputError as ``refuse_existing`` says, and where two of them have one place.
    """
    refuse_existing(output, force=force or (into is not None and output == into))
    refuse_existing(ledger, force=force)
    given = [path for path in (output or into, ledger, work) if path and path != "-"]
    if len({Path(path).resolve() for path in given}) < len(given):
        raise OutputError(f"{given[-1]}: is named for two outputs; name two files")


def write_ledger(path: str | None, rows: Sequence[LedgerRow], *, force: bool) -> None:
    """The ledger as JSON, where a file was named for it."""
    if path is not None:
        write_pieces(path, _ledger_text(rows), force=force)


def _ledger_text(rows: Sequence[LedgerRow]) -> Iterator[bytes]:
    """The ledger in pieces, a row each: there may be a million of them."""
    yield b'{\n  "files": ['
    for number, row in enumerate(rows):
        text = json.dumps(to_plain(row), indent=2, ensure_ascii=False).replace("\n", "\n    ")
        yield f"{',' if number else ''}\n    {text}".encode("utf-8", "backslashreplace")
    yield b"\n  ]\n}\n" if rows else b"]\n}\n"


def account(rows: Sequence[LedgerRow]) -> Iterator[str]:
    """A line for each file: what read it and what became of its records; of very many one for those of a folder.

    shape: where there are too many folders, too, one for all that were read as the same kind.
    """
    named = [(visible(row.path), row) for row in rows]
    if len(named) > _MOST_FILES:
        named = _together(rows, lambda row: row.path.rpartition("/")[0])
    if len(named) > _MOST_FILES:
        named = _together(rows, lambda _: "")
    width = min(max((len(path) for path, _ in named), default=0), 60)
    for path, row in named:
        if row.kind is None:
            yield f"  {path:<{width}}  not understood ({row.bytes:,} bytes)"
            continue
        parts = [f"{row.used.records:,} used"] if row.used.records else []
        parts += [f"{row.grouped.records:,} grouped"] if row.grouped.records else []
        reasons = sorted(row.set_aside.items(), key=lambda item: -item[1].records)
        parts += [f"{tally.records:,} set aside: {reason}" for reason, tally in reasons[:_MOST_REASONS]]
        rest = sum(tally.records for _, tally in reasons[_MOST_REASONS:])
        parts += [f"{rest:,} set aside for other reasons"] if rest else []
        parts += [f"{row.unparsed.bytes:,} bytes in none"] if row.unparsed.bytes * _FEW > row.bytes else []
        yield f"  {path:<{width}}  {row.kind}: {row.records:,} records; {'; '.join(parts) or 'none told'}"


def _together(rows: Sequence[LedgerRow], place: Callable[[LedgerRow], str]) -> list[tuple[str, LedgerRow]]:
    """The rows of one kind at one place as one row."""
    sets: dict[tuple[str, str | None], list[LedgerRow]] = {}
    for row in rows:
        sets.setdefault((place(row), row.kind), []).append(row)
    named = []
    for (where, _), alike in sets.items():
        number = f"{len(alike):,} file{'s' if len(alike) > 1 else ''}"
        reasons = {reason: None for row in alike for reason in row.set_aside}
        whole = replace(
            alike[0],
            bytes=sum(row.bytes for row in alike),
            records=sum(row.records for row in alike),
            used=_sum(row.used for row in alike),
            grouped=_sum(row.grouped for row in alike),
            unparsed=_sum(row.unparsed for row in alike),
            set_aside={r: _sum(row.set_aside[r] for row in alike if r in row.set_aside) for r in reasons},
        )
        named.append((f"{visible(where)}/ ({number})" if where else number, whole))
    return named


def _sum(tallies: Iterable[Tally]) -> Tally:
    kept = list(tallies)
    return Tally(
        records=sum(t.records for t in kept), lines=sum(t.lines for t in kept), bytes=sum(t.bytes for t in kept)
    )


def say(lines: Iterator[str]) -> None:
    """Lines for the person, apart from the output."""
    for line in lines:
        click.echo(line, err=True)


def report(findings: Sequence[Finding]) -> None:
    """The findings, one a line; of very many with one code the first, and how many more there are."""
    seen: Counter[str] = Counter()
    for finding in findings:
        seen[finding.code] += 1
        if seen[finding.code] > _MOST_OF_A_CODE:
            continue
        line = f", line {finding.line}" if finding.line else ""
        click.echo(f"  {finding.code}: {one_line(finding.message)}{line}", err=True)
    for code, count in seen.items():
        if count > _MOST_OF_A_CODE:
            click.echo(f"  {code}: {count - _MOST_OF_A_CODE:,} more of these", err=True)


def refuse_none_understood(collection: Collection) -> None:
    """Say which files were not understood; the exit code says no."""
    names = ", ".join(visible(piece.blob.name) for piece in collection.pieces[:5])
    more = f" and {len(collection.pieces) - 5} more" if len(collection.pieces) > 5 else ""
    click.echo(f"afterword: no file was understood: {names}{more}", err=True)
    report(collection.findings)
