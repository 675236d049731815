"""Where a text names whom and what is known."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from afterword.publish.redaction.gathering import Person
from afterword.publish.redaction.known import Known
from afterword.publish.redaction.letters import folded
from afterword.publish.redaction.organisations import is_cased as is_cased_only
from afterword.publish.redaction.organisations import same
from afterword.publish.redaction.spelling import MONTHS, initials_of, is_abbreviation, is_ordinary, is_word
from afterword.text.expressions import later, one_of
from afterword.text.sensitive.hits import Family, Hit

_PUBLIC_LABELS: Final = frozenset(
    ["www", "status", "api", "docs", "app", "blog", "help", "support", "cdn", "static", "assets", "m", "about", "shop"]
)
_INSIDE_LABEL: Final = later(
    r"(?:\w{1,40}-)?(?:db|database|pg|mysql|redis|kafka|es|node|vpn|jump|bastion|int|internal|dev|stg|staging|prod|qa|uat"
    r"|admin|gw|lb|proxy|ns|dns|mx|ldap|ad|dc|nas|san|k8s|kube|etcd|master|worker|web|edge|cache|queue|build|ci)\d{0,6}"
    r"(?:-\w{1,40}){0,6}|[\w\-]{0,60}\d"
)
_SHORT: Final = 3
_JOINT: Final = r"(?:[ \t]{1,4}|[ \t]{0,4}\n[ \t>|]{0,8})"
_NUMBER: Final = later(r"\d{1,4}(?!\w)")
_LOGIN: Final = 4
_INITIALS: Final = later(r"(?<![\w.\-])(?P<name>[A-Z]{2,3})(?![\w\-]|\.\w)")
_OF_SOMEBODY: Final = later(
    r"[(\[]\Z|[(\[|/] ?\Z|(?:^|\n)[ \t>]{0,8}(?:[-*+] )?(?:\*{0,2}[\d:]{4,8}\*{0,2}(?: [A-Z]{3,4})?[ \-\u2013]{0,3})?\Z"
    r"|\b(?:by|cc|with|from|told|ping|asked|paged|called|pinged|joined|thanks)[ \n]\Z"
)
"""Before initials: what stands before people."""
_SAYS: Final = later(
    r" ?[)\]|/]|: |'s\b|\u2019s\b|[,.;]|\n|\Z"
    r"| (?:\w{2,12}ed|ran|saw|found|took|began|told|said|sent|made|got|went|wrote|is|was|then)\b"
)
"""Behind initials: what people do."""
_QUOTE: Final = later(r"\n[ \t>|]{0,8}")


class _Meaning(NamedTuple):
    """What words of a text mean."""

    kind: str
    """As in a hit."""
    family: Family
    """As in a hit."""
    subject: str
    """As in a hit."""


class _Forms(NamedTuple):
    """Words that mean something, as they stand in a text."""

    single: Mapping[str, _Meaning]
    """Without blanks."""
    several: re.Pattern[str] | None
    """Any of those with blanks, which may be broken over lines."""
    meanings: Mapping[str, _Meaning]
    """What those with blanks mean, by their words with one blank between."""


def known_hits(text: str, known: Known) -> Iterator[Hit]:
    """Where a text names what is known; hits may overlap."""
    cased, free = _forms(known)
    plain = folded(text)
    for first, last, meaning in (*_named(plain.cased, cased), *_named(plain.free, free)):
        start, end = plain.span(first, last)
        words = plain.cased[first:last]
        if meaning.family != "person":
            yield Hit(start=start, end=end, kind=meaning.kind, family=meaning.family, subject=meaning.subject)
        elif not ((is_word(words) and _begins_a_sentence(text, start)) or _is_day(words, plain.cased, last)):
            start -= text[start - 1 : start] == "@" and not text[start - 2 : start - 1].isalnum()
            yield Hit(start=start, end=end, kind=meaning.kind, family=meaning.family, subject=meaning.subject)
    yield from _initials(text, known)
    yield from _indicators(text, known.indicators)
    yield from _of_domains(text, known.domains)


def _named(text: str, forms: _Forms) -> Iterator[tuple[int, int, _Meaning]]:
    for form, meaning in forms.single.items():
        start = text.find(form)
        is_person = meaning.family == "person"
        joint = "_" if is_person and len(form) > _SHORT else ""
        while start >= 0:
            end = start + len(form)
            last = _past_ending(text, end, form) if is_person else end
            if not (_is_in_word(text[start - 1 : start], joint) or _is_in_word(text[last : last + 1], joint)):
                yield start, last, meaning
            start = text.find(form, end)
    for found in forms.several.finditer(text) if forms.several else ():
        yield found.start(), found.end(), forms.meanings[" ".join(_QUOTE.sub(" ", found[0]).split())]


def _past_ending(text: str, end: int, form: str) -> int:
    """Where a name ends with what may follow it: an ``s`` that is possessive, or the number of a login."""
    if text[end : end + 1] in {"s", "S"} and text[end + 1 : end + 2] in {"'", "\u2019"} and form[-1] not in "sS":
        return end + 1
    found = _NUMBER.match(text, end) if len(form) > _LOGIN else None
    return found.end() if found else end


def _is_in_word(character: str, joint: str = "") -> bool:
    return character.isalnum() or (character == "_" and character != joint)


def _begins_a_sentence(text: str, start: int) -> bool:
    return re.search(r"(?:^|[.!?:]\s{1,3}|\n\s*(?:[-*+>#]+\s*)*)\Z", text[max(start - 12, 0) : start]) is not None


def _is_day(words: str, text: str, end: int) -> bool:
    """Whether a first name is that of a month: ``Jan 12``."""
    return words.casefold() in MONTHS and re.match(r"[ .]{0,2}\d", text[end : end + 3]) is not None


def _initials(text: str, known: Known) -> Iterator[Hit]:
    """People by their initials, where only people are called so: in brackets, in a cell, before a colon or a verb."""
    owners = _owners(known)
    for found in _INITIALS.finditer(text) if owners else ():
        start, end = found.span()
        name = owners.get(found["name"])
        if name and _OF_SOMEBODY.search(text, max(start - 24, 0), start) and _SAYS.match(text, end):
            yield Hit(start=start, end=end, kind="person", family="person", subject=name)


@lru_cache(maxsize=64)
def _owners(known: Known) -> Mapping[str, str]:
    """Whose initials letters are, where they are one person's and no usual abbreviation."""
    found: dict[str, set[str]] = {}
    for person in known.people:
        for letters in initials_of(person.name):
            found.setdefault(letters, set()).add(person.name)
    return {letters: min(names) for letters, names in found.items() if len(names) == 1 and not is_abbreviation(letters)}


