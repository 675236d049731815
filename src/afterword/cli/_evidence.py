"""What the commands that read evidence have in common: options, progress, and the account of what became of it."""

import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import click

from afterword.cli._timeline_rows import visible
from afterword.cli.files import refuse_existing, write_output
from afterword.cli.main import one_line
from afterword.errors import InputError, OutputError
from afterword.evidence.collection import Collection, read
from afterword.evidence.condensed import Condensed
from afterword.evidence.options import Options
from afterword.model.evidence import Entry, LedgerRow
from afterword.model.finding import Finding
from afterword.model.plain import to_plain

E = TypeVar("E", bound=Entry | Condensed)
F = TypeVar("F", bound=Callable[..., object])

_MOST_REASONS = 3
_EVERY = 20_000


def evidence_options(function: F) -> F:
    """The arguments and options of a command that reads evidence."""
    for decorate in (
        click.option("--reveal", is_flag=True, help="Write secrets found in the evidence as they stand, not masked."),
        click.option("--tz", metavar="ZONE", help="Zone of times that state none: Europe/Berlin, UTC, or +02:00."),
        click.option("--year", type=click.IntRange(1970, 2200), help="Year of the first record of logs without one."),
        click.option("--ledger", metavar="FILE", help="Write what became of every record to FILE, as JSON."),
        click.argument("evidence", nargs=-1, required=True, metavar="EVIDENCE..."),
    ):
        function = decorate(function)
    return function


def collected(evidence: Sequence[str], *, year: int | None, tz: str | None, reveal: bool) -> Collection:
    """The evidence of these files and folders; ``-`` is standard input.

    errors: InputError for a path that does not exist, or where there is no file at all.
    """
    missing = next((path for path in evidence if path != "-" and not Path(path).exists()), None)
    if missing is not None:
        raise InputError(f"{missing}: no such file or folder")
    collection = read([Path(path) for path in evidence], options=Options(year=year, tz=tz, reveal=reveal))
    if not collection.pieces:
        raise InputError(f"{', '.join(evidence)}: no evidence there, it holds no regular file that can be read")
    return collection


def with_progress(entries: Iterator[E]) -> Iterator[E]:
    """The same entries; counted on a terminal once it takes longer than a second."""
    if not sys.stderr.isatty():
        yield from entries
        return
    start = shown = time.monotonic()
    number = 0
    for many, entry in enumerate(entries, 1):
        number += entry.records if isinstance(entry, Condensed) else 1
        if (many % _EVERY == 0 or isinstance(entry, Condensed)) and time.monotonic() - max(start + 0.8, shown) > 0.2:
            shown = time.monotonic()
            click.echo(f"\r{number:,} records", nl=False, err=True)
        yield entry
    if shown != start:
        click.echo("\r\x1b[K", nl=False, err=True)


def refuse_outputs(output: str | None, ledger: str | None, *, force: bool, into: str | None = None) -> None:
    """Refuse, before anything is read, outputs that could not be written or would overwrite each other.

    errors: OutputError as ``refuse_existing`` says, and where the ledger has the place of the output.
    """
    refuse_existing(output, force=force or (into is not None and output == into))
    refuse_existing(ledger, force=force)
    named = [Path(path).resolve() for path in (output or into, ledger) if path not in {None, "-"} and path]
    if len(set(named)) < len(named):
        raise OutputError(f"{ledger}: is named for the ledger and for the output; name two files")


def write_ledger(path: str | None, rows: Sequence[LedgerRow], *, force: bool) -> None:
    """The ledger as JSON, where a file was named for it."""
    if path is not None:
        write_output(
            path, json.dumps({"files": to_plain(tuple(rows))}, indent=2, ensure_ascii=False) + "\n", force=force
        )


def account(rows: Sequence[LedgerRow]) -> Iterator[str]:
    """A line for each file: what read it and what became of its records."""
    width = min(max((len(row.path) for row in rows), default=0), 60)
    for row in rows:
        path = visible(row.path)
        if row.kind is None:
            yield f"  {path:<{width}}  not understood ({row.bytes:,} bytes)"
            continue
        parts = [f"{row.used.records:,} used"] if row.used.records else []
        parts += [f"{row.grouped.records:,} grouped"] if row.grouped.records else []
        reasons = sorted(row.set_aside.items(), key=lambda item: -item[1].records)
        parts += [f"{tally.records:,} set aside: {reason}" for reason, tally in reasons[:_MOST_REASONS]]
        rest = sum(tally.records for _, tally in reasons[_MOST_REASONS:])
        parts += [f"{rest:,} set aside for other reasons"] if rest else []
        yield f"  {path:<{width}}  {row.kind}: {row.records:,} records; {'; '.join(parts) or 'none told'}"


def say(lines: Iterator[str]) -> None:
    """Lines for the person, apart from the output."""
    for line in lines:
        click.echo(line, err=True)


def report(findings: Sequence[Finding]) -> None:
    """The findings, one a line."""
    for finding in findings:
        line = f", line {finding.line}" if finding.line else ""
        click.echo(f"  {finding.code}: {one_line(finding.message)}{line}", err=True)


def refuse_none_understood(collection: Collection) -> None:
    """Say which files were not understood; the exit code says no."""
    names = ", ".join(visible(piece.blob.name) for piece in collection.pieces[:5])
    more = f" and {len(collection.pieces) - 5} more" if len(collection.pieces) > 5 else ""
    click.echo(f"afterword: no file was understood: {names}{more}", err=True)
    report(collection.findings)
