"""What a record itself tells about who and what must not be named, and where a text names it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
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
    r"(?<![\w@.\-/'\u2019])(?<!St\. )(?<!San )([A-Z][a-z]{1,11})((?: [A-Z][^\W\d_]['\u2019\w\-]{0,24})?)(?![\w\-])"
)
_COMPANY: Final = later(
    r"(?<![\w])(?P<name>[A-Z][\w&'-]{1,30}(?: [A-Z][\w&'-]{1,30}){0,2}),?"
    r" (?:Inc|GmbH|Ltd|LLC|LLP|Corp|AG|PLC|S\.A|B\.V|Oy|AB)\b\.?"
)
_TENANT: Final = later(
    r"//(?P<name>[\w-]{2,40})\.(?:slack|atlassian|pagerduty|zendesk|sharepoint|okta|opsgenie)\.(?:com|net)"
)
_TOKEN: Final = later(r"`([^`\n]{2,80})`|(?<![^\s,;(])((?=[^\s,;)]{0,80}[\d@_\\.\-])[\w.\\@/:+\-]{2,80})(?![^\s,;)])")
_WORD: Final = later(r"(?<![\w@.\-/])[a-z][a-z'\-]{1,30}")
_SHORT_NAME: Final = later(r"[A-Za-z]\w{0,40}(?:-\w{1,40}){0,6}-?\d{1,6}[a-z]?|[A-Za-z]{1,40}(?:-\w{1,40}){1,6}")
_MAIL_PROVIDERS: Final = frozenset(
    (
        "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "yahoo.com", "icloud.com", "proton.me", "gmx.de",
        "protonmail.com", "gmx.net", "web.de", "aol.com", "live.com", "me.com", "mail.ru", "qq.com", "163.com",
        "example.com", "example.org", "example.net", "users.noreply.github.com",
    )
)  # fmt: skip
_REMEMBERED: Final[frozenset[Family]] = frozenset({"secret", "identity", "contact", "account", "network", "link"})
OF_ITS_PLACE: Final = frozenset({PUBLIC, "login", "gcp-project"})
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
    organisations: tuple[str, ...] = ()
    """Organisations; empty where they may be named."""
    domains: tuple[str, ...] = ()
    """Domains of the organisation: a host below one of them that looks internal is one."""
    indicators: tuple[str, ...] = ()
    """Addresses of the adversary; they are defanged, not replaced."""
    found: tuple[tuple[str, str, Family, str], ...] = ()
    """Words of the document that are a hit where they stand, with kind, family, and subject: they are one elsewhere."""


def known_of(record: Record, source: str, others: Iterable[str] = (), *, organisations: bool = False) -> Known:
    """What a record and the text that it was read from know.

    shape: ``others`` are the names of people of other documents, for instance those of the owner's map; who of them
    has a full name is looked for here, too. ``organisations`` asks for those as well: a version for customers names
    its sender, one for an interview nobody.
    """
    hits = settled(detected(source))
    people = _people(record, source, hits, others)
    hosts = [*record.technical.hosts, *(hit.subject for hit in hits if hit.kind == "host")]
    mails = (hit.subject.partition("@")[2] for hit in hits if hit.kind == "e-mail")
    domains = tuple(dict.fromkeys(domain for domain in mails if domain not in _MAIL_PROVIDERS))
    return Known(
        record=record.id,
        people=people,
        hosts=tuple(dict.fromkeys(form for host in hosts for form in _host_forms(host))),
        accounts=tuple(dict.fromkeys(name for words in record.technical.identities for name in _account_names(words))),
        organisations=tuple(dict.fromkeys(_organisations(source, domains))) if organisations else (),
        domains=domains,
        indicators=tuple(
            dict.fromkeys(i.value for i in record.technical.indicators if i.value and _is_address(i.value))
        ),
        found=tuple(
            dict.fromkeys(
                (source[hit.start : hit.end], hit.kind, hit.family, hit.subject)
                for hit in hits
                if hit.family in _REMEMBERED and hit.end - hit.start >= _SHORTEST and hit.kind not in OF_ITS_PLACE
            )
        ),
    )


def _organisations(source: str, domains: Iterable[str]) -> Iterator[str]:
    """Companies by their legal form, and whose domains the document has."""
    for found in _COMPANY.finditer(source):
        yield found["name"]
        yield found[0]
    tenants = (found["name"] for found in _TENANT.finditer(source))
    for name in (*(domain.split(".")[-2] for domain in domains), *tenants):
        if len(name) > _SHORT and not is_group(name):
            yield name


def _people(record: Record, source: str, hits: Iterable[Hit], others: Iterable[str]) -> tuple[Person, ...]:
    prose = CODE.sub(" ", source)
    found: dict[str, Mention] = {}
    roles: dict[str, list[str]] = {}
    common = _common(record, prose)
    for words, role, is_person in named(record):
        for mention in mentions(words, is_person=is_person):
            if not is_person and _is_common(mention, common):
                continue
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
    return _made(found, roles, common, hits)


def _common(record: Record, prose: str) -> frozenset[str]:
    """The words that the document uses in small letters, and those of its services: no names of people."""
    listed = " ".join((*record.services, *record.tags, *record.classes)).casefold()
    return frozenset((*_WORD.findall(prose), *re.findall(r"\w{1,60}", listed)))


def _is_common(mention: Mention, common: frozenset[str]) -> bool:
    """Whether what looks like a name in a field for anybody is made of words of the document: ``Payments``."""
    parts = mention.name.casefold().split()
    known = mention.handles or any(part in first_names() for part in mention.name.split())
    return not known and all(part in common or f"{part}s" in common or part.rstrip("s") in common for part in parts)


def _made(
    found: dict[str, Mention], roles: dict[str, list[str]], common: frozenset[str], hits: Iterable[Hit]
) -> tuple[Person, ...]:
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
