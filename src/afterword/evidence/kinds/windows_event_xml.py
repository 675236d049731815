"""Windows events as XML: what wevtutil and Event Viewer write, each event with its time in UTC."""

import re
from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree as ET

from afterword.evidence.clock import Clock
from afterword.evidence.lines import count_ends
from afterword.evidence.record import NO_TIME, Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text

JSON: Final = False
"""Of texts that are JSON it is not asked."""

_EVENT: Final = re.compile(rb"<Event(?=[\s>]).*?</Event>(?:[ \t]*\r?\n)?", re.DOTALL)
_PARAGRAPH: Final = re.compile(r"\r?\n\s*\r?\n")
_SPACE: Final = re.compile(r"\{[^}]*\}")
_LEVELS: Final = {"1": "critical", "2": "error", "3": "warning", "4": "information", "5": "verbose"}
_PERSONS: Final = ("SubjectUserName", "TargetUserName", "User", "AccountName")
_NOBODY: Final = frozenset({"-", "", "N/A"})
_LONGEST: Final = 400
_Pairs = dict[str, str]


def score(sample: Sample) -> float:
    """Whether it holds events that name their provider and their time."""
    head = sample.head
    events = head.count(b"<Event ") + head.count(b"<Event>")
    timed = head.count(b"<TimeCreated ")
    return 0.98 if head.lstrip()[:1] == b"<" and events and timed and b"<Provider " in head else 0.0


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each event; an event that is not well-formed is reported and in no record."""
    data = text.data(context.options.largest_document)
    line, seen, number = 1, 0, 0
    for found in _EVENT.finditer(data):
        line += data.count(b"\n", seen, found.start())
        seen = found.start()
        try:
            # an element alone has no document type, so nothing in it can be expanded
            event = ET.fromstring(found.group())  # noqa: S314
        except (ET.ParseError, ValueError, LookupError) as error:
            context.report("EV204", f"an event is not XML: {error}", line)
            continue
        number += 1
        yield event_record(event, context.clock)._replace(
            offset=found.start(),
            length=found.end() - found.start(),
            lines=count_ends(found.group(), last=found.end() == len(data)),
            line=line,
            number=number,
        )


def event_record(event: ET.Element, clock: Clock) -> Record:
    """The record of an event, not yet placed."""
    system = {_name(item): item for child in event if _name(child) == "System" for item in child}
    rendered = {
        _name(item): (item.text or "").strip() for child in event if _name(child) == "RenderingInfo" for item in child
    }
    data = _data(event)
    time = system.get("TimeCreated")
    written = (time.get("SystemTime") or "").strip() if time is not None else ""
    provider = system.get("Provider")
    source = (provider.get("Name") or provider.get("EventSourceName") or "") if provider is not None else ""
    level = rendered.get("Level") or _LEVELS.get(_text(system, "Level"))
    person = next((data[name] for name in _PERSONS if data.get(name, "") not in _NOBODY), "")
    place = (_text(system, "Computer"), _text(system, "Channel"), _text(system, "EventRecordID"))
    return Record(
        offset=0,
        length=0,
        lines=0,
        moment=clock.iso(written, assume="UTC", reason="Windows writes SystemTime in UTC") or NO_TIME,
        what=_said(f"{source} {_text(system, 'EventID')}".strip(), rendered.get("Message", ""), data),
        who=" ".join(part for part in (_text(system, "Computer"), person) if part) or None,
        severity=level,
        native_id="/".join(place) if all(place) else None,
    )


def _said(event: str, message: str, data: _Pairs) -> str:
    if message:
        # the paragraphs below the first repeat the event's own data
        return f"{event}: {_PARAGRAPH.split(message, maxsplit=1)[0].strip()}"
    said = " ".join(f"{name}={value}" for name, value in data.items() if value not in _NOBODY)
    said = f"{event}: {said}" if said else event
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST]}..."


def _data(event: ET.Element) -> _Pairs:
    """What the event holds of its own, by name; values without one by their place."""
    pairs: _Pairs = {}
    for part in event:
        if _name(part) in ("EventData", "UserData", "ProcessingErrorData"):
            leaves = [item for item in part.iter() if item is not part and len(item) == 0]
            for number, item in enumerate(leaves, 1):
                name = item.get("Name") or (_name(item) if _name(item) != "Data" else str(number))
                pairs.setdefault(name, (item.text or "").strip())
    return pairs


def _text(items: dict[str, ET.Element], name: str) -> str:
    item = items.get(name)
    return (item.text or "").strip() if item is not None else ""


def _name(item: ET.Element) -> str:
    return _SPACE.sub("", item.tag)
