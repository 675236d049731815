"""Where a text names whom and what is known."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from afterword.publish.redaction.known import Known
from afterword.publish.redaction.spelling import is_word
from afterword.text.expressions import later
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


def known_hits(text: str, known: Known) -> Iterator[Hit]:
    """Where a text names what is known; hits may overlap."""
    cased, free, what = _patterns(known)
    for pattern in (cased, free):
        for found in pattern.finditer(text) if pattern else ():
            words = " ".join(re.sub(r"\s*\n[\s>|]*", " ", found[0]).split())
            kind, family, subject = what.get(words) or what[words.casefold()]
            if not (family == "person" and is_word(words) and _begins_a_sentence(text, found.start())):
                yield Hit(start=found.start(), end=found.end(), kind=kind, family=family, subject=subject)
    yield from _indicators(text, known.indicators)
    yield from _of_domains(text, known.domains)


def _begins_a_sentence(text: str, start: int) -> bool:
    return re.search(r"(?:^|[.!?:]\s{1,3}|\n\s*(?:[-*+>#]+\s*)*)\Z", text[max(start - 12, 0) : start]) is not None


@lru_cache(maxsize=64)
def _patterns(
    known: Known,
) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None, dict[str, tuple[str, Family, str]]]:
    """Expressions of what is written in one case and of what is written in any, and what each means."""
    what: dict[str, tuple[str, Family, str]] = {}
    cased: list[str] = []
    free: list[str] = []
    for person in known.people:
        for spelling in person.spellings:
            parts = spelling.split()
            is_full = len(parts) > 1 and min(map(len, parts)) >= _SHORT
            any_case = is_full or not spelling[0].isupper()
            (free if any_case else cased).append(spelling)
            what.setdefault(spelling.casefold() if any_case else spelling, ("person", "person", person.name))
    rest: list[tuple[str, str, Family, str]] = [
        (host, "host", "network", _whole(host, known.hosts)) for host in known.hosts
    ]
    rest += [(name, "organisation", "organisation", _company(name, known)) for name in known.organisations]
    rest += [(account, "account", "account", account) for account in known.accounts]
    for words, kind, family, subject in (*rest, *known.found):
        plain = " ".join(words.split())
        (cased if family == "secret" else free).append(plain)
        what.setdefault(plain if family == "secret" else plain.casefold(), (kind, family, subject))
    return _any(cased, 0), _any(free, re.IGNORECASE), what


def _company(name: str, known: Known) -> str:
    """The shortest name of an organisation that a longer one begins with."""
    folded = name.casefold()
    return min((other.casefold() for other in known.organisations if folded.startswith(other.casefold())), key=len)


def _whole(host: str, hosts: Iterable[str]) -> str:
    """The full name of a host, where exactly one begins with a short one."""
    full = [other for other in hosts if other.partition(".")[0].casefold() == host.casefold() and other != host]
    return (full[0] if len(full) == 1 else host).casefold()


def _any(forms: Iterable[str], flags: int) -> re.Pattern[str] | None:
    ordered = sorted(dict.fromkeys(forms), key=lambda form: (-len(form), form))
    joint = r"(?:[ \t]{1,4}|[ \t]{0,4}\n[ \t>|]{0,8})"
    written = "|".join(joint.join(map(re.escape, form.split())) for form in ordered)
    return re.compile(rf"(?<![\w])(?:{written})(?!\w)", flags) if ordered else None


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
