"""Looking for what must not be there, in everything that a finished file says."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import field

from afterword.model.values import dataclass
from afterword.publish.leaktest.baseline import EMPTY, Baseline, baseline_of
from afterword.publish.leaktest.files.opening import places
from afterword.publish.leaktest.files.place import Place
from afterword.publish.leaktest.forbidding import LONG, SHORT, WORD, Forbidden, Term, amounts_in
from afterword.publish.leaktest.normal import flat, squeezed
from afterword.publish.redaction.finding import find

_LONGEST_TAG = 8
_SHOWN = 3
_LONGEST = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Leak:
    """Something that is in a file and must not be."""

    place: str
    """Where in the file: ``page 3``."""
    kind: str
    """What it is: ``aws-key``, ``person``, ``passage``."""
    words: str
    """Its beginning, enough for those who know it."""
    line: int | None = None
    """The line of the document that says it; None where none does."""
    plain: str = field(default="", repr=False)
    """The whole of a word without marks and case, for comparing."""


def leaks(
    data: bytes,
    name: str,
    sought: Forbidden,
    empty: Callable[[], bytes | None] = lambda: None,
    known: Baseline | None = None,
) -> tuple[Leak, ...]:
    """What a finished file holds and must not, each thing once a place, in the order of the file.

    shape: ``empty`` makes a file of the same format of an empty version; it is asked for only where something is
    found, as what such a file says too is no leak; ``known`` is what it says, where it was made before.
    errors: InputError for a file of a known format that cannot be read: what cannot be looked into proves nothing.
    """
    search = _Search(sought)
    every = (place for place in places(data, name) if known is None or place not in known.places)
    found = [(place, leak) for place in every for leak in search.within(place)]
    if not found:
        return ()
    if known is None:
        blank = empty()
        known = baseline_of(blank) if blank is not None else EMPTY
    return tuple(dict.fromkeys(leak for place, leak in found if not _is_of_format(place, leak, known)))


def _is_of_format(place: Place, leak: Leak, known: Baseline) -> bool:
    return place in known.places or (leak.kind == WORD and leak.plain in known.words)


class _Search:
    """The terms, made ready once for all places."""

    def __init__(self, sought: Forbidden) -> None:
        self.sought = sought
        self.loose = [(squeezed(term.words), term) for term in sought.terms if term.is_loose]
        self.folded = {flat(term.words).casefold(): term for term in sought.terms if not term.has_case}
        self.cased = {flat(term.words): term for term in sought.terms if term.has_case}
        self.patterns = (_any_of(self.folded), _any_of(self.cased))

    def within(self, place: Place) -> Iterator[Leak]:
        line = flat(place.text)
        if not line:
            return
        packed = squeezed(line)
        is_raw = place.is_raw
        for pattern, terms, text in zip(self.patterns, (self.folded, self.cased), (line.casefold(), line), strict=True):
            for match in pattern.finditer(text) if pattern else ():
                term = terms[match.group()]
                if not (is_raw and _is_plain(term)):
                    yield _leak(place, term)
        for plain, term in self.loose:
            if plain in packed and not (is_raw and _is_plain(term)):
                yield _leak(place, term)
        if not is_raw:
            yield from self._phrases(place, packed)
        if place.is_prose:
            yield from self._prose(place, line, packed)

    def _phrases(self, place: Place, packed: str) -> Iterator[Leak]:
        phrases = self.sought.phrases
        told: set[int] = set()
        for size in (SHORT, LONG):
            for start in range(len(packed) - size + 1):
                number = phrases.get(packed[start : start + size])
                if number is not None and number not in told:
                    told.add(number)
                    words = f"{packed[start : start + 9]}\u2026"
                    yield Leak(place=place.name, kind="passage", words=words, line=number)

    def _prose(self, place: Place, line: str, packed: str) -> Iterator[Leak]:
        """What can be told in words alone: large amounts, and what gives itself away though the document has not it."""
        for figure in set(amounts_in(line)) & self.sought.amounts:
            yield Leak(place=place.name, kind="amount", words=f"{figure[:2]}\u2026")
        if packed in self.sought.allowed:  # so is whatever could be found in it
            return
        for hit in find(place.text[:_LONGEST], self.sought.known):
            words = place.text[hit.start : hit.end]
            plain = squeezed(words)
            if plain not in self.sought.allowed and plain not in self.sought.own:
                yield Leak(place=place.name, kind=hit.kind, words=shortened(words))


def unredacted(text: str, sought: Forbidden) -> Iterator[Leak]:
    """What redaction would take out of a version that it has been through."""
    for hit in find(text, sought.known):
        words = text[hit.start : hit.end]
        if squeezed(words) not in sought.own:
            yield Leak(place="the version", kind=hit.kind, words=shortened(words))


def _any_of(terms: Iterable[str]) -> re.Pattern[str] | None:
    """An expression for any of the terms as whole words; the longest first."""
    ordered = sorted(terms, key=len, reverse=True)
    ordered = [term for term in ordered if term]
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, ordered))})(?![^\W_])") if ordered else None


def _leak(place: Place, term: Term) -> Leak:
    plain = squeezed(term.words) if term.kind == WORD else ""
    return Leak(place=place.name, kind=term.kind, words=shortened(term.words), line=term.line, plain=plain)


def _is_plain(term: Term) -> bool:
    """Whether a term is a word of letters alone, which bytes may hold in any meaning; read, they say it elsewhere."""
    return (term.kind == WORD or len(term.words) < _LONGEST_TAG) and term.words.isalpha()


def shortened(words: str) -> str:
    """The beginning of something secret."""
    plain = " ".join(words.split())
    return f"{plain[:_SHOWN]}\u2026" if len(plain) > _SHOWN else plain
