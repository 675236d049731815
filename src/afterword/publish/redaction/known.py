"""What a record itself tells about who and what must not be named, and where a text names it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Final

from afterword.model.record import Record
from afterword.model.values import dataclass
from afterword.publish.redaction.markup import CODE
from afterword.publish.redaction.people import named
from afterword.publish.redaction.spelling import Mention, is_group, is_name, is_word, mentions, shared_names, spellings
from afterword.review.language.persons import first_names
from afterword.text.expressions import later
from afterword.text.sensitive.detecting import detected
from afterword.text.sensitive.hits import Family, Hit, settled
from afterword.text.sensitive.networks import PUBLIC

_HANDLE: Final = later(r"(?<![\w.@/:`\-])@(?P<handle>[A-Za-z0-9](?:[\w\-]|\.(?=\w)){1,38})(?![\w/]|@)")
_NAMED: Final = later(
    r"(?<![\w@.\-/])(?<!St\. )(?<!San )([A-Z][a-z]{1,11})((?: [A-Z][^\W\d_]['\u2019\w\-]{0,24})?)(?![\w\-])"
)
_TOKEN: Final = later(r"`([^`\n]{2,80})`|(?<![^\s,;(])((?=[^\s,;)]{0,80}[\d@_\\.\-])[\w.\\@/:+\-]{2,80})(?![^\s,;)])")
_WORD: Final = later(r"(?<![\w@.\-/])[a-z][a-z'\-]{1,30}")
_PUBLIC_LABELS: Final = frozenset(
    ["www", "status", "api", "docs", "app", "blog", "help", "support", "cdn", "static", "assets", "m", "about", "shop"]
)
_INSIDE_LABEL: Final = later(
    r"(?:\w{1,40}-)?(?:db|database|pg|mysql|redis|kafka|es|node|vpn|jump|bastion|int|internal|dev|stg|staging|prod|qa|uat"
    r"|admin|gw|lb|proxy|ns|dns|mx|ldap|ad|dc|nas|san|k8s|kube|etcd|master|worker|web|edge|cache|queue|build|ci)\d{0,6}"
    r"(?:-\w{1,40}){0,6}|[\w\-]{0,60}\d"
)
_SHORT_NAME: Final = later(r"[A-Za-z]\w{0,40}(?:-\w{1,40}){0,6}-?\d{1,6}[a-z]?|[A-Za-z]{1,40}(?:-\w{1,40}){1,6}")
_MAIL_PROVIDERS: Final = frozenset(
    (
        "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "yahoo.com", "icloud.com", "proton.me", "gmx.de",
        "protonmail.com", "gmx.net", "web.de", "aol.com", "live.com", "me.com", "mail.ru", "qq.com", "163.com",
        "example.com", "example.org", "example.net", "users.noreply.github.com",
    )
)  # fmt: skip
_REMEMBERED: Final[frozenset[Family]] = frozenset({"secret", "identity", "contact", "account", "network", "link"})
_OF_ITS_PLACE: Final = frozenset({PUBLIC, "login", "gcp-project"})
"""Kinds that may be another thing elsewhere."""
_SHORTEST: Final = 6
_SHORT: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody whom the record names."""

    name: str
    """The fullest spelling."""
    role: str | None = None
    """``Incident commander`` where the record gives one that nobody else has; None otherwise."""
    spellings: tuple[str, ...] = ()
    """Every spelling that means this person and nobody else, the longest first: ``Jane Doe``, ``J. Doe``, ``@jane``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Whom and what a record names."""

    record: str | None = None
    """The record's id, by which the map of pseudonyms keeps roles."""
    people: tuple[Person, ...] = ()
    """People, in the order of the record."""
    hosts: tuple[str, ...] = ()
    """Hosts of the inside."""
    accounts: tuple[str, ...] = ()
    """Accounts and identities affected."""
    domains: tuple[str, ...] = ()
    """Domains of the organisation: a host below one of them that looks internal is one."""
    indicators: tuple[str, ...] = ()
    """Addresses of the adversary; they are defanged, not replaced."""
    found: tuple[tuple[str, str, Family, str], ...] = ()
    """Words of the document that are a hit where they stand, with kind, family, and subject: they are one elsewhere."""


def known_of(record: Record, source: str, others: Iterable[str] = ()) -> Known:
    """What a record and the text that it was read from know.

    shape: ``others`` are the names of people of other documents, for instance those of the owner's map; who of them
    has a full name is looked for here, too.
    """
    hits = settled(detected(source))
    people = _people(record, source, hits, others)
    hosts = [*record.technical.hosts, *(hit.subject for hit in hits if hit.kind == "host")]
    mails = (hit.subject.partition("@")[2] for hit in hits if hit.kind == "e-mail")
    return Known(
        record=record.id,
        people=people,
        hosts=tuple(dict.fromkeys(form for host in hosts for form in _host_forms(host))),
        accounts=tuple(dict.fromkeys(name for words in record.technical.identities for name in _account_names(words))),
        domains=tuple(dict.fromkeys(domain for domain in mails if domain not in _MAIL_PROVIDERS)),
        indicators=tuple(
            dict.fromkeys(i.value for i in record.technical.indicators if i.value and _is_address(i.value))
        ),
        found=tuple(
            dict.fromkeys(
                (source[hit.start : hit.end], hit.kind, hit.family, hit.subject)
                for hit in hits
                if hit.family in _REMEMBERED and hit.end - hit.start >= _SHORTEST and hit.kind not in _OF_ITS_PLACE
            )
        ),
    )


