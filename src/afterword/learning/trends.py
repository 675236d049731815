"""How incidents, responses, and follow-up develop: counts and distributions by month or quarter."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from afterword.learning.board import Item, items_of
from afterword.learning.days import day_of, is_after, months_after
from afterword.learning.incident import Incident
from afterword.learning.periods import By, Period, between, period_of
from afterword.learning.recurrence import look_back
from afterword.learning.statistics import Comparison, Distribution, compared, counts_compared, distribution
from afterword.model.values import dataclass

METRICS = (
    "time_to_detect",
    "time_to_acknowledge",
    "time_to_engage",
    "time_to_respond",
    "time_to_identify",
    "time_to_mitigate",
    "time_to_recover",
    "time_to_resolve",
    "duration",
    "impact_duration",
)
"""The durations, as the metrics of a record name them."""
UNKNOWN = "unknown"
"""What is counted where a document does not say."""
DIMENSIONS: Mapping[str, Callable[[Incident], Sequence[str]]] = {
    "class": lambda one: one.classes[:1] if not one.stated else one.classes,
    "service": lambda one: tuple(dict.fromkeys(service.casefold() for service in one.services)),
    "severity": lambda one: (one.severity.value or one.severity.written or UNKNOWN,) if one.severity else (),
    "category": lambda one: one.factors,
    "detection": lambda one: (one.detection,) if one.detection else (),
    "trigger": lambda one: (one.trigger,) if one.trigger else (),
    "failed control": lambda one: one.failed_controls,
}
"""By what incidents are counted, and what an incident counts for; nothing counts as unknown."""
_FIRST = Comparison(differs=None, p=None, reason="nothing before it")
_AHEAD = Comparison(differs=None, p=None, reason="has not begun")


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many of some things are so; what is not known is apart."""

    yes: int
    """So many are."""
    no: int
    """So many are not."""
    unknown: int
    """Of so many it is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actions:
    """What became of the actions of some incidents."""

    total: int
    """How many there are."""
    done: int
    """So many are done."""
    open: int
    """So many are not."""
    overdue: int
    """So many should be, of those that are open and those of which it is not known."""
    cancelled: int
    """So many will not be."""
    unknown: int
    """Of so many the document does not say how far they are."""
    age: Distribution
    """How long the open ones have been open.  units: days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """What a period was like."""

    period: str
    """Its name: ``2026Q3``."""
    is_running: bool
    """Whether it has not ended yet."""
    incidents: int
    """How many incidents began in it."""
    near_misses: int
    """So many of them are called near misses."""
    counts: Mapping[str, Mapping[str, int]]
    """By what is counted and its values, how many incidents; the most frequent first."""
    durations: Mapping[str, Distribution]
    """How the durations are distributed.  units: seconds."""
    repeats: Share
    """Whether the class of an incident had been there in the two years before it."""
    targets: Share
    """Whether the response targets were kept."""
    to_publish: Distribution
    """From the end of the incident to the day of the final report.  units: days."""
    actions: Actions
    """What became of the actions."""
    compared: Mapping[str, Comparison]
    """Against the period before it: the number of incidents, and each duration."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trends:
    """All periods of a shelf."""

    by: By
    """How long a period is."""
    slices: tuple[Slice, ...]
    """The periods, the oldest first, without gaps."""
    undated: tuple[str, ...]
    """Incidents of which nobody knows the day; they are in no period."""
    ahead: tuple[str, ...]
    """Incidents whose day is in the future; they are in no period."""


def trends(
    incidents: Sequence[Incident], by: By, today: date, *, first: Period | None = None, last: Period | None = None
) -> Trends:
    """The periods from the first incident to now, or those that are asked for; those without an incident count none."""
    dated = [(day, one) for one in incidents if (day := day_of(one.day)) and day <= today]
    days = [day for day, _ in dated]
    start = first or period_of(min(days, default=today), by)
    end = last or period_of(today, by)
    groups: dict[str, list[Incident]] = {}
    for day, one in dated:
        groups.setdefault(period_of(day, by).name, []).append(one)
    repeats = _repeats(incidents)
    begun = period_of(min(days, default=today), by)
    slices = []
    for period in between(start, end):
        past = period.after(-1)
        before = groups.get(past.name, ()) if past.first >= begun.first else None
        slices.append(_slice(period, groups.get(period.name, ()), before, repeats, today))
    return Trends(
        by=by,
        slices=tuple(slices),
        undated=tuple(one.name for one in incidents if day_of(one.day) is None),
        ahead=tuple(one.name for one in incidents if is_after(one.day, today)),
    )


def counted_by(name: str, incidents: Sequence[Incident]) -> Mapping[str, int]:
    """How many incidents there are of each value, the most frequent first."""
    counts = Counter(value for one in incidents for value in (DIMENSIONS[name](one) or (UNKNOWN,)))
    return dict(sorted(counts.items(), key=lambda pair: (pair[0] == UNKNOWN, -pair[1], pair[0])))


def known(metric: str, incidents: Sequence[Incident]) -> list[float]:
    """The values of a duration that the timelines give.  units: seconds."""
    return [t.seconds for one in incidents for t in one.took if t.metric == metric and t.seconds is not None]


def _slice(
    period: Period,
    here: Sequence[Incident],
    before: Sequence[Incident] | None,
    repeats: Mapping[str, bool | None],
    today: date,
) -> Slice:
    values = {metric: known(metric, here) for metric in METRICS}
    return Slice(
        period=period.name,
        is_running=period.last >= today,
        incidents=len(here),
        near_misses=sum(one.is_near_miss for one in here),
        counts={name: counted_by(name, here) for name in DIMENSIONS},
        durations={metric: distribution(found, len(here) - len(found)) for metric, found in values.items()},
        repeats=_share(repeats[one.file] for one in here),
        targets=_share(reached.holds for one in here for reached in one.targets),
        to_publish=_publishing(here),
        actions=follow_up(here, today),
        compared=_against(period, here, before, values, today),
    )


def _against(
    period: Period,
    here: Sequence[Incident],
    before: Sequence[Incident] | None,
    values: Mapping[str, Sequence[float]],
    today: date,
) -> Mapping[str, Comparison]:
    """Against the incidents of the period before; None for the time before the shelf begins."""
    if before is None:
        return dict.fromkeys(("incidents", *METRICS), _FIRST)
    if period.first > today:
        return dict.fromkeys(("incidents", *METRICS), _AHEAD)
    past = period.after(-1)
    passed = min(period.days, (today - period.first).days + 1)
    number = counts_compared(len(here), len(before), passed / (passed + past.days))
    return {"incidents": number, **{metric: compared(values[metric], known(metric, before)) for metric in METRICS}}


def _share(answers: Iterator[bool | None]) -> Share:
    counts = Counter(answers)
    return Share(yes=counts[True], no=counts[False], unknown=counts[None])


def _repeats(incidents: Sequence[Incident]) -> dict[str, bool | None]:
    """By file, whether a class of the incident had been there before; None where day or class is not known."""
    last: dict[str, str] = {}
    found: dict[str, bool | None] = dict.fromkeys((one.file for one in incidents), None)
    for one in sorted(incidents, key=lambda one: (one.day or "", one.file)):
        names = DIMENSIONS["class"](one)
        if not one.day or not names:
            continue
        found[one.file] = any(name in last and months_after(last[name], look_back()) >= one.day for name in names)
        last.update(dict.fromkeys(names, one.day))
    return found


def _publishing(here: Sequence[Incident]) -> Distribution:
    final = [one for one in here if one.status in {"final", "closed"}]
    taken = [
        (written - end).days for one in final if (end := day_of(one.end_day)) and (written := day_of(one.report_date))
    ]
    return distribution([float(days) for days in taken if days >= 0], len(here) - sum(days >= 0 for days in taken))


def follow_up(here: Sequence[Incident], today: date) -> Actions:
    """What became of the actions of some incidents, by a day."""
    items: list[Item] = items_of(here, today)
    open_ = [item for item in items if item.state == "open"]
    ages = [float(item.age) for item in open_ if item.age is not None]
    return Actions(
        total=len(items),
        done=sum(item.state == "done" for item in items),
        open=len(open_),
        overdue=sum(item.is_overdue for item in items),
        cancelled=sum(item.state == "cancelled" for item in items),
        unknown=sum(item.state == "unknown" for item in items),
        age=distribution(ages, len(open_) - len(ages)),
    )
