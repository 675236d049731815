"""What must not be in a version: all that the document says and the version does not, and all that is redacted."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from afterword.houses.faults import field_names
from afterword.model.plain import Plain
from afterword.model.values import dataclass
from afterword.publish.leaktest.normal import flat, squeezed
from afterword.publish.leaktest.said import GRAM, Said, words_in
from afterword.publish.redaction.known import OF_ITS_PLACE, Known
from afterword.text.sensitive.hits import Hit

WORD = "word"
"""The kind of a word like no other."""
SHORT = 2 * GRAM
"""Letters and figures of a phrase with a word that the version has not."""
LONG = 48
"""Letters and figures of a phrase of words that the version has, in another order."""
_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")
_AMOUNT = re.compile(r"(?<![\w.,:/-])\d[\d,. \u00a0']*\d(?![\w:/-])")
_OWN = "sha256"
_NAMES = frozenset({"person", "organisation"})
"""What is a name with its capitals only."""
_SHORTEST = 6
_LONG = 12
_FENCES = 2
_FEWEST_FIGURES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """Something that must not be in a version."""

    words: str
    """As the document writes it."""
    kind: str
    """What it is: ``aws-key``, ``person``, ``word``."""
    line: int | None = None
    """Its first 1-based line in the document; None where that cannot be told."""
    is_loose: bool = True
    """Whether it is found however it is broken and spaced; not for what is allowed in another spelling."""
    has_case: bool = False
    """Whether it is this thing in this spelling only: ``Mark``, and not ``mark``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forbidden:
    """What must not be in a version."""

    terms: tuple[Term, ...]
    """Single things."""
    phrases: Mapping[str, int]
    """Stretches of ``SHORT`` or ``LONG`` letters and figures, each with the line of the document where it starts."""
    amounts: frozenset[str]
    """Large numbers, figures alone."""
    known: Known
    """Whom and what the record names, by which more can be found."""
    allowed: str
    """All that the version says, squeezed; what stands in it is no leak."""
    own: str
    """The words of the house and of the program, squeezed; they tell nothing of the incident."""


def forbidden(source: str, hits: Iterable[Hit], known: Known, allowed: Iterable[str], own: str = "") -> Forbidden:
    """What must not be in a version of a document.

    shape: ``hits`` are what must be redacted in ``source``; ``allowed`` are the texts of the version, in which
    redaction has taken place; the words of ``own``, the house's template, tell nothing of the incident.
    """
    shown = list(allowed)
    said = Said(shown)
    plain_own = squeezed(f"{_OWN} {own}")
    hidden = [(line, text) for line, text in enumerate(source.split("\n"), 1) if not said.has(squeezed(text))]
    terms = [*_hit_terms(source, hits), *_known_terms(known), *_word_terms(hidden, said, plain_own)]
    amounts = {figure for text in shown for figure in amounts_in(text)}
    return Forbidden(
        terms=tuple({term.words: term for term in reversed(terms) if not _is_own(term, plain_own)}.values())[::-1],
        phrases=_phrases(source, said, _words_of(own)),
        amounts=frozenset(figure for _, text in hidden for figure in amounts_in(text)) - amounts,
        known=known,
        allowed=said.text,
        own=plain_own,
    )


def _is_own(term: Term, own: str) -> bool:
    """Whether a name is a word of the house's own, for instance a label."""
    return term.has_case and squeezed(term.words) in own


