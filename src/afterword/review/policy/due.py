"""By when a postmortem has to be drafted, discussed, and published, and whether it is late."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Literal

from afterword.learning.days import day_of
from afterword.model.measure import Figure
from afterword.model.moment import instant
from afterword.model.values import dataclass
from afterword.review.case import Case
from afterword.review.policy.meeting import meeting_of
from afterword.review.policy.terms import calendar_of, deadline, for_severity, term_of
from afterword.review.policy.transitions import is_closed
from afterword.text.zones import named_zone
from afterword.timeline.incident_days import last_day

Name = Literal["draft", "meeting", "publication"]
"""A stage of a postmortem."""
State = Literal["done", "late", "due", "open", "unknown"]
"""Whether a stage is reached, late, or still in time; ``open`` where nothing says by when, ``unknown`` where nothing
shows whether it was reached or from when the time counts."""

_ENDS = ("resolved", "recovered", "neutralised", "mitigated")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A stage of a postmortem, and by when it has to be reached."""

    name: Name
    """Which."""
    state: State
    """How it stands."""
    due: str | None = None
    """The last day, or the last instant in UTC, as ISO 8601; None where there is none or it is not known."""
    done_on: str | None = None
    """The day on which it was reached; None where that is not known."""
    days_late: int | None = None
    """How many days after the last one it was reached, or is not; None where it is not late."""
    reason: str | None = None
    """What the state rests on, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A figure that the policy limits, next to what it was."""

    metric: str
    """Which figure."""
    limit: str
    """The limit, as the policy writes it."""
    seconds: float | None
    """What it was; None where it is not known."""
    holds: bool | None
    """Whether the limit was kept; None where that is not known."""


def stages(case: Case) -> tuple[Stage, Stage, Stage]:
    """The draft, the meeting, and the publication of a postmortem."""
    ended = end_of(case)
    meeting = _meeting(case, _due(case, "meeting_within", ended), ended)
    drafted = _due(case, "draft_within", ended)
    if drafted is None and case.policy.get("draft_before") == "meeting":
        held = meeting_of(case)
        drafted = held.day if held else day_of(meeting.due)
    return _draft(case, drafted, ended), meeting, _publication(case, _due(case, "publish_within", ended), ended)


def end_of(case: Case) -> date | datetime | None:
    """When the incident ended: an instant where the timeline says it, else the day; None where neither is known."""
    for phase in _ENDS:
        known = [at for e in case.record.timeline if e.phase == phase and (at := instant(e.at))]
        if known:
            zone = named_zone(case.house.time.zone) if case.house.time.zone else None
            return max(known).astimezone(zone or UTC)
    return last_day(case.record)


def targets(case: Case) -> tuple[Target, ...]:
    """The figures that the policy limits for this severity: ``{P0: {time_to_resolve: 15m}}``."""
    table = case.policy.get("targets")
    limits = for_severity(table, case.record) if isinstance(table, Mapping) else None
    found = []
    for name, limit in limits.items() if isinstance(limits, Mapping) else ():
        figure, term = getattr(case.record.metrics, name, None), term_of(limit)
        if isinstance(figure, Figure) and term is not None:
            took = figure.seconds
            holds = None if took is None else took <= term.hours * 3600
            found.append(Target(metric=name, limit=str(limit), seconds=took, holds=holds))
    return tuple(found)


def _due(case: Case, key: str, ended: date | datetime | None) -> date | datetime | None:
    term = term_of(for_severity(case.policy.get(key), case.record))
    return deadline(ended, term, calendar_of(case.policy)) if term and ended else None


def _asks(case: Case, key: str) -> bool:
    return term_of(for_severity(case.policy.get(key), case.record)) is not None


def _draft(case: Case, due: date | datetime | None, ended: date | datetime | None) -> Stage:
    record = case.record
    said = record.status is not None and record.status.value in {"in_review", "final", "closed"}
    told = bool(record.timeline) and bool(record.summary or record.executive_summary or record.analysis.root_cause)
    if said or told:
        return Stage(name="draft", state="done", due=_iso(due), reason="it tells what happened")
    if due is None:
        asks = _asks(case, "draft_within") or case.policy.get("draft_before")
        return _undated("draft", asks=bool(asks), ended=ended)
    return _open("draft", due, case.today, "it does not tell yet what happened")


def _meeting(case: Case, due: date | datetime | None, ended: date | datetime | None) -> Stage:
    held = meeting_of(case)
    if held is not None:
        late = _late(held.at or held.day, due)
        if held.day > case.today:
            state: State = "late" if late else "due"
            return Stage(name="meeting", state=state, due=_iso(due), days_late=late, reason=f"planned for {held.day}")
        day = held.day.isoformat()
        return Stage(name="meeting", state="done", due=_iso(due), done_on=day, days_late=late, reason=f"held on {day}")
    if case.is_final or case.record.meeting.attendees or case.record.meeting.discussion:
        return Stage(name="meeting", state="unknown", due=_iso(due), reason="the document does not say when it was")
    if due is None:
        return _undated("meeting", asks=_asks(case, "meeting_within"), ended=ended)
    return _open("meeting", due, case.today, "the document names no meeting")


def _publication(case: Case, due: date | datetime | None, ended: date | datetime | None) -> Stage:
    if case.is_final:
        written = (case.record.report_date or "")[:10]
        day = day_of(written)
        late = _late(day, due) if day else None
        reason = "closed" if is_closed(case.record) else "final"
        done_on = day.isoformat() if day else None
        return Stage(name="publication", state="done", due=_iso(due), done_on=done_on, days_late=late, reason=reason)
    if due is None:
        return _undated("publication", asks=_asks(case, "publish_within"), ended=ended)
    return _open("publication", due, case.today, "it is not final")


def _undated(name: Name, *, asks: bool, ended: date | datetime | None) -> Stage:
    if asks and ended is None:
        return Stage(name=name, state="unknown", reason="nothing says when the incident ended")
    return Stage(name=name, state="open", reason="the policy sets no time for it")


def _open(name: Name, due: date | datetime, today: date, reason: str) -> Stage:
    late = _late(today, due)
    return Stage(name=name, state="late" if late else "due", due=_iso(due), days_late=late, reason=reason)


def _late(reached: date | datetime, due: date | datetime | None) -> int | None:
    """How many days late it is, at least one; None where it is in time, or has no time."""
    if due is None:
        return None
    if isinstance(reached, datetime) and isinstance(due, datetime):
        return max(1, (reached.date() - due.date()).days) if reached > due else None
    first = reached.date() if isinstance(reached, datetime) else reached
    last = due.date() if isinstance(due, datetime) else due
    return (first - last).days if first > last else None


def _iso(due: date | datetime | None) -> str | None:
    if isinstance(due, datetime):
        return due.astimezone(UTC).isoformat(timespec="minutes").replace("+00:00", "Z")
    return due.isoformat() if due else None
