"""What a record itself tells about who and what must not be named."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

from afterword.model.record import Record
from afterword.model.values import dataclass
from afterword.publish.redaction.gathering import Person, people_of
from afterword.publish.redaction.organisations import organisations as named_organisations
from afterword.publish.redaction.spelling import is_group
from afterword.text.expressions import later
from afterword.text.sensitive.detecting import detected
from afterword.text.sensitive.hits import Family, settled
from afterword.text.sensitive.networks import PUBLIC

_TOKEN: Final = later(r"`([^`\n]{2,80})`|(?<![^\s,;(])((?=[^\s,;)]{0,80}[\d@_\\.\-])[\w.\\@/:+\-]{2,80})(?![^\s,;)])")
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
    source = unicodedata.normalize("NFC", source)
    hits = settled(detected(source))
    mails = tuple(dict.fromkeys(hit.subject for hit in hits if hit.kind == "e-mail"))
    people = people_of(record, source, mails, others)
    hosts = [*record.technical.hosts, *(hit.subject for hit in hits if hit.kind == "host")]
    hosted = (mail.partition("@")[2] for mail in mails)
    domains = tuple(dict.fromkeys(domain for domain in hosted if domain not in _MAIL_PROVIDERS))
    return Known(
        record=record.id,
        people=people,
        hosts=tuple(dict.fromkeys(form for host in hosts for form in _host_forms(host))),
        accounts=tuple(dict.fromkeys(name for words in record.technical.identities for name in _account_names(words))),
        organisations=tuple(dict.fromkeys(named_organisations(source, domains))) if organisations else (),
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
