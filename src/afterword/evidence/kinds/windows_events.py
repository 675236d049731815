"""Windows events as JSON: winlogbeat, PowerShell, evtx_dump, NXLog, and Azure's tables."""

import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import further, inner, joined, made, moment_of, read_records, score_of, words
from afterword.evidence.fields import Fields
from afterword.evidence.record import NO_TIME, Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.model.evidence import EntryMoment
from afterword.model.moment import Moment
from afterword.model.plain import Plain

BY_LINE: Final = True
"""Each line is a record by itself, where the text is lines."""
_DATE: Final = re.compile(r"\\?/Date\((?P<ms>-?\d+)(?:[+-]\d{4})?\)\\?/$")
_LEVELS: Final = {"0": "information", "1": "critical", "2": "error", "3": "warning", "4": "information", "5": "verbose"}
_UTC: Final = "Sysmon writes UtcTime in UTC"
_WHO: Final = ("SubjectUserName", "TargetUserName", "User", "AccountName", "UserName")
_LONGEST: Final = 300
_MARK: Final = re.compile(rb"^Record \d+\r?$", re.MULTILINE)


def score(sample: Sample) -> float:
    """By the part of the objects that are events, in any of these forms."""
    return score_of(_bare(sample), _is_record)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each event, at the time at which it was created."""
    sample = _bare(context.sample)
    if sample is not context.sample:
        data = _MARK.sub(_blank, text.data(context.options.largest_document))
        text = replace(text, open=lambda: io.BytesIO(data), size=len(data), mark=0, encoding="utf-8")
    yield from read_records(text, replace(context, sample=sample), _is_record, _record)


def _bare(sample: Sample) -> Sample:
    """The sample without the lines that evtx_dump writes before each event, which change no place."""
    if not sample.head.startswith(b"Record "):
        return sample
    head, middle, tail = (_MARK.sub(_blank, part) for part in (sample.head, sample.middle, sample.tail))
    return Sample(head=head, middle=middle, tail=tail, whole=sample.whole)


def _blank(mark: re.Match[bytes]) -> bytes:
    return b" " * len(mark.group())


def _is_record(value: Fields) -> bool:
    return (
        _is_beat(value)
        or _is_dumped(value)
        or ("TimeCreated" in value and bool(value.keys() & {"ProviderName", "LogName", "RecordId"}))
        or (
            {"EventID", "Channel"} <= value.keys() and bool(value.keys() & {"EventTime", "TimeGenerated", "@timestamp"})
        )
        or ({"EventID", "TimeGenerated"} <= value.keys() and bool(value.keys() & {"EventLog", "EventSourceName"}))
    )


def _is_beat(value: Fields) -> bool:
    return "@timestamp" in value and ("winlog" in value or any(key.startswith("winlog.") for key in value))


def _is_dumped(value: Fields) -> bool:
    return "TimeCreated" in inner(value, "Event", "System")


def _record(value: Fields, clock: Clock) -> Record:
    if _is_beat(value):
        return _beat(value, clock)
    if _is_dumped(value):
        return _dumped(value, clock)
    data = _data(value.get("EventData"))
    main, moments = _times(value, data, clock)
    provider = words(value, "ProviderName") or words(value, "Provider") or words(value, "SourceName")
    provider = provider or words(value, "EventSourceName") or words(value, "Source")
    number = words(value, "Id") or words(value, "EventID")
    message = words(value, "Message") or words(value, "RenderedDescription") or words(value, "Activity") or _pairs(data)
    level = words(value, "LevelDisplayName") or words(value, "EventLevelName") or words(value, "Severity")
    level = level or _LEVELS.get(words(value, "Level") or words(value, "EventLevel") or "")
    computer = words(value, "MachineName") or words(value, "Computer") or words(value, "Hostname")
    who = next((name for key in _WHO if (name := words(data, key) or words(value, key)) and name != "-"), None)
    record = made(main, _said(provider, number, message), who=who or computer, moments=moments)
    place = (computer, words(value, "LogName") or words(value, "Channel"))
    return _named(record, level, *place, words(value, "RecordId") or words(value, "RecordNumber"))


def _beat(value: Fields, clock: Clock) -> Record:
    log = inner(value, "winlog") or {key[7:]: item for key, item in value.items() if key.startswith("winlog.")}
    main = moment_of(value.get("@timestamp"), clock)
    data = inner(log, "event_data")
    message = words(value, "message") or _pairs(data)
    computer = words(log, "computer_name") or words(value, "host", "name")
    who = words(log, "user", "name") or next((name for key in _WHO if (name := words(data, key)) and name != "-"), None)
    level = words(value, "log", "level") or words(value, "log.level") or words(log, "level")
    moments = further(inner(value, "event").get("created"), "collected", clock, main=main)
    number = words(log, "event_id") or words(value, "event", "code")
    record = made(main, _said(words(log, "provider_name"), number, message), who=who or computer, moments=moments)
    return _named(record, level, computer, words(log, "channel"), words(log, "record_id"))


def _dumped(value: Fields, clock: Clock) -> Record:
    system = inner(value, "Event", "System")
    provider, created = _attribute(system, "Provider", "Name"), _attribute(system, "TimeCreated", "SystemTime")
    data = _data(inner(value, "Event").get("EventData") or inner(value, "Event").get("UserData"))
    number = words(system, "EventID") or words(system, "EventID", "#text")
    computer = words(system, "Computer")
    who = next((name for key in _WHO if (name := words(data, key)) and name != "-"), None)
    moment = clock.iso(created, assume="UTC", reason="SystemTime is UTC") if created else None
    record = made(moment or moment_of(created, clock), _said(provider, number, _pairs(data)), who=who or computer)
    level = words(system, "Level")
    record_id = words(system, "EventRecordID")
    return _named(record, _LEVELS.get(level or "", level), computer, words(system, "Channel"), record_id)


def _attribute(system: Fields, element: str, name: str) -> str | None:
    """An attribute of an element, by the names that converters give attributes."""
    about = inner(system, element)
    return words(about, "#attributes", name) or words(about, f"@{name}") or words(about, name)


def _data(value: Plain) -> Fields:
    """The event's own fields: an object, one as text, or a list of names and texts."""
    if isinstance(value, str) and value.startswith("{"):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return {}
    if not isinstance(value, Mapping):
        return {}
    listed = value.get("Data")
    if isinstance(listed, list):
        named = [item for item in listed if isinstance(item, Mapping)]
        return {name: item.get("#text") for item in named if (name := words(item, "@Name"))}
    return value


