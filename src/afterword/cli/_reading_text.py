"""A reading as a person checks it: each field with its line and how it was known, and what is doubtful."""

import os
import re
import shutil
import textwrap
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import cast

from afterword.cli._fitting import columns_of, counted, fitted, printable
from afterword.houses.reading.doubts import shown
from afterword.houses.reading.getting import Reading
from afterword.houses.reading.recognise import SURE
from afterword.model.event import Event
from afterword.model.finding import Finding
from afterword.model.plain import Plain, to_plain
from afterword.model.provenance import Origin
from afterword.model.record import Record
from afterword.model.values import dataclass
from afterword.text.wording import shortened

_WIDEST = 120
_NARROWEST = 60
_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
_LINK = re.compile(
    r"<!--.*?-->|!?\[([^\[\]\n]*)\]\((?:[^()\s]|\([^()\s]*\)){0,2000}(?:\s+\"[^\"]{0,500}\")?\)", re.DOTALL
)
_STRONG = re.compile(r"(\*\*|__)(?=\S)([^*_\n]{1,200}?)(?<=\S)\1")
_ITEM = re.compile(r"\[\d+\]")

_HOW = {
    "front_matter": "front matter",
    "house": "house",
    "heading": "under",
    "label": "label",
    "column": "table under",
    "list": "list under",
    "paragraph": "text under",
    "wording": "by its words",
    "inferred": "from other fields",
    "carried": "carried block",
    "file_name": "the file's name",
}


@dataclass(frozen=True, slots=True)
class _Row:
    field: str
    value: str
    line: str
    how: str
    is_doubtful: bool


def page(record: Record, reading: Reading) -> Iterator[str]:
    """One document: its house and how surely, its fields, its events and actions, and what to check."""
    width = min(max(shutil.get_terminal_size((100, 24)).columns, _NARROWEST), _WIDEST)
    for line in _page(record, reading, width):
        yield printable(line)


def _page(record: Record, reading: Reading, width: int) -> Iterator[str]:
    yield from textwrap.wrap(record.title or "(no title)", width)
    yield from textwrap.wrap(_house(record, reading), width)
    rows = list(_rows(record))
    if rows:
        yield ""
        yield from _table(rows, width)
    if record.timeline:
        yield ""
        yield f"Timeline ({len(record.timeline)})"
        yield from (fitted(line, width) for line in _events(record.timeline))
    if record.actions:
        yield ""
        yield f"Actions ({len(record.actions)})"
        yield from _actions(record, width)
    yield ""
    yield from _doubts(record.findings, width)


def _house(record: Record, reading: Reading) -> str:
    sure = record.house_confidence or 0.0
    if record.house is None:
        return "No known house; read by the headings, labels, and columns that postmortems usually have."
    if "house" in reading.matter.values and sure == 1:
        return f"In house {record.house}, which the document names."
    share = f"{sure:.0%} of its headings and labels are there"
    if sure >= SURE:
        return f"In house {record.house}, surely: {share}."
    return f"In house {record.house}, probably: {share}, so its zone is not taken for granted."


def _rows(record: Record) -> Iterator[_Row]:
    """A row for each single field, and one for each list, in the order of the document."""
    plain = cast(dict[str, Plain], to_plain(record))
    lists: dict[str, list[Origin]] = {}
    for origin in record.provenance:
        lists.setdefault(_ITEM.split(origin.path)[0], []).append(origin)
    for path, origins in lists.items():
        single = len(origins) == 1 and origins[0].path == path
        value = _value_at(plain, path)
        lines = [n for o in origins for n in (o.line, o.end_line) if n]
        yield _Row(
            field=path,
            value=_short(value) if single else _told(path, value, record),
            line=_span(lines),
            how=_how(origins[0]),
            is_doubtful=any(o.doubt for o in origins),
        )
    for part in record.remainder:
        if part.text:
            text = f"{shown(part.heading)}: {part.text}" if part.heading else part.text
            yield _Row("(no field)", _short(text), str(part.line or ""), "kept in the remainder", is_doubtful=True)


def _how(origin: Origin) -> str:
    words, name = _HOW[origin.how], origin.name
    if origin.how in {"heading", "label", "column", "list", "paragraph"}:
        alone = "heading" if origin.path == "title" else "before the headings"
        return f"{words} {name}" if name else alone if origin.how == "heading" else words.split()[0]
    if origin.how == "front_matter" and name == origin.path:
        return words
    return f"{words}: {name}" if name else words


def _span(lines: Sequence[int]) -> str:
    first, last = min(lines, default=0), max(lines, default=0)
    return "" if not first else str(first) if first == last else f"{first}-{last}"


def _value_at(plain: dict[str, Plain], path: str) -> Plain:
    value: Plain = plain
    for name, _ in _STEP.findall(path):
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _told(path: str, value: Plain, record: Record) -> str:
    """A list in few words."""
    if path == "timeline":
        times = sorted(event.at for event in record.timeline if event.at)
        is_timed = any(event.written and any(c.isdigit() for c in event.written) for event in record.timeline)
        lacks = ", none with a day" if is_timed else ", none with a time"
        span = f", {_clock(times[0])} to {_clock(times[-1])}" if times else lacks
        return f"{counted(len(record.timeline), 'event')}{span}"
    if path == "actions":
        owned, due = (sum(bool(getattr(a, n)) for a in record.actions) for n in ("owner", "due"))
        return f"{counted(len(record.actions), 'action')}, {owned} with an owner, {due} with a due date"
    items = value if isinstance(value, list) else []
    return f"{counted(len(items), 'item')}: {_short(_words(items[0]))}" if items else ""