def _people(record: Record, source: str, hits: Iterable[Hit], others: Iterable[str]) -> tuple[Person, ...]:
    prose = CODE.sub(" ", source)
    found: dict[str, Mention] = {}
    roles: dict[str, list[str]] = {}
    for words, role, is_person in named(record):
        for mention in mentions(words, is_person=is_person):
            name = _same(mention, found)
            found[name] = _joined(found.get(name), mention)
            if role or mention.role:
                roles.setdefault(role or mention.role or "", []).append(name)
    for handle in _HANDLE.finditer(prose):
        mention = Mention(name=handle["handle"], handles=(handle["handle"],))
        if not is_group(handle["handle"]) and _owner_of(handle["handle"], found) is None:
            found.setdefault(mention.name, mention)
    for name in _first_names(prose):
        if name not in {part for known in found for part in known.split()}:
            found.setdefault(name, Mention(name=name))
    for name in others:
        if " " in name and name in prose:
            found.setdefault(name, Mention(name=name))
    return _made(found, roles, source, hits)


def _made(
    found: dict[str, Mention], roles: dict[str, list[str]], source: str, hits: Iterable[Hit]
) -> tuple[Person, ...]:
    common = frozenset(_WORD.findall(source))
    shared = shared_names(found)
    mails = {hit.subject for hit in hits if hit.kind == "e-mail"}
    alone = {name: role for role, names in reversed(list(roles.items())) for name in names if len(set(names)) == 1}
    people = []
    for name, mention in found.items():
        own = tuple(mail.partition("@")[0] for mail in mails if _owner_of(mail.partition("@")[0], {name: mention}))
        full = replace(mention, handles=tuple(dict.fromkeys((*mention.handles, *own))))
        addresses = [mail for mail in mails if mail.partition("@")[0] in own]
        forms = (*addresses, *spellings(full, shared, common))
        people.append(Person(name=name, role=alone.get(name), spellings=forms))
    people += [Person(name=name, spellings=(name,)) for name in sorted(shared) if is_name(name, is_person=True)]
    return tuple(people)


def _joined(one: Mention | None, other: Mention) -> Mention:
    if one is None:
        return other
    return replace(one, handles=tuple(dict.fromkeys((*one.handles, *other.handles))), role=one.role or other.role)


def _same(mention: Mention, found: dict[str, Mention]) -> str:
    """The name under which somebody is known already: ``Jane`` is ``Jane Doe`` where no other Jane is."""
    if " " in mention.name:
        return mention.name
    owners = {name for name in found if " " in name and mention.name in {name.split()[0], name.split()[-1]}}
    handle = next((owner for h in (*mention.handles, mention.name) if (owner := _owner_of(h, found))), None)
    return owners.pop() if len(owners) == 1 else handle or mention.name


def _owner_of(handle: str, found: dict[str, Mention]) -> str | None:
    """Who has this handle, or a name that it is made of."""
    wanted = handle.casefold()
    for name, mention in found.items():
        forms = {form.lstrip("@").casefold() for form in spellings(mention, frozenset(), frozenset())}
        if wanted in forms:
            return name
    return None


def _first_names(prose: str) -> Iterator[str]:
    """Common first names in the prose, with the surname behind them."""
    for found in _NAMED.finditer(prose):
        if found[1] in first_names() and not is_word(found[1]):
            last = re.sub("['\u2019]s$", "", found[2].strip())
            yield f"{found[1]} {last}" if last and is_name(f"{found[1]} {last}", is_person=True) else found[1]


def _host_forms(host: str) -> Iterator[str]:
    """A host and its short name, where that cannot be a word."""
    bare = _bare(host)
    if not bare or " " in bare:
        return
    yield bare
    short = bare.partition(".")[0]
    if short != bare and _SHORT_NAME.fullmatch(short) and len(short) > 3:
        yield short


def _account_names(words: str) -> Iterator[str]:
    """The names of accounts in what a field says of them: all of it where that is one word."""
    found = [one or other for one, other in _TOKEN.findall(words)]
    bare = _bare(words)
    names = found if " " in bare else [bare]
    # a time or a count in such words is no account
    named = (name.strip(".:") for name in names if re.search(r"[^\W\d_]|\d{6}", name) and not is_group(name))
    yield from (name for name in named if len(name) > 2)


def _bare(words: str) -> str:
    return words.replace("`", "").replace("*", "").strip()


def _is_address(value: str) -> bool:
    """Whether an indicator leads somewhere: addresses and domains, no digests and files."""
    return (
        "://" in value
        or "@" in value
        or re.fullmatch(r"[0-9A-Fa-f:]{3,45}|[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,8}", value) is not None
    )


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
    rest += [(account, "account", "account", account) for account in known.accounts]
    for words, kind, family, subject in (*rest, *known.found):
        plain = " ".join(words.split())
        (cased if family == "secret" else free).append(plain)
        what.setdefault(plain if family == "secret" else plain.casefold(), (kind, family, subject))
    return _any(cased, 0), _any(free, re.IGNORECASE), what


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
