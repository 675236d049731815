"""One document under review: everything that a rule may look at."""

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date
from functools import cached_property

from afterword.houses.house import House
from afterword.houses.reading.getting import Reading
from afterword.houses.reading.outline import list_slots
from afterword.houses.reading.places import Unit
from afterword.houses.template import asked_for, walk
from afterword.model.neighbour import Neighbour
from afterword.model.plain import Plain
from afterword.model.record import Record
from afterword.model.span import Span
from afterword.model.values import dataclass
from afterword.review.passages import Cutter, Line, Passage
from afterword.review.roles import Role, roles
from afterword.text.blocks import Block, parse
from afterword.text.expressions import later
from afterword.text.source import Source

_WORD = later(r"[^\W\d_]+")
_COMMON = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "to",
        "in",
        "on",
        "at",
        "for",
        "and",
        "or",
        "was",
        "were",
        "is",
        "are",
        "be",
        "been",
        "with",
        "by",
        "from",
        "that",
        "this",
        "it",
        "we",
        "our",
        "not",
        "no",
        "as",
        "had",
        "has",
    ]
)
_FEW_WORDS = 40
_SHARE = 8


@dataclass(frozen=True, kw_only=True)
class Case:
    """A document, what was read from it, and by what it is measured.

    shape: spans are characters of ``source.text``; lines count from 0 here and from 1 in the record.
    """

    reading: Reading
    """The document as it was read."""
    record: Record
    """The record with figures and what else is derived."""
    today: date
    """The day of the review."""
    policy: Mapping[str, Plain] = field(default_factory=dict)
    """The house's and the team's policy, merged."""
    require: Mapping[str, Plain] = field(default_factory=dict)
    """What the house requires, merged."""
    neighbours: Sequence[Neighbour] | None = None
    """Earlier incidents that are alike; None where nobody looked."""
    memory: dict[str, object] = field(default_factory=dict, compare=False, repr=False)
    """What several rules need and one of them has worked out; keys are the names of functions."""

    @property
    def source(self) -> Source:
        """The document's text and lines."""
        return self.reading.source

    @property
    def text(self) -> str:
        """The document's text."""
        return self.reading.source.text

    @property
    def house(self) -> House:
        """The house by which it was read."""
        return self.reading.house

    @cached_property
    def is_final(self) -> bool:
        """Whether the document says that it is done."""
        return self.record.status is not None and self.record.status.value in {"final", "closed"}

    @cached_property
    def is_draft(self) -> bool:
        """Whether the document says that it is a draft."""
        return self.record.status is not None and self.record.status.value == "draft"

    @cached_property
    def is_english(self) -> bool:
        """Whether its words are those that the rules know: most of the frequent ones are English."""
        sample = " ".join(passage.text for passage in self.passages[:200] if passage.kind != "heading")[:8000]
        words = _WORD.findall(sample.lower())
        return len(words) < _FEW_WORDS or sum(word in _COMMON for word in words) * _SHARE >= len(words)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks of the document, without front matter and the carried block."""
        end = self.reading.carried.first if self.reading.carried.first is not None else len(self.source.bounds)
        return tuple(b for b in parse(self.source, self.reading.matter.lines) if b.first < end)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The prose, in order, without front matter, code, comments, and the carried block."""
        headings = frozenset(found.first for found in self.reading.scan.found if found.part.level == 6)
        return tuple(Cutter(self.source, self._lines, headings).cut(self.blocks))

    @cached_property
    def _lines(self) -> dict[int, Line]:
        known = {line: Line(role=role) for line, role in roles(self.reading).items()}
        for owner, units in self.reading.scan.units.items():
            for index, unit in enumerate(units):
                for line in range(unit.first, unit.last):
                    role = known[line].role if line in known else "other"
                    known[line] = Line(role=role, owner=owner, index=index)
        return known

    def role_at(self, line: int) -> Role:
        """What a line, from 0, is about."""
        return self._lines.get(line, Line()).role

    def passages_in(self, *wanted: Role) -> tuple[Passage, ...]:
        """The prose of sections about these."""
        known = self._by_roles.get(wanted)
        if known is None:
            known = self._by_roles[wanted] = tuple(passage for passage in self.passages if passage.role in wanted)
        return known

    @cached_property
    def _by_roles(self) -> dict[tuple[Role, ...], tuple[Passage, ...]]:
        return {}

    def line(self, number: int | None) -> Span:
        """A line of the record's counting (from 1) without its indentation; the title's for None."""
        if number is None or not 0 < number <= len(self.source.bounds):
            return self.start
        start, end, _ = self.source.bounds[number - 1]
        words = self.text[start:end]
        lead = len(words) - len(words.lstrip())
        return Span(start + lead, start + max(len(words.rstrip()), lead))

    def units(self, *owner: str) -> Sequence[Unit]:
        """The items of a list as they stand in the text: ``units("analysis", "whys")``; in the order of the text."""
        return self.reading.scan.units.get(owner, [])

    def cell(self, unit: Unit, name: str) -> Span:
        """Where a field of an item stands; the whole first line of the item where it has no place of its own."""
        place = unit.places.get(name)
        return place.span if place is not None and place.span.end > place.span.start else self.line(unit.first + 1)

    def place(self, *path: str) -> Span | None:
        """Where a single value stands: ``place("impact", "users")``; None where the document does not state it."""
        places = self.reading.scan.scalars.get(path, [])
        return next((place.span for place in places if place.span.end > place.span.start), None)

    def heading(self, *wanted: Role) -> Span | None:
        """The heading of the first section about one of these; None where there is none."""
        found = (p for p in self._headings if p.role in wanted)
        return next((Span(p.start, p.start + len(p.text)) for p in found), None)

    @cached_property
    def _headings(self) -> tuple[Passage, ...]:
        return tuple(passage for passage in self.passages if passage.kind == "heading")

    @cached_property
    def start(self) -> Span:
        """Where what is missing from the whole document is reported: its title, else its first line."""
        placed = self.place("title")
        if placed is not None:
            return placed
        first = next((p for p in self.passages if p.text.strip()), None)
        return Span(first.start, first.start + len(first.text)) if first else Span(0, 0)


def asked_fields(house: House) -> frozenset[str]:
    """The fields of the first level that a house has a place for."""
    lists = (slot.owner[0] for part in walk(house.root) for slot in list_slots(part))
    return frozenset({path[0] for path in asked_for(house)} | set(lists))
