"""New evidence added to a document that people have edited: only what is not there, and nothing of theirs changed."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from afterword.evidence.citations import Citation, find_citations
from afterword.model.event import Event
from afterword.model.evidence import LedgerRow
from afterword.model.finding import Finding
from afterword.model.record import EvidenceFile, Record
from afterword.model.vocabulary import Phase
from afterword.timeline.draft import event, manifest
from afterword.timeline.durations import measure
from afterword.timeline.minutes import seconds_of
from afterword.timeline.order import ANY_YEAR
from afterword.timeline.succession import contradicted
from afterword.timeline.telling import Told
from afterword.timeline.window import Window

_Place = tuple[str, int, int]
_SLACK = 60.0


def merge_into(record: Record, told: Told, ledger: Sequence[LedgerRow]) -> tuple[Record, tuple[Finding, ...]]:
    """The record with the told events that it does not have yet, each at its place in time, and what was doubtful.

    shape: an event is there already where its time and words stand in the timeline, or where one of its
    citations does; of several events that one record gives, those whose time is there. A phase that the
    document marks already is not proposed again, nor one that would be out of order with those that it marks.
    Files of evidence are added to the manifest.
    """
    known = _Known(record.timeline, [event(entry) for entry in told.entries])
    year = Counter(old.at[:4] for old in record.timeline if old.at and old.at[:4].isdecimal()).most_common(1)
    seconds = partial(_seconds, year=year[0][0] if year else str(ANY_YEAR))
    marked = {old.phase: at for old in record.timeline if old.phase and (at := seconds(old)) is not None}
    phases = {old.phase for old in record.timeline if old.phase and old.at}
    events, findings = list(record.timeline), []
    for entry in told.entries:
        new = event(entry)
        if known.has(new):
            continue
        doubt = _doubt(new, seconds(new), marked) if new.phase and new.phase not in phases else None
        if doubt:
            findings.append(doubt)
        if new.phase in phases or doubt:
            new = replace(new, phase=None, notes=None)
        events.insert(_index([seconds(old) for old in events], seconds(new)), new)
    merged = replace(record, timeline=tuple(events), evidence=_manifest(record.evidence, manifest(ledger)))
    return replace(merged, metrics=measure(merged)), tuple(findings)


def _doubt(new: Event, at: float | None, marked: Mapping[Phase, float]) -> Finding | None:
    """Why a phase is not proposed for an event, beside the milestones that a document marks."""
    if new.phase is None or at is None or not marked:
        return None
    other = contradicted(new.phase, at, marked, _SLACK)
    span = Window(low=min(marked.values()), high=max(marked.values()))
    if other is None and span.holds(at):
        return None
    name = new.phase.replace("_", " ")
    why = f"would be out of order with {other.replace('_', ' ')}" if other else "is hours from all that is marked"
    message = f"{name} was not proposed: at {(new.at or '').replace('T', ' ').replace('Z', ' UTC')} it {why}"
    return Finding(code="TL106", message=message)


class _Known:
    """What a timeline has already."""

    def __init__(self, old: Sequence[Event], told: Sequence[Event]) -> None:
        self._said = {_likeness(item) for item in old}
        self._times: dict[_Place, list[str | None]] = {}
        for item in old:
            for place in _places(item.evidence):
                self._times.setdefault(place, []).append(item.at)
        self._told = Counter(place for item in told for place in _places(item.evidence))

    def has(self, new: Event) -> bool:
        if _likeness(new) in self._said:
            return True
        return any(
            new.at in self._times[place] or self._told[place] <= len(self._times[place])
            for place in _places(new.evidence)
            if place in self._times
        )


def _places(evidence: Iterable[str]) -> set[_Place]:
    return {_place(citation) for text in evidence for citation in find_citations(text)}


def _place(citation: Citation) -> _Place:
    return citation.sha256, citation.start, citation.end


def _likeness(event_: Event) -> tuple[str | None, str]:
    words = "".join(c for c in (event_.what or "").casefold() if c.isalnum())
    return (event_.at or event_.written, words)


def _index(times: Sequence[float | None], at: float | None) -> int:
    """Where an event belongs: after the last one that is not later; at the end where its time is unknown."""
    if at is None:
        return len(times)
    for index in range(len(times), 0, -1):
        other = times[index - 1]
        if other is not None and other <= at:
            return index
    first = next((index for index, time in enumerate(times) if time is not None), None)
    return len(times) if first is None else first


def _seconds(event_: Event, year: str) -> float | None:
    """The time of an event on the line of ``seconds_of``; one without a year is taken to be of ``year``."""
    at = (event_.at or "").removesuffix("Z")
    return seconds_of(f"{year}{at[1:]}" if at.startswith("--") else at)


def _manifest(old: Sequence[EvidenceFile], new: Sequence[EvidenceFile]) -> tuple[EvidenceFile, ...]:
    known = {file.sha256 for file in old if file.sha256} | {file.file for file in old if not file.sha256}
    return (*old, *(file for file in new if file.sha256 not in known and file.file not in known))
