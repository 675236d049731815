"""Everybody whom a document names, with all spellings and the role that nobody else has."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from afterword.model.record import Record
from afterword.model.values import dataclass
from afterword.publish.redaction.letters import without_accents
from afterword.publish.redaction.markup import CODE
from afterword.publish.redaction.people import named
from afterword.publish.redaction.spelling import (
    Mention,
    initials_of,
    is_group,
    is_name,
    is_word,
    mentions,
    shared_names,
    spellings,
)
from afterword.review.language.persons import first_names
from afterword.text.expressions import later

_HANDLE: Final = later(r"(?<![\w.@/:`\-])@(?P<handle>[A-Za-z0-9](?:[\w\-]|\.(?=\w)){1,38})(?![\w/]|@)")
_NAMED: Final = later(
    r"(?<![\w@.\-/'\u2019])(?<!St\. )(?<!San )([A-Z\u00c0-\u00de][a-z\u00df-\u017e]{1,11})"
    r"((?: [A-Z\u00c0-\u00de][^\W\d_]['\u2019\w\-]{0,24})?)(?![\w\-])"
)
_WORD: Final = later(r"(?<![\w@.\-/])[a-z][a-z'\-]{1,30}+(?![._]\w|[\w.+\-]{0,64}@)")
"""A word in small letters; the parts of an address or a login are none, or a name would be one by its address."""

_CAPITAL: Final = later(r"(?<![\w@.\-/])[A-Z\u00c0-\u00de][a-z\u00df-\u017e'\-]{1,30}+(?![._]\w)")
_SELDOM: Final = 1
"""How often somebody's name may stand in small letters more than with a capital."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody whom the record names."""

    name: str
    """The fullest spelling."""
    role: str | None = None
    """``Incident commander`` where the record gives one that nobody else has; None otherwise."""
    initials: tuple[str, ...] = ()
    """Letters by which the record calls the person wherever they stand."""
    spellings: tuple[str, ...] = ()
    """Every spelling that means this person and nobody else, the longest first: ``Jane Doe``, ``J. Doe``, ``@jane``."""


def people_of(record: Record, source: str, mails: Sequence[str], others: Iterable[str]) -> tuple[Person, ...]:
    """Who stands in the record's fields, in their order; then handles and common first names of the prose.

    shape: ``mails`` are the addresses of the document; ``others`` are the names of people of other documents.
    """
    prose = CODE.sub(" ", source)
    roster = _Roster()
    common = _common(record, prose)
    for words, role, is_person in named(record):
        for mention in mentions(unicodedata.normalize("NFC", words), is_person=is_person):
            if is_person or not _is_common(mention, common):
                roster.add(mention, role)
    for found in _HANDLE.finditer(prose):
        handle = found["handle"]
        if not is_group(handle) and roster.owner(handle) is None:
            roster.add(Mention(name=handle, handles=(handle,)))
    for name in _first_names(prose):
        if name not in roster.words:
            roster.add(Mention(name=name))
    for name in others:
        if " " in name and name in prose:
            roster.add(Mention(name=name))
    return tuple(roster.people(mails, _ordinary(prose)))


class _Roster:
    """The people of a document while they are found."""

    def __init__(self) -> None:
        self.found: dict[str, Mention] = {}
        self.words: set[str] = set()
        self._roles: dict[str, set[str]] = {}
        self._owners: dict[str, str] = {}
        self._full: dict[str, set[str]] = {}
        self._initials: dict[str, set[str]] = {}

    def add(self, mention: Mention, role: str | None = None) -> None:
        """Somebody, who may be known already by another spelling."""
        name = self._same(mention)
        one = self.found.get(name, mention)
        handles = tuple(dict.fromkeys((*one.handles, *mention.handles)))
        called = (mention.name,) if mention.name in self._initials and name != mention.name else ()
        initials = tuple(dict.fromkeys((*one.initials, *called)))
        self.found[name] = replace(one, handles=handles, role=one.role or mention.role, initials=initials)
        for letters in initials_of(name):
            self._initials.setdefault(letters, set()).add(name)
        parts = name.split()
        self.words.update((name, *parts))
        for part in {parts[0], parts[-1]} if len(parts) > 1 else ():
            self._full.setdefault(part, set()).add(name)
        for form in spellings(self.found[name], frozenset(), frozenset()):
            self._owners.setdefault(form.lstrip("@").casefold(), name)
        if role or mention.role:
            self._roles.setdefault(role or mention.role or "", set()).add(name)

    def owner(self, handle: str) -> str | None:
        """Who has this handle, or a name that it is made of."""
        return self._owners.get(handle.casefold())

    def _same(self, mention: Mention) -> str:
        """The name under which somebody is known already: ``Jane`` is ``Jane Doe`` where no other Jane is."""
        if " " in mention.name:
            return mention.name
        full = self._full.get(mention.name, set()) or self._initials.get(mention.name, set())
        if len(full) == 1:
            return min(full)
        owners = (owner for form in (*mention.handles, mention.name) if (owner := self.owner(form)))
        return next(owners, mention.name)

    def people(self, mails: Sequence[str], common: frozenset[str]) -> Iterator[Person]:
        """Everybody, and after them the names that several have."""
        shared = shared_names(self.found)
        alone = {min(names): role for role, names in reversed(self._roles.items()) if len(names) == 1}
        addresses: dict[str, list[str]] = {}
        for mail in mails:
            if name := self.owner(mail.partition("@")[0]):
                addresses.setdefault(name, []).append(mail)
        for name, mention in self.found.items():
            own = addresses.get(name, [])
            handles = tuple(dict.fromkeys((*mention.handles, *(mail.partition("@")[0] for mail in own))))
            forms = (*own, *(f"@{mail}" for mail in own), *spellings(replace(mention, handles=handles), shared, common))
            yield Person(name=name, role=alone.get(name), initials=mention.initials, spellings=forms)
        for name in sorted(shared):
            if is_name(name, is_person=True):
                yield Person(name=name, spellings=(name,))


def _common(record: Record, prose: str) -> frozenset[str]:
    """The words that the document uses in small letters, and those of its services: no names of people."""
    listed = " ".join((*record.services, *record.tags, *record.classes)).casefold()
    return frozenset((*_WORD.findall(prose), *re.findall(r"\w{1,60}", listed)))


def _ordinary(prose: str) -> frozenset[str]:
    """The words that the document uses in small letters far more often than with a capital: hardly anybody's name."""
    small, large = Counter(_WORD.findall(prose)), Counter(word.casefold() for word in _CAPITAL.findall(prose))
    return frozenset(word for word, count in small.items() if count > large[word] + _SELDOM)


def _is_common(mention: Mention, common: frozenset[str]) -> bool:
    """Whether what looks like a name in a field for anybody is made of words of the document: ``Payments``."""
    parts = mention.name.casefold().split()
    known = mention.handles or any(part in first_names() for part in mention.name.split())
    return not known and all(part in common or f"{part}s" in common or part.rstrip("s") in common for part in parts)


def _first_names(prose: str) -> Iterator[str]:
    """Common first names in the prose, with the surname behind them."""
    for found in _NAMED.finditer(prose):
        bare = without_accents(found[1])
        if not first_names().isdisjoint((found[1], bare)) and not is_word(bare):
            last = re.sub("['\u2019]s$", "", found[2].strip())
            yield f"{found[1]} {last}" if last and is_name(f"{found[1]} {last}", is_person=True) else found[1]
