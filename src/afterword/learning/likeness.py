"""Which earlier incidents are like one, and in what: fielded TF-IDF over the shelf, with what they share in words."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import cast

from afterword.learning.incident import Incident
from afterword.learning.page import Terms
from afterword.learning.shelf import Shelf
from afterword.learning.wording import spelled, terms
from afterword.model.values import dataclass

FIELDS = {"cause": 1.0, "symptoms": 0.5, "story": 0.35}
"""How much the words of a field weigh."""
SHARED = {"class": 0.45, "failed control": 0.06, "service": 0.1, "error": 0.06, "trigger": 0.03, "condition": 0.02}
"""How much it weighs that two incidents share something besides words."""
_CANDIDATES = 150
_ASKED = 48
_FEW = 200
_TOLD_WORDS = 5
_LEAST = 0.05
_HEADS = 6
_COPY = 0.99
_STEEP = 1.5

Vector = Mapping[str, float]
"""Weights of words; its length is 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Like:
    """An incident that is like another."""

    incident: Incident
    """The incident."""
    score: float
    """How much it is alike; 0 is nothing, about 1 is the same text."""
    reasons: tuple[str, ...]
    """What is alike, in words, the weightiest first."""


class Likeness:
    """Compares incidents by the words of all that are on a shelf."""

    def __init__(self, shelf: Shelf) -> None:
        """The shelf by whose words it is compared."""
        self._shelf = shelf
        self._held: dict[str, int] = {}
        self._rarities: dict[str, float] = {}
        self._vectors: dict[str, Vector] = {}
        self._causes: dict[str, frozenset[str]] = {}
        self._count = cast("int", shelf.ask("SELECT count(*) FROM terms")[0][0])

    def terms(self, file: str) -> Terms | None:
        """The words of a document on the shelf; None for one that is not there."""
        # in two steps: joined, the index would be walked from its beginning
        numbers = self._shelf.ask("SELECT number FROM document WHERE path = ?", (file,))
        number = cast("int", numbers[0][0]) if numbers else 0
        rows = self._shelf.ask("SELECT cause, symptoms, story FROM terms WHERE rowid = ?", (number,))
        return _terms(rows[0]) if rows else None

    def vector(self, terms: Terms, weights: Mapping[str, float] = FIELDS) -> Vector:
        """The weights of the words of a document."""
        counts: dict[str, float] = {}
        for field, weight in weights.items():
            for word, count in Counter(getattr(terms, field).split()).items():
                counts[word] = counts.get(word, 0.0) + weight * (1 + math.log(count))
        self._look_up(counts)
        found = {word: weight * self.rarity(word) for word, weight in counts.items()}
        length = math.sqrt(sum(weight * weight for weight in found.values())) or 1.0
        return {word: weight / length for word, weight in found.items()}

    def rarity(self, word: str) -> float:
        """How much a word tells: the fewer documents have it, the more."""
        if word not in self._rarities:
            if word not in self._held:
                self._look_up((word,))
            self._rarities[word] = math.log(1 + self._count / (1 + self._held[word]))
        return self._rarities[word]

    @property
    def rarest(self) -> float:
        """What a word tells that no document has."""
        return math.log(1 + self._count) or 1.0

    def similar(
        self, subject: Incident, terms: Terms, *, limit: int = 3, before: str | None = None
    ) -> tuple[Like, ...]:
        """The incidents most like one, the likest first; equal ones by day, the latest first, then by file.

        ``before`` leaves out those that did not begin before that day, and those of an unknown day.
        returns: never the document itself, nor another of the same id and day; at most ``limit``.
        """
        mine = self.vector(terms)
        found = []
        for other, theirs in self._candidates(mine):
            if is_same(subject, other) or (before is not None and not (other.day and other.day < before)):
                continue
            if subject.day == other.day and _product(mine, theirs) > _COPY:
                continue  # a copy of the document in another place
            score, reasons = self._compared(subject, mine, other, theirs)
            if score >= _LEAST:
                found.append(Like(incident=other, score=round(score, 4), reasons=tuple(reasons)))
        found.sort(key=lambda like: like.incident.file)
        found.sort(key=lambda like: like.incident.day or "", reverse=True)
        found.sort(key=lambda like: -like.score)
        return tuple(found[:limit])

    def closeness(self, one: Incident, other: Incident) -> float:
        """How alike titles, causes, and symptoms of two incidents of the shelf are, 0 to 1."""
        return _product(self._of(one.file), self._of(other.file))

    def cause_closeness(self, one: Incident, other: Incident) -> float:
        """How alike the causes of two incidents are, 0 to 1; 0 where one of them is not known."""
        return _product(self._of_cause(one), self._of_cause(other))

    def cause_words(self, incident: Incident) -> frozenset[str]:
        """The words of the title and the causes of an incident of the shelf, as stems."""
        if incident.file not in self._causes:
            known = self.terms(incident.file)
            self._causes[incident.file] = frozenset(known.cause.split() if known else ())
        return self._causes[incident.file]

    def heads(self, file: str) -> tuple[str, ...]:
        """The words that weigh most in the causes of a document of the shelf."""
        vector = self._of(file)
        return tuple(sorted(vector, key=lambda word: (-vector[word], word))[:_HEADS])

    def shared_words(self, one: Vector, other: Vector) -> list[str]:
        """The words that make two documents alike, the weightiest first."""
        both = {word: weight * other[word] for word, weight in one.items() if word in other}
        return sorted(both, key=lambda word: (-both[word], word))

    def _of(self, file: str) -> Vector:
        if file not in self._vectors:
            terms = self.terms(file)
            self._vectors[file] = self.vector(terms, {"cause": 1.0, "symptoms": 0.3}) if terms else {}
        return self._vectors[file]

    def _of_cause(self, incident: Incident) -> Vector:
        key = f"cause of {incident.file}"
        if key not in self._vectors:
            words = Terms(cause=" ".join(terms(incident.cause or "")), symptoms="", story="")
            self._vectors[key] = self.vector(words, {"cause": 1.0})
        return self._vectors[key]

    def _candidates(self, mine: Vector) -> Iterator[tuple[Incident, Vector]]:
        asked = self._asked(mine)
        if not asked:
            return
        query = " OR ".join(f'"{word}"' for word in asked)
        best = self._shelf.ask(
            "SELECT rowid FROM terms WHERE terms MATCH ? ORDER BY bm25(terms, 3.0, 2.0, 1.0), rowid LIMIT ?",
            (query, _CANDIDATES),
        )
        for (number,) in best:
            (row,) = self._shelf.ask(
                "SELECT incident, cause, symptoms, story FROM document JOIN terms ON terms.rowid = number "
                "WHERE number = ?",
                (cast("int", number),),
            )
            yield self._shelf.built(str(row[0])), self.vector(_terms(row[1:]))

    def _asked(self, mine: Vector) -> list[str]:
        """The weightiest words, as many as the index answers quickly: what is in most documents tells little."""
        asked: list[str] = []
        rows, most = 0, max(_FEW * _ASKED, 2 * self._count)
        for word in sorted(mine, key=lambda word: (-mine[word], word)):
            rows += self._held[word]
            if asked and (rows > most or len(asked) == _ASKED):
                break
            asked.append(word)
        return asked

    def _compared(self, one: Incident, mine: Vector, other: Incident, theirs: Vector) -> tuple[float, Sequence[str]]:
        score = _product(mine, theirs)
        reasons = []
        for sort, shared, share in _shared(one, other):
            score += SHARED[sort] * share
            if shared:
                reasons.append(f"same {sort}: {', '.join(shared)}")
        words = self.shared_words(mine, theirs)[: 3 * _TOLD_WORDS]
        if words:
            told = spelled(words, other.title or "", other.cause or "", one.title or "", one.cause or "")
            reasons.append(f"same words: {', '.join(told[:_TOLD_WORDS])}")
        return score, reasons

    def _look_up(self, words: Iterable[str]) -> None:
        asked = [word for word in words if word not in self._held]
        for start in range(0, len(asked), 400):
            part = asked[start : start + 400]
            marks = ",".join("?" * len(part))
            self._held.update(dict.fromkeys(part, 0))
            rows = self._shelf.ask(f"SELECT term, doc FROM known WHERE term IN ({marks})", part)  # noqa: S608
            self._held.update({str(word): int(cast("int", count)) for word, count in rows})


