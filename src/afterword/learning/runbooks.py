"""The runbooks that postmortems asked for, and whether they are there now."""

from collections.abc import Iterator, Sequence
from datetime import date

from afterword.learning.board import State, items_of
from afterword.learning.incident import Incident
from afterword.learning.wording import runbook_asked, terms
from afterword.model.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A runbook that a postmortem asked for."""

    incident: Incident
    """The incident."""
    kind: str
    """Whether it is ``new`` or an ``update``."""
    name: str
    """Which one, or the words that ask for it."""
    state: State
    """Whether the action that brings it is done; unknown where no action does, or none says how far it is."""
    action: str | None
    """The action that brings it: its id, else its number from 1; None without one."""
    owner: str | None
    """Who has that action."""
    due: str | None
    """Until when."""
    is_overdue: bool
    """Whether it should have been there by now."""
    line: int | None
    """The line of the action."""


def runbooks(incidents: Sequence[Incident], today: date) -> tuple[Asked, ...]:
    """What was asked for, by the lists of runbooks and by the words of actions; the latest incident first."""
    latest = sorted(incidents, key=lambda one: (one.day or "", one.file), reverse=True)
    return tuple(asked for incident in latest for asked in _of(incident, today))


def _of(incident: Incident, today: date) -> Iterator[Asked]:
    items = items_of([incident], today)
    bringing = {item.address: item for item in items if runbook_asked(item.action.what or "")}
    used: set[str] = set()
    for runbook in incident.runbooks:
        if runbook.kind == "none" or not runbook.name:
            continue
        named = {*terms(runbook.name)}
        shared = {address: len(named & {*terms(one.action.what or "")}) for address, one in bringing.items()}
        best = max(shared, key=lambda address: shared[address], default="")
        item = bringing[best] if shared.get(best) else None
        used |= {item.address} if item else set()
        yield Asked(
            incident=incident,
            kind=runbook.kind or "new",
            name=runbook.name,
            state=item.state if item else "unknown",
            action=item.address if item else None,
            owner=item.action.owner if item else None,
            due=item.action.due if item else None,
            is_overdue=bool(item and item.is_overdue),
            line=item.action.line if item else None,
        )
    for item in (one for address, one in bringing.items() if address not in used):
        yield Asked(
            incident=incident,
            kind=runbook_asked(item.action.what or "") or "new",
            name=item.action.what or "",
            state=item.state,
            action=item.address,
            owner=item.action.owner,
            due=item.action.due,
            is_overdue=item.is_overdue,
            line=item.action.line,
        )
