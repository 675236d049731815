"""Two places of the document give different figures for the same thing.

A reader cannot know which is right, and will quote the one that suits.

Instead: one figure, computed once, and the same everywhere.

Bad:
    # Website down

    Incident: Late-night 30-minute outage

    ## Summary

    The website was down for 28 minutes.

Bad:
    # Website down

    ## Summary

    5,700 users were affected.

    ## Impact

    7,500 users were affected.

Bad:
    # Website down

    Severity: SEV-1

    ## Summary

    This was a SEV-2 incident.

Bad:
    # Website down

    ## Timeline

    | Time (UTC) | Event |
    |---|---|
    | 2024-02-15 14:32 | Automated Friday deploy |
    | 2024-02-15 14:37 | Alert |

Good:
    # Website down

    ## Summary

    The 28-minute outage came after a migration of 30 minutes. A second outage of 4 minutes followed.

    ## Impact

    The website was down for 28 minutes, and 5,700 users were affected, of whom 300 users were affected twice.

Good:
    # Website down

    Severity: SEV-1

    ## Summary

    First a SEV-2 incident, it was upgraded after 5 minutes.

    ## Timeline

    | Time (UTC) | Event |
    |---|---|
    | 2024-02-15 14:32 | Automated Thursday deploy |
    | 2024-02-15 14:37 | Alert; the change planned for Friday is stopped |
"""

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from afterword.houses.reading.times.incident import local_day
from afterword.model.moment import sort_instant
from afterword.model.span import Span
from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.figures.claims import Claim, claims, fenced
from afterword.review.figures.spans import agrees
from afterword.review.passages import Passage
from afterword.text.expressions import later
from afterword.timeline.figures import spoken

CODE: Final = "CON104"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("house sre",)

_COUNT: Final = later(
    r"(?<![\w.,$~<>])(?P<number>\d{1,3}(?:,\d{3})+|\d{2,9})(?P<scale>[kKM]?)\s(?P<noun>users|customers|accounts"
    r"|requests|orders|tenants|sessions|payments)\s(?:were |have been |was )?(?P<verb>affected|impacted|failed|lost)\b"
)
_PART: Final = later(
    r"\b(?:of (?:whom|which|these|them)|another|additional|further|up to|at least|more than|over|about|approximately"
    r"|around|roughly|nearly|almost|first|second|per|each|region|by \d|initially|later|then|estimated)\b|~",
    re.IGNORECASE,
)
_SEVERITY: Final = later(
    r"\b(?:(?:this|it) (?:was|is) an? |(?:classified|declared|rated|graded) (?:as )?(?:an? )?)"
    r"(?P<grade>(?P<scale>SEV|P|S)[ -]?(?P<rank>[0-5]))\b",
    re.IGNORECASE,
)
_CHANGED: Final = later(
    r"\b(?:up|down)graded|\braised|\blowered|\bescalated|\binitially|\bfirst\b|\boriginally|\blater|\bpotential"
    r"|\bcould|\bwould|\bshould|\bnot\b|\bthen\b",
    re.IGNORECASE,
)
_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DAY_OF: Final = later(
    rf"\b(?P<day>{'|'.join(_DAYS)})(?:\s(?:morning|afternoon|evening|night))?\s"
    r"(?:deploy(?:ment)?|release|rollout|change|push|maintenance)\b"
)
_ELSEWHEN: Final = later(r"\b(?:next|last|previous|until|since|planned|scheduled for|before)\b", re.IGNORECASE)
_CLOCK: Final = later(r"(?<![\d:.])(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?!\d)")
_NIGHT: Final = later(
    r"\b(?P<night>late[- ]night|overnight|middle[- ]of[- ]the[- ]night)\s(?:[\w-]+\s){0,2}(?:outage|incident|deploy)",
    re.IGNORECASE,
)
_ASK: Final = "Which one is right? Give it in both places"


def check(case: Case) -> Iterator[Hit]:
    """Durations, counts, severities, days of the week, and times of the day that differ from one another."""
    yield from _durations(claims(case))
    prose = [*case.passages, *fenced(case)]
    yield from _counts(prose)
    yield from _severities(case, prose)
    yield from _days(case, prose)
    yield from _nights(case, prose)


def _durations(stated: tuple[Claim, ...]) -> Iterator[Hit]:
    for thing in ("outage", "incident"):
        alike = [c for c in stated if c.about == "duration" and c.thing == thing and c.duration and not c.has_basis]
        usual = _usual(alike)
        for claim in alike if usual else ():
            if usual and not _are_alike(claim, usual):
                message = f"another place says that the {thing} took {spoken(usual.seconds)}"
                yield Hit(span=claim.span, message=message, suggestion=_ASK)


