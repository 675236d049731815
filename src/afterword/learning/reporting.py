"""The quarterly trend analysis, as Markdown."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from afterword.learning.incident import Incident
from afterword.learning.periods import Period
from afterword.learning.recurrence import Recurrence
from afterword.learning.reporting_back import came_back
from afterword.learning.runbooks import runbooks
from afterword.learning.telling import cell, in_days, number_of, share_of, short_name, took
from afterword.learning.trends import METRICS, Share, Slice, Trends, follow_up
from afterword.text.wording import shortened
from afterword.timeline.plainly import one_line

_MOST = 10
_MOST_VALUES = 8
_ALL_INCIDENTS = 50
_GRAVEST = 25
_LONGEST_SEVERITY = 24
_LONGEST_VALUE = 60
_BAR = 12
_TOLD = ("class", "service", "severity", "category", "trigger", "failed control", "detection")


def trend_analysis(
    found: Trends, period: Period, incidents: Sequence[Incident], back: Sequence[Recurrence], today: date
) -> Iterator[str]:
    """The lines of the analysis of a period, which is the last of ``found``.

    ``incidents`` are all of the shelf, ``back`` what came back on it.
    """
    one = found.slices[-1]
    here = [incident for incident in incidents if period.holds(incident.day)]
    yield f"# Trend analysis {period.name}"
    yield ""
    yield f"Incidents that began from {period.first} to {period.last}, as their postmortems stood on {today}."
    if one.is_running:
        yield "**The period has not ended; what is counted here will grow.**"
    yield ""
    yield from _headline(one, found)
    yield from _development(found)
    yield from _incidents(here)
    yield from came_back(back, period)
    yield from _durations(one, period)
    for name in _TOLD:
        yield from _counts(name, found)
    yield from _actions_of(here, today)
    yield from _asked_runbooks(here, today)
    yield from _not_known(found, one, here)


def _headline(one: Slice, found: Trends) -> Iterator[str]:
    before = found.slices[-2].incidents if len(found.slices) > 1 else None
    against = (
        f", against {before} in the period before: {one.compared['incidents'].reason}" if before is not None else ""
    )
    yield f"- Incidents: {one.incidents}{against}."
    yield f"- Near misses among them: {one.near_misses}."
    yield f"- Of a class that had been there in the two years before: {share_of(one.repeats)}."
    yield f"- Response targets kept: {share_of(one.targets) if share_of(one.targets) != '-' else 'no policy sets any'}."
    publish = one.to_publish
    known = f"median {in_days(publish.median)} (n = {publish.n}, {publish.unknown} unknown)" if publish.n else "unknown"
    yield f"- From the end of the incident to the final report: {known}."
    yield ""


def _development(found: Trends) -> Iterator[str]:
    if len(found.slices) < 3:
        return
    most = max(one.incidents for one in found.slices)
    yield f"## The last {len(found.slices)} {found.by}s"
    yield ""
    yield f"| {found.by.capitalize()} | Incidents | | Against before | Repeats | Actions done |"
    yield "|---|---|---|---|---|---|"
    for one in found.slices:
        actions = one.actions
        done = share_of(Share(yes=actions.done, no=actions.open, unknown=actions.unknown))
        bar = "\u2588" * max(round(_BAR * one.incidents / most), 1) if one.incidents else ""
        cells = (one.period, str(one.incidents), bar, one.compared["incidents"].reason, share_of(one.repeats), done)
        yield f"| {' | '.join(cells)} |"
    yield ""


def _incidents(here: Sequence[Incident]) -> Iterator[str]:
    yield "## Incidents"
    yield ""
    if not here:
        yield "None."
        yield ""
        return
    shown = here if len(here) <= _ALL_INCIDENTS else _gravest(here)
    if len(shown) < len(here):
        yield f"The {len(shown)} gravest of {len(here)}; of the same severity the latest. The others are on the shelf."
        yield ""
    yield "| Day | Incident | Severity | Class | Document |"
    yield "|---|---|---|---|---|"
    for one in shown:
        severity = one.severity.written or one.severity.value if one.severity else None
        classes = ", ".join(one.classes) + ("" if one.stated or not one.classes else " (suggested)")
        cells = (
            one.day or "unknown",
            _titled(one),
            shortened(severity or "unknown", _LONGEST_SEVERITY),
            classes or "unknown",
            short_name(one.file),
        )
        yield f"| {' | '.join(cell(text) for text in cells)} |"
    yield ""


def _gravest(here: Sequence[Incident]) -> Sequence[Incident]:
    """The gravest, by the rank of their severity; those of an unknown one last."""
    latest = sorted(here, key=lambda one: (one.day or "", one.file), reverse=True)
    ranked = sorted(latest, key=lambda one: (one.severity is None or one.severity.rank is None, _rank(one)))
    return sorted(ranked[:_GRAVEST], key=lambda one: (_rank(one), one.day or "", one.file))


def _rank(one: Incident) -> float:
    return one.severity.rank if one.severity and one.severity.rank is not None else float("inf")


def _titled(one: Incident) -> str:
    title = one.title or ("" if one.id else "without a title")
    has_id = not one.id or title.casefold().startswith(one.id.casefold())
    return title if has_id else f"{one.id} {title}".rstrip()


def _durations(one: Slice, period: Period) -> Iterator[str]:
    yield "## How long it took"
    yield ""
    shown = [name for name in METRICS if one.durations[name].n]
    if not shown:
        yield f"No timeline of {period.name} gives a duration; all are unknown."
        yield ""
        return
    yield "| Duration | n | Unknown | Median | 95 % interval | 25 % | 75 % | 90 % | Against the period before |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for name in shown:
        figure = one.durations[name]
        interval = f"{took(figure.low)} to {took(figure.high)}" if figure.low is not None else "too few"
        parts = [
            took(value) if value is not None else "too few"
            for value in (figure.quarter, figure.three_quarters, figure.ninety)
        ]
        words = (name.replace("_", " "), str(figure.n), str(figure.unknown), took(figure.median), interval, *parts)
        yield f"| {' | '.join(words)} | {one.compared[name].reason} |"
    yield ""
    yield "The interval is that in which the median is, with 95 % or more; six known values are the least for one."
    yield ""


def _counts(name: str, found: Trends) -> Iterator[str]:
    one = found.slices[-1]
    counts = one.counts[name]
    if not any(value != "unknown" for value in counts):
        return
    earlier: Mapping[str, int] = found.slices[-2].counts[name] if len(found.slices) > 1 else {}
    yield f"## By {name}"
    yield ""
    yield f"| {name.capitalize()} | Incidents | Before |"
    yield "|---|---|---|"
    shown = [*counts.items()][:_MOST_VALUES]
    for value, count in shown:
        before = earlier.get(value, 0) if len(found.slices) > 1 else "unknown"
        yield f"| {cell(shortened(value, _LONGEST_VALUE))} | {count} | {before} |"
    yield ""
    rest = [*counts.values()][len(shown) :]
    if rest:
        yield f"And {len(rest)} more, with {number_of(sum(rest), 'incident')}."
        yield ""


def _actions_of(here: Sequence[Incident], today: date) -> Iterator[str]:
    actions = follow_up(here, today)
    yield "## Actions from these incidents"
    yield ""
    if not actions.total:
        yield "None."
        yield ""
        return
    states = (
        (actions.done, "done"), (actions.cancelled, "cancelled"), (actions.open, "open"),
        (actions.unknown, "without a state"),
    )  # fmt: skip
    told = ", ".join(f"{count} {words}" for count, words in states)
    are = "is" if actions.overdue == 1 else "are"
    yield f"{number_of(actions.total, 'action')}: {told}."
    yield f"Of those not known to be closed, {actions.overdue} {are} late."
    if actions.age.n:
        yield f"The open ones are {in_days(actions.age.median)} old (median; the oldest {in_days(actions.age.most)})."
    yield ""


def _asked_runbooks(here: Sequence[Incident], today: date) -> Iterator[str]:
    asked = runbooks(here, today)
    if not asked:
        return
    states = Counter(one.state for one in asked)
    told = ", ".join(f"{states[state]} {state}" for state in ("open", "unknown", "done", "cancelled") if states[state])
    waiting = [one for one in asked if one.state in {"open", "unknown"}]
    yield "## Runbooks asked for"
    yield ""
    yield f"{number_of(len(asked), 'runbook')}: {told}."
    yield ""
    for one in waiting[:_MOST]:
        yield f"- {one.state}: {one.kind}: {one_line(one.name)} ({short_name(one.incident.name)})"
    if len(waiting) > _MOST:
        yield f"- And {len(waiting) - _MOST} more that are open or of an unknown state."
    if waiting:
        yield ""


def _not_known(found: Trends, one: Slice, here: Sequence[Incident]) -> Iterator[str]:
    yield "## What is not known"
    yield ""
    guessed = sum(not incident.stated and bool(incident.classes) for incident in here)
    none = sum(not incident.classes for incident in here)
    yield f"- Class suggested by words and not confirmed: {guessed}; without any: {none}."
    yield f"- Severity unknown: {sum(incident.severity is None for incident in here)}."
    yield f"- Detection unknown: {sum(incident.detection is None for incident in here)}."
    blank = [name.replace("_", " ") for name in METRICS if one.incidents and not one.durations[name].n]
    if blank:
        yield f"- Durations that no timeline gives: {', '.join(blank)}."
    for names, why in (
        (found.undated, "in no period, because nothing says when"),
        (found.ahead, "dated in the future"),
    ):
        if names:
            more = f", and {len(names) - _MOST} more" if len(names) > _MOST else ""
            yield f"- On the shelf, but {why}: {len(names)} ({', '.join(map(short_name, names[:_MOST]))}{more})."
    yield ""
