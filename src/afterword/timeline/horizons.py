"""How far off an action is due, counted from the end of the incident."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from afterword.model.action import Action
from afterword.model.finding import Finding
from afterword.model.record import Record
from afterword.model.vocabulary import Horizon

_LAST: tuple[tuple[Horizon, int, str], ...] = (
    ("immediate", 7, "0 to 7 days"),
    ("short", 28, "1 to 4 weeks"),
    ("long", 92, "1 to 3 months"),
)
_A_MONTH = 31


def with_horizons(record: Record) -> Record:
    """The record with each action's horizon derived where its heading says none, and a finding where it says another.

    returns: an action without a due date, due before the end, or due later than any horizon keeps what its
    heading says, or none; the same where the day on which the incident ended is not known.
    source: the bounds are house ``sre``'s.
    """
    end = _end(record)
    if end is None or not any(action.due for action in record.actions):
        return record
    actions = tuple(
        replace(action, horizon=_derived(_days(action, end))) if action.horizon is None else action
        for action in record.actions
    )
    found = tuple(_disagreements(record.actions, end))
    findings = tuple(sorted((*record.findings, *found), key=lambda finding: finding.line or 0)) if found else None
    return replace(record, actions=actions, findings=record.findings if findings is None else findings)


def horizon_of(record: Record, due: str) -> Horizon | None:
    """How far off a due date is; None where it is no day, or the day of the incident's end is not known."""
    end, day = _end(record), _date(due)
    return _derived((day - end).days) if end and day else None


def _disagreements(actions: tuple[Action, ...], end: date) -> Iterator[Finding]:
    for action in actions:
        days = _days(action, end)
        if action.horizon is None or days is None:
            continue
        low, high = _bounds(action.horizon)
        if not low <= days <= high:
            said = {horizon: words for horizon, _, words in _LAST}[action.horizon]
            yield Finding(
                code="RD204",
                line=action.line,
                message=f"the action stands under the {action.horizon} ones ({said}), but {action.due} is"
                f" {_apart(days)} the incident's end; it stays where it is",
            )


def _bounds(horizon: Horizon) -> tuple[int, int]:
    """The days that fit; where four weeks end and a month begins both names do."""
    return {"immediate": (-(10**6), 7), "short": (7, _A_MONTH), "long": (28, 92)}[horizon]


def _derived(days: int | None) -> Horizon | None:
    if days is None or days < 0:
        return None
    return next((horizon for horizon, last, _ in _LAST if days <= last), None)


def _apart(days: int) -> str:
    return f"{abs(days)} day{'' if abs(days) == 1 else 's'} {'before' if days < 0 else 'after'}"


def _days(action: Action, end: date) -> int | None:
    due = _date(action.due)
    return (due - end).days if due else None


def _end(record: Record) -> date | None:
    """The day that the document gives as the end, else that of the last milestone that ends an incident."""
    stated = _date(record.incident.end)
    if stated is not None:
        return stated
    days = [_date(event.at) for event in record.timeline if event.phase in {"resolved", "recovered"}]
    return max((day for day in days if day), default=None)


def _date(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None
