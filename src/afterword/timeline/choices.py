"""What a person decided about the events of a timeline, and what was proposed when they did."""

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import field

from afterword.evidence.citations import cite, find_citations
from afterword.model.evidence import Entry, Source
from afterword.model.values import dataclass
from afterword.model.vocabulary import Precision
from afterword.timeline.lanes import STORY, lane_of
from afterword.timeline.plainly import one_line

FIELDS = ("at", "phase", "who", "what")
"""What a person may change of an event, in the order of the file."""
BY_HAND = "hand-"
"""What the identifier of an event begins with that a person added."""

_DIGITS = re.compile(r"\d+")
_MOST_MARKS = 40
_SHORT = 6
_LONG = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An event of a working file: what was proposed, and what a person made of it.

    laws: a field whose text has not the digest of what was proposed is the person's own.
    """

    id: str
    """By it the event is known again, and named by others; empty for one that a person has just written."""
    text: Mapping[str, str] = field(default_factory=dict)
    """The event as it stands in the file, by the names of ``FIELDS``; empty text for what is not known."""
    made: tuple[str, ...] = ()
    """Digests of what was proposed, in the order of ``FIELDS``; empty where nothing was."""
    like: str = ""
    """Digest of its kind and of its words without their figures, to find it again when both changed."""
    also: tuple[str, ...] = ()
    """Identifiers of the further records that it was told from."""
    evidence: tuple[str, ...] = ()
    """Its citations."""
    keep: bool | None = None
    """Whether it is to be told; None where nobody said."""
    because: str | None = None
    """Why the person decided so."""
    into: str | None = None
    """Identifier of the event that it is to be told with."""
    remarks: tuple[str, ...] = ()
    """Comments of people, each a line without its sign."""
    missing: bool = False
    """Whether the evidence had nothing of it when the file was written."""
    line: int | None = None
    """Where it stands in the file, from 1."""
    sources: tuple[Source, ...] = ()
    """Of an event by hand: the places of the evidence that it cites."""
    precision: Precision = "second"
    """How finely the person stated the time, where it is theirs."""
    proposals: Mapping[str, str] = field(default_factory=dict)
    """What is proposed now for the fields that are the person's own."""
    said: str = ""
    """Why the event is proposed, for how many records it stands, or why it is not told."""

    @property
    def by_hand(self) -> bool:
        """Whether a person added it."""
        return not self.made

    @property
    def edits(self) -> Mapping[str, str]:
        """The fields that are the person's own."""
        if self.by_hand:
            return self.text
        proposed = dict(zip(FIELDS, self.made, strict=True))
        return {name: text for name, text in self.text.items() if digest(text) != proposed[name]}

    @property
    def decided(self) -> bool:
        """Whether a person left anything here that must not be lost."""
        return bool(self.by_hand or self.edits or self.into or self.because or self.remarks or self.keep is not None)

    @property
    def wanted(self) -> bool:
        """Whether it is told whatever else there is: kept, or changed, and not left out."""
        return self.keep is not False and not self.into and (self.keep is True or bool(self.edits))

    @property
    def name(self) -> str:
        """The event in a few words, for findings."""
        at = (self.text.get("at") or "without a time").replace("T", " ").replace("Z", " UTC")
        return f"{at} {one_line(self.text.get('what'), 60)}"

    @property
    def places(self) -> frozenset[tuple[str, int, int]]:
        """Digest, first byte, and end of what it cites."""
        found = (citation for text in self.evidence for citation in find_citations(text))
        return frozenset((citation.sha256, citation.start, citation.end) for citation in found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A working file."""

    choices: tuple[Choice, ...] = ()
    """Its events, oldest first."""
    remarks: tuple[str, ...] = ()
    """Comments of people before the first event."""


def digest(text: str) -> str:
    """Six letters that tell one text from another."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_SHORT]


def mark(entry: Entry) -> str:
    """What a record is known by in every copy of the evidence: kind, time, and its name there, or else its words.

    shape: of a log, or without a time, its file counts too, since equal lines of two are two events there; a further
    time of a record has no name of its own.
    """
    if not entry.sources:
        return _digest(entry.what or "")[:_LONG]
    source = entry.sources[0]
    named = entry.native_id is not None and entry.written is not None
    parts = [source.kind, entry.native_id or "", entry.at or entry.written or "", "" if named else entry.what or ""]
    if not entry.at or lane_of(source.kind) not in STORY:
        parts.append(source.file.rpartition("/")[2].rpartition("!")[2])
    if not entry.at:
        parts.append(str(source.record or source.line))
    return _digest(*parts)[:_LONG]


def likeness(entry: Entry) -> str:
    """What an event has in common with itself once figures in it, or its time, have changed."""
    kind = entry.sources[0].kind if entry.sources else ""
    return _digest(kind, " ".join(_DIGITS.sub("0", entry.what or "").split()))[:_SHORT]


def place(source: Source) -> tuple[str, int, int]:
    """A source as ``Choice.places`` has it."""
    return source.sha256, source.offset, source.offset + source.length


def proposed(entry: Entry) -> dict[str, str]:
    """An event as a working file shows it."""
    return {
        "at": entry.at or "",
        "phase": entry.phase or "",
        "who": _whole(one_line(entry.who, 60)),
        "what": _whole(one_line(entry.what)),
    }


def choice_of(entry: Entry, marks: Sequence[str], like: str) -> Choice:
    """An event that nobody has decided about."""
    text = proposed(entry)
    return Choice(
        id=marks[0],
        text=text,
        made=tuple(digest(text[name]) for name in FIELDS),
        like=like,
        also=tuple(dict.fromkeys(m for m in marks[1:_MOST_MARKS] if m != marks[0])),
        evidence=cited(entry.sources),
    )


def cited(sources: Sequence[Source], most: int = 3) -> tuple[str, ...]:
    """The citations of the first sources, and of the last."""
    few = sources if len(sources) <= most else (*sources[: most - 1], sources[-1])
    return tuple(cite(source) for source in few)


def unlike(wanted: Iterable[str], fixed: Collection[str] = ()) -> list[str]:
    """Identifiers, each once: those that are taken, and not ``fixed``, with a number behind them."""
    seen: set[str] = set()
    apart = []
    for name in wanted:
        own, number = name, 1
        while own in seen or (number > 1 and own in fixed):
            number += 1
            own = f"{name}-{number}"
        seen.add(own)
        apart.append(own)
    return apart


def _whole(text: str) -> str:
    """The text without halves of letters, which no file in UTF-8 can hold."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
