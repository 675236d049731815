"""What a record itself tells about who and what must not be named."""

import re
from collections.abc import Iterator

from afterword.model.record import Record
from afterword.model.values import dataclass
from afterword.text.sensitive.hits import Family, Hit


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


def known_of(record: Record, source: str) -> Known:
    """What a record and the text that it was read from know."""
    named = [record.incident_commander, record.owner, record.scribe, record.facilitator, *record.authors]
    named += [*record.responders, *record.attendees, *(p.name for p in record.participants)]
    named += [
        *(r.name for r in record.reviewers),
        *(a.owner for a in record.actions),
        *(e.who for e in record.timeline),
    ]
    names = dict.fromkeys(name.strip() for name in named if name and name.strip())
    hosts = [host for host in record.technical.hosts if host in source]
    return Known(
        record=record.id,
        people=tuple(Person(name=name, spellings=(name,)) for name in names),
        hosts=tuple(hosts),
        accounts=record.technical.identities,
        indicators=tuple(i.value for i in record.technical.indicators if i.value),
    )


def known_hits(text: str, known: Known) -> Iterator[Hit]:
    """Where a text names what is known."""
    for person in known.people:
        yield from _hits(text, person.spellings, "person", "person", person.name)
    for host in known.hosts:
        yield from _hits(text, (host,), "host", "network", host)
    for account in known.accounts:
        yield from _hits(text, (account,), "account", "account", account)
    for value in known.indicators:
        yield from _hits(text, (value,), "indicator", "indicator", value)


def _hits(text: str, spellings: tuple[str, ...], kind: str, family: Family, subject: str) -> Iterator[Hit]:
    for spelling in spellings:
        pattern = r"\s+".join(map(re.escape, spelling.split()))
        for found in re.finditer(rf"(?<!\w){pattern}(?!\w)", text):
            yield Hit(start=found.start(), end=found.end(), kind=kind, family=family, subject=subject)
