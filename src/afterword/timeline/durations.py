"""How long the parts of an incident took, from its timeline alone."""

import re
from collections.abc import Mapping, Sequence

from afterword.model.event import Event
from afterword.model.measure import Anchor, Figure, Metrics
from afterword.model.record import Record
from afterword.model.values import dataclass
from afterword.model.vocabulary import PHASES, Phase
from afterword.text.expressions import later
from afterword.timeline.intervals import Interval, interval, next_year, on_one_line

WORDS: Mapping[Phase, str] = {
    "began": "the start of impact",
    "detected": "detection",
    "acknowledged": "acknowledgement",
    "validated": "validation",
    "declared": "declaration",
    "responding": "the start of the response",
    "ic_engaged": "the engagement of an incident commander",
    "war_room": "the opening of a war room",
    "escalated": "escalation",
    "communicated": "communication",
    "identified": "the cause being identified",
    "mitigating": "the start of mitigation",
    "mitigated": "mitigation",
    "neutralised": "the threat being neutralised",
    "recovered": "recovery",
    "resolved": "resolution",
}
"""What a milestone is called in a sentence."""

_DEFINITIONS: Mapping[str, tuple[Phase, tuple[Phase, ...]]] = {
    "time_to_detect": ("began", ("detected",)),
    "time_to_acknowledge": ("detected", ("acknowledged",)),
    "time_to_respond": ("detected", ("mitigating",)),
    "time_to_identify": ("detected", ("identified",)),
    "time_to_mitigate": ("began", ("mitigated",)),
    "time_to_recover": ("began", ("recovered", "resolved")),
    "time_to_resolve": ("began", ("resolved", "recovered")),
    "duration": ("detected", ("resolved", "recovered")),
    "impact_duration": ("began", ("recovered", "mitigated", "resolved")),
}
_NOT_APPLICABLE = later(r"\W*(?:n\.?/?a\.?|not applicable|does not apply)\W*$", re.IGNORECASE)
_STANDS_IN = {("recovered", "resolved"), ("resolved", "recovered")}


@dataclass(slots=True, kw_only=True)
class _End:
    """What the timeline says of one milestone."""

    phase: Phase
    at: str | None = None
    span: Interval | None = None
    marked: bool = False
    applies: bool = True

    @property
    def anchor(self) -> Anchor:
        return Anchor(phase=self.phase, at=self.at)


def measure(record: Record) -> Metrics:
    """The figures that a record's timeline gives, each with its two ends and, where it needs one, its reason.

    shape: of several events of one phase the first in time counts. ``recorded`` where both times are
    points; ``range`` where one is coarse; ``invalid`` where the end comes before the start;
    ``not_applicable`` where the timeline says so in place of a time; ``pending`` where the start is
    known, the document is a draft that gives no end of the incident, and no milestone at or after the end
    is there yet; ``unknown`` otherwise.
    source: docs/decisions/0005.
    """
    marks: dict[str, list[Event]] = {}
    for event in record.timeline:
        if event.phase:
            marks.setdefault(event.phase, []).append(event)
    ends = {phase: _end(phase, marks.get(phase, ())) for phase in PHASES}
    open_ = _is_open(record)
    figures = {name: _figure(ends, start, targets, open_=open_) for name, (start, targets) in _DEFINITIONS.items()}
    figures["time_to_engage"] = _figure(ends, "detected", _engagement(ends), open_=open_)
    return Metrics(**figures)


def _engagement(ends: Mapping[Phase, _End]) -> tuple[Phase, ...]:
    """Responding and ic_engaged, the earlier of the two first."""
    both: tuple[Phase, ...] = ("responding", "ic_engaged")
    first, second = ends["responding"].span, ends["ic_engaged"].span
    pair = on_one_line(first, second) if first and second else None
    return both[::-1] if pair and pair[1].low < pair[0].low else both


def _end(phase: Phase, marks: Sequence[Event]) -> _End:
    """``marks`` are the events of the phase."""
    if not marks:
        return _End(phase=phase)
    dated = [(span, event) for event in marks if (span := interval(event)) is not None]
    if dated:
        # one line of time only: a stretch in another zone cannot be said to be earlier
        line = dated[0][0].line
        span, event = min((pair for pair in dated if pair[0].line == line), key=lambda pair: pair[0].low)
        return _End(phase=phase, at=event.at, span=span, marked=True)
    applies = not any(_NOT_APPLICABLE.match(event.written or "") for event in marks)
    return _End(phase=phase, at=marks[0].at if marks else None, marked=bool(marks), applies=applies)


def _is_open(record: Record) -> bool:
    return record.status is not None and record.status.value == "draft" and record.incident.end is None


