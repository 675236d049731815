"""An entry states its time only by its distance from another.

When one entry moves, all that hang on it are wrong, and none can be found in a log.

Instead: the time of the day.

Bad:
    # Checkout outage

    ## Timeline

    - 14:32 UTC Deploy
    - 10 minutes later the alert fired
    - 14:55 UTC Rollback

Bad:
    # Checkout outage

    ## Timeline

    - T+10 Alert
    - T+25 Rollback

Good:
    # Checkout outage

    ## Timeline

    - 14:32 UTC Deploy
    - 14:42 UTC The alert fired, 10 minutes later than it should
    - 14:55 UTC Rollback

Good:
    # Checkout outage

    ## Timeline

    T is 2024-02-15 14:32 UTC.

    - T+10 Alert
    - T+25 Rollback
"""

import re
from collections.abc import Iterator
from typing import Final

from afterword.model.span import Span
from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.figures.rows import rows
from afterword.review.passages import Passage
from afterword.text.expressions import later

CODE: Final = "TIM111"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("houses soc, sre",)

_LATER: Final = later(
    r"\s*(?:[-*+]\s+)?(?:about |around |approximately |~|some |a )?(?:\d+|a few|few|several|an?|one|two|three|five|ten"
    r"|half an)[\s-](?:seconds?|minutes?|mins?|hours?|hrs?|days?)(?:\s(?:later|after(?:wards)?|earlier|before)\b)"
    r"|\s*(?:shortly|soon"
    r"|immediately) (?:after(?:wards)?|before|thereafter)\b",
    re.IGNORECASE,
)
_T: Final = later(r"\s*(?P<t>T\s?[+-]\s?(?:\d+(?:[:.]\d+)*\s?(?:[hms]|min\w*)?|[A-Z]\b))")
_DEFINED: Final = later(
    r"\bT(?:\s?[+-]?\s?0)?\b\s*(?:=|:|\bis\b|\bwas\b|\()[^\n]{0,40}?\d{1,2}:\d\d"
    r"|\bT\s?[+-]?\s?0\b[^\n]{0,60}\d{1,2}:\d\d"
    r"|\d{1,2}:\d\d[^\n]{0,30}\(?\bT\s?(?:[+-]?\s?0\b|=)"
)
_LONE: Final = later(r"T(?![A-Za-z])(?<!\wT)")
"""What is in every definition of T; the rest takes long to look for."""
_TIME: Final = later(r"\d{1,2}[:.h]\d\d|\d{4}-\d\d-\d\d|\d\s?[ap]\.?m\b", re.IGNORECASE)


def check(case: Case) -> Iterator[Hit]:
    """Entries that begin with a distance in time and have no time of the day; T+10 where T is defined is fine."""
    is_defined = _LONE.search(case.text) is not None and _DEFINED.search(case.text) is not None
    told: set[int] = set()
    for row in rows(case):
        mark = _T.match(row.event.written or "")
        if row.event.at is None and mark and not is_defined and not _TIME.search(row.text):
            told.update(range(*row.lines))
            yield Hit(
                span=row.time, message=f"{mark['t']} has no time, and T is not defined", suggestion="The time of T"
            )
    if not case.record.timeline:
        return
    for passage in case.passages_in("timeline"):
        match = _LATER.match(passage.text) if passage.line not in told else None
        if match and _is_entry(passage) and not _TIME.search(case.source.content(passage.line)):
            told.add(passage.line)
            lead = len(match.group()) - len(match.group().lstrip(" -*+"))
            span = Span(passage.start + match.start() + lead, passage.start + match.end())
            yield Hit(span=span, message="the entry has no time of its own", suggestion="The time of the day")


def _is_entry(passage: Passage) -> bool:
    return not passage.quoted and (passage.kind == "item" or (passage.kind == "cell" and "time" in passage.column))
