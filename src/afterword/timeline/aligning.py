"""Clocks set by one another: which source is off, by how much, and its records moved by that."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from afterword.evidence.condensed import Condensed
from afterword.model.evidence import Entry
from afterword.model.finding import Finding
from afterword.model.values import dataclass
from afterword.text.expressions import later
from afterword.timeline.apart import QUARTER, Apart, spoken

CLOCKS = frozenset({"TL105", "TL108", "TL109"})
"""The findings that speak of clocks and zones of sources."""

_MOVED = "moved "
_LEAP = "2000"
_UTC = frozenset({"z", "utc", "gmt", "+00:00", "+0000", "+00"})


_WRONG = later(
    r"\bclock (?:is )?(?:wrong|unsynchroni[sz]ed|not synchroni[sz]ed)\b|\bclock was stepped\b|\bclock has jumped\b"
    r"|\btime correction of \S+ seconds exceeds\b|\btime reset [+-]\d|\bstep time server\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """A source, as far as its clock can be trusted."""

    hosted: bool
    """Whether a service keeps it whose clocks are set, not a host of one's own."""
    zone: str | None
    """As its first record with a time states it; None where it does not."""
    known: bool
    """Whether the zone is known at all."""
    stated: bool
    """Whether the zone is stated by the source itself."""
    records: int = 0
    """How many records it has."""
    doubted: bool = False
    """Whether its own words say that its clock is wrong."""
    trusted: bool = False
    """Whether the caller says that its clock is right."""

    @property
    def says_utc(self) -> bool:
        """Whether the source itself says that its times are UTC."""
        return self.stated and (self.zone or "").casefold() in _UTC


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """How much a source is to be moved to agree with another one."""

    file: str
    """The source."""
    seconds: int
    """By how much; below zero for earlier."""
    against: str
    """The source that it is moved to agree with."""
    shared: int
    """How many things both mention, on which that rests."""
    things: str
    """What those are."""
    zoneless: tuple[str, ...] = ()
    """Those of both whose zone is not known: taken as if UTC."""
    supported: bool = True
    """Whether anything but its size speaks for the other source."""
    doubted: bool = False
    """Whether its own words say that its clock is wrong."""

    @property
    def words(self) -> str:
        """The move in words: ``47 s later``."""
        return f"{spoken(abs(self.seconds))} {'later' if self.seconds > 0 else 'earlier'}"


def witness(entry: Entry, *, hosted: bool) -> Witness:
    """What the first record of a source says of its clock."""
    known = (entry.at or "").endswith("Z")
    return Witness(hosted=hosted, zone=entry.zone, known=known, stated=known and entry.zone_basis == "stated")


def says_wrong(what: str) -> bool:
    """Whether a message says that the clock of the host is wrong, as the programs do that set it."""
    return ("clock" in what or "time" in what) and _WRONG.search(what) is not None


def shifts(pairs: Sequence[Apart], witnesses: Mapping[str, Witness]) -> dict[str, Shift]:
    """The sources to be moved, each by how much.

    shape: of sources that mention the same things, the clock is right that the caller trusts; else not one whose own
    log says that it is wrong; then the one with which most others agree; that of a service; where zones may be wrong,
    that of a source that states its own; and that which has most records. Each of the rest is set by the one that it
    shares most with, of those that are right or set already.
    """
    even = [pair for pair in pairs if pair.even]
    found: dict[str, Shift] = {}
    placed: dict[str, int] = {}
    left = sorted({file for pair in even for file in (pair.one, pair.other)})
    while left:
        ranked = sorted(left, key=lambda file: (*_trust(file, even, witnesses), [-ord(letter) for letter in file]))
        right = ranked[-1]
        grounds = _trust(right, even, witnesses)[:-1]
        placed[right] = 0
        left.remove(right)
        while edges := [pair for pair in even if (pair.one in placed) != (pair.other in placed)]:
            pair = max(edges, key=lambda pair: (pair.things == "identifiers", pair.shared, pair.one, pair.other))
            file, against = (pair.other, pair.one) if pair.one in placed else (pair.one, pair.other)
            seconds = _whole(pair) if file == pair.other else -_whole(pair)
            placed[file] = placed[against] + seconds
            left.remove(file)
            if placed[file]:
                zoneless = tuple(name for name in (file, against) if not witnesses[name].known)
                found[file] = Shift(
                    file=file, seconds=placed[file], against=against, shared=pair.shared, things=pair.things,
                    zoneless=zoneless, supported=grounds > _trust(file, even, witnesses)[:-1],
                    doubted=witnesses[file].doubted,
                )  # fmt: skip
    return found


def _trust(
    file: str, pairs: Sequence[Apart], witnesses: Mapping[str, Witness]
) -> tuple[bool, bool, int, bool, bool, bool, int]:
    own = [pair for pair in pairs if file in {pair.one, pair.other}]
    zones = any(pair.quarters for pair in own)
    agreeing = sum(not pair.seconds for pair in own)
    seen = witnesses[file]
    return (
        seen.trusted,
        not seen.doubted,
        agreeing,
        seen.hosted,
        zones and seen.known,
        zones and seen.stated,
        seen.records,
    )


