"""Draft a postmortem from raw evidence, every event cited."""

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace

import click

from afterword.cli._evidence import (
    account,
    collected,
    evidence_options,
    refuse_none_understood,
    refuse_outputs,
    report,
    say,
    write_ledger,
)
from afterword.cli._neighbours import similar_to
from afterword.cli._printing import account_option, print_account
from afterword.cli._record import Document, house_named, open_document
from afterword.cli._telling import align_options, in_counts, told_from, trusted_in
from afterword.cli._working import opened, work_option
from afterword.cli.files import write_output
from afterword.errors import UsageError
from afterword.houses import lens
from afterword.houses.house import House
from afterword.houses.template import asked_for
from afterword.model.event import Event
from afterword.model.evidence import LedgerRow
from afterword.model.finding import Finding
from afterword.model.measure import Metrics, Stated
from afterword.model.neighbour import Neighbour
from afterword.model.plain import Plain, to_plain
from afterword.model.record import Record
from afterword.model.vocabulary import PHASES, Phase
from afterword.timeline.adding import merge_into
from afterword.timeline.draft import EVENTS, draft
from afterword.timeline.durations import WORDS
from afterword.timeline.figures import stated
from afterword.timeline.telling import Told

_OPEN = (
    "summary",
    "impact.text",
    "lead_up",
    "detection.gaps",
    "response.delays",
    "recovery.text",
    "analysis.root_cause",
    "went_well",
    "went_wrong",
    "lessons",
    "actions",
)


@click.command()
@evidence_options
@align_options
@click.option("--house", "name", metavar="HOUSE", help="Shape of the document: one of `afterword house list`.")
@click.option("--into", metavar="FILE", help="Add only what is new to this document, in place (or to -o).")
@work_option("Follow what was chosen about events in FILE, which `timeline --work` wrote.")
@click.option(
    "--limit",
    type=click.IntRange(1),
    default=EVENTS,
    show_default=True,
    help="At most so many events, besides the milestones.",
)
@click.option("-o", "--output", metavar="FILE", help="Write to FILE instead of standard output.")
@account_option
@click.option("--force", is_flag=True, help="Overwrite files that exist.")
def command(
    evidence: tuple[str, ...],
    name: str | None,
    into: str | None,
    work: str | None,
    limit: int,
    ledger: str | None,
    year: tuple[str, ...],
    tz: tuple[str, ...],
    reveal: bool,
    align: bool,
    trust: tuple[str, ...],
    output: str | None,
    form: str,
    force: bool,
) -> int:
    """Draft a postmortem in a house's shape: what the evidence supports is filled in, the rest is asked.

    Nothing is invented: every event cites its evidence, and what the evidence does not say stays open.
    With --into, a document that people have edited gets the events it does not have; nothing else changes.
    What was proposed, what is open, and what became of the evidence is said on standard error; with
    --format json as data, on standard output where the document goes to a file.
    Exits 1 if no file was understood.
    """
    if (name is None) == (into is None):
        raise UsageError("name the shape with --house, or the document to add to with --into")
    house = house_named(name) if name else None
    document = open_document(into) if into else None
    refuse_outputs(output, ledger, work, force=force, into=into)
    collection = collected(evidence, year=year, tz=tz, reveal=reveal)
    trusted = trusted_in(collection, trust, align=align)
    choices = opened(work, collection, new=False)
    told = told_from(in_counts(collection, None), limit=limit, span=None, align=align, trusted=trusted, work=choices)
    rows = collection.ledger(told.dispositions)
    if not collection.understood:
        write_ledger(ledger, rows, force=force)
        refuse_none_understood(collection)
        return 1
    doubts: tuple[Finding, ...] = ()
    if document is not None:
        text, record, doubts = _into(document, told, rows)
        added = len(record.timeline) - len(document.reading.record.timeline)
        target = output or into
        write_output(target, text, force=True)
    else:
        record, added, target = draft(told, rows), None, output
        write_output(target, _create(record, house), force=force)
    # last, so that a refusal leaves neither
    write_ledger(ledger, rows, force=force)
    findings = [*told.findings, *doubts, *collection.findings]
    alike = similar_to(record, target if target and target != "-" else into or "-") or ()
    if form == "json":
        became: dict[str, Plain] = {
            "similar": to_plain(alike),
            "evidence": to_plain(rows),
            "findings": to_plain(findings),
        }
        print_account({"output": target or "-"} | _account(record, house, added) | became, taken=target in {None, "-"})
    else:
        _say(record, house, added, account(rows), findings)
        say(_alike(alike))
    return 0


