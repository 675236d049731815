"""The first and the last day of an incident."""

from datetime import date

from afterword.houses.reading.times.incident import local_day
from afterword.model.record import Record
from afterword.text.expressions import later

_DAY = later(r"\d{4}-\d\d-\d\d")


def first_day(record: Record) -> date | None:
    """The day that the document gives as the start, else the first of the timeline; the earlier of the two."""
    days = [day for day in (_date(record.incident.start), *_told(record)) if day]
    return min(days, default=None)


def last_day(record: Record) -> date | None:
    """The day that the document gives as the end, else that of the last milestone, else of the start."""
    stated = _date(record.incident.end)
    if stated:
        return stated
    ends = [day for e in record.timeline if e.phase in {"resolved", "recovered", "mitigated"} and (day := local_day(e))]
    return max(ends or _told(record), default=_date(record.incident.start))


def _told(record: Record) -> list[date]:
    events = [event for event in record.timeline if event.year_basis != "unknown" and "T" in (event.at or "")]
    return [day for event in events if (day := local_day(event))]


def _date(text: str | None) -> date | None:
    found = _DAY.match(text or "")
    try:
        return date.fromisoformat(found[0]) if found else None
    except ValueError:
        return None