def _are_alike(one: Claim, other: Claim) -> bool:
    if one.duration is None or other.duration is None:
        return True
    return agrees(one.duration, other.seconds) or agrees(other.duration, one.seconds)


def _usual(alike: list[Claim]) -> Claim | None:
    """The figure that most places give; of several, the first."""
    counts = {id(claim): sum(other.seconds == claim.seconds for other in alike) for claim in alike}
    return max(alike, key=lambda claim: counts[id(claim)], default=None)


def _counts(prose: list[Passage]) -> Iterator[Hit]:
    first: dict[tuple[str, str], tuple[str, str]] = {}
    for passage in prose:
        if passage.role not in {"title", "summary", "impact"} or passage.quoted:
            continue
        for match in _COUNT.finditer(passage.text):
            lead = passage.text[max(0, match.start() - 50) : match.start()]
            if _PART.search(lead.rpartition(". ")[2]) or _PART.match(passage.text[match.end() :].lstrip(" ,")):
                continue
            verb = "affected" if match["verb"] == "impacted" else match["verb"]
            value = match["number"].replace(",", "") + match["scale"]
            before = first.setdefault((match["noun"], verb), (value, match["number"] + match["scale"]))
            if before[0] != value:
                span = Span(passage.start + match.start("number"), passage.start + match.end())
                yield Hit(span=span, message=f"another place says {before[1]} {match['noun']}", suggestion=_ASK)


def _severities(case: Case, prose: list[Passage]) -> Iterator[Hit]:
    grade = case.record.severity
    if grade is None or grade.rank is None or not grade.written:
        return
    own = re.search(r"(SEV|P|S)[ -]?([0-5])\b", grade.written, re.IGNORECASE)
    for passage in prose if own else ():
        if passage.role not in {"title", "summary", "impact", "other"} or passage.quoted:
            continue
        for match in _SEVERITY.finditer(passage.text):
            same_scale = own is not None and match["scale"].upper() == own[1].upper()
            if own and same_scale and match["rank"] != own[2] and not _CHANGED.search(passage.text):
                span = Span(passage.start + match.start("grade"), passage.start + match.end("grade"))
                yield Hit(span=span, message=f"the document's severity is {grade.written}", suggestion=_ASK)


def _days(case: Case, prose: list[Passage]) -> Iterator[Hit]:
    """Days of the week beside a time of the timeline whose date is of another one."""
    for passage in prose:
        for match in _DAY_OF.finditer(passage.text) if "day" in passage.text else ():
            if _ELSEWHEN.search(passage.text[max(0, match.start() - 30) : match.start()]):
                continue
            day = _day_beside(case, passage, passage.text[match.start() : match.start() + 80])
            if day and _DAYS[day.weekday()] != match["day"]:
                span = Span(passage.start + match.start("day"), passage.start + match.end("day"))
                yield Hit(span=span, message=f"{day.isoformat()} is a {_DAYS[day.weekday()]}", suggestion=_ASK)


def _day_beside(case: Case, passage: Passage, text: str) -> date | None:
    if passage.owner == ("timeline",) and passage.index is not None and passage.index < len(case.record.timeline):
        event = next((e for e in case.record.timeline if e.line == passage.line + 1), None)
        return local_day(event) if event and event.year_basis != "unknown" else None
    clock = _CLOCK.search(text)
    if clock is None:
        return None
    shown = f"T{int(clock['hour']):02}:{clock['minute']}"
    days = {local_day(event) for event in case.record.timeline if shown in (event.at or "")}
    return days.pop() if len(days) == 1 else None


def _nights(case: Case, prose: list[Passage]) -> Iterator[Hit]:
    found = [(p, m) for p in prose if "night" in p.text for m in _NIGHT.finditer(p.text) if not p.quoted]
    if not found:
        return
    moments = [sort_instant(e.at) for e in case.record.timeline if "T" in (e.at or "") and e.zone in {None, "UTC"}]
    dated: list[datetime] = [moment for moment in moments if moment]
    if len(dated) < 2 or any(not 8 <= moment.hour < 19 for moment in dated):
        return
    for passage, match in found:
        span = Span(passage.start + match.start("night"), passage.start + match.end("night"))
        times = f"{min(dated):%H:%M} to {max(dated):%H:%M}"
        yield Hit(span=span, message=f"the timeline's times, {times}, are of the day", suggestion=_ASK)
