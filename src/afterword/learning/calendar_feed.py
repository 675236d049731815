"""The due dates of actions as a calendar (RFC 5545)."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

from afterword.learning.board import Item

_MOST_OCTETS = 75
_PRIORITIES = {"critical": 1, "high": 3, "medium": 5, "low": 7}
_STATUSES = {"open": "NEEDS-ACTION", "unknown": "NEEDS-ACTION", "done": "COMPLETED", "cancelled": "CANCELLED"}


def calendar(items: Sequence[Item], now: datetime, *, name: str) -> str:
    """A calendar with an all-day event on the due date of each action that is to be done.

    shape: lines end in CR LF and have 75 octets at most; an action keeps its UID from one feed to the next, so that
    a calendar program changes its event in place. Actions without a due date are in no calendar.
    """
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//afterword//actions//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{escaped(name)}",
        *(
            line
            for item in items
            if item.due and item.state in {"open", "unknown"}
            for line in _event(item, item.due, stamp)
        ),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded(line)}\r\n" for line in lines)


def _event(item: Item, due: date, stamp: str) -> Iterator[str]:
    incident, action = item.incident, item.action
    about = f"{incident.id or ''} {incident.title or ''}".strip() or incident.file
    where = f"{incident.file}:{action.line}" if action.line else incident.file
    facts = [about, f"Owner: {item.owner}"]
    facts += [f"Status: {action.status.written or action.status.value}" if action.status else "Status: unknown"]
    facts += [f"Done when: {action.done_when}"] if action.done_when else []
    facts += [f"Tracker: {action.tracker}"] if action.tracker else []
    yield "BEGIN:VEVENT"
    yield f"UID:{uid(item)}"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;VALUE=DATE:{due:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{due + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{escaped(f'{action.id}: ' if action.id else '')}{escaped(action.what or '')}"
    yield "DESCRIPTION:" + escaped("\n".join([*facts, where]))
    if action.priority and action.priority.value in _PRIORITIES:
        yield f"PRIORITY:{_PRIORITIES[action.priority.value]}"
    yield "TRANSP:TRANSPARENT"
    yield f"X-AFTERWORD-STATUS:{_STATUSES[item.state]}"
    yield "END:VEVENT"


def uid(item: Item) -> str:
    """A name for an action that stays when its words, its owner, or its day change, where it has an id."""
    incident, action = item.incident, item.action
    own = [incident.id or incident.file, action.id or f"{item.address} {action.what}"]
    return hashlib.sha256("\0".join(own).encode()).hexdigest()[:32] + "@afterword"


def escaped(text: str) -> str:
    """A text as the value of a property; control characters, which no value may hold, are left out."""
    clean = "".join(c for c in text.replace("\r\n", "\n").replace("\r", "\n") if c in "\n\t" or c.isprintable())
    return clean.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def folded(line: str) -> str:
    """A line cut into lines of 75 octets at most, between characters, those after the first set in by a space."""
    parts, part, size, room = [], "", 0, _MOST_OCTETS
    for char in line:
        octets = len(char.encode("utf-8", "replace"))
        if size + octets > room:
            parts.append(part)
            part, size, room = "", 0, _MOST_OCTETS - 1
        part += char
        size += octets
    return "\r\n ".join([*parts, part])