def _whole(pair: Apart) -> int:
    """Whole seconds that the first of two is later; where they look like a zone, only that."""
    if pair.quarters:
        return round(pair.quarters * QUARTER) * (1 if pair.seconds > 0 else -1)
    return round(pair.seconds)


def moved(at: str | None, seconds: int) -> str | None:
    """A time later by so many seconds, in the same form; a day without a clock, and what is none, as it is."""
    if at is None or "T" not in at:
        return at
    yearless = at.startswith("--")
    head, rest = (f"{_LEAP}{at[1:16]}", at[16:]) if yearless else (at[:19], at[19:])
    try:
        then = datetime.fromisoformat(head) + timedelta(seconds=seconds)
    except (ValueError, OverflowError):
        return at
    text = then.isoformat()
    return f"-{text[4:]}{rest}" if yearless else f"{text}{rest}"


def shifted(entry: Entry, shift: Shift) -> Entry:
    """A record with its times moved; its raw time stays in ``written``."""
    said = f"{_MOVED}{shift.words} to agree with {shift.against}"
    return replace(
        entry,
        at=moved(entry.at, shift.seconds),
        until=moved(entry.until, shift.seconds),
        first=moved(entry.first, shift.seconds),
        last=moved(entry.last, shift.seconds),
        written=entry.written or entry.at,
        basis_reason=f"{entry.basis_reason}; {said}" if entry.basis_reason else said,
        moments=tuple(replace(moment, at=moved(moment.at, shift.seconds)) for moment in entry.moments),
    )


def move_of(entry: Entry) -> str | None:
    """How a record was moved, in words; None where it was not."""
    last = (entry.basis_reason or "").rpartition("; ")[2]
    return last if last.startswith(_MOVED) else None


def aligned(entries: Iterable[Entry | Condensed], by: Mapping[str, Shift]) -> Iterator[Entry | Condensed]:
    """The records, those of the sources that are off moved.

    shape: a log that is to be moved by other than whole minutes has to come record by record.
    """
    for entry in entries:
        if isinstance(entry, Condensed):
            off = by.get(entry.file)
            if off:
                _move(entry, off)
            yield entry
            continue
        shift = by.get(entry.sources[0].file) if entry.sources else None
        yield shifted(entry, shift) if shift else entry


def by_minutes(shift: Shift) -> bool:
    """Whether a log may come in counts, which are by the minute, and be moved."""
    return shift.seconds % 60 == 0


def _move(log: Condensed, shift: Shift) -> None:
    if not by_minutes(shift):
        raise ValueError(f"{log.file} is moved by {shift.words} and comes in counts")
    log.move(lambda key: moved(key, shift.seconds) or key, lambda entry: shifted(entry, shift))


def with_words(entry: Entry, by: Mapping[str, Shift]) -> Entry:
    """A told event that says in its reason which of its sources were moved."""
    said = [f"{file} was moved {by[file].words}" for file in dict.fromkeys(s.file for s in entry.sources) if file in by]
    if not said:
        return entry
    return replace(entry, reason="; ".join([*([entry.reason] if entry.reason else []), *said]))


def applied(by: Mapping[str, Shift]) -> Iterator[Finding]:
    """What was moved, and on what that rests."""
    for shift in by.values():
        message = (
            f"{shift.file} was moved {shift.words} (--align), by {shift.shared} {shift.things} that it shares with"
            f" {shift.against}; its own times stay as written"
        )
        if shift.doubted:
            message += "; its own words say that its clock was wrong"
        if not shift.supported:
            message += (
                "; which of the two is off the evidence does not say: the one with more records is taken as right"
            )
            message += ", --trust names another"
        if shift.zoneless:
            message += f" (the zone of {' and '.join(shift.zoneless)} is not known: taken as if UTC)"
        yield Finding(code="TL109", message=message)


def doubted(pairs: Sequence[Apart], by: Mapping[str, Shift], witnesses: Mapping[str, Witness]) -> Iterator[Finding]:
    """What is to be said of sources that are apart, where no time is changed."""
    for pair in pairs:
        if not pair.seconds:
            continue
        early, late = (pair.one, pair.other) if pair.seconds < 0 else (pair.other, pair.one)
        off = next((file for file in (early, late) if file in by), None)
        hint = f" (--align moves {off} {by[off].words})" if off else ""
        local = off if pair.quarters and off and witnesses[off].says_utc else None
        if local:
            other = late if local == early else early
            message = (
                f"{local} says UTC, but looks like local time: its times of the same {pair.shared} {pair.things} are"
                f" {spoken(pair.quarters * QUARTER)} {'before' if local == early else 'after'} those of {other}"
            )
            yield Finding(code="TL108", message=f"{message}; no time was changed{hint}")
            continue
        message = f"{early} has the same {pair.shared} {pair.things} {_meaning(pair, late)}"
        yield Finding(code="TL105", message=f"{message}; no time was changed{hint}")


def _meaning(pair: Apart, late: str) -> str:
    seconds = abs(pair.seconds)
    if pair.quarters:
        about = spoken(pair.quarters * QUARTER)
        return f"about {about} before {late}: perhaps one is in another zone than was taken"
    return f"{spoken(seconds)} before {late}: its clock may be behind, or the other's ahead"
