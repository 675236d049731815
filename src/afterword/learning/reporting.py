"""The quarterly trend analysis and the monthly action review, as Markdown."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

from afterword.learning.board import NOBODY, Item, by_urgency, items_of, loads
from afterword.learning.days import day_of
from afterword.learning.incident import Incident
from afterword.learning.periods import Period
from afterword.learning.recurrence import Recurrence
from afterword.learning.runbooks import runbooks
from afterword.learning.telling import in_days, number_of, share_of, took
from afterword.learning.trends import METRICS, Slice, Trends, follow_up
from afterword.timeline.plainly import one_line

_MOST = 10
_MOST_VALUES = 8
_TOLD = ("class", "service", "severity", "category", "trigger", "failed control", "detection")


def trend_analysis(
    found: Trends, period: Period, incidents: Sequence[Incident], back: Sequence[Recurrence], today: date
) -> Iterator[str]:
    """The lines of the analysis of a period, which is the last of ``found``.

    ``incidents`` are all of the shelf, ``back`` what came back on it.
    """
    one = found.slices[-1]
    here = [incident for incident in incidents if _is_in(incident.day, period)]
    yield f"# Trend analysis {period.name}"
    yield ""
    yield f"Incidents that began from {period.first} to {period.last}, as their postmortems stood on {today}."
    if one.is_running:
        yield "**The period has not ended; what is counted here will grow.**"
    yield ""
    yield from _headline(one, found)
    yield from _incidents(here)
    yield from _came_back(back, period)
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


def _incidents(here: Sequence[Incident]) -> Iterator[str]:
    yield "## Incidents"
    yield ""
    if not here:
        yield "None."
        yield ""
        return
    yield "| Day | Incident | Severity | Class | Document |"
    yield "|---|---|---|---|---|"
    for one in here:
        severity = one.severity.written or one.severity.value if one.severity else None
        classes = ", ".join(one.classes) + ("" if one.stated or not one.classes else " (suggested)")
        name = f"{one.id} " if one.id else ""
        cells = (
            one.day or "unknown",
            name + (one.title or ""),
            severity or "unknown",
            classes or "unknown",
            _short(one.file),
        )
        yield f"| {' | '.join(cell(text) for text in cells)} |"
    yield ""


def _came_back(back: Sequence[Recurrence], period: Period) -> Iterator[str]:
    yield "## What came back"
    yield ""
    told = [(one, _here(one, period)) for one in back if one.escalations]
    raised = [(one, here) for one, here in told if here]
    if not raised:
        yield "Nothing that the policy escalates."
        yield ""
    for one, here in raised:
        if one.is_stated:
            yield from _stated(one, here)
    guessed = [(one, here) for one, here in raised if not one.is_stated]
    if guessed:
        yield "Of these classes some or all is suggested by words and not confirmed by a person:"
        yield ""
        yield "| Class | To | In this period | Within the time of the policy | Since |"
        yield "|---|---|---|---|---|"
        for one, here in guessed:
            most = max(one.escalations, key=lambda escalation: len(escalation.incidents))
            yield f"| {one.name} | {one.level} | {len(here)} | {len(most.incidents)} | {most.raised} |"
        yield ""


def _here(one: Recurrence, period: Period) -> set[str]:
    """The incidents of a period that an escalation counts."""
    counting = {name for escalation in one.escalations for name in escalation.incidents}
    return {incident.name for incident in one.incidents if _is_in(incident.day, period)} & counting


def _stated(one: Recurrence, here: set[str]) -> Iterator[str]:
    yield f"### {one.name}"
    yield ""
    yield f"Owner: {one.owner or 'unknown'}; state: {one.state}."
    yield ""
    for escalation in one.escalations:
        named = ", ".join(_short(name) for name in escalation.incidents)
        yield f"- {escalation.rule}, to {escalation.level}, since {escalation.raised}: {escalation.says} ({named})."
    promises = [promise for promise in one.promises if promise.incident in here]
    for promise in promises[:_MOST]:
        late = f", {promise.days_overdue} days overdue" if promise.days_overdue else ""
        yield (
            f"- {_short(promise.incident)} should have been prevented by {promise.action} of "
            f"{_short(promise.promised_in)}, then {promise.status_then.replace('_', ' ')}{late}: "
            f"{one_line(promise.what)} ({promise.owner or NOBODY})."
        )
    if len(promises) > _MOST:
        yield f"- And {len(promises) - _MOST} more such actions."
    yield ""


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
        yield f"| {cell(value)} | {count} | {earlier.get(value, 0) if len(found.slices) > 1 else 'unknown'} |"
    yield ""
    if len(counts) > len(shown):
        yield f"And {len(counts) - len(shown)} more."
        yield ""


def _actions_of(here: Sequence[Incident], today: date) -> Iterator[str]:
    actions = follow_up(here, today)
    yield "## Actions from these incidents"
    yield ""
    if not actions.total:
        yield "None."
        yield ""
        return
    unknown = f", {actions.unknown} without a state" if actions.unknown else ""
    yield (
        f"{number_of(actions.total, 'action')}: {actions.done} done, {actions.open} open ({actions.overdue} overdue), "
        f"{actions.cancelled} cancelled{unknown}."
    )
    if actions.age.n:
        yield f"The open ones are {in_days(actions.age.median)} old (median; the oldest {in_days(actions.age.most)})."
    yield ""


def _asked_runbooks(here: Sequence[Incident], today: date) -> Iterator[str]:
    asked = runbooks(here, today)
    if asked:
        yield "## Runbooks asked for"
        yield ""
        yield from (f"- {one.state}: {one.kind}: {one_line(one.name)} ({_short(one.incident.name)})" for one in asked)
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
    if found.undated:
        names = ", ".join(map(_short, found.undated[:_MOST]))
        yield f"- On the shelf, but in no period, because nothing says when: {len(found.undated)} ({names})."
    if found.ahead:
        yield f"- On the shelf, but dated in the future: {', '.join(map(_short, found.ahead[:_MOST]))}."
    yield ""


def action_review(incidents: Sequence[Incident], period: Period, today: date) -> Iterator[str]:
    """The lines of the review of the actions of a shelf at the end of a month, or now if it has not ended."""
    day = min(today, period.last)
    items = items_of(incidents, day)
    waiting = [item for item in items if item.state in {"open", "unknown"}]
    overdue = sorted((item for item in waiting if item.is_overdue), key=by_urgency)
    closed = [item for item in items if item.state == "done" and _is_in(item.action.closed_on, period)]
    until = day + timedelta(days=31)
    soon = sorted((item for item in waiting if item.due and day <= item.due <= until), key=by_urgency)
    new = [item for item in items if _is_in(item.incident.day, period)]
    yield f"# Action review {period.name}"
    yield ""
    documents = number_of(len(incidents), "postmortem")
    yield f"The actions of {documents} as they stood on {today}, counted to {day}."
    if day < today:
        yield "A document says how an action stands now; what was done after the month is counted as done."
    yield ""
    unknown = sum(item.state == "unknown" for item in waiting)
    undated_done = sum(item.state == "done" and day_of(item.action.closed_on) is None for item in items)
    yield f"- Waiting: {len(waiting)}, {unknown} of them without a state; overdue: {len(overdue)}."
    yield f"- New, from incidents of the month: {len(new)}."
    yield f"- Done in the month: {len(closed)}; done on a day that no document says: {undated_done}."
    unowned, undated = sum(item.owner == NOBODY for item in waiting), sum(item.due is None for item in waiting)
    yield f"- Without an owner: {unowned}; without a due date: {undated}."
    yield ""
    yield from _listed("Overdue", overdue)
    yield from _listed("Due in the next 31 days", soon)
    yield from _listed("Done in the month", closed)
    yield "## By owner"
    yield ""
    held = loads(items)
    if held:
        yield "| Owner | Waiting | Overdue | Oldest, days | Next due |"
        yield "|---|---|---|---|---|"
    for load in held[: 3 * _MOST]:
        oldest = "unknown" if load.oldest is None else str(load.oldest)
        yield f"| {cell(load.owner)} | {load.open} | {load.overdue} | {oldest} | {load.next_due or 'unknown'} |"
    yield from ["None.", ""] if not held else [""]
    if len(held) > 3 * _MOST:
        yield f"And {len(held) - 3 * _MOST} more owners."
        yield ""


def _listed(title: str, items: Sequence[Item]) -> Iterator[str]:
    yield f"## {title}"
    yield ""
    if not items:
        yield "None."
        yield ""
        return
    yield "| Action | From | Owner | Due | Days overdue | Priority |"
    yield "|---|---|---|---|---|---|"
    for item in items[: 5 * _MOST]:
        action = item.action
        priority = action.priority.value or action.priority.written if action.priority else None
        name = f"{action.id}: " if action.id else ""
        cells = (f"{name}{action.what}", _short(item.incident.name), item.owner, action.due or "unknown")
        late = str(item.days_overdue) if item.is_overdue else "-"
        yield f"| {' | '.join(cell(text) for text in cells)} | {late} | {priority or 'unknown'} |"
    yield ""
    if len(items) > 5 * _MOST:
        yield f"And {len(items) - 5 * _MOST} more."
        yield ""


def cell(text: str) -> str:
    """Words as they stand in a cell of a table."""
    return " ".join(one_line(text).split()).replace("|", "\\|")


def _short(name: str) -> str:
    """An id as it is; of a file its name."""
    return Path(name).name if "/" in name or "\\" in name else name


def _is_in(day: str | None, period: Period) -> bool:
    found = day_of(day)
    return found is not None and period.first <= found <= period.last