def _figure(ends: Mapping[Phase, _End], start_phase: Phase, targets: Sequence[Phase], *, open_: bool) -> Figure:
    start = ends[start_phase]
    end = next((ends[phase] for phase in targets if ends[phase].span), ends[targets[0]])
    note = _stand_in(targets[0], end)
    refused = next((e for e in (start, end) if not e.applies), None)
    if refused:
        return Figure(
            status="not_applicable",
            from_=start.anchor,
            to=end.anchor,
            reason=f"the timeline says that {WORDS[refused.phase]} does not apply",
        )
    if start.span and end.span:
        return _difference(start, end, start.span, end.span, note)
    if start.span and open_ and _is_to_come(ends, targets):
        return Figure(
            status="pending",
            from_=start.anchor,
            to=end.anchor,
            reason=f"the draft's timeline has no time yet for {WORDS[end.phase]}",
        )
    return Figure(status="unknown", from_=start.anchor, to=end.anchor, reason=_missing(start, end, targets))


def _stand_in(wanted: Phase, end: _End) -> str | None:
    if end.phase == wanted:
        return None
    if (wanted, end.phase) in _STANDS_IN:
        return f"the timeline has no {wanted}; {end.phase} serves as both"
    return f"no event with a time marks {WORDS[wanted]}; {end.phase} is used" if end.span else None


def _is_to_come(ends: Mapping[Phase, _End], targets: Sequence[Phase]) -> bool:
    """Whether no milestone that usually follows the end has a time: then the end may still come."""
    rank = min(PHASES.index(phase) for phase in targets)
    return not any(ends[phase].span for phase in PHASES[rank:])


def _missing(start: _End, end: _End, targets: Sequence[Phase]) -> str:
    words = " or ".join(WORDS[phase] for phase in targets)
    absent = [WORDS[start.phase]] if not start.marked else []
    absent += [words] if not end.marked else []
    parts = [f"no event marks {' or '.join(absent)}"] if absent else []
    undated = [e for e in (start, end) if e.marked and not e.span]
    parts += [f"the event that marks {WORDS[e.phase]} {_why_undated(e)}" for e in undated]
    return "; ".join(parts)


def _why_undated(end: _End) -> str:
    return "has no date and time" if end.at is None else f"has no usable time ({end.at})"


def _difference(start: _End, end: _End, first: Interval, second: Interval, note: str | None) -> Figure:
    pair = on_one_line(first, second)
    if pair is None:
        return Figure(status="unknown", from_=start.anchor, to=end.anchor, reason=_unrelated(start, end, first, second))
    first, second = pair
    notes = [note] if note else []
    if first.line.startswith("yearless") and first.low.month == 12 and second.low.month == 1:
        second = next_year(second)
        notes.append("the year is not known; the new year is taken to lie between the two times")
    elif first.line.startswith("yearless"):
        notes.append("the year is not known; both times are taken to be of the same one")
    if first.line.startswith("local"):
        notes.append("the zone is not known; both times are taken to be of the same one")
    least, most = (second.low - first.high).total_seconds(), (second.high - first.low).total_seconds()
    if most < 0:
        reason = f"{end.phase} ({end.at}) stands before {start.phase} ({start.at})"
        return Figure(status="invalid", from_=start.anchor, to=end.anchor, reason="; ".join([reason, *notes]))
    if first.coarse is None and second.coarse is None:
        if most == 0:
            notes.append("both stand at the same time")
        return Figure(
            status="recorded", seconds=_whole(most), from_=start.anchor, to=end.anchor, reason="; ".join(notes) or None
        )
    coarse = [f"the time of {e.phase} is {_coarse(s)}" for e, s in ((start, first), (end, second)) if s.coarse]
    return Figure(
        status="range",
        min=_whole(max(least, 0.0)),
        max=_whole(most),
        from_=start.anchor,
        to=end.anchor,
        reason="; ".join([*coarse, *notes]),
    )


def _coarse(span: Interval) -> str:
    return {"day": "known to the day only", "hour": "known to the hour only", "bounded": "a range"}.get(
        span.coarse or "", "approximate"
    )


def _unrelated(start: _End, end: _End, first: Interval, second: Interval) -> str:
    if first.line.startswith("yearless") != second.line.startswith("yearless"):
        known, other = (end, start) if first.line.startswith("yearless") else (start, end)
        return f"the year of {known.phase} is known, that of {other.phase} is not"
    if "utc" in {first.line, second.line}:
        known, other = (start, end) if first.line == "utc" else (end, start)
        return f"the zone of {known.phase} is known, that of {other.phase} is not"
    return f"the zones of {start.phase} and {end.phase} differ and are not known"


def _whole(seconds: float) -> float:
    return int(seconds) if seconds == int(seconds) else seconds
