"""Records of evidence told as a timeline that a person can read, with the fate of every record."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import field, replace
from types import MappingProxyType

from afterword.evidence.condensed import Condensed
from afterword.evidence.ledger import USED
from afterword.evidence.span import Span
from afterword.model.evidence import Entry
from afterword.model.finding import Finding
from afterword.model.values import dataclass
from afterword.timeline.aligning import Shift, aligned, applied, doubted, shifts, with_words
from afterword.timeline.choices import Work
from afterword.timeline.choosing import Choosing
from afterword.timeline.collecting import Collector
from afterword.timeline.contradictions import contradictions
from afterword.timeline.duplicates import merged
from afterword.timeline.happening import Book, Happening
from afterword.timeline.minutes import seconds_of
from afterword.timeline.order import Order, Places
from afterword.timeline.phases import propose
from afterword.timeline.skew import Skew
from afterword.timeline.stories import LEFT_OUT
from afterword.timeline.window import Window

READABLE = 200
"""How many events a timeline has at most where nobody says otherwise."""

_FAR = 20
_KEPT_ALWAYS = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A timeline told from evidence."""

    entries: tuple[Entry, ...]
    """The events, oldest first; undated ones where they stand in their file."""
    dispositions: Sequence[str]
    """What became of each record that was given, in order: ``used``, ``grouped``, or why it was set aside."""
    tellers: Sequence[tuple[int, ...]]
    """For each record, which of ``entries`` tell it; empty for one that was set aside."""
    findings: tuple[Finding, ...]
    """Contradictions, and what had to be taken for granted."""
    shifts: Mapping[str, Shift] = field(default_factory=dict)
    """By source, how much its clock would have to be moved to agree with the others."""
    work: Work = Work()
    """What is told as a working file, with every choice of the one that was given; empty where none was."""


def tell(
    entries: Iterable[Entry | Condensed],
    *,
    limit: int | None = None,
    span: Span | None = None,
    align: Mapping[str, Shift] = MappingProxyType({}),
    trusted: Collection[str] = (),
    work: Work | None = None,
) -> Told:
    """The timeline of an incident.

    shape: ``entries`` are one for each record, in file order, and are read once; long logs may come in counts.
    ``limit`` is the most events that are told (200 where it is None), those with a milestone always. Records outside
    of ``span`` are set aside; with logs in counts it has to begin and end with whole minutes. The sources of
    ``align`` (``shifts`` of what was told before) are moved first; they have to come record by record.
    ``trusted`` are sources whose clocks are right. ``work`` holds what people decided about the events.
    Messages are grouped by template, requests and samples told where they change, duplicates across sources
    merged, and phases proposed, each with the reason.
    laws: one disposition for each entry; ``what`` holds the words of the evidence and figures counted in it.
    """
    book, order, skew = Book(), Order(), Skew()
    gathered, places = _collected(
        aligned(entries, align) if align else entries, Collector(book, order, skew, span), order
    )
    choosing = Choosing(work, gathered, places.year) if work is not None else None
    items = merged(choosing.remaining() if choosing else gathered)
    proposal = propose(choosing.settled(items) if choosing else items)
    happenings = choosing.worded(proposal.happenings) if choosing else proposal.happenings
    told = _chosen(happenings, limit or READABLE, proposal.window)
    told.sort(key=lambda item: (item.key, item.sequence))
    for fate, why in choosing.hidden.items() if choosing else ():
        book.settle(fate, why)
    for item in happenings:
        for fate in item.fates:
            book.settle(fate, LEFT_OUT)
    for item in sorted(told, key=lambda item: item.told == USED):
        for fate in item.fates:
            book.settle(fate, item.told)
    pairs = skew.pairs(places)
    witnesses = skew.witnesses(trusted)
    off = shifts(pairs, witnesses)
    clocks = [*applied(align), *doubted(pairs, off, witnesses)]
    against = contradictions(happenings)
    findings = [*proposal.findings, *against, *_placing(told, places.year), *_zones(told), *clocks]
    findings += choosing.findings if choosing else []
    return Told(
        entries=tuple(with_words(item.entry, align) if align else item.entry for item in told),
        dispositions=book.dispositions(),
        tellers=book.each(_tellers(told, len(book))),
        findings=tuple(findings),
        shifts=off,
        work=choosing.work(told) if choosing else Work(),
    )


def _tellers(told: Sequence[Happening], fates: int) -> Sequence[tuple[int, ...]]:
    """For each fate, the events that tell its records."""
    tellers: list[tuple[int, ...]] = [()] * fates
    for number, item in enumerate(told):
        for fate in item.fates:
            tellers[fate] += (number,)
    return tellers


def _collected(
    entries: Iterable[Entry | Condensed], collector: Collector, order: Order
) -> tuple[list[Happening], Places]:
    for entry in entries:
        if isinstance(entry, Condensed):
            collector.add_condensed(entry)
        else:
            collector.add(entry)
    places = order.places()
    return [_placed(item, places) for item in collector.happenings(places)], places


def _placed(item: Happening, places: Places) -> Happening:
    file = item.entry.sources[0].file if item.entry.sources else ""
    key, until = places.of(item.key, file), places.of(item.until, file) if item.until else None
    return item if (key, until) == (item.key, item.until) else replace(item, key=key, until=until)


def _chosen(happenings: Sequence[Happening], limit: int, window: Window | None) -> list[Happening]:
    """The events that a reader needs most, where there are more than may be told."""
    if len(happenings) <= limit:
        return list(happenings)
    weighed = [(_weight(item, window), index, item) for index, item in enumerate(happenings)]
    weighed.sort(key=lambda row: (-row[0], row[1]))
    return [item for rank, (weight, _, item) in enumerate(weighed) if rank < limit or weight >= 95]


def _weight(item: Happening, window: Window | None) -> int:
    if window is None or item.weight >= _KEPT_ALWAYS or window.holds(seconds_of(item.key)):
        return item.weight
    return item.weight - _FAR


def _placing(told: Sequence[Happening], year: int) -> Iterable[Finding]:
    if year and any((item.entry.at or "").startswith("--") for item in told):
        years = sorted({item.key[:4] for item in told if (item.entry.at or "").startswith("--")})
        message = f"times without a year stand in the order as if they were of {' and '.join(years[:3])}"
        yield Finding(code="TL103", message=message)


def _zones(told: Sequence[Happening]) -> Iterable[Finding]:
    known = any((item.entry.at or "").endswith("Z") for item in told)
    local = sorted({item.entry.sources[0].file for item in told if item.entry.sources and _is_local(item.entry.at)})
    if known and local:
        names = ", ".join(local[:3]) + (" and others" if len(local) > 3 else "")
        yield Finding(
            code="TL104", message=f"{names}: the zone is not known; its times stand in the order as if in UTC"
        )


def _is_local(at: str | None) -> bool:
    return at is not None and not at.endswith("Z") and len(at) > 10
