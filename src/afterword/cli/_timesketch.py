"""A timeline as Timesketch imports it: message, datetime, and timestamp_desc, as lines of JSON or as CSV."""

import json
from datetime import UTC, datetime

from afterword.cli import _timeline_rows as rows
from afterword.evidence.citations import cite
from afterword.model.evidence import Entry
from afterword.model.finding import Finding
from afterword.model.plain import Plain

FORMS = ("timesketch", "timesketch-csv")
"""What ``--format`` calls them."""
COLUMNS = (
    "message",
    "datetime",
    "timestamp",
    "timestamp_desc",
    "who",
    "severity",
    "count",
    "until",
    "written",
    "zone_basis",
    "year_basis",
    "evidence",
)
"""The columns of the CSV; the first four are Timesketch's own."""
WITHOUT_INSTANT = "without an instant in UTC, which Timesketch asks for"
"""Why a record is set aside."""

_encode = json.JSONEncoder(ensure_ascii=False).encode
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECONDS = len("2026-03-12T14:02:10.123456")


def has_instant(entry: Entry) -> bool:
    """Whether its time is an instant: nothing is put in a zone or a year for Timesketch's sake."""
    return entry.at is not None and entry.at.endswith("Z") and "T" in entry.at and not entry.at.startswith("-")


def as_line(entry: Entry) -> str:
    """An entry as a line of JSON; empty for one without an instant."""
    if not has_instant(entry):
        return ""
    event = _event(entry)
    event["tag"] = [tag for tag in (entry.phase, entry.kind) if tag]
    return _encode(event)


def csv_head() -> str:
    """The first line of the CSV."""
    return rows.csv_line(COLUMNS)


def as_csv(entry: Entry) -> str:
    """An entry as a line of CSV; empty for one without an instant."""
    if not has_instant(entry):
        return ""
    event = _event(entry)
    return rows.csv_line(["" if (value := event[name]) is None else rows.unrunnable(str(value)) for name in COLUMNS])


def left_out(count: int) -> list[Finding]:
    """What is to be said of events that could not be written."""
    if not count:
        return []
    events = "1 event is" if count == 1 else f"{count:,} events are"
    message = f"{events} not in the timeline: {WITHOUT_INSTANT} (--tz and --year say what the evidence does not)"
    return [Finding(code="TL107", message=message)]


def _event(entry: Entry) -> dict[str, Plain]:
    at = (entry.at or "").removesuffix("Z")[:_MICROSECONDS]
    since = datetime.fromisoformat(f"{at}Z") - _EPOCH
    meaning = (entry.phase or entry.kind or "event").replace("_", " ")
    return {
        "message": entry.what or meaning,
        "datetime": f"{at}+00:00",
        "timestamp": (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds,
        "timestamp_desc": f"{meaning}, first of {entry.count}" if entry.count > 1 else meaning,
        "who": entry.who,
        "severity": entry.severity,
        "count": entry.count,
        "until": entry.until,
        "written": entry.written,
        "zone_basis": entry.zone_basis,
        "year_basis": entry.year_basis,
        "evidence": "; ".join(cite(source) for source in entry.sources),
    }
