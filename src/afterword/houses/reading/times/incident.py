"""The day of the incident, where no place of the document is there for it."""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import UTC, date, timedelta

from afterword.houses.reading.times.dating import OVERNIGHT
from afterword.houses.reading.times.surveying import survey
from afterword.houses.reading.times.telling_days import OWN_DATE, StatedDay, days_in, is_as_of, place_in, telling_day
from afterword.model.changing import changed
from afterword.model.event import Event
from afterword.model.finding import Finding
from afterword.model.moment import instant, sort_instant
from afterword.model.record import Record
from afterword.text import zones
from afterword.text.dates import DATE, day_in_name, day_of, find_days, last_of, month_of, nearest
from afterword.text.expressions import later
from afterword.text.times import Context, read_time

_TITLE = "the title"
_YEARS = timedelta(days=700)
_NORMAL = later(r"\d{4}-\d{2}-\d{2}(?:T[\d:.]+Z?)?$|--\d{2}-\d{2}")


def with_incident_day(record: Record, name: str = "") -> Record:
    """The record with the day on which the incident began, and where that comes from.

    ``name`` is the document's file name, which counts where nothing else states a day or a year; entries of the
    timeline that lack theirs have it from there as well.
    returns: the record as it is where it states the day itself, or where nothing does.
    """
    named = day_in_name(name)
    record = _with_named_day(record, named) if named else record
    start, end = record.incident.start, record.incident.end
    if start and _NORMAL.match(start):
        return record
    if start and (timed := _with_clocks(record, _day(record, named))):
        return timed
    window = _days_of(start) if start else None
    month = month_of(start) if start else None
    if start and window is None and month is None:
        return record
    if window is not None and start:
        found: StatedDay | None = StatedDay(day=window[0], place=repr(start))
        end = end or (window[1].isoformat() if window[1] > window[0] else None)
    else:
        found = _day(record, named)
    if found is None or (month and (found.day.year, found.day.month) != month):
        return record
    line = next((event.line for event in record.timeline if event.at), None) or 1
    finding = Finding(code="RD421", message=f"The incident's day, {found.day}, is taken from {found.place}.", line=line)
    return changed(
        record,
        incident=replace(record.incident, start=found.day.isoformat(), end=end),
        findings=(*record.findings, finding),
    )


def _with_clocks(record: Record, found: StatedDay | None) -> Record | None:
    """The record with moments for a start and an end that are clock times alone, on the day that it states elsewhere.

    returns: None where the start is no such time, or no day or no zone is known for it.
    """
    incident = record.incident
    held = {event.zone for event in record.timeline if event.zone}
    zone = held.pop() if len(held) == 1 else None
    if found is None or not incident.start or next(find_days(incident.start), None):
        return None
    context = Context(day=found.day, zone=zone)
    start = read_time(incident.start, context)
    if start is None or not start.moment.at or not start.has_clock or not _NORMAL.match(start.moment.at):
        return None
    end = read_time(incident.end, replace(context, previous=start.local)) if incident.end else None
    until = end.moment.at if end and end.has_clock else None
    message = f"The incident's day, {found.day}, is taken from {found.place}."
    finding = Finding(code="RD421", message=message, line=next((e.line for e in record.timeline if e.at), None) or 1)
    return changed(
        record,
        incident=replace(incident, start=start.moment.at, end=until or incident.end),
        findings=(*record.findings, finding),
    )


def _days_of(text: str) -> tuple[date, date] | None:
    """The first and the last day that a text such as ``May 29 - June 1, 2021`` states."""
    written = [found for found, _ in find_days(text)]
    full = next((day for found in written if (day := found.on())), None)
    days = [day for found in written if full and (day := nearest(found, full))]
    return (min(days), max(days)) if days else None


def _with_named_day(record: Record, named: date) -> Record:
    """The record with the days of entries that lack day or year, as the file's name gives them."""
    order = survey(event.written or "" for event in record.timeline)
    context = Context(
        day=named,
        day_basis="inferred",
        reason="the day stands in the file's name",
        is_newest_first=order.is_newest_first,
        overnight=OVERNIGHT,
    )
    events: list[Event] = []
    for event in record.timeline:
        lacks = event.written and (event.at is None or event.at.startswith("--")) and event.precision != "unknown"
        found = read_time(event.written, replace(context, zone=event.zone)) if lacks and event.written else None
        if found is None or found.moment.at is None or found.end < len(event.written or ""):
            events.append(event)
            continue
        context = replace(context, day=found.day, previous=found.local or context.previous)
        given = {name: getattr(found.moment, name) for name in ("at", "until", "year_basis")}
        reason = "; ".join(filter(None, (event.basis_reason, context.reason)))
        events.append(replace(event, **given, basis_reason=reason))
    if events == list(record.timeline):
        return record
    findings = tuple(f for f in record.findings if f.code != "RD416")
    return replace(record, timeline=tuple(events), findings=findings)


