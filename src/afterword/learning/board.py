"""The actions of a shelf: what is to be done, by whom, until when, and for how long it has been so."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal

from afterword.learning.days import day_of, is_after
from afterword.learning.incident import Incident
from afterword.learning.purposes import kind_of
from afterword.model.action import Action
from afterword.model.values import dataclass

State = Literal["open", "done", "cancelled", "unknown"]
"""Whether an action is to be done; unknown where its document does not say how far it is."""
NOBODY = "no owner"
"""Who has an action that nobody has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An action on the board."""

    incident: Incident
    """The incident that it follows from."""
    action: Action
    """The action."""
    address: str
    """How ``set`` addresses it: its id, else its number from 1."""
    state: State
    """Whether it is to be done."""
    kind: str | None
    """What it is for: what it says, else its words; None where neither says it."""
    due: date | None
    """Until when; None where no day is stated."""
    age: int | None
    """Days since the incident began, until it was done or until now; None where no day is known."""
    days_overdue: int
    """How many days it should have been done; 0 where it is in time, done, or without a day."""

    @property
    def is_overdue(self) -> bool:
        """Whether it should have been done."""
        return self.days_overdue > 0

    @property
    def owner(self) -> str:
        """Who has it."""
        return (self.action.owner or "").strip() or NOBODY


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What one owner has to do."""

    owner: str
    """Who."""
    open: int
    """So many actions are to be done, those of an unknown state among them."""
    overdue: int
    """So many of them should have been."""
    oldest: int | None
    """Days since the oldest of them; None where no day is known."""
    next_due: str | None
    """The next day by which one is due; None without any."""


def items_of(incidents: Sequence[Incident], today: date) -> list[Item]:
    """Every action that says something, in the order of the incidents and their documents."""
    return [item for incident in incidents for item in _items(incident, today, is_past=False)]


def items_by(incidents: Sequence[Incident], day: date) -> list[Item]:
    """As ``items_of``, on a day that may be past: without what began later, and open what was closed later.

    shape: what is closed, nobody says when, counts as closed.
    """
    begun = (incident for incident in incidents if not is_after(incident.day, day))
    return [item for incident in begun for item in _items(incident, day, is_past=True)]


def _items(incident: Incident, today: date, *, is_past: bool) -> Iterator[Item]:
    began = day_of(incident.day) or day_of(incident.report_date)
    for number, action in enumerate(incident.actions, 1):
        if not action.what:
            continue
        due, closed = day_of(action.due), day_of(action.closed_on)
        state = "open" if is_past and closed and closed > today else state_of(action)
        until = closed if state in {"done", "cancelled"} else today
        age = (until - began).days if began and until and until >= began else None
        is_late = state in {"open", "unknown"} and due is not None and due < today
        yield Item(
            incident=incident,
            action=action,
            address=action.id or str(number),
            state=state,
            kind=action.kind or kind_of(action),
            due=due,
            age=age,
            days_overdue=(today - due).days if is_late and due else 0,
        )


def state_of(action: Action) -> State:
    """Whether an action is to be done."""
    if action.status is None or action.status.value is None:
        return "done" if day_of(action.closed_on) else "unknown"
    if action.status.value in {"done", "cancelled"}:
        return "done" if action.status.value == "done" else "cancelled"
    return "open"


def loads(items: Sequence[Item]) -> tuple[Load, ...]:
    """What each owner has to do, the one with most overdue first, then with most; nobody last."""
    groups: dict[str, list[Item]] = {}
    for item in items:
        if item.state in {"open", "unknown"}:
            groups.setdefault(item.owner.lstrip("@").casefold(), []).append(item)
    found = [_load(group) for group in groups.values()]
    return tuple(sorted(found, key=lambda load: (load.owner == NOBODY, -load.overdue, -load.open, load.owner)))


def _load(group: Sequence[Item]) -> Load:
    return Load(
        owner=group[0].owner,
        open=len(group),
        overdue=sum(item.is_overdue for item in group),
        oldest=max((item.age for item in group if item.age is not None), default=None),
        next_due=min((item.due.isoformat() for item in group if item.due and not item.is_overdue), default=None),
    )


def by_urgency(item: Item) -> tuple[object, ...]:
    """What to do first: the longest overdue, then by due date, then by priority, then the oldest."""
    order = ("critical", "high", "medium", "low")
    priority = item.action.priority.value if item.action.priority else None
    rank = order.index(priority) if priority in order else len(order)
    return (-item.days_overdue, item.due or date.max, rank, -(item.age or 0), item.incident.file, item.address)
