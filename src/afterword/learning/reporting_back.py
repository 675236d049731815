"""What came back in a period, as Markdown."""

from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from afterword.learning.board import NOBODY
from afterword.learning.periods import Period
from afterword.learning.recurrence import UNCLASSED, Recurrence
from afterword.learning.telling import cell, number_of, short_name
from afterword.timeline.plainly import one_line

_MOST = 10
_MOST_NAMED = 6
_MOST_GROUPS = 5


def came_back(back: Sequence[Recurrence], period: Period) -> Iterator[str]:
    """The classes that came back, the same incidents among them, and the prevention that failed."""
    yield "## What came back"
    yield ""
    told = [(one, _here(one, period)) for one in back if one.escalations and one.name != UNCLASSED]
    raised = [(one, here) for one, here in told if here]
    if not raised:
        yield "Nothing that the policy escalates."
        yield ""
        return
    yield "| Class | To | State | Owner | In this period | Counted | Since | Confirmed |"
    yield "|---|---|---|---|---|---|---|---|"
    for one, here in raised:
        most = max(one.escalations, key=lambda escalation: len(escalation.incidents))
        counted = {*most.incidents}
        sure = sum(one.name in incident.stated for incident in one.incidents if incident.name in counted)
        cells = (one.name, one.level, str(one.state), one.owner or "unknown")
        figures = (len(here), len(counted), most.raised, f"{sure} of {len(counted)}")
        yield f"| {' | '.join([*map(cell, cells), *map(str, figures)])} |"
    yield ""
    yield "Counted are the incidents within the time of the policy; confirmed, those whose documents state the class."
    yield ""
    yield from _again([one for one, _ in raised], {name for _, here in raised for name in here})
    yield from _broken([one for one, _ in raised], {name for _, here in raised for name in here})


def _here(one: Recurrence, period: Period) -> set[str]:
    """The incidents of a period that an escalation counts."""
    counting = {name for escalation in one.escalations for name in escalation.incidents}
    return {incident.name for incident in one.incidents if period.holds(incident.day)} & counting


def _again(back: Sequence[Recurrence], here: AbstractSet[str]) -> Iterator[str]:
    """The same incident, and the same cause, each group once, the gravest and largest first."""
    found = {
        (escalation.rule, frozenset(escalation.incidents)): escalation
        for one in back
        for escalation in one.escalations
        if len(escalation.incidents) < len(one.incidents) or escalation.level != "prevention"
    }
    groups = [one for one in found.values() if here & {*one.incidents}]
    if not groups:
        return
    yield "### The same again"
    yield ""
    for level in ("management", "regulator", "prevention"):
        told = sorted((one for one in groups if one.level == level), key=lambda one: (-len(one.incidents), one.raised))
        for one in told[:_MOST_GROUPS]:
            names = [*map(short_name, one.incidents)][-_MOST_NAMED:]
            earlier = f"{len(one.incidents) - len(names)} earlier, " if len(one.incidents) > len(names) else ""
            count = number_of(len(one.incidents), "incident")
            yield f"- To {level}, {one.rule}: {count} since {one.raised} ({earlier}{', '.join(names)})."
        if len(told) > _MOST_GROUPS:
            yield f"- And {len(told) - _MOST_GROUPS} more such groups, to {level}."
    yield ""


def _broken(back: Sequence[Recurrence], here: AbstractSet[str]) -> Iterator[str]:
    """The earlier actions that should have prevented the incidents of the period, the longest overdue first."""
    found = {
        (promise.incident, promise.file, promise.action): promise
        for one in back
        for promise in one.promises
        if promise.incident in here
    }
    best = sorted(found.values(), key=lambda one: (not one.is_sure, -(one.days_overdue or 0), one.incident))
    others = Counter(promise.incident for promise in best)
    promises = [*{promise.incident: promise for promise in best[::-1]}.values()][::-1]
    if not promises:
        return
    yield "### Prevention that failed"
    yield ""
    for promise in promises[:_MOST]:
        late = f", {promise.days_overdue} days overdue" if promise.days_overdue else ""
        stood = f"then {promise.status_then.replace('_', ' ')}{late}"
        rest = others[promise.incident] - 1
        more = f", and by {number_of(rest, 'more action')}" if rest else ""
        yield (
            f"- {short_name(promise.incident)} {'should' if promise.is_sure else 'may'} have been prevented by "
            f"{promise.action} of {short_name(promise.promised_in)}, {stood}: "
            f"{one_line(promise.what)} ({promise.owner or NOBODY}){more}."
        )
    if len(promises) > _MOST:
        yield f"- And likewise {number_of(len(promises) - _MOST, 'more incident')} of the period."
    yield ""
