"""The ledger of failed prevention: which earlier action should have prevented an incident, and how it stood then."""

import math
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from afterword.learning.days import day_of, months_after
from afterword.learning.incident import Incident
from afterword.learning.likeness import Likeness
from afterword.learning.purposes import kind_of
from afterword.learning.wording import spelled, terms
from afterword.model.action import Action
from afterword.model.values import dataclass

_SURE = (2, 0.7)
_UNSURE = (4, 2.2)
_EARLIER = 60
_MOST = 10
FINISHED = frozenset({"done", "cancelled"})
"""The statuses of an action that needs nothing more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """An earlier action that should have prevented a later incident."""

    incident: str
    """The later incident: its id, else its file."""
    action: str
    """The action: its id, else ``actions[3]``."""
    status_then: str
    """How it stood on the day of the later incident: pending, in_progress, blocked, done, cancelled, unknown."""
    promised_in: str
    """The earlier incident: its id, else its file."""
    file: str
    """The document in which it was promised."""
    line: int | None
    """The line of the action there."""
    what: str
    """What was to be done."""
    owner: str | None
    """By whom."""
    due: str | None
    """Until when, as written."""
    days_overdue: int | None
    """How long it was overdue on that day; None where it was not, or where that is not known."""
    is_sure: bool
    """Whether both documents state the class; else that is suggested by words, and the action only may have helped."""
    why: str
    """Why it should have prevented it, and on what the status rests, in words."""


def promises(group: Sequence[Incident], likeness: Likeness, name: str, months: int) -> tuple[Promise, ...]:
    """For each later incident of a class, the earlier actions that should have prevented it.

    shape: the latest incident first; of one incident, what was not finished before what was, and what is more about
    it before what is less. ``group`` is of the class ``name``, dated, the oldest first.
    """
    made = [(one, months_after(one.day or "", months), _made(one)) for one in group]
    found: list[Promise] = []
    for index in range(len(group) - 1, 0, -1):
        later = group[index]
        about = likeness.cause_words(later)
        reached = [
            (one, actions)
            for one, until, actions in made[max(0, index - _EARLIER) : index]
            if actions and (one.day or "") < (later.day or "") <= until
        ]
        fits = [fit for one, actions in reached for fit in _fits(one, actions, later, about, likeness, name)]
        if len(group) > _EARLIER:
            fits = [fit for fit in fits if fit.is_about]
        fits.sort(key=lambda fit: (fit.is_finished, -fit.weight))
        best = fits[: _MOST if len(group) > _EARLIER else None]
        found += [_promise(fit, later, likeness, name) for fit in best]
    return tuple(found)


_Made = tuple[tuple[str, Action, frozenset[str]], ...]
"""The preventing actions of an incident: how each is addressed, the action, and its words."""


def _made(incident: Incident) -> _Made:
    return tuple(
        (action.id or f"actions[{number}]", action, frozenset(terms(action.what)))
        for number, action in enumerate(incident.actions, 1)
        if action.what and is_preventing(action)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fit:
    earlier: Incident
    address: str
    action: Action
    both: frozenset[str]
    weight: float
    is_about: bool
    is_sure: bool
    is_finished: bool


def _fits(
    earlier: Incident, actions: _Made, later: Incident, about: AbstractSet[str], likeness: Likeness, name: str
) -> Iterator[_Fit]:
    """The actions of one incident that should have prevented another, each with how much it is about it."""
    is_sure = name in earlier.stated and name in later.stated
    least, enough = _SURE if is_sure else _UNSURE
    enough *= likeness.rarest
    for address, action, words in actions:
        both = words & about
        if len(both) < least and not is_sure:
            continue
        weight = math.fsum(map(likeness.rarity, both))
        is_about = len(both) >= least and weight >= enough
        if not is_about and not is_sure:
            continue  # nothing shows that it was about this
        is_finished = standing(action, later.day or "")[0] in FINISHED
        if not is_about and is_finished:
            continue
        yield _Fit(
            earlier=earlier, address=address, action=action, both=both, weight=weight,
            is_about=is_about, is_sure=is_sure, is_finished=is_finished,
        )  # fmt: skip


def _promise(fit: _Fit, later: Incident, likeness: Likeness, name: str) -> Promise:
    action, earlier = fit.action, fit.earlier
    status, on_what, overdue = standing(action, later.day or "")
    shared = sorted(fit.both, key=lambda word: (-likeness.rarity(word), word))[:4]
    meant = "it is to prevent" if action.kind == "prevent" else "its words are of prevention"
    about = f"both speak of {', '.join(spelled(shared, action.what or ''))}" if fit.is_about else f"both are of {name}"
    return Promise(
        incident=later.name,
        action=fit.address,
        status_then=status,
        promised_in=earlier.name,
        file=earlier.file,
        line=action.line,
        what=action.what or "",
        owner=action.owner,
        due=action.due,
        days_overdue=overdue,
        is_sure=fit.is_sure,
        why=f"{meant}; {about}; {on_what}",
    )


def is_preventing(action: Action) -> bool:
    """Whether an action is to prevent: it says so, or its words do, or it says nothing of another purpose."""
    return (action.kind or kind_of(action) or "prevent") == "prevent"


def standing(action: Action, day: str) -> tuple[str, str, int | None]:
    """How an action stood on a day, on what that rests, and how many days it was overdue then.

    shape: what is not known is ``unknown``: an action that is done now, without the day, may have been done then.
    """
    status = action.status.value if action.status else None
    closed, due, then = day_of(action.closed_on), day_of(action.due), day_of(day)
    late = (then - due).days if then and due and due < then else None
    if status in FINISHED:
        if closed is None:
            return "unknown", f"it is {status} now, and nothing says since when", None
        if then and closed <= then:
            return status or "unknown", f"{status} since {closed}", None
        return "pending", f"{status} only on {closed}", late
    if status is None:
        return "unknown", "the document does not say how far it is", None
    words = status.replace("_", " ")
    return status, f"still {words} now" + (f", due {due}" if due else ", without a due date"), late
