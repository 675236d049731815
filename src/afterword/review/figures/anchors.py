"""Milestones that stand in labels outside the timeline: ``Resolved: 2023-07-25 18:16``, in groups of neighbours."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final

from afterword.model.span import Span
from afterword.model.values import dataclass
from afterword.review.case import Case
from afterword.review.figures.claims import About, Claim
from afterword.review.figures.spans import agrees
from afterword.text.expressions import later
from afterword.timeline.figures import spoken

_ANCHOR: Final = later(
    r"^[ \t>]*(?:[-*+|][ \t]*)?[*_]*(?:(?:incident|first|impact|service|outage|issue)[ ])?"
    r"(?P<name>began|begin|started|start|detected|detection|acknowledged|declared|mitigated|mitigation|repaired|restored"
    r"|recovered|resolved|resolution|ended|end)[*_]*"
    r"(?:[ ](?:declared|time|at|on|date))?[ \t]*[:|]?[*_]*[ \t]*[|]?[ \t]*"
    r"(?P<day>\d{4}-\d\d-\d\d)[ T](?P<time>\d\d:\d\d)",
    re.IGNORECASE | re.MULTILINE,
)
_DAYS: Final = later(r"[a-z*_:|][ \t]{1,3}\d{4}-\d\d-\d\d[ T]\d\d:\d\d")
_RANKS: Final = (
    *(("beg", 0), ("start", 0), ("detect", 1), ("ackn", 2), ("decl", 2)),
    *(("mitig", 3), ("repair", 3), ("rest", 3)),
)
_LAST: Final = 4
_ENDS: Final = {"time_to_mitigate": (3, _LAST), "time_to_resolve": (_LAST,)}
_CLOSE: Final = 3
_NEAR: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A milestone and where it stands."""

    name: str
    """As written, in lower case."""
    rank: int
    """0 for the start, 1 for detection, 2 for what follows it, 3 for mitigation, 4 for the end."""
    at: datetime
    """Its time, as if in UTC."""
    line: int
    """Its line, from 0."""
    day: Span
    """Where its day stands."""
    whole: Span
    """Where its day and time stand."""


def groups(case: Case) -> tuple[tuple[Anchor, ...], ...]:
    """The milestones in labels, those of neighbouring lines together; each group has two or more."""
    return _groups(case.text)


@lru_cache(maxsize=2)
def _groups(text: str) -> tuple[tuple[Anchor, ...], ...]:
    found: list[list[Anchor]] = []
    if not _DAYS.search(text):
        return ()
    for anchor in _anchors(text):
        if found and anchor.line - found[-1][-1].line <= _CLOSE:
            found[-1].append(anchor)
        else:
            found.append([anchor])
    return tuple(tuple(group) for group in found if len(group) > 1)


def _anchors(text: str) -> Iterator[Anchor]:
    line, counted = 0, 0
    for match in _ANCHOR.finditer(text):
        line += text.count("\n", counted, match.start("day"))
        counted = match.start("day")
        try:
            at = datetime.fromisoformat(f"{match['day']}T{match['time']}").replace(tzinfo=UTC)
        except ValueError:
            continue
        name = match["name"].lower()
        yield Anchor(
            name=name,
            rank=next((rank for start, rank in _RANKS if name.startswith(start)), _LAST),
            at=at,
            line=line,
            day=Span(match.start("day"), match.end("day")),
            whole=Span(match.start("day"), match.end("time")),
        )


def beside_claim(case: Case, claim: Claim) -> tuple[Anchor, ...]:
    """The group of milestones that stands just above a figure; empty for none."""
    line = case.source.line_at(claim.span.start)
    above = [group for group in groups(case) if 0 < line - group[-1].line <= _NEAR]
    return above[-1] if above else ()


def measured(about: About, group: tuple[Anchor, ...]) -> tuple[Anchor, Anchor] | None:
    """The longest stretch of a group that a figure may mean; None where the group does not have its ends."""
    pairs = [
        (first, last)
        for first in group
        for last in group
        if first.rank < 3 and last.rank in _ENDS.get(about, ()) and first.at <= last.at
    ]
    return max(pairs, key=lambda pair: pair[1].at - pair[0].at, default=None)


def disagrees(claim: Claim, group: tuple[Anchor, ...]) -> str | None:
    """What a group of milestones gives, where no two of them are as far apart as a figure says; None elsewhere."""
    longest = measured(claim.about, group)
    if longest is None or claim.duration is None or claim.has_basis:
        return None
    if any(agrees(claim.duration, abs((one.at - other.at).total_seconds())) for one in group for other in group):
        return None
    first, last = longest
    apart = spoken((last.at - first.at).total_seconds())
    return f"{apart} ({first.name} {first.at:%Y-%m-%d %H:%M} to {last.name} {last.at:%Y-%m-%d %H:%M})"
