"""What came back: incidents of one class, the same incident, the same cause; and whom the policy tells of it."""

import tomllib
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal, cast

from afterword.learning.answers import Answer
from afterword.learning.board import state_of
from afterword.learning.days import day_of, is_after, months_after
from afterword.learning.incident import Incident
from afterword.learning.likeness import Likeness
from afterword.learning.promises import FINISHED, Promise, is_preventing, promises
from afterword.learning.sameness import same_ones
from afterword.model.action import Action
from afterword.model.plain import Plain
from afterword.model.values import dataclass
from afterword.timeline.plainly import one_line

Level = Literal["none", "prevention", "management"]
"""Whom the policy tells, the gravest last; what a regulator asks for is told beside it."""
UNCLASSED = "unknown"
"""What stands for the class of incidents that have none."""
LEVELS = ("none", "prevention", "management")
"""The levels in their order."""
State = Literal["open", "answered", "lapsed"]
"""Whether an escalation waits for an answer; is answered, by what was to prevent it or by the team; or rests on
incidents that are all older than the look-back."""

_SAME_INCIDENT = 0.45
_SAME_CAUSE = 0.35


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule of the policy."""

    name: str
    """Its name."""
    counts: str
    """What has to be the same: class, incident, cause."""
    times: int
    """How often."""
    months: int
    """Within how many months."""
    escalates: str
    """To whom."""
    says: str
    """What is asked for."""
    source: str
    """Where the rule is from."""
    near_misses: bool = True
    """Whether it counts near misses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation:
    """What a rule says of some incidents."""

    rule: str
    """The rule."""
    level: str
    """To whom: prevention, management, regulator."""
    raised: str
    """The day of the incident with which the rule came to hold."""
    latest: str
    """The day of the last incident that it counts."""
    incidents: tuple[str, ...]
    """The incidents that it counts, by id or file, the oldest first."""
    says: str
    """What is asked for, and on what it rests."""
    source: str
    """Where the rule is from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurrence:
    """A class of incidents on a shelf, and what came back in it."""

    name: str
    """The class."""
    incidents: tuple[Incident, ...]
    """Its incidents, the oldest first; those of an unknown day before them."""
    is_stated: bool
    """Whether every document states the class itself; else some or all of it is suggested by words."""
    level: Level
    """The gravest that holds."""
    escalations: tuple[Escalation, ...]
    """What each rule says, one for each group of incidents for which it holds."""
    same: tuple[tuple[str, ...], ...]
    """Groups of the same incident, of two or more."""
    state: State | None
    """How it stands; None where nothing is escalated."""
    owner: str | None
    """Who owns the latest of its postmortems; None where that one does not say."""
    history: tuple[str, ...]
    """What happened with it, the oldest first."""
    promises: tuple[Promise, ...]
    """Earlier actions that should have prevented a later incident."""

    @property
    def reason(self) -> str:
        """Why it is escalated, or why not, in words."""
        if not self.escalations:
            return "once" if len(self.incidents) == 1 else "not often enough within the time that the policy sets"
        return "; ".join(dict.fromkeys(escalation.says for escalation in self.escalations))


@cache
def _data() -> Mapping[str, Mapping[str, Plain]]:
    text = Path(__file__).with_name("recurrence.toml").read_text(encoding="utf-8")
    return cast("Mapping[str, Mapping[str, Plain]]", tomllib.loads(text))


def rules(team: Plain = None) -> tuple[Rule, ...]:
    """The rules, as the team changed them: a table of tables by the name of the rule.

    errors: ValueError for a rule without all that it needs, in words.
    """
    tables = cast("dict[str, dict[str, Plain]]", {**_data()["rule"]})
    for name, changes in (team if isinstance(team, Mapping) else {}).items():
        if isinstance(changes, Mapping):
            tables[name] = {**tables.get(name, {}), **changes}
    return tuple(_rule(name, table) for name, table in tables.items() if table.get("times") != 0)


def _rule(name: str, table: Mapping[str, Plain]) -> Rule:
    times, within, counts = table.get("times"), str(table.get("within", "24 months")).split(), table.get("counts")
    if not isinstance(times, int) or times < 2 or counts not in ("class", "incident", "cause"):
        raise ValueError(f"{name}: a rule needs times (2 or more) and counts (class, incident, or cause)")
    if len(within) != 2 or not within[0].isdigit() or within[1].rstrip("s") not in {"month", "year"}:
        raise ValueError(f"{name}: within must be as 6 months or 2 years")
    return Rule(
        name=name,
        counts=str(counts),
        times=times,
        months=int(within[0]) * (12 if within[1].startswith("year") else 1),
        escalates=str(table.get("escalates", "prevention")),
        says=str(table.get("says", name)),
        source=str(table.get("source", "the team's policy")),
        near_misses=table.get("near_misses") is not False,
    )


def look_back() -> int:
    """How far the policy looks back.  units: months."""
    return int(str(_data()["look_back"]["within"]).split()[0])


def recurrences(
    incidents: Sequence[Incident],
    likeness: Likeness,
    today: date,
    policy: Sequence[Rule],
    decided: Mapping[str, Answer] = MappingProxyType({}),
) -> tuple[Recurrence, ...]:
    """Every class with its incidents, the gravest first, then the most frequent, then by name.

    ``decided`` is what the team says of classes.
    shape: without the incidents of days after ``today``; those without a class are under ``unknown`` where the same
    incident or the same cause among them is escalated.
    """
    groups: dict[str, list[Incident]] = {}
    for incident in incidents:
        for name in (incident.classes or (UNCLASSED,)) if not is_after(incident.day, today) else ():
            groups.setdefault(name, []).append(incident)
    every = (
        _recurrence(name, group, likeness, today, policy, decided.get(name, Answer())) for name, group in groups.items()
    )
    found = [one for one in every if one.name != UNCLASSED or one.escalations]
    found.sort(key=lambda one: (-LEVELS.index(one.level), -len(one.incidents), one.name))
    return tuple(found)


def _recurrence(
    name: str, group: Sequence[Incident], likeness: Likeness, today: date, policy: Sequence[Rule], answer: Answer
) -> Recurrence:
    group = sorted(group, key=lambda incident: (incident.day or "", incident.file))
    dated = [incident for incident in group if incident.day]
    same = same_ones(dated, likeness, likeness.closeness, _SAME_INCIDENT)
    escalations = tuple(_escalations(dated, likeness, policy, same, name))
    told = [escalation.level for escalation in escalations if escalation.level in LEVELS]
    level = cast("Level", max(told, key=LEVELS.index, default="none"))
    latest = dated[-1] if dated else None
    return Recurrence(
        name=name,
        incidents=tuple(group),
        is_stated=all(name in incident.stated for incident in group),
        level=level,
        escalations=escalations,
        same=tuple(tuple(incident.name for incident in cluster) for cluster in same if len(cluster) > 1),
        state=_state(dated, escalations, today, answer) if escalations else None,
        owner=answer.owner or (latest.owner if latest else None),
        history=tuple(_history(dated, escalations, answer)),
        promises=promises(dated, likeness, name, look_back()),
    )


def _escalations(
    dated: Sequence[Incident], likeness: Likeness, policy: Sequence[Rule], same: Sequence[Sequence[Incident]], name: str
) -> Iterator[Escalation]:
    for rule in policy:
        for cluster in _clusters(dated, likeness, rule, same, name):
            run = _run([one for one in cluster if rule.near_misses or not one.is_near_miss], rule)
            if run:
                yield _escalation(rule, run, name)


def _clusters(
    dated: Sequence[Incident], likeness: Likeness, rule: Rule, same: Sequence[Sequence[Incident]], name: str
) -> Sequence[Sequence[Incident]]:
    """The groups of incidents in which a rule counts."""
    if rule.counts == "class":
        return [] if name == UNCLASSED else [dated]
    if rule.counts == "incident":
        return same
    return same_ones(dated, likeness, likeness.cause_closeness, _SAME_CAUSE)


def _run(cluster: Sequence[Incident], rule: Rule) -> Sequence[Incident]:
    """The latest incidents of a group that fulfil a rule, all that the time of the last of them reaches; else none."""
    until = [months_after(one.day or "", rule.months) for one in cluster]
    for last in range(len(cluster) - 1, rule.times - 2, -1):
        end = cluster[last].day or ""
        # by day, so that those which reach the last one stand together
        first = bisect_left(until, end, 0, last + 1)
        if last + 1 - first >= rule.times:
            return cluster[first : last + 1]
    return ()


def _escalation(rule: Rule, run: Sequence[Incident], name: str) -> Escalation:
    guessed = sum(name not in incident.stated for incident in run)
    some = "all" if guessed == len(run) else f"{guessed}"
    sure = f"; the class of {some} of them is suggested and not confirmed" if guessed else ""
    what = {"class": f"{name}", "incident": "the same incident", "cause": "the same apparent root cause"}[rule.counts]
    span = f"{rule.months} months" if rule.months % 12 else f"{rule.months // 12} years"
    times = {2: "twice", 3: "three times"}.get(len(run), f"{len(run)} times")
    return Escalation(
        rule=rule.name,
        level=rule.escalates,
        raised=run[rule.times - 1].day or "",
        latest=run[-1].day or "",
        incidents=tuple(incident.name for incident in run),
        says=f"{what} {times} within {span}{sure}: {rule.says}",
        source=rule.source,
    )


def _state(dated: Sequence[Incident], escalations: Sequence[Escalation], today: date, answer: Answer) -> State:
    if answer.holds_after(dated[-1].day):
        return "answered"
    if months_after(max(escalation.latest for escalation in escalations), look_back()) < today.isoformat():
        return "lapsed"
    states = [state_of(action) for action in _meant(dated)]
    return "answered" if "done" in states and {*states} <= {"done", "cancelled"} else "open"


def _meant(dated: Sequence[Incident]) -> Iterator[Action]:
    """The actions that are to prevent what came back: those of the latest incident, and what it found unfinished."""
    latest = dated[-1]
    for incident in dated:
        for action in incident.actions:
            if not action.what or not is_preventing(action):
                continue
            closed = day_of(action.closed_on)
            is_past = state_of(action) in FINISHED and (closed is None or closed.isoformat() <= (latest.day or ""))
            if incident is latest or not is_past:
                yield action


def _history(dated: Sequence[Incident], escalations: Sequence[Escalation], answer: Answer) -> Iterator[str]:
    lines = [*_told(dated, escalations)]
    if answer.answered:
        note = f": {one_line(answer.note)}" if answer.note else ""
        # what was said on the day of an incident was said of it
        place = sum(line[:10] <= answer.answered for line in lines)
        lines.insert(place, f"{answer.answered} answered{note}")
    yield from lines


def _told(dated: Sequence[Incident], escalations: Sequence[Escalation]) -> Iterator[str]:
    raised: dict[str, list[str]] = {}
    for escalation in escalations:
        raised.setdefault(escalation.raised, []).append(f"{escalation.raised} {escalation.rule}: {escalation.level}")
    for incident in dated:
        yield f"{incident.day} {incident.name}"
        if incident.recurrence:
            yield f"{incident.day} {incident.name} says of it: {one_line(incident.recurrence)}"
        yield from raised.pop(incident.day or "", [])
