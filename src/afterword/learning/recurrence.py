"""What came back: incidents of one class, the same incident, the same cause; and whom the policy tells of it."""

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal, cast

from afterword.learning.board import state_of
from afterword.learning.days import is_after, months_after
from afterword.learning.incident import Incident
from afterword.learning.likeness import Likeness, is_same
from afterword.learning.promises import Promise, is_preventing, promises
from afterword.model.plain import Plain
from afterword.model.values import dataclass
from afterword.timeline.plainly import one_line

Level = Literal["none", "prevention", "management"]
"""Whom the policy tells, the gravest last; what a regulator asks for is told beside it."""
LEVELS = ("none", "prevention", "management")
"""The levels in their order."""
State = Literal["open", "answered", "lapsed"]
"""Whether an escalation waits for an answer, all that was to prevent the class is done, or it never came back."""

_SAME_INCIDENT = 0.45
_SAME_CAUSE = 0.35
_ALL = 60
_RECENT = 6


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation:
    """What a rule says of some incidents."""

    rule: str
    """The rule."""
    level: str
    """To whom: prevention, management, regulator."""
    raised: str
    """The day of the incident with which the rule came to hold."""
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
    )


def look_back() -> int:
    """How far the policy looks back.  units: months."""
    return int(str(_data()["look_back"]["within"]).split()[0])


def recurrences(
    incidents: Sequence[Incident], likeness: Likeness, today: date, policy: Sequence[Rule]
) -> tuple[Recurrence, ...]:
    """Every class with its incidents, the gravest first, then the most frequent, then by name.

    shape: without the incidents of days after ``today``.
    """
    groups: dict[str, list[Incident]] = {}
    for incident in incidents:
        for name in incident.classes if not is_after(incident.day, today) else ():
            groups.setdefault(name, []).append(incident)
    found = [_recurrence(name, group, likeness, today, policy) for name, group in groups.items()]
    found.sort(key=lambda one: (-LEVELS.index(one.level), -len(one.incidents), one.name))
    return tuple(found)


def _recurrence(
    name: str, group: Sequence[Incident], likeness: Likeness, today: date, policy: Sequence[Rule]
) -> Recurrence:
    group = sorted(group, key=lambda incident: (incident.day or "", incident.file))
    dated = [incident for incident in group if incident.day]
    same = list(_alike(dated, likeness, likeness.closeness, _SAME_INCIDENT))
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
        state=_state(dated, today) if escalations else None,
        owner=latest.owner if latest else None,
        history=tuple(_history(dated, escalations)),
        promises=promises(dated, likeness, name, look_back()),
    )


def _alike(
    group: Sequence[Incident], likeness: Likeness, close: Callable[[Incident, Incident], float], least: float
) -> Iterator[list[Incident]]:
    """The incidents in groups that are nearly the same: each is as ``close`` as that to at least one of its group.

    Of a large group each is compared with the latest few that share one of its weightiest words, not with all: what
    is nearly the same shares those.
    """
    cluster_of: dict[int, list[int]] = {}
    holders: dict[str, list[int]] = {}
    for index, incident in enumerate(group):
        cluster = cluster_of[index] = [index]
        heads = likeness.heads(incident.file) if len(group) > _ALL else ()
        near = {other for head in heads for other in holders.get(head, ())[-_RECENT:]} if heads else range(index)
        for other in sorted(near):
            if cluster_of[other] is cluster or close(incident, group[other]) < least:
                continue
            cluster += cluster_of[other]
            cluster_of.update(dict.fromkeys(cluster, cluster))
        for head in heads:
            holders.setdefault(head, []).append(index)
    for cluster in {id(cluster): cluster for cluster in cluster_of.values()}.values():
        yield [group[index] for index in sorted(cluster)]


def _escalations(
    dated: Sequence[Incident], likeness: Likeness, policy: Sequence[Rule], same: Sequence[Sequence[Incident]], name: str
) -> Iterator[Escalation]:
    for rule in policy:
        if rule.counts == "class":
            clusters: Sequence[Sequence[Incident]] = [dated]
        else:
            clusters = (
                same
                if rule.counts == "incident"
                else list(_alike(dated, likeness, likeness.cause_closeness, _SAME_CAUSE))
            )
        for cluster in clusters:
            run = _run(cluster, rule)
            if run:
                yield _escalation(rule, run, name)


def _run(cluster: Sequence[Incident], rule: Rule) -> Sequence[Incident]:
    """The latest incidents of a group that fulfil a rule, all that the time of the last of them reaches; else none."""
    for last in range(len(cluster) - 1, rule.times - 2, -1):
        end = cluster[last].day or ""
        inside = [one for one in cluster[: last + 1] if months_after(one.day or "", rule.months) >= end]
        if len(inside) >= rule.times:
            return inside
    return ()


def _escalation(rule: Rule, run: Sequence[Incident], name: str) -> Escalation:
    guessed = sum(name not in incident.stated for incident in run)
    sure = f"; the class of {guessed} of them is suggested and not confirmed" if guessed else ""
    what = {"class": f"{name}", "incident": "the same incident", "cause": "the same apparent root cause"}[rule.counts]
    span = f"{rule.months} months" if rule.months % 12 else f"{rule.months // 12} years"
    times = {2: "twice", 3: "three times"}.get(len(run), f"{len(run)} times")
    return Escalation(
        rule=rule.name,
        level=rule.escalates,
        raised=run[rule.times - 1].day or "",
        incidents=tuple(incident.name for incident in run),
        says=f"{what} {times} within {span}{sure}: {rule.says}",
        source=rule.source,
    )


def _state(dated: Sequence[Incident], today: date) -> State:
    if months_after(dated[-1].day or "", look_back()) < today.isoformat():
        return "lapsed"
    meant = [action for incident in dated for action in incident.actions if action.what and is_preventing(action)]
    states = [state_of(action) for action in meant]
    return "answered" if "done" in states and {*states} <= {"done", "cancelled"} else "open"


def _history(dated: Sequence[Incident], escalations: Sequence[Escalation]) -> Iterator[str]:
    raised: dict[str, list[str]] = {}
    for escalation in escalations:
        raised.setdefault(escalation.raised, []).append(f"{escalation.raised} {escalation.rule}: {escalation.level}")
    for incident in dated:
        yield f"{incident.day} {incident.name}"
        if incident.recurrence:
            yield f"{incident.day} {incident.name} says of it: {one_line(incident.recurrence)}"
        yield from raised.pop(incident.day or "", [])


def distinct(incidents: Sequence[Incident]) -> tuple[tuple[Incident, ...], tuple[str, ...]]:
    """The incidents, each once, and what a person should know of documents with the same id.

    shape: of documents with one id and one day the first counts, by day and file; of one id on different days each
    counts, because a copied id is likelier than an incident that began twice.
    """
    kept: list[Incident] = []
    notes: list[str] = []
    by_id: dict[str, list[Incident]] = {}
    for incident in incidents:
        others = by_id.setdefault(incident.id.casefold(), []) if incident.id else []
        first = next((other for other in others if is_same(incident, other)), None)
        if first is not None:
            notes.append(f"{incident.file}: has the id of {first.file}, {incident.id}; the two are counted once")
            continue
        if others:
            days = f"{others[0].day} and {incident.day}"
            notes.append(
                f"{incident.file}: has the id of {others[0].file}, {incident.id}, but began on another day ({days}); "
                "both are counted, and one of them needs an id of its own"
            )
        others.append(incident)
        kept.append(incident)
    return tuple(kept), tuple(notes)
