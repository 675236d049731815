"""Where a text names whom and what is known."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from afterword.publish.redaction.known import Known
from afterword.publish.redaction.spelling import is_word
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
    for start, end, meaning in (*_named(text, cased), *_named(lowered(text), free)):
        words = text[start:end]
        if not (meaning.family == "person" and is_word(words) and _begins_a_sentence(text, start)):
            yield Hit(start=start, end=end, kind=meaning.kind, family=meaning.family, subject=meaning.subject)
    yield from _indicators(text, known.indicators)
    yield from _of_domains(text, known.domains)


def lowered(text: str) -> str:
    """The text in small letters, each at its place: the few that would become two stay as they are."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(one if len(one) == 1 else letter for letter, one in zip(text, map(str.lower, text), strict=True))


def _named(text: str, forms: _Forms) -> Iterator[tuple[int, int, _Meaning]]:
    for form, meaning in forms.single.items():
        start = text.find(form)
        while start >= 0:
            end = start + len(form)
            if not (_is_in_word(text[start - 1 : start] if start else "") or _is_in_word(text[end : end + 1])):
                yield start, end, meaning
            start = text.find(form, end)
    for found in forms.several.finditer(text) if forms.several else ():
        yield found.start(), found.end(), forms.meanings[" ".join(_QUOTE.sub(" ", found[0]).split())]


def _is_in_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _begins_a_sentence(text: str, start: int) -> bool:
    return re.search(r"(?:^|[.!?:]\s{1,3}|\n\s*(?:[-*+>#]+\s*)*)\Z", text[max(start - 12, 0) : start]) is not None


@lru_cache(maxsize=64)
def _forms(known: Known) -> tuple[_Forms, _Forms]:
    """What is written in one case, and what is written in any."""
    cased: dict[str, _Meaning] = {}
    free: dict[str, _Meaning] = {}
    for person in known.people:
        meaning = _Meaning("person", "person", person.name)
        for spelling in person.spellings:
            parts = spelling.split()
            is_full = len(parts) > 1 and min(map(len, parts)) >= _SHORT
            if is_full or not spelling[0].isupper():
                free.setdefault(lowered(spelling), meaning)
            else:
                cased.setdefault(spelling, meaning)
    whole = _whole(known.hosts)
    rest = [(host, _Meaning("host", "network", whole.get(host.casefold(), host.casefold()))) for host in known.hosts]
    rest += [(n, _Meaning("organisation", "organisation", _company(n, known))) for n in known.organisations]
    rest += [(account, _Meaning("account", "account", account)) for account in known.accounts]
    rest += [(words, _Meaning(kind, family, subject)) for words, kind, family, subject in known.found]
    for words, meaning in rest:
        table, form = (cased, words) if meaning.family == "secret" else (free, lowered(words))
        table.setdefault(" ".join(form.split()), meaning)
    return _made(cased), _made(free)


def _made(table: Mapping[str, _Meaning]) -> _Forms:
    single = {form: meaning for form, meaning in table.items() if " " not in form}
    several = sorted((form for form in table if " " in form), key=lambda form: (-len(form), form))
    written = one_of(several, lambda form: _JOINT.join(map(re.escape, form.split())))
    pattern = re.compile(rf"(?<!\w)(?:{written})(?!\w)") if several else None
    return _Forms(single, pattern, table)


def _company(name: str, known: Known) -> str:
    """The shortest name of an organisation that a longer one begins with."""
    folded = name.casefold()
    return min((other.casefold() for other in known.organisations if folded.startswith(other.casefold())), key=len)


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
