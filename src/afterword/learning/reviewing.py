"""The monthly action review, as Markdown."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from afterword.learning.board import NOBODY, Item, by_urgency, items_by, loads
from afterword.learning.days import day_of, is_after
from afterword.learning.incident import Incident
from afterword.learning.periods import Period
from afterword.learning.telling import cell, number_of, short_name

_MOST = 10


def action_review(incidents: Sequence[Incident], period: Period, today: date) -> Iterator[str]:
    """The lines of the review of the actions of a shelf at the end of a month, or now if it has not ended."""
    day = min(today, period.last)
    items = items_by(incidents, day)
    begun = sum(not is_after(incident.day, day) for incident in incidents)
    waiting = [item for item in items if item.state in {"open", "unknown"}]
    overdue = sorted((item for item in waiting if item.is_overdue), key=by_urgency)
    closed = [item for item in items if item.state == "done" and period.holds(item.action.closed_on)]
    until = day + timedelta(days=31)
    soon = sorted((item for item in waiting if item.due and day <= item.due <= until), key=by_urgency)
    new = [item for item in items if period.holds(item.incident.day)]
    yield f"# Action review {period.name}"
    yield ""
    documents = number_of(begun, "postmortem")
    yield f"The actions of {documents} as they stood on {today}, counted to {day}."
    if day < today:
        yield "What was closed after the month was open then; what is closed on an unknown day is counted as closed."
    yield ""
    unknown = sum(item.state == "unknown" for item in waiting)
    undated_done = sum(item.state == "done" and day_of(item.action.closed_on) is None for item in items)
    yield f"- Waiting: {len(waiting)}, {unknown} of them without a state; overdue: {len(overdue)}."
    yield f"- New, from incidents of the month: {len(new)}."
    yield f"- Done in the month: {len(closed)}; done on a day that no document says: {undated_done}."
    unowned, undated = sum(item.owner == NOBODY for item in waiting), sum(item.due is None for item in waiting)
    yield f"- Without an owner: {unowned}; without a due date: {undated}."
    yield ""
    yield from _listed("Overdue", overdue)
    yield from _listed("Due in the next 31 days", soon)
    yield from _listed("Done in the month", closed)
    yield "## By owner"
    yield ""
    held = loads(items)
    if held:
        yield "| Owner | Waiting | Overdue | Oldest, days | Next due |"
        yield "|---|---|---|---|---|"
    for load in held[: 3 * _MOST]:
        oldest = "unknown" if load.oldest is None else str(load.oldest)
        yield f"| {cell(load.owner)} | {load.open} | {load.overdue} | {oldest} | {load.next_due or 'unknown'} |"
    yield from ["None.", ""] if not held else [""]
    if len(held) > 3 * _MOST:
        yield f"And {len(held) - 3 * _MOST} more owners."
        yield ""


def _listed(title: str, items: Sequence[Item]) -> Iterator[str]:
    yield f"## {title}"
    yield ""
    if not items:
        yield "None."
        yield ""
        return
    yield "| Action | From | Owner | Due | Days overdue | Priority |"
    yield "|---|---|---|---|---|---|"
    for item in items[: 5 * _MOST]:
        action = item.action
        priority = action.priority.value or action.priority.written if action.priority else None
        name = f"{action.id}: " if action.id else ""
        cells = (f"{name}{action.what}", short_name(item.incident.name), item.owner, action.due or "unknown")
        late = str(item.days_overdue) if item.is_overdue else "-"
        yield f"| {' | '.join(cell(text) for text in cells)} | {late} | {priority or 'unknown'} |"
    yield ""
    if len(items) > 5 * _MOST:
        yield f"And {len(items) - 5 * _MOST} more."
        yield ""
