"""New evidence added to a document that people have edited: only what is not there, and nothing of theirs changed."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from afterword.evidence.citations import Citation, find_citations
from afterword.model.event import Event
from afterword.model.evidence import LedgerRow
from afterword.model.record import EvidenceFile, Record
from afterword.timeline.draft import event, manifest
from afterword.timeline.durations import measure
from afterword.timeline.minutes import seconds_of
from afterword.timeline.telling import Told

_Place = tuple[str, int, int]


def merge_into(record: Record, told: Told, ledger: Sequence[LedgerRow]) -> Record:
    """The record with the told events that it does not have yet, each at its place in time.

    shape: an event is there already where its time and words stand in the timeline, or where one of its
    citations does; of several events that one record gives, those whose time is there. A phase that the
    document marks already is not proposed again. Files of evidence are added to the manifest.
    """
    known = _Known(record.timeline, [event(entry) for entry in told.entries])
    phases = {old.phase for old in record.timeline if old.phase and old.at}
    events = list(record.timeline)
    for entry in told.entries:
        new = event(entry)
        if known.has(new):
            continue
        if new.phase in phases:
            new = replace(new, phase=None, notes=None)
        events.insert(_index(events, new), new)
    merged = replace(record, timeline=tuple(events), evidence=_manifest(record.evidence, manifest(ledger)))
    return replace(merged, metrics=measure(merged))


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


def _index(events: Sequence[Event], new: Event) -> int:
    """Where an event belongs: after the last one that is not later; at the end where its time is unknown."""
    at = seconds_of((new.at or "").removesuffix("Z"))
    if at is None:
        return len(events)
    for index in range(len(events), 0, -1):
        other = seconds_of((events[index - 1].at or "").removesuffix("Z"))
        if other is not None and other <= at:
            return index
    first = next((i for i, old in enumerate(events) if seconds_of((old.at or "").removesuffix("Z")) is not None), None)
    return len(events) if first is None else first


def _manifest(old: Sequence[EvidenceFile], new: Sequence[EvidenceFile]) -> tuple[EvidenceFile, ...]:
    known = {file.sha256 for file in old if file.sha256} | {file.file for file in old if not file.sha256}
    return (*old, *(file for file in new if file.sha256 not in known and file.file not in known))
