"""Read a postmortem and print the record that it states."""

import json
from collections.abc import Iterator

import click

from afterword.cli._record import Document, open_document
from afterword.cli.files import write_output
from afterword.model.event import Event
from afterword.model.plain import to_plain
from afterword.model.record import Record


@click.command()
@click.argument("file")
@click.option("--format", "form", type=click.Choice(["text", "json", "md"]), default="text", show_default=True)
@click.option("-o", "--output", metavar="OUT", help="Write to OUT instead of standard output.")
@click.option("--force", is_flag=True, help="Overwrite OUT if it exists.")
def command(file: str, form: str, output: str | None, force: bool) -> None:
    """Read the postmortem in FILE, in any shape, and print what it states.

    As `json` the whole record, as `text` what a person wants to know of it, as `md` the record put back into
    its document, which gives the same bytes. What reading found doubtful stands in the record's findings.
    """
    document = open_document(file)
    if form == "md":
        from afterword.houses import lens

        write_output(output, lens.put(document.text, document.reading.record, own=document.own), force=force)
    elif form == "json":
        write_output(output, json.dumps(to_plain(document.record), indent=2, ensure_ascii=False) + "\n", force=force)
    else:
        write_output(output, "".join(_printable(line) + "\n" for line in _lines(document)), force=force)


def _printable(line: str) -> str:
    """A line without characters that steer a terminal or turn its writing round."""
    return "".join(char if char.isprintable() else "\ufffd" for char in line)


def _lines(document: Document) -> Iterator[str]:
    record = document.record
    yield record.title or "(no title)"
    shape = f"house {record.house} ({record.house_confidence:.0%} sure)" if record.house else "no known house"
    yield f"  {shape}"
    for name, value in _facts(record):
        yield f"  {name:<18}{value}"
    if record.summary or record.executive_summary:
        yield ""
        yield from _wrapped(record.summary or record.executive_summary or "")
    if record.timeline:
        yield ""
        yield f"Timeline ({len(record.timeline)})"
        yield from (_event(event) for event in record.timeline)
    if record.actions:
        yield ""
        yield f"Actions ({len(record.actions)})"
        for number, action in enumerate(record.actions, 1):
            rest = ", ".join(filter(None, [action.owner, action.due, action.status.written if action.status else None]))
            yield f"  {action.id or f'[{number}]':<6} {_short(action.what)}{f'  ({rest})' if rest else ''}"
    if record.findings:
        yield ""
        yield f"Findings of reading ({len(record.findings)})"
        yield from (f"  line {finding.line or '-'}: {finding.code} {finding.message}" for finding in record.findings)


def _facts(record: Record) -> Iterator[tuple[str, str]]:
    rows = [
        ("id", record.id),
        ("severity", record.severity.written if record.severity else None),
        ("status", record.status.written if record.status else None),
        ("incident", " to ".join(filter(None, [record.incident.start, record.incident.end])) or None),
        ("authors", ", ".join(record.authors) or None),
        ("owner", record.owner),
        ("root cause", _short(record.analysis.root_cause, 200) or None),
    ]
    yield from ((name, value) for name, value in rows if value)
    if record.remainder:
        yield "unread sections", ", ".join(part.heading or f"line {part.line}" for part in record.remainder)


def _event(event: Event) -> str:
    at = (event.at or event.written or "no time").replace("T", " ").replace("Z", " UTC")
    return f"  {at:<24} {f'[{event.phase}] ' if event.phase else ''}{_short(event.what)}"


def _short(text: str | None, length: int = 100) -> str:
    line = " ".join((text or "").split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


def _wrapped(text: str) -> Iterator[str]:
    import textwrap

    for paragraph in text.split("\n\n"):
        yield from textwrap.wrap(" ".join(paragraph.split()), 100, initial_indent="  ", subsequent_indent="  ")
