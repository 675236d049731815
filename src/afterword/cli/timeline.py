"""Merge raw evidence into one timeline in UTC."""

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

import click

from afterword.cli import _timeline_rows as rows
from afterword.cli import _timesketch as timesketch
from afterword.cli._evidence import (
    account,
    collected,
    evidence_options,
    refuse_none_understood,
    refuse_outputs,
    report,
    say,
    with_progress,
    write_ledger,
)
from afterword.cli._explaining import as_object, fates, in_words, place
from afterword.cli._lanes import UNICODE, as_lanes, signs
from afterword.cli._merging import FORM as MERGED
from afterword.cli._merging import write_merged
from afterword.cli._telling import align_options, in_counts, told_from, trusted_in
from afterword.cli._working import kept, opened, work_option
from afterword.cli.files import write_output
from afterword.cli.main import one_line
from afterword.errors import UsageError
from afterword.evidence.collection import Collection
from afterword.evidence.ledger import USED
from afterword.evidence.span import Span, span_between
from afterword.model.evidence import Entry
from afterword.model.finding import Finding
from afterword.timeline.aligning import CLOCKS, Shift, applied, shifted
from afterword.timeline.collecting import OUTSIDE
from afterword.timeline.order import Order
from afterword.timeline.telling import Told

_ONE_LINE: dict[str, Callable[[Entry], str]] = {
    "text": rows.text_line,
    "json": rows.as_json,
    "jsonl": rows.as_json,
    "csv": rows.as_csv,
    "md": rows.as_markdown,
    "timesketch": timesketch.as_line,
    "timesketch-csv": timesketch.as_csv,
}

_LANES = "lanes"
"""The form that is a drawing."""


@click.command()
@evidence_options
@click.option("--format", "form", type=click.Choice([*_ONE_LINE, _LANES, MERGED]), default="text", show_default=True)
@click.option("--all", "every", is_flag=True, help="Every record by itself: nothing is grouped or left out.")
@click.option("--explain", "asked", metavar="FILE:LINE", multiple=True, help="Only say what became of this line.")
@align_options
@work_option("Keep what you choose about events in FILE: it is written, and brought up to date, as TOML to edit.")
@click.option("--limit", type=click.IntRange(1), help="At most so many events, besides the milestones.  [default: 200]")
@click.option("--from", "low", metavar="TIME", help="Only what happened at TIME or later; in UTC, or with its offset.")
@click.option("--to", "high", metavar="TIME", help="Only what happened before TIME.")
@click.option("-o", "--output", metavar="FILE", help="Write to FILE instead of standard output.")
@click.option("--force", is_flag=True, help="Overwrite files that exist.")
def command(
    evidence: tuple[str, ...],
    form: str,
    every: bool,
    asked: tuple[str, ...],
    limit: int | None,
    low: str | None,
    high: str | None,
    work: str | None,
    ledger: str | None,
    year: tuple[str, ...],
    tz: tuple[str, ...],
    reveal: bool,
    align: bool,
    trust: tuple[str, ...],
    output: str | None,
    force: bool,
) -> int:
    """Read logs, chats, alerts, deployments, and metrics, and print what happened, oldest first, in UTC.

    Messages are grouped, requests and metrics told where they change, duplicates merged, and the phases of
    the incident proposed, each with the reason. --format merged writes every line of the evidence in order instead,
    as time, FILE:LINE, and the line itself, with tabs between. What became of every record is said on standard error
    and, with --ledger, written in full. Exits 1 if no file was understood.
    """
    every = every or form == MERGED
    if every and form == _LANES:
        raise UsageError("--all has no --format lanes; it has text, json, jsonl, csv, md, and what Timesketch reads")
    if work is not None and (every or low or high):
        raise UsageError("--work is about all that the timeline tells; it has no meaning with --all, --from, or --to")
    refuse_outputs(output, ledger, work, force=force)
    span = span_between(low, high)
    collection = collected(evidence, year=year, tz=tz, reveal=reveal)
    trusted = trusted_in(collection, trust, align=align)
    choices = opened(work, collection, new=True)
    telling = partial(told_from, limit=limit, align=align, trusted=trusted, work=choices)
    if asked:
        write_output(output, _explained(collection, asked, form, telling), force=force)
        return 0
    told: Told | None = None
    fates: Sequence[str] | None = None
    clocks: list[Finding] = []
    # a file that holds nothing would look like a result
    written = collection.understood or output in {None, "-"}
    if every and written:
        every_record = in_counts(collection, None)
        off = told_from(every_record, limit=1, span=None, align=False, trusted=trusted).shifts if align else {}
        clocks = [*applied(off)]
        if form == MERGED:
            fates = write_merged(collection, off, span, output, force=force)
        else:
            fates = _write_every(collection, off, span, form, output, force=force)
    elif written:
        told = telling(in_counts(collection, span), span=span)
        fates = told.dispositions
        lines = [*_lines(told.entries, form, output), *_noted(collection, form, output)]
        write_output(output, "".join(f"{line}\n" for line in lines), force=force)
    ledger_rows = collection.ledger(fates)
    write_ledger(ledger, ledger_rows, force=force)
    said = kept(work, told.work) if work and told and collection.understood else None
    if not collection.understood:
        refuse_none_understood(collection)
        return 1
    if form in {"text", _LANES}:
        _summary(collection, told, account(ledger_rows), clocks)
    else:
        clocks += [finding for finding in told.findings if finding.code in CLOCKS] if told and align else []
        report([*collection.supplied(), *clocks, *_left_out(told, fates, form)])
    if said:
        click.echo(f"\n{said}", err=True)
    return 0