def texts_of(value: Plain) -> Iterator[str]:
    """Every text in a record as JSON values, its keys too."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from texts_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_of(inner)
    elif value is not None:
        yield str(value)


def _hit_terms(source: str, hits: Iterable[Hit]) -> Iterator[Term]:
    for hit in hits:
        words = source[hit.start : hit.end]
        if hit.kind in OF_ITS_PLACE and not any(c.isdigit() for c in words):
            # a word that is a name in its place only
            continue
        # defanged, an indicator has the same letters
        loose = hit.family != "indicator" and len(squeezed(words)) >= _LONG
        line = source.count("\n", 0, hit.start) + 1
        yield Term(words=words, kind=hit.kind, line=line, is_loose=loose, has_case=hit.family in _NAMES)


def _known_terms(known: Known) -> Iterator[Term]:
    named = [(spelling, "person") for person in known.people for spelling in (person.name, *person.spellings)]
    named += [(host, "host") for host in known.hosts]
    named += [(account, "account") for account in known.accounts]
    named += [(name, "organisation") for name in known.organisations]
    for words, kind in named:
        if words.strip():
            is_long = len(squeezed(words)) >= _LONG
            yield Term(words=words, kind=kind, is_loose=is_long, has_case=kind in _NAMES)


def _word_terms(hidden: Iterable[tuple[int, str]], said: Said, own: str) -> Iterator[Term]:
    """Words of hidden lines that are like no other: names of things, keys, and long words, nowhere in the version."""
    asked: set[str] = set()
    for line, text in hidden:
        for word in dict.fromkeys(words_in(text)):
            if word in asked:
                continue
            asked.add(word)
            plain = squeezed(word)
            if len(plain) < _SHORTEST or not _is_distinctive(word, plain) or _names().issuperset(word.split(".")):
                continue
            if not said.has(plain) and plain not in own:
                yield Term(words=word, kind=WORD, line=line, is_loose=len(plain) >= _LONG)


@cache
def _names() -> frozenset[str]:
    """The names of the record's fields, which front matter and the carried block use as keys."""
    return frozenset(part for name in field_names() for part in name.split("."))


def _is_distinctive(word: str, plain: str) -> bool:
    if plain.isdigit() or re.fullmatch(r"[\d:TZ.+-]+", word):
        return False
    has_both = any(c.isdigit() for c in plain) and any(c.isalpha() for c in plain)
    return has_both or "@" in word or "_" in word or _has_inner_capital(word) or len(plain) >= _LONG


def _has_inner_capital(word: str) -> bool:
    return bool(re.search(r"[a-z][A-Z]", word)) or (word.isupper() and len(word) > _SHORTEST)


def _words_of(text: str) -> frozenset[str]:
    return frozenset(map(squeezed, _WORD.findall(text)))


def _phrases(source: str, said: Said, own: frozenset[str]) -> dict[str, int]:
    """Every stretch of the document, from the start of a word on, that the version does not have.

    shape: the lines of the front matter are stretches of their own; ``own`` are the words of the house: labels may
    come to stand side by side.
    """
    made: dict[str, int] = {}
    known = said.words | own
    for words in _stretches(source):
        whole = "".join(plain for _, plain in words)
        start = 0
        for number, (line, plain) in enumerate(words):
            short, long = whole[start : start + SHORT], whole[start : start + LONG]
            # a label and what stands behind it, or before it, may meet in another way
            is_far = not (said.may_have(short[:GRAM]) or said.may_have(short[GRAM:]))
            if len(short) == SHORT and is_far and _has_other(words, number, SHORT, known):
                made.setdefault(short, line)
            if (
                len(long) == LONG
                and not said.has(long[:SHORT])
                and not said.has(long[SHORT:])
                and _has_other(words, number, LONG, own)
            ):
                made.setdefault(long, line)
            start += len(plain)
    return made


def _stretches(source: str) -> Iterator[list[tuple[int, str]]]:
    """The words of a document with their lines, in stretches that belong together."""
    body: list[tuple[int, str]] = []
    fences = 0
    for line, text in enumerate(source.split("\n"), 1):
        words = [(line, squeezed(word)) for word in _WORD.findall(text)]
        fences += text.rstrip() in {"---", "+++"} and fences < _FENCES and (line == 1 or fences == 1)
        if fences == 1:
            yield words
        else:
            body += words
    yield body


def _has_other(words: Sequence[tuple[int, str]], number: int, most: int, known: frozenset[str]) -> bool:
    """Whether a word that is none of the known ones stands whole in the stretch that starts at a word."""
    size = 0
    for _, plain in words[number : number + most]:
        size += len(plain)
        if size > most:
            return False
        if plain not in known:
            return True
    return False


def amounts_in(text: str) -> Iterator[str]:
    """The large numbers in a text, figures alone."""
    for found in _AMOUNT.findall(flat(text)):
        figures = re.sub(r"\D", "", found)
        if len(figures) >= _FEWEST_FIGURES:
            yield figures
