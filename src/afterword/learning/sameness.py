"""Which documents are of one incident, and which incidents are nearly the same."""

from collections.abc import Callable, Iterable, Sequence
from statistics import fmean

from afterword.learning.incident import Incident
from afterword.learning.likeness import Likeness, is_same

_ALL = 60
_RECENT = 4
_COMPARED = 5
_TRIED = 2


def same_ones(
    incidents: Sequence[Incident], likeness: Likeness, close: Callable[[Incident, Incident], float], least: float
) -> list[list[Incident]]:
    """The incidents, each in one group with those that are nearly the same; alone where none is.

    shape: ``incidents`` are the oldest first, and so are those of a group and the groups.
    One joins a group where it is as ``close`` as ``least`` to one of it, and to its latest few on average: a chain of
    which each link is like the next is not one incident. Of many, each is compared with the latest few that share one
    of its weightiest words: what is nearly the same shares those.
    """
    groups: list[list[Incident]] = []
    group_of: list[int] = []
    holders: dict[str, list[int]] = {}
    for index, incident in enumerate(incidents):
        heads = likeness.heads(incident.file) if len(incidents) > _ALL else ()
        near: Iterable[int] = (
            sorted({other for head in heads for other in holders.get(head, ())[-_RECENT:]}) if heads else range(index)
        )
        best: dict[int, float] = {}
        for other in near:
            found = close(incident, incidents[other])
            if found >= least:
                best[group_of[other]] = max(found, best.get(group_of[other], 0.0))
        joined = _joined(incident, groups, best, close, least)
        if joined is None:
            joined = len(groups)
            groups.append([])
        groups[joined].append(incident)
        group_of.append(joined)
        for head in heads:
            holders.setdefault(head, []).append(index)
    return groups


def _joined(
    incident: Incident,
    groups: Sequence[Sequence[Incident]],
    best: dict[int, float],
    close: Callable[[Incident, Incident], float],
    least: float,
) -> int | None:
    """The group that an incident belongs to, of those with one that it is close to."""
    for group in sorted(best, key=lambda one: (-best[one], one))[:_TRIED]:
        if fmean(close(incident, other) for other in groups[group][-_COMPARED:]) >= least:
            return group
    return None


def distinct(incidents: Sequence[Incident]) -> tuple[tuple[Incident, ...], tuple[str, ...]]:
    """The incidents, each once, and what a person should know of several documents of one.

    shape: of the documents of one incident (``is_same``) the first counts, by day and file; of one id on different
    days each counts, because a copied id is likelier than an incident that began twice.
    """
    kept: list[Incident] = []
    notes: list[str] = []
    by_id: dict[str, list[Incident]] = {}
    by_day: dict[str, list[Incident]] = {}
    for incident in incidents:
        others = by_id.setdefault(incident.id.casefold(), []) if incident.id else []
        on_day = by_day.setdefault(f"{incident.day} {(incident.title or '').casefold()}", [])
        first = next((other for other in (*others, *on_day) if is_same(incident, other)), None)
        if first is not None:
            what = f"id of {first.file}, {incident.id}" if first in others else f"day, title, and cause of {first.file}"
            notes.append(f"{incident.file}: has the {what}; the two are counted once")
            continue
        if others:
            days = f"{others[0].day} and {incident.day}"
            notes.append(
                f"{incident.file}: has the id of {others[0].file}, {incident.id}, but began on another day ({days}); "
                "both are counted, and one of them needs an id of its own"
            )
        others.append(incident)
        on_day.append(incident)
        kept.append(incident)
    return tuple(kept), tuple(notes)