def _left_out(told: Told | None, fates: Sequence[str] | None, form: str) -> list[Finding]:
    """What could not be written in a form that asks for an instant."""
    if form not in timesketch.FORMS:
        return []
    if told is None:
        return timesketch.left_out(list(fates or ()).count(timesketch.WITHOUT_INSTANT))
    return timesketch.left_out(sum(1 for entry in told.entries if not timesketch.has_instant(entry)))


def _explained(collection: Collection, asked: Sequence[str], form: str, telling: Callable[..., Told]) -> str:
    if form not in {"text", "json"}:
        raise UsageError(f"--explain has no --format {form}; it has text and json")
    places = [place(collection, wanted) for wanted in asked]
    told = telling(lambda _: collection.entries(), span=None)
    found = [(each, fates(collection, told, each)) for each in places]
    if form == "json":
        return json.dumps([as_object(*each) for each in found], indent=2, ensure_ascii=False) + "\n"
    return "".join(f"{line}\n" for each in found for line in in_words(*each))


def _lines(entries: Sequence[Entry], form: str, output: str | None) -> Iterator[str]:
    if form == "json":
        yield json.dumps([rows.as_object(entry) for entry in entries], indent=2, ensure_ascii=False)
    elif form == "text":
        on_terminal = output in {None, "-"} and sys.stdout.isatty()
        yield from rows.as_text(entries, shutil.get_terminal_size((120, 24)).columns if on_terminal else None)
    elif form == _LANES:
        on_terminal = output in {None, "-"} and sys.stdout.isatty()
        columns = shutil.get_terminal_size((100, 24)).columns
        yield from as_lanes(entries, columns, signs(os.environ) if on_terminal else UNICODE)
    else:
        yield from _head(form)
        yield from (line for entry in entries if (line := _ONE_LINE[form](entry)))


def _noted(collection: Collection, form: str, output: str | None) -> Iterator[str]:
    """What was supplied, below a timeline for people that is passed on without what was said on standard error."""
    if form == "md" or (form in {"text", _LANES} and output not in {None, "-"}):
        for finding in collection.supplied():
            yield ""
            yield f"Note: {one_line(finding.message)}."


def _head(form: str) -> Iterator[str]:
    if form == "csv":
        yield rows.csv_head()
    elif form == "md":
        yield rows.markdown_head()
    elif form == "timesketch-csv":
        yield timesketch.csv_head()


def _write_every(
    collection: Collection, off: Mapping[str, Shift], span: Span | None, form: str, output: str | None, *, force: bool
) -> Sequence[str] | None:
    """Each record on its line, sorted outside of memory: the lines wait in a temporary file.

    returns: what became of each record; None: all were written.
    """
    order, keyed, fates = Order(), [], list[str]()
    with tempfile.TemporaryFile(prefix="afterword-") as spool:
        for read in with_progress(collection.entries()):
            shift = off.get(read.sources[0].file)
            entry = shifted(read, shift) if shift else read
            key = order.key(entry)
            if span and not span.holds(key):
                fates.append(OUTSIDE)
                continue
            # a record stands by itself, whatever the told timeline would make of it
            text = _ONE_LINE[form](replace(entry, count=1) if entry.count != 1 else entry)
            if not text:
                fates.append(timesketch.WITHOUT_INSTANT)
                continue
            fates.append(USED)
            line = text.encode("utf-8", "backslashreplace")
            keyed.append((key, entry.sources[0].file, spool.tell(), len(line)))
            spool.write(line)
        places = order.places()
        placed = sorted((places.of(key, file), offset, length) for key, file, offset, length in keyed)

        def lines() -> Iterator[bytes]:
            for _, offset, length in placed:
                spool.seek(offset)
                yield spool.read(length)

        chunks = _framed(lines(), form)
        if output in {None, "-"}:
            for chunk in chunks:
                sys.stdout.buffer.write(chunk)
            sys.stdout.buffer.flush()
        else:
            write_output(output, b"".join(chunks), force=force)
    return fates if span or form in timesketch.FORMS else None


def _framed(lines: Iterator[bytes], form: str) -> Iterator[bytes]:
    if form != "json":
        yield from (f"{line}\n".encode() for line in _head(form))
        yield from (line + b"\n" for line in lines)
        return
    yield b"["
    for number, line in enumerate(lines):
        yield (b",\n" if number else b"\n") + line
    yield b"\n]\n"


def _summary(collection: Collection, told: Told | None, lines: Iterator[str], clocks: Sequence[Finding]) -> None:
    if told is not None and not told.entries:
        click.echo("No event stands out; --all prints every record.", err=True)
    click.echo("\nEvidence:", err=True)
    say(lines)
    findings = [*(told.findings if told else clocks), *collection.findings]
    if findings:
        click.echo("\nTo know:", err=True)
        report(findings)
