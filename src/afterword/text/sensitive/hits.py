"""A stretch of text that not everybody may see, and what becomes of stretches that overlap."""

from collections.abc import Iterable
from typing import Final, Literal, get_args

from afterword.model.values import dataclass

Family = Literal["secret", "identity", "link", "indicator", "person", "organisation", "contact", "account", "network"]
"""What sort of thing it is; where two overlap, the earlier one here gives the name.

secret: opens something. identity: a card, an account at a bank, a national number. link: leads where only the team can
go. indicator: of compromise. person: somebody whom the record knows. organisation: likewise. contact: e-mail,
telephone, street. account: of a cloud or of a service. network: host, address.
"""
FAMILIES: Final[tuple[Family, ...]] = get_args(Family)
"""All families, the gravest first."""
_NEVER_TOLD: Final = frozenset({"secret", "identity"})
"""Families that no map of pseudonyms keeps: what holds one of them is one."""
_BY_NAME: Final = frozenset({"key", "token", "password", "authorization", "cookie"})
"""Kinds of secrets that are known by the name before them only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A stretch of text that not everybody may see."""

    start: int
    """Its first character."""
    end: int
    """The character after its last."""
    kind: str
    """What it is: ``aws-key``, ``e-mail``, ``private-ip``, ``person``."""
    family: Family
    """What sort of thing that is."""
    subject: str
    """What it means: the same for every spelling of one thing (``Jane Doe`` for ``@jane``)."""


def settled(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """The hits in the order of the text without overlaps.

    shape: hits that overlap become one that covers them all; its kind is that of the secret or the identity among
    them, else of the gravest hit among those that cover the whole, else of the gravest.
    """
    found: list[Hit] = []
    cluster: list[Hit] = []
    end = -1
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if cluster and hit.start >= end:
            found.append(_one(cluster))
            cluster = []
        end = max(end, hit.end) if cluster else hit.end
        cluster.append(hit)
    return (*found, _one(cluster)) if cluster else ()


def _rank(hit: Hit) -> tuple[int, bool, int, int, str]:
    """The gravest first; of secrets one whose issuer is known."""
    return FAMILIES.index(hit.family), hit.kind in _BY_NAME, hit.start, -hit.end, hit.kind


def _one(cluster: list[Hit]) -> Hit:
    if len(cluster) == 1:
        return cluster[0]
    start, end = cluster[0].start, max(hit.end for hit in cluster)
    opening = [hit for hit in cluster if hit.family in _NEVER_TOLD]
    covering = [hit for hit in cluster if hit.end - hit.start == end - start]
    gravest = min(opening or covering or cluster, key=_rank)
    return Hit(start=start, end=end, kind=gravest.kind, family=gravest.family, subject=gravest.subject)