def _day(record: Record, named: date | None) -> StatedDay | None:
    record = _first_of_twins(record)
    events = [(day, event) for event in record.timeline if (day := local_day(event, named))]
    if events and (written := _out_of_place(record, events)):
        return written
    if events:
        days = {day for day, _ in events}
        said = next((s for tell in (_titled, _window) if (s := tell(record, named)) and s.day in days), None)
        return (_spanning(record, said, days) if said else None) or said or _of_first(events)
    stated = list(_stated(record, named))
    own = next((s.day for s in stated if s.place == OWN_DATE), None)
    # what lies behind the day on which it was told is when something is due
    stated = [s for s in stated if own is None or s.day <= own]
    if stated:
        titled = next((s for s in stated if s.place == _TITLE), stated[0])
        return stated[0] if record.title and is_as_of(record.title) else titled
    return StatedDay(day=named, place="the file's name") if named else None


def _first_of_twins(record: Record) -> Record:
    """The record with what stands before a second postmortem in its document; as it is where there is none."""
    start = next((f.line for f in record.findings if f.code == "RD415"), None)
    if start is None:
        return record
    return replace(
        record,
        timeline=tuple(event for event in record.timeline if event.line is None or event.line < start),
        remainder=tuple(part for part in record.remainder if part.line is None or part.line < start),
    )


def _out_of_place(record: Record, events: list[tuple[date, Event]]) -> StatedDay | None:
    """The document's own day, where its events all lie on a day years away from it, as a wrong year or a rest does."""
    days = {day for day, _ in events}
    own = next(days_in([(record.report_date, OWN_DATE)]), None) if record.report_date else None
    if own is None or len(days) > 1 or (day := days.pop()) >= own.day - _YEARS:
        return None
    is_same = (day.month, day.day) == (own.day.month, own.day.day)
    return own if is_same or len(events) == 1 else None


def _titled(record: Record, named: date | None) -> StatedDay | None:
    """The day that the title states; what other texts state is looked at only where the title lacks the year."""
    if not record.title or next(find_days(record.title), None) is None or is_as_of(record.title):
        return None
    return next((s for s in _stated(record, named) if s.place == _TITLE), None)


def _spanning(record: Record, said: StatedDay, days: Collection[date]) -> StatedDay | None:
    """The first of several days that a text states in one date, of which the title's is the last: ``June 14-15``."""
    for text, place in _texts(record) if said.place == _TITLE else ():
        for written, match in find_days(text):
            first = nearest(written, said.day)
            if first in days and first is not None and last_of(match, first) == said.day:
                return StatedDay(day=first, place=place)
    return None


def _of_first(events: list[tuple[date, Event]]) -> StatedDay:
    """The day of the first event, and where that has it from."""
    day = _first(events)
    first = next(event for of, event in events if of == day)
    place = place_in(first.basis_reason) if first.year_basis == "inferred" else None
    return StatedDay(day=day, place=place or "the first event of the timeline")


def _first(events: list[tuple[date, Event]]) -> date:
    """The day of the first event with a clock time; a day alone before it is mostly the lead-up."""
    marked = [day for day, event in events if event.phase == "began"]
    clocks = [day for day, event in events if "T" in (event.at or "")]
    return min(marked or clocks or [day for day, _ in events])


def local_day(event: Event, near: date | None = None) -> date | None:
    """The day that the clocks showed at an event; ``near`` gives the year where the event has none."""
    at = event.at or ""
    if at.startswith("--"):
        match = re.match(r"--(\d\d)-(\d\d)", at)
        found = day_of(m) if match and (m := DATE.match(f"{match[1]}-{match[2]} 00:00")) else None
        return nearest(found, near) if found and near else None
    moment = instant(at)
    zone = zones.zone_of(event.zone) if event.zone else None
    if moment is not None and zone is not None:
        return (moment if zone is UTC else moment.astimezone(zone)).date()
    read = sort_instant(at)
    return read.date() if read else None


def _window(record: Record, named: date | None) -> StatedDay | None:
    """The first day that a text states beside a clock time."""
    near = named or next((day for event in record.timeline if (day := local_day(event))), None)
    for text, place in _texts(record):
        told = telling_day(text)
        if told and told[1]:
            texts = [(told[0], place), (near.isoformat() if near else None, "")]
            found = next(days_in(texts), None)
            own = next(days_in([(record.report_date, OWN_DATE)]), None)
            return own if own and found and own.day == found.day else found
    return None


def _stated(record: Record, named: date | None) -> Iterator[StatedDay]:
    """The days that texts of the record state, the surest first."""
    titled = (record.title, _TITLE)
    is_late = bool(record.title) and is_as_of(record.title or "")
    texts = [
        *(() if is_late else (titled,)),
        *((told[0], place) for text, place in _texts(record) if (told := telling_day(text))),
        (record.report_date, OWN_DATE),
        (named.isoformat() if named else None, "the file's name"),
        *((titled,) if is_late else ()),
    ]
    yield from days_in([(text, place) for text, place in texts if text])


def _texts(record: Record) -> Iterator[tuple[str, str]]:
    texts = [part for part in record.remainder if not (part.text or "").startswith("|")]
    early = [(part.text or "", "the opening") for part in texts if part.heading is None]
    named = (
        *early,
        (record.summary or "", "the summary"),
        (record.executive_summary or "", "the summary"),
        (record.lead_up or "", "the lead-up"),
        (record.impact.text or "", "the impact"),
        (record.analysis.root_cause or "", "the root cause"),
        (record.detection.text or "", "the detection"),
        *((part.text or "", f"{part.heading!r}") for part in texts[:6] if part.heading),
    )
    yield from ((text[:4000], place) for text, place in named if text)