def _pairs(data: Fields) -> str | None:
    text = " ".join(f"{key}={said}" for key in data if (said := words(data, key)) and said != "-")
    return text[:_LONGEST] + ("..." if len(text) > _LONGEST else "") or None


def _said(provider: str | None, number: str | None, message: str | None) -> str | None:
    """Provider, number, and the first paragraph of a message; the rest repeats the event's fields."""
    first = re.split(r"\r?\n\s*\r?\n", message, maxsplit=1)[0].strip() if message else None
    return joined(": ", joined(" ", provider, number), first)


def _named(record: Record, level: str | None, *place: str | None) -> Record:
    """The record with its level, and its own number within the log of its computer."""
    return record._replace(severity=level, native_id=joined("/", *place) if all(place) else None)


def _times(value: Fields, data: Fields, clock: Clock) -> tuple[Moment, list[EntryMoment]]:
    """When an event was created; without a zone only where nothing else is known."""
    created = value.get("TimeCreated")
    if created is not None:
        return _powershell(created, clock), []
    generated = moment_of(value.get("TimeGenerated") or value.get("@timestamp"), clock)
    utc = words(data, "UtcTime") or words(value, "UtcTime")
    own = clock.iso(utc, assume="UTC", reason=_UTC) if utc else None
    if own is not None and own.at and "TimeGenerated" not in value:
        return own, further(generated.at, "collected", clock, main=own)
    event = moment_of(value.get("EventTime"), clock)
    if event.at and event.at.endswith("Z"):
        return event, further(generated.at, "collected", clock, main=event)
    if generated.at:
        return generated, further(own.at if own else None, "UtcTime", clock, main=generated)
    return event, []


def _powershell(value: Plain, clock: Clock) -> Moment:
    """A time as PowerShell makes JSON of it: /Date(ms)/, an object that holds that, or ISO text."""
    text = words({"it": value}, "it") or words({"it": value}, "it", "value") or words({"it": value}, "it", "DateTime")
    found = _DATE.match(text) if text else None
    if found:
        return clock.epoch(found["ms"], "ms") or NO_TIME
    return moment_of(text, clock)