def is_same(one: Incident, other: Incident) -> bool:
    """Whether two documents are of one incident.

    By the same file; the same id and day; or, where not both have an id, the same day, title, and cause.
    """
    if one.file == other.file:
        return True
    if one.id is not None and other.id is not None:
        is_day_open = one.day is None or other.day is None
        return one.id.casefold() == other.id.casefold() and (one.day == other.day or is_day_open)
    return one.day is not None and bool(one.title and one.cause) and _text_of(one) == _text_of(other)


def _text_of(incident: Incident) -> tuple[str | None, str, str]:
    return incident.day, (incident.title or "").casefold(), " ".join((incident.cause or "").split())


def _shared(one: Incident, other: Incident) -> Iterator[tuple[str, Sequence[str], float]]:
    """What two incidents have in common besides words: its sort, what is told of it, and how much of it they share."""
    weights = {sort: (_weights(one, sort), _weights(other, sort)) for sort in SHARED}
    for sort, (mine, theirs) in weights.items():
        both = [name for name in mine if name in theirs]
        if both:
            top = math.sqrt(sum(w * w for w in mine.values())) * math.sqrt(sum(w * w for w in theirs.values()))
            told = [name for name in both if sort != "class" or name in {*_named(one)} & {*_named(other)}]
            yield sort, told, sum(mine[name] * theirs[name] for name in both) / top


def _named(incident: Incident) -> tuple[str, ...]:
    """The classes of an incident that a person is told of."""
    return incident.stated or tuple(suggestion.name for suggestion in incident.suggested)


def _weights(incident: Incident, sort: str) -> Mapping[str, float]:
    if sort == "class":
        if incident.stated:
            return dict.fromkeys(incident.stated, 1.0)
        # what speaks for a class only a little counts for less than its share
        return {name: weight**_STEEP for name, weight in (incident.leanings or {}).items()}
    named = {
        "failed control": incident.failed_controls,
        "service": tuple(service.casefold() for service in incident.services),
        "error": incident.errors,
        "trigger": (incident.trigger,) if incident.trigger else (),
        "condition": incident.factors,
    }
    return dict.fromkeys(named[sort], 1.0)


def _product(one: Vector, other: Vector) -> float:
    # a set has no order of its own, and a sum that rounds depends on it
    return math.fsum([one[word] * other[word] for word in one.keys() & other.keys()])


def _terms(fields: Sequence[object]) -> Terms:
    cause, symptoms, story = (str(field) for field in fields)
    return Terms(cause=cause, symptoms=symptoms, story=story)
