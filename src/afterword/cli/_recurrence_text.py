"""A class of incidents that came back, as a person reads it at a terminal."""

from collections.abc import Iterator, Sequence

from afterword.cli._fitting import columns_of, counted, fitted, printable
from afterword.cli._tables import wrapped
from afterword.learning.incident import Incident
from afterword.learning.promises import Promise
from afterword.learning.recurrence import UNCLASSED, Escalation, Recurrence
from afterword.learning.telling import plainly
from afterword.model.values import dataclass
from afterword.timeline.plainly import one_line

_MOST_INCIDENTS = 8
_MOST_PROMISED = 4
_MOST_ACTIONS = 3
_NAME = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """How it is printed."""

    short: dict[str, str]
    """Files by what tells them apart."""
    width: int | None
    """The columns of the terminal; None for a file or a pipe."""

    def lines(self, one: Recurrence) -> Iterator[str]:
        """Whom the policy tells and why, the incidents, and the earlier actions that failed."""
        name = "without a class" if one.name == UNCLASSED else one.name
        levels = dict.fromkeys(escalation.level for escalation in one.escalations)
        told = f"escalated to {', '.join(levels)}" if levels else "not escalated"
        facts = [told, *([one.state] if one.state else []), f"owner {one.owner or 'unknown'}"]
        yield from wrapped(f"{name}: {', '.join(facts)}", self.width)
        for escalation in one.escalations:
            yield from wrapped(f"  {self._reason(one, escalation)}", self.width, more="    ")
        yield from self._incidents(one)
        yield from self._promises(one.promises)
        yield from (line for note in _answered(one) for line in wrapped(f"  {note}", self.width))

    def _reason(self, one: Recurrence, escalation: Escalation) -> str:
        counting = {name for other in one.escalations for name in other.incidents}
        some = {*escalation.incidents} != counting and len(escalation.incidents) <= _MOST_INCIDENTS
        named = f" ({', '.join(self._named(name) for name in escalation.incidents)})" if some else ""
        by = f'by the rule "{escalation.rule}", {escalation.source}'
        return f"since {escalation.raised}, to {escalation.level}: {escalation.says}{named}; {by}"

    def _incidents(self, one: Recurrence) -> Iterator[str]:
        counting = {name for escalation in one.escalations for name in escalation.incidents}
        latest = one.incidents[::-1]
        shown = [incident for incident in latest if incident.name in counting][:_MOST_INCIDENTS]
        shown += [incident for incident in latest if incident.name not in counting][: _MOST_INCIDENTS - len(shown)]
        shown.sort(key=latest.index)
        names = [self._named(incident.name) for incident in shown]
        wide = max(map(columns_of, names), default=0)
        if self.width is not None:
            wide = min(wide, self.width // _NAME)
        for incident, name in zip(shown, names, strict=True):
            yield self._line(incident, name, wide, "*" if incident.name in counting else " ")
        rest = len(one.incidents) - len(shown)
        if rest:
            more = len(counting) - sum(incident.name in counting for incident in shown)
            that = f", {more} of which count" if more else ", which no rule counts" if counting else ""
            yield f"    and {counted(rest, 'more incident')}{that}"

    def _line(self, incident: Incident, name: str, wide: int, mark: str) -> str:
        title = plainly(incident.title or "")
        cut = name if columns_of(name) <= wide else fitted(name, wide)
        line = printable(f"  {mark} {incident.day or 'day unknown'}  {cut}{' ' * (wide - columns_of(cut))}  {title}")
        return line if self.width is None else fitted(line, self.width)

    def _promises(self, promises: Sequence[Promise]) -> Iterator[str]:
        names = [*dict.fromkeys(promise.incident for promise in promises)]
        for name in names[:_MOST_PROMISED]:
            of_one = [promise for promise in promises if promise.incident == name]
            may = "should" if of_one[0].is_sure else "may"
            yield from wrapped(f"  {self._named(name)} {may} have been prevented by:", self.width)
            for promise in of_one[:_MOST_ACTIONS]:
                yield from (piece for line in self._promise(promise) for piece in wrapped(line, self.width))
            if len(of_one) > _MOST_ACTIONS:
                yield f"    and {len(of_one) - _MOST_ACTIONS} more, with --format json"
        if len(names) > _MOST_PROMISED:
            rest = counted(len(names) - _MOST_PROMISED, "earlier incident")
            yield f"  and likewise {rest}, with --format json"

    def _promise(self, promise: Promise) -> Iterator[str]:
        late = f", {counted(promise.days_overdue, 'day')} overdue" if promise.days_overdue else ""
        file = self._named(promise.file)
        status = promise.status_then.replace("_", " ")
        what = f"    {promise.action} of {self._named(promise.promised_in)}: {plainly(one_line(promise.what))}"
        yield what if self.width is None else fitted(what, 2 * self.width)
        place = f"{file}:{promise.line}" if promise.line else file
        yield f"      then {status}{late}; {promise.owner or 'no owner'}; {promise.why} [{place}]"

    def _named(self, name: str) -> str:
        return self.short.get(name, name)


def _answered(one: Recurrence) -> Iterator[str]:
    """What the team decided, by the history."""
    yield from (line for line in one.history if line[10:].startswith(" answered"))
