"""What the timeline gives in place of a stated figure, and whether the two agree."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

from afterword.model.event import Event
from afterword.model.measure import Figure
from afterword.model.moment import sort_instant
from afterword.model.record import Record
from afterword.model.values import dataclass
from afterword.review.figures.claims import About, Claim
from afterword.review.figures.rows import clock_of
from afterword.review.figures.spans import agrees
from afterword.text import zones
from afterword.text.expressions import later
from afterword.timeline.durations import measure
from afterword.timeline.figures import in_words

_FIGURES: Final[Mapping[About, tuple[str, ...]]] = {
    "duration": ("duration", "impact_duration", "time_to_resolve", "time_to_recover"),
    "time_to_detect": ("time_to_detect",),
    "time_to_acknowledge": ("time_to_acknowledge",),
    "time_to_respond": ("time_to_respond", "time_to_engage", "time_to_acknowledge"),
    "time_to_mitigate": ("time_to_mitigate", "time_to_respond"),
    "time_to_resolve": ("time_to_resolve", "time_to_recover", "time_to_mitigate", "duration", "impact_duration"),
}
_NEEDED: Final[Mapping[About, tuple[str, ...]]] = {
    "duration": ("duration", "impact_duration"),
    "time_to_detect": ("time_to_detect",),
    "time_to_acknowledge": ("time_to_acknowledge",),
    "time_to_respond": ("time_to_respond", "time_to_engage"),
    "time_to_mitigate": ("time_to_mitigate",),
    "time_to_resolve": ("time_to_resolve",),
}
_KNOWN: Final = frozenset({"recorded", "range"})
_RECOVERED: Final = later(
    r"\bback to normal\b|\berror rates? (?:is |are |was |were )?(?:back to )?normal\b|\breturn(?:ed|s)? to normal\b"
    r"|\bservice (?:is |was |fully )*restored\b|\bfully recovered\b",
    re.IGNORECASE,
)
_NO_DAY: Final = "2000-01-01"
_FEW: Final = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """An end of a stated stretch that no entry of the timeline has, and the entry that it stands beside."""

    event: Event
    """The entry."""
    written: str
    """Its time as a clock shows it."""
    is_start: bool
    """Whether it is the start of the stretch that no entry has."""


def prepared(record: Record) -> Record:
    """The record as figures are compared with it: dated, where no entry has a date, and with its recovery marked."""
    return with_recovery(_on_one_day(record))


def _on_one_day(record: Record) -> Record:
    """The record with its clock times on one day, where none has a date and they do not pass midnight."""
    if not record.timeline or any(event.at is not None for event in record.timeline):
        return record
    clocks = [clock_of(event) for event in record.timeline]
    known = [clock for clock in clocks if clock is not None]
    if any(second < first for first, second in pairwise(known)):
        return record
    events = tuple(
        event if clock is None else replace(event, at=f"{_NO_DAY}T{str(clock).zfill(8)}")
        for event, clock in zip(record.timeline, clocks, strict=True)
    )
    dated = replace(record, timeline=events)
    return replace(dated, metrics=measure(dated))


def with_recovery(record: Record) -> Record:
    """The record with the entry that says that all was normal again as its recovery, where none is marked."""
    phases = {event.phase for event in record.timeline}
    if phases & {"recovered", "resolved"} or not any(event.what for event in record.timeline):
        return record
    for number, event in enumerate(record.timeline):
        if event.phase is None and _RECOVERED.search(f"{event.what} {event.notes or ''}"):
            events = list(record.timeline)
            events[number] = replace(event, phase="recovered")
            known = replace(record, timeline=tuple(events))
            return replace(known, metrics=measure(known))
    return record


def contradiction(record: Record, claim: Claim) -> str | None:
    """What the timeline gives where it gives none of the figures that a stated one may mean; None where it agrees.

    shape: None too where a figure that could be meant cannot be measured, or where two entries, not both of them
    milestones, lie as far apart as the document says.
    """
    if claim.duration is None or claim.has_basis:
        return None
    given = {name: getattr(record.metrics, name) for name in _FIGURES[claim.about]}
    if any(given[name].status not in _KNOWN for name in _NEEDED[claim.about]):
        return None
    known = [figure for figure in given.values() if figure.status in _KNOWN]
    if any(_fits(claim, figure) for figure in known) or _otherwise(record.timeline, claim):
        return None
    said = dict.fromkeys(in_words(given[name]) for name in _NEEDED[claim.about])
    return "; ".join(said)


def _fits(claim: Claim, figure: Figure) -> bool:
    if claim.duration is None:
        return True
    if figure.status == "range":
        low, high = figure.min or 0.0, figure.max if figure.max is not None else float("inf")
        return low - 60 < claim.seconds < high + 60
    return figure.seconds is not None and agrees(claim.duration, figure.seconds)


def _otherwise(events: Sequence[Event], claim: Claim) -> bool:
    """Whether entries other than the milestones could be the ends that are meant."""
    dated = [(event, moment) for event in events if (moment := sort_instant(event.at)) and "T" in (event.at or "")]
    if claim.duration is None or len(dated) > _MOST:
        return True
    for number, (one, first) in enumerate(dated):
        for other, second in dated[number + 1 :]:
            if (one.phase is None or other.phase is None) and agrees(
                claim.duration, abs((second - first).total_seconds())
            ):
                return True
    return False


_MOST: Final = 120


def beside(record: Record, claim: Claim) -> Near | None:
    """The entry that one end of a stated stretch misses by minutes, where the other end is that of an entry.

    returns: None where both ends or neither are those of entries, none is near, or the zones differ.
    """
    stretch = claim.stretch
    if stretch is None:
        return None
    clocks = list(_clocks(record.timeline, stretch.zone))
    first, last = _nearest(clocks, stretch.first), _nearest(clocks, stretch.last % 86400)
    if first is None or last is None or (first[0] < 60) == (last[0] < 60):
        return None
    apart, event, at = last if first[0] < 60 else first
    if apart > _FEW.total_seconds():
        return None
    return Near(event=event, written=at.strftime("%H:%M"), is_start=first[0] >= 60)


def _nearest(clocks: Sequence[tuple[Event, datetime]], seconds: int) -> tuple[int, Event, datetime] | None:
    """The entry whose time of the day is nearest, with how far it is."""
    apart = ((abs(at.hour * 3600 + at.minute * 60 + at.second - seconds), event, at) for event, at in clocks)
    return min(apart, key=lambda each: each[0], default=None)


def _clocks(events: Sequence[Event], zone: str) -> Iterator[tuple[Event, datetime]]:
    """The entries with a time, and what the clocks of their zone showed."""
    for event in events:
        moment = sort_instant(event.at)
        if moment is None or "T" not in (event.at or "") or event.precision not in {"minute", "second", "exact"}:
            continue
        own = zones.zone_of(event.zone) if event.zone else None
        if zone and event.zone and zone.upper() != event.zone.upper():
            continue
        yield event, moment.astimezone(own) if own and (event.at or "").endswith("Z") else moment