def _words(item: Plain) -> str:
    if isinstance(item, dict):
        return next((str(v) for k, v in item.items() if isinstance(v, str) and k not in {"key", "kind"}), "")
    return _words(item[0]) if isinstance(item, list) and item else str(item)


def _table(rows: Sequence[_Row], width: int) -> Iterator[str]:
    names = min(max(len(row.field) for row in rows), 22 if width < 100 else 30)
    lines = max(4, *(len(row.line) for row in rows))
    how = min(max(len(row.how) for row in rows), 22 if width < 100 else 36)
    rest = width - names - lines - how - 8
    yield f"  {'Field':<{names}}  {'Value':<{rest}}  {'Line':>{lines}}  How"
    for row in rows:
        mark = "?" if row.is_doubtful else " "
        field = row.field if len(row.field) <= names else f"…{row.field[1 - names :]}"
        value = fitted(row.value, rest, fill=True)
        yield f"{mark} {field:<{names}}  {value}  {row.line:>{lines}}  {fitted(row.how, how)}"


def _events(events: Sequence[Event]) -> Iterator[str]:
    lines = max(len(str(event.line or "")) for event in events)
    times = max(len(_time(event)) for event in events)
    for event in events:
        phase = f"[{event.phase}] " if event.phase else ""
        yield f"  {event.line or '':>{lines}}  {_time(event):<{times}}  {phase}{_short(event.what)}"


def _time(event: Event) -> str:
    """A time as it is read; ``?`` behind one whose zone is unknown, ``~`` before one that is not exact."""
    if not event.at:
        return event.written or "no time"
    about = "~" if event.precision in {"approximate", "bounded"} else ""
    zone = " ?" if "T" in event.at and not event.at.endswith("Z") else ""
    return about + _clock(event.at) + zone


def _clock(at: str) -> str:
    day, _, clock = at.partition("T")
    shown = re.sub(r"^(\d\d:\d\d):00(?=Z|$)", r"\1", clock)
    return f"{day} {shown.replace('Z', ' UTC')}".strip()


def _actions(record: Record, width: int) -> Iterator[str]:
    lines = max(len(str(action.line or "")) for action in record.actions)
    ids = [action.id or f"[{n}]" for n, action in enumerate(record.actions, 1)]
    wide = max(map(len, ids))
    for name, action in zip(ids, record.actions, strict=True):
        status = (action.status.value or action.status.written) if action.status else None
        rest = ", ".join(filter(None, [action.owner, action.due, status, action.tracker]))
        head = f"  {action.line or '':>{lines}}  {name:<{wide}}  "
        tail = f" ({fitted(_short(rest), width // 3)})" if rest else ""
        yield head + fitted(_short(action.what, 400), width - columns_of(head) - columns_of(tail)) + tail


def _doubts(findings: Sequence[Finding], width: int) -> Iterator[str]:
    if not findings:
        yield "Nothing to check: reading found nothing doubtful."
        return
    yield f"To check ({len(findings)}), marked ? above"
    lines = max(len(str(finding.line or "-")) for finding in findings)
    for finding in findings:
        head = f"  {finding.line or '-':>{lines}}  {finding.code}  "
        message = " ".join(finding.message.split())
        yield from textwrap.wrap(message, width, initial_indent=head, subsequent_indent=" " * len(head))


def overview(records: Iterator[tuple[str, Record]], refused: Callable[[], int]) -> Iterator[str]:
    """A line for each document, and the sum of them below."""
    width = min(max(shutil.get_terminal_size((_WIDEST, 24)).columns, _NARROWEST), 160)
    told = list(_named(records))
    names = min(max((columns_of(file) for file, _ in told), default=4), 2 * width // 5)
    houses = max([5, *(len(_sure(record)) for _, record in told)])
    rest = width - names - houses - 38
    yield f"{'File':<{names}}  {'House':<{houses}}  {'Date':<10}  Events  Actions  Check  Title"
    for file, record in told:
        day = (record.incident.start or record.report_date or "")[:10]
        counts = f"{len(record.timeline):>6}  {len(record.actions):>7}  {len(record.findings):>5}"
        yield printable(
            f"{fitted(file, names, fill=True)}  {_sure(record):<{houses}}  {fitted(day, 10, fill=True)}  {counts}  "
            f"{fitted(record.title or '(no title)', rest)}"
        )
    doubts = sum(len(record.findings) for _, record in told)
    known = sum(record.house is not None for _, record in told)
    yield (
        f"{counted(len(told), 'document')}: {known} in a known house, {counted(doubts, 'thing')} to check"
        f"{f', {refused()} could not be read' if refused() else ''}."
    )


def _named(records: Iterator[tuple[str, Record]]) -> Iterator[tuple[str, Record]]:
    """The documents without the folder that all of them are in."""
    told = list(records)
    folder = os.path.commonpath([str(Path(file).parent) for file, _ in told])
    for file, record in told:
        yield str(Path(file).relative_to(folder)) if folder else file, record


def _sure(record: Record) -> str:
    return f"{record.house} {record.house_confidence or 0:.0%}" if record.house else "-"


def _short(value: Plain, length: int = 200) -> str:
    if isinstance(value, dict):
        written = value.get("written")
        value = f"{written}" if written and written == value.get("value") else written or value.get("value")
    if isinstance(value, list):
        value = ", ".join(_words(item) for item in value)
    plain = _STRONG.sub(r"\2", _LINK.sub(r"\1", str("" if value is None else value)))
    line = " ".join(plain.split())
    return shortened(line, length)
