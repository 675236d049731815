"""A timeline on paper: one entry as JSON, CSV, Markdown, or a line for a person."""

import csv
import io
import json
import re
import textwrap
from collections.abc import Iterator, Sequence
from typing import cast

from afterword.evidence.citations import cite
from afterword.model.evidence import Entry, Source
from afterword.model.plain import Plain, to_plain
from afterword.timeline.plainly import one_line, safe

COLUMNS = (
    "at",
    "until",
    "written",
    "zone",
    "zone_basis",
    "year_basis",
    "precision",
    "who",
    "what",
    "kind",
    "phase",
    "reason",
    "severity",
    "count",
    "first",
    "last",
)
"""The keys of an entry in JSON and the columns in CSV, before moments and sources."""

_encode = json.JSONEncoder(ensure_ascii=False).encode
_SOURCE = ("file", "kind", "line", "record", "offset", "length", "sha256")
_FORMULA = re.compile(r"^[=+\-@\t\r]")
_WORDS = frozenset({"written", "who", "what", "reason", "severity"})
_PHASE_WIDTH = 13
_LONGEST = 2000
_WRITTEN = 40


def as_object(entry: Entry) -> dict[str, Plain]:
    """An entry as the JSON object that other programs rely on."""
    made: dict[str, Plain] = {name: cast(Plain, getattr(entry, name)) for name in COLUMNS}
    made["moments"] = to_plain(entry.moments) if entry.moments else []
    made["sources"] = [{name: getattr(source, name) for name in _SOURCE} for source in entry.sources]
    return made


def as_json(entry: Entry) -> str:
    """An entry as one line of JSON."""
    return _encode(as_object(entry))


def csv_head() -> str:
    """The first line of the CSV."""
    return csv_line([*COLUMNS, "sources"])


def as_csv(entry: Entry) -> str:
    """An entry as a line of CSV; words that a spreadsheet would run as a formula have an apostrophe before them."""
    values = ["" if (value := getattr(entry, name)) is None else str(value) for name in COLUMNS]
    # our own columns keep their form: a time without a year begins with a hyphen, an offset with a plus
    values = [unrunnable(value) if name in _WORDS else value for name, value in zip(COLUMNS, values, strict=True)]
    return csv_line([*values, "; ".join(cite(source) for source in entry.sources)])


def unrunnable(value: str) -> str:
    """A value with an apostrophe before it where a spreadsheet would run it as a formula."""
    return _FORMULA.sub(r"'\g<0>", value)


def csv_line(values: Sequence[str]) -> str:
    """Values as a line of CSV, without its end."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="").writerow(values)
    return buffer.getvalue()


def markdown_head() -> str:
    """The head of the Markdown table."""
    return "| Time (UTC) | Phase | Who | What | Records | Evidence |\n|---|---|---|---|---|---|"


def as_markdown(entry: Entry) -> str:
    """An entry as a row of the Markdown table."""
    cells = [
        day_and_clock(entry),
        (entry.phase or "").replace("_", " "),
        safe(one_line(entry.who, 60)),
        safe(one_line(entry.what, 600)),
        f"{entry.count:,}",
        "; ".join(place_of(source) for source in entry.sources[:3]),
    ]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def day_and_clock(entry: Entry) -> str:
    """The time as a person reads it; ``local`` where its zone is not known."""
    at = entry.at
    if at is None:
        return entry.written or "?"
    day, _, clock = at.removesuffix("Z").partition("T")
    clock = clock.partition(".")[0]
    return f"{day} {clock}{'' if at.endswith('Z') or not clock else ' local'}".strip()


def as_text(entries: Sequence[Entry], width: int | None) -> Iterator[str]:
    """The timeline as lines for a person; ``width`` None leaves long texts whole.

    shape: a heading for each day; ``~`` before a clock of unknown zone; ``?`` for no time at all.
    """
    day = None
    for entry in entries:
        today, clock = _split(entry)
        if today != day:
            yield from ([""] if day is not None else [])
            yield today
            day = today
        yield from _lines(entry, clock, width)


def text_line(entry: Entry) -> str:
    """An entry as one line, for a timeline that is too long to be set."""
    return f"{day_and_clock(entry)}  {_said(entry)}  [{place_of(entry.sources[0]) if entry.sources else '-'}]"


def _lines(entry: Entry, clock: str, width: int | None) -> Iterator[str]:
    label = (entry.phase or (entry.kind if entry.kind == "change" else None) or "").replace("_", " ")
    head = f"  {clock:<9} {label:<{_PHASE_WIDTH}}"
    tail = f"[{place_of(entry.sources[0])}{_more(entry)}]" if entry.sources else ""
    said = _said(entry)
    if width is None:
        yield f"{head}{said}  {tail}".rstrip()
    else:
        indent = " " * len(head)
        yield from textwrap.wrap(
            f"{said}  {tail}",
            width=max(width, len(head) + 30),
            initial_indent=head,
            subsequent_indent=indent,
            break_on_hyphens=False,
        ) or [head.rstrip()]
    if entry.phase and entry.reason:
        yield f"{' ' * len(head)}^ {entry.reason}"


def _said(entry: Entry) -> str:
    count = f" (x{entry.count:,})" if entry.count > 1 else ""
    who = f"{one_line(entry.who, 40)}: " if entry.who else ""
    return f"{who}{one_line(entry.what, _LONGEST)}{count}"


def _split(entry: Entry) -> tuple[str, str]:
    at = entry.at
    if at is None:
        return "time unknown", one_line(entry.written, _WRITTEN) or "?"
    day, _, clock = at.removesuffix("Z").partition("T")
    shown = clock.partition(".")[0] or "all day"
    if day.startswith("--"):
        day = f"{day[2:]} (year unknown)"
    return day, shown if at.endswith("Z") or not clock else f"~{shown}"


def place_of(source: Source) -> str:
    """Where a record stands, in short: ``app.log:7``."""
    name = visible(source.file.rpartition("/")[2].rpartition("!")[2])
    number = source.line if source.record is None else source.record
    mark = ":" if source.record is None else " #"
    return f"{name}{mark}{number}" if number is not None else name


def visible(name: str) -> str:
    """A file's name with whatever would act on a terminal made visible."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in name)


def _more(entry: Entry) -> str:
    more = len(entry.sources) - 1
    return f" +{more}" if more else ""