def _say(
    record: Record, house: House | None, added: int | None, evidence: Iterator[str], findings: Sequence[Finding]
) -> None:
    count = len(record.timeline)
    words = (
        f"{count} events drafted" if added is None else f"{added} events added to the {count - added} that were there"
    )
    click.echo(words, err=True)
    say(_said(record, house))
    click.echo("\nEvidence:", err=True)
    say(evidence)
    if findings:
        click.echo("\nTo know:", err=True)
        report(findings)


def _alike(found: Sequence[Neighbour]) -> Iterator[str]:
    """The earlier incidents that are alike, and in what."""
    if found:
        yield "\nEarlier incidents that are alike:"
    for one in found:
        yield f"  {one.day or 'day unknown'}  {one.title}  [{one.file}]"
        yield f"    {one.reason}"


def _create(record: Record, house: House | None) -> str:
    if house is None:
        raise UsageError("name the shape with --house")
    return lens.create(_with_figures(record, house), house)


def _with_figures(record: Record, house: House) -> Record:
    """The record with what was measured stated where the house has a place for it, and nowhere else."""
    asked = set(asked_for(house))
    words = stated(record.metrics)
    held = {f.name: getattr(words, f.name) for f in fields(Stated) if ("stated", f.name) in asked}
    impact = record.impact
    if ("impact", "duration") in asked and record.metrics.impact_duration.status in {"recorded", "range"}:
        impact = replace(impact, duration=words.impact_duration)
    return replace(record, stated=Stated(**held), impact=impact)


def _into(document: Document, told: Told, rows: Sequence[LedgerRow]) -> tuple[str, Record, tuple[Finding, ...]]:
    old = document.reading.record
    record, doubts = merge_into(old, told, rows)
    if len(record.timeline) == len(old.timeline) and record.evidence == old.evidence:
        return document.text, record, doubts
    return lens.put(document.text, record, own=document.own), record, doubts


def _said(record: Record, house: House | None) -> Iterator[str]:
    """What was proposed, what could be measured, and what is left for people to answer."""
    marked, wanted, figures, unwritten = (
        _proposed(record),
        _wanted(record, house),
        _unmeasured(record),
        _unwritten(record),
    )
    if marked:
        yield "\nPhases proposed:"
        for event in marked:
            at = (event.at or event.written or "?").replace("T", " ").replace("Z", " UTC")
            yield f"  {(event.phase or '').replace('_', ' '):<13} {at}"
    yield "\nOpen:"
    if wanted:
        yield "  no event found for " + ", ".join(WORDS.get(phase, phase) for phase in wanted)
    if figures:
        yield "  not measured: " + ", ".join(name.replace("_", " ") for name in figures)
    yield "  to be written by people: " + ", ".join(unwritten)


def _account(record: Record, house: House | None, added: int | None) -> dict[str, Plain]:
    """What ``_said`` says, as data."""
    return {
        "events": len(record.timeline),
        "added": added,
        "phases": [{"phase": event.phase, "at": event.at, "notes": event.notes} for event in _proposed(record)],
        "no_event_for": [*_wanted(record, house)],
        "not_measured": [*_unmeasured(record)],
        "to_be_written": [*_unwritten(record)],
    }


def _proposed(record: Record) -> list[Event]:
    return [event for event in record.timeline if event.phase]


def _wanted(record: Record, house: House | None) -> list[Phase]:
    """The milestones of the house that no event marks."""
    marks = {event.phase for event in record.timeline if event.phase}
    asked = {*house.phases.values()} if house else set()
    return [phase for phase in PHASES if phase in asked - marks]


def _unmeasured(record: Record) -> list[str]:
    return [field.name for field in fields(Metrics) if getattr(record.metrics, field.name).status != "recorded"]


def _unwritten(record: Record) -> list[str]:
    return [path for path in _OPEN if not _filled(record, path)]


def _filled(record: Record, path: str) -> bool:
    value: object = record
    for part in path.split("."):
        value = getattr(value, part)
    return bool(value)