@lru_cache(maxsize=64)
def _forms(known: Known) -> tuple[_Forms, _Forms]:
    """What is written in one case, and what is written in any."""
    cased: dict[str, _Meaning] = {}
    free: dict[str, _Meaning] = {}
    for person in known.people:
        meaning = _Meaning("person", "person", person.name)
        for spelling in person.spellings:
            form = folded(spelling)
            if _is_free(form.cased, person):
                free.setdefault(form.free, meaning)
            else:
                cased.setdefault(form.cased, meaning)
                if is_ordinary(form.cased) and not is_word(form.cased) and len(form.cased) > _SHORT:
                    cased.setdefault(form.cased.upper(), meaning)
    whole = _whole(known.hosts)
    rest = [(host, _Meaning("host", "network", whole.get(host.casefold(), host.casefold()))) for host in known.hosts]
    rest += [(n, _Meaning("organisation", "organisation", _company(n, known))) for n in known.organisations]
    rest += [(account, _Meaning("account", "account", account)) for account in known.accounts]
    rest += [(words, _Meaning(kind, family, subject)) for words, kind, family, subject in known.found]
    for words, meaning in rest:
        form = folded(words)
        is_cased = meaning.family == "secret" or (meaning.family == "organisation" and is_cased_only(words))
        table, plain = (cased, form.cased) if is_cased else (free, form.free)
        if plain.strip():
            table.setdefault(" ".join(plain.split()), meaning)
    return _made(cased), _made(free)


def _is_free(spelling: str, person: Person) -> bool:
    """Whether a spelling means the person in capitals and small letters, too: no word, and no few letters."""
    if not spelling[:1].isupper():
        return True
    if spelling in person.initials:
        return False
    parts = [part.strip(",'") for part in spelling.split()]
    if any(len(part) == 1 for part in parts):
        return False
    if len(parts) > 1:
        return min(map(len, parts)) >= _SHORT or any(len(part) >= _SHORT and not is_ordinary(part) for part in parts)
    return len(spelling) >= _SHORT and "." not in spelling and not is_ordinary(spelling)


def _made(table: Mapping[str, _Meaning]) -> _Forms:
    single = {form: meaning for form, meaning in table.items() if " " not in form}
    several = sorted((form for form in table if " " in form), key=lambda form: (-len(form), form))
    written = one_of(several, lambda form: _JOINT.join(map(re.escape, form.split())))
    pattern = re.compile(rf"(?<!\w)(?:{written})(?!\w)") if several else None
    return _Forms(single, pattern, table)


def _company(name: str, known: Known) -> str:
    """The shortest name of an organisation that a longer one begins with, or the one that it goes by."""
    whole = name.casefold()
    shortest = min((other for other in known.organisations if whole.startswith(other.casefold())), key=len)
    return same(name) if same(name) != whole else same(shortest)


def _whole(hosts: Iterable[str]) -> Mapping[str, str]:
    """The full name of each short one with which exactly one begins, all in small letters."""
    found: dict[str, set[str]] = {}
    for host in hosts:
        short, dot, _ = host.casefold().partition(".")
        if dot:
            found.setdefault(short, set()).add(host.casefold())
    return {short: min(full) for short, full in found.items() if len(full) == 1}


def _indicators(text: str, values: Iterable[str]) -> Iterator[Hit]:
    """Addresses of the adversary with all of the link that they stand in."""
    for value in values:
        if value in text:
            pattern = rf"(?:[A-Za-z][\w+.\-]{{0,15}}://)?(?:[\w\-]{{1,63}}\.){{0,6}}{re.escape(value)}(?![\w\-])(?:[/?#:][^\s<>()\[\]\"'`|]{{0,400}})?"
            for found in re.finditer(rf"(?<![\w.\-/@]){pattern}", text):
                words = found[0].rstrip(".,;:!?*_")
                end = found.start() + len(words)
                yield Hit(start=found.start(), end=end, kind="indicator", family="indicator", subject=words)


def _of_domains(text: str, domains: Iterable[str]) -> Iterator[Hit]:
    """Hosts below the organisation's domains that are not for everybody."""
    for domain in domains:
        if domain not in text:
            continue
        for found in re.finditer(
            rf"(?<![\w.\-@])(?P<labels>(?:[\w\-]{{1,63}}\.){{1,5}}){re.escape(domain)}(?![\w\-]|\.\w)", text
        ):
            labels = found["labels"].rstrip(".").split(".")
            if len(labels) > 1 or (_INSIDE_LABEL.fullmatch(labels[0]) and labels[0] not in _PUBLIC_LABELS):
                yield Hit(
                    start=found.start(), end=found.end(), kind="host", family="network", subject=found[0].casefold()
                )
