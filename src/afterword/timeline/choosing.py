"""A person's choices applied to the events of the evidence: left out, kept, changed, joined, added."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import cast

from afterword.model.evidence import Entry
from afterword.model.finding import Finding
from afterword.model.vocabulary import Phase
from afterword.timeline.choices import FIELDS, Choice, Work, choice_of, cited, digest, likeness, mark, proposed, unlike
from afterword.timeline.duplicates import joined
from afterword.timeline.happening import Happening
from afterword.timeline.order import ANY_YEAR
from afterword.timeline.refinding import Refinding

HIDDEN = "left out by a person's choice"
"""The disposition of a record that a person chose to leave out; the reason, if any, stands behind it."""
HAND = "by hand"
"""What the reason of an event begins with that a person decided about."""

_SURE = 100


class Choosing:
    """The choices of a working file, on their way through the telling of a timeline.

    shape: ``remaining``, ``settled``, ``worded``, and ``work`` are asked for in that order, each once.
    """

    def __init__(self, work: Work, gathered: Sequence[Happening], year: int) -> None:
        """``gathered`` are the events before any are joined; ``year`` stands for one that no time states."""
        self.findings: list[Finding] = []
        """What became of choices that could not be followed as they stand."""
        self._year = year or ANY_YEAR
        self._remarks = work.remarks
        self._items = [replace(item, parts=(number,)) for number, item in enumerate(gathered)]
        self._choices = {choice.id: choice for choice in work.choices}
        self._targets = {choice.into for choice in work.choices if choice.into}
        self._found = self._find([choice for choice in work.choices if not choice.by_hand], gathered)
        hidden = [choice for choice in work.choices if choice.keep is False and not choice.by_hand]
        self._gone = {
            part: f"{HIDDEN}: {choice.because}" if choice.because else HIDDEN
            for choice in hidden
            for part in self._found.get(choice.id, ())
        }
        self._first = len(gathered)
        self._leads: dict[int, Choice] = {}
        self._proposals: dict[str, dict[str, str]] = {}

    def _find(self, choices: Sequence[Choice], gathered: Sequence[Happening]) -> dict[str, tuple[int, ...]]:
        known = Refinding(gathered)
        found = {choice.id: parts for choice in choices if (parts := known.found(choice))}
        taken = {part for parts in found.values() for part in parts}
        for choice in choices:
            if choice.id in found or not self._counts(choice):
                continue
            parts = known.like(choice, frozenset(taken))
            if parts:
                found[choice.id] = parts
                taken.update(parts)
                now = proposed(gathered[parts[0]].entry)
                message = f"the choice for {choice.name} now stands at {now['at']} {now['what']}: the evidence changed"
                self.findings.append(Finding(code="TL114", message=message, line=choice.line))
            else:
                message = f"the choice for {choice.name} is about what the evidence does not hold any more; it is kept"
                self.findings.append(Finding(code="TL113", message=message, line=choice.line))
        return found

    def _counts(self, choice: Choice) -> bool:
        """Whether a person decided about an event, or wants another one told with it."""
        return choice.decided or choice.id in self._targets

    @property
    def hidden(self) -> Mapping[int, str]:
        """Fates of the events that are left out, each with its disposition: the choice, and why."""
        return {fate: why for part, why in self._gone.items() for fate in self._items[part].fates}

    def remaining(self) -> list[Happening]:
        """The events, each numbered, without those that a person left out."""
        return [item for item in self._items if item.parts[0] not in self._gone]

    def settled(self, items: Sequence[Happening]) -> list[Happening]:
        """The events with times and milestones as a person set them, with those added by hand, and joined by hand."""
        told = [*items, *self._by_hand()]
        self._lead(told)
        told = [self._placed(item) for item in told]
        return self._united(told)

    def worded(self, items: Sequence[Happening]) -> list[Happening]:
        """The events, milestones proposed, in a person's words; a milestone that a person gave is nobody else's."""
        told = [self._worded(item) for item in items]
        given = {item.entry.phase for item in told if item.settled}
        return [
            replace(item, entry=replace(item.entry, phase=None))
            if item.entry.phase in given and not item.settled
            else item
            for item in told
        ]

    def work(self, told: Sequence[Happening]) -> Work:
        """The working file as it is to stand: what is told, and every choice about what is not."""
        rows = [(item.key, number, self._row(item)) for number, item in enumerate(told)]
        led = {choice.id for item in told if (choice := self._leading(item)) is not None}
        names = unlike((row.id for _, _, row in rows), led)
        rows = [(key, at, replace(row, id=name)) for (key, at, row), name in zip(rows, names, strict=True)]
        for number, choice in enumerate(self._choices.values(), len(rows)):
            if choice.id not in led and self._counts(choice):
                key = (choice.text.get("at") or "").removesuffix("Z")
                rows.append((self._key(key), number, self._untold(choice)))
        rows.sort(key=lambda row: row[:2])
        return Work(choices=tuple(row for _, _, row in rows), remarks=self._remarks)

    def _by_hand(self) -> Iterator[Happening]:
        for number, choice in enumerate(c for c in self._choices.values() if c.by_hand):
            if choice.keep is False:
                continue
            text = choice.text
            at = text.get("at") or None
            entry = Entry(who=text.get("who") or None, what=text.get("what") or None, sources=choice.sources)
            entry = _timed(entry, at, choice)
            part = self._first + number
            self._found[choice.id] = (part,)
            key = self._key((at or "").removesuffix("Z"))
            yield Happening(
                entry=entry, lane="note", weight=_SURE, key=key, sequence=part << 32, fates=(), parts=(part,)
            )
            if not choice.sources and not choice.evidence:
                message = f"{choice.name}: was added by hand and cites no evidence"
                self.findings.append(Finding(code="TL115", message=message, line=choice.line))

    def _lead(self, items: Sequence[Happening]) -> None:
        """Find which choice decides about each event: that about its main record, else the first in the file."""
        at = {part: number for number, item in enumerate(items) for part in item.parts}
        rivals: dict[int, list[Choice]] = {}
        for choice in self._choices.values():
            parts = self._found.get(choice.id, ())
            if parts and parts[0] in at:
                rivals.setdefault(at[parts[0]], []).append(choice)
        for number, choices in rivals.items():
            main = items[number].parts[0]
            first = min(choices, key=lambda c: (not c.decided, self._found[c.id][0] != main))
            for part in items[number].parts:
                self._leads[part] = first
            for other in choices:
                if other.decided and other is not first:
                    message = (
                        f"two choices are now about one event: that for {first.name} holds, that for {other.name} waits"
                    )
                    self.findings.append(Finding(code="TL116", message=message, line=other.line))

    def _leading(self, item: Happening) -> Choice | None:
        return self._leads.get(item.parts[0])

    def _placed(self, item: Happening) -> Happening:
        """The event with the time and the milestone that a person gave it."""
        choice = self._leading(item)
        if choice is None or not (choice.edits or choice.because or choice.wanted):
            return item
        entry, edits = item.entry, choice.edits
        self._proposals[choice.id] = proposed(entry)
        if "at" in edits and not choice.by_hand:
            at = edits["at"] or None
            entry = _timed(entry, at, choice)
            item = replace(item, key=self._key((at or "").removesuffix("Z")))
        if "phase" in edits:
            entry = replace(entry, phase=cast(Phase, edits["phase"]) if edits["phase"] else None)
            item = replace(item, settled=True)
        weight = _SURE if choice.wanted else item.weight
        return replace(item, entry=entry, weight=weight, kept=choice.wanted)

    def _united(self, items: list[Happening]) -> list[Happening]:
        """The events, those that a person wants told with another one joined with it."""
        wanted = {
            id(item): choice.into for item in items if (choice := self._leading(item)) is not None and choice.into
        }
        if not wanted:
            return items
        places = {
            choice.id: number
            for number, item in enumerate(items)
            if (choice := self._leading(item)) is not None and id(item) not in wanted
        }
        told = list(items)
        for item in items:
            if id(item) not in wanted:
                continue
            choice = self._leads[item.parts[0]]
            place = places.get(self._target(choice))
            if place is None:
                message = f"{choice.name}: is not told with {choice.into}, which is not there; it is told by itself"
                self.findings.append(Finding(code="TL113", message=message, line=choice.line))
                continue
            main = told[place]
            both = joined(main, replace(item, weight=_SURE), HAND)
            told[place] = replace(both, key=main.key, entry=replace(both.entry, reason=main.entry.reason))
            wanted[id(item)] = ""
        return [item for item in told if wanted.get(id(item)) != ""]

    def _target(self, choice: Choice) -> str:
        """The event with which one is told in the end, where that one is itself told with another."""
        seen = {choice.id}
        into = choice.into or ""
        while into not in seen and (other := self._choices.get(into)) is not None and other.into:
            seen.add(into)
            into = other.into
        return into

    def _worded(self, item: Happening) -> Happening:
        choice = self._leading(item)
        if choice is None:
            return item
        now = proposed(item.entry)
        before = self._proposals.setdefault(choice.id, now)
        self._proposals[choice.id] = now | {"at": before["at"]}
        edits, entry = choice.edits, item.entry
        if item.settled:
            entry = replace(entry, phase=cast(Phase, edits["phase"]) if edits.get("phase") else None)
        return replace(
            item,
            entry=replace(
                entry,
                who=edits["who"] or None if "who" in edits else entry.who,
                what=edits["what"] or None if "what" in edits else entry.what,
                reason=_reason(entry, choice, before["at"]),
            ),
        )

    def _row(self, item: Happening) -> Choice:
        """A told event as the working file shows it."""
        parts = [part for part in item.parts if part < self._first]
        entries = [self._items[part].entry for part in parts]
        choice = self._leading(item)
        said = _said(item.entry)
        if choice is not None and choice.by_hand:
            return replace(choice, said=said, missing=False, evidence=cited(choice.sources) or choice.evidence)
        row = choice_of(item.entry, [mark(entry) for entry in entries], likeness(entries[0]))
        if choice is None:
            return replace(row, said=said)
        now = self._proposals[choice.id]
        edits = choice.edits
        text = {name: edits.get(name, now[name]) for name in FIELDS}
        # what would be proposed in place of a milestone that a person set is not known
        known = {name: now[name] for name in FIELDS if name in edits and name != "phase"}
        old = dict(zip(FIELDS, choice.made, strict=True))
        made = tuple(old[name] if name in edits and name not in known else digest(now[name]) for name in FIELDS)
        also = tuple(dict.fromkeys(name for name in (row.id, *row.also) if name != choice.id))
        return replace(
            choice, text=text, made=made, like=row.like, also=also, evidence=row.evidence, missing=False,
            proposals=known, said=said,
        )  # fmt: skip

    def _untold(self, choice: Choice) -> Choice:
        """A choice about what is not told by itself."""
        parts = [part for part in self._found.get(choice.id, ()) if part < self._first]
        if choice.by_hand:
            return replace(choice, missing=False)
        if not parts:
            return replace(choice, missing=True, said="the evidence does not hold it any more")
        sources = self._items[parts[0]].entry.sources
        return replace(choice, missing=False, evidence=cited(sources))

    def _key(self, key: str) -> str:
        """A time without its zone as a place among the others."""
        return f"{self._year:04d}{key[1:]}" if key.startswith("--") else key


def said_by_hand(reason: str | None) -> str | None:
    """What a person said of an event, from its reason; empty where nothing, None where no person decided about it."""
    if not (reason or "").startswith(HAND):
        return None
    said = (reason or "").removeprefix(HAND).lstrip(";: ")
    return said[:1].upper() + said[1:]


def _timed(entry: Entry, at: str | None, choice: Choice) -> Entry:
    """The event at the time that a person gave it."""
    known = bool(at and at.endswith("Z"))
    return replace(
        entry,
        at=at,
        until=None,
        precision=choice.precision,
        zone="UTC" if known else None,
        zone_basis="stated" if known else "unknown",
        year_basis="stated" if at and not at.startswith("--") else "unknown",
        basis_reason=None,
    )


def _reason(entry: Entry, choice: Choice, at: str) -> str | None:
    """Why an event stands there: a person's words behind the reason of a proposed milestone, else by themselves."""
    said = []
    if "at" in choice.edits and not choice.by_hand:
        said.append(f"the evidence says {at.replace('T', ' ').replace('Z', ' UTC') or 'no time'}")
    if choice.because:
        said.append(choice.because)
    if entry.phase and "phase" not in choice.edits:
        return "; ".join([*([entry.reason] if entry.reason else []), *said]) or None
    decided = bool(said or "phase" in choice.edits or choice.by_hand)
    return ": ".join([HAND, *(["; ".join(said)] if said else [])]) if decided else entry.reason


def _said(entry: Entry) -> str:
    """What the file says of an event beside its fields."""
    parts = [entry.reason or ""] if entry.reason and said_by_hand(entry.reason) is None else []
    if entry.count > 1:
        parts.append(f"{entry.count:,} records")
    return "; ".join(parts)
