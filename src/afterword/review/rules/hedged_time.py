"""A time of the timeline is a guess.

The timeline is what the other figures rest on; a guess in it looks as exact as the rest as soon as it is copied.

Instead: the time from the log; or the word unknown, with the last time before and the first after it.

Bad:
    # Checkout outage

    ## Timeline

    - ~14:27 UTC Deploy
    - around 3pm UTC Someone noticed

Bad:
    # Checkout outage

    ## Timeline

    - 14:27 UTC Deploy
    - 14:40 UTC At some point the cache was restarted by hand

Good:
    # Checkout outage

    ## Timeline

    - 14:27 UTC Deploy
    - 14:30 UTC Restarts take about 5 minutes each
    - unknown, between 14:27 and 14:40 UTC: The cache was restarted

Good:
    # Checkout outage

    ## Summary

    Errors began around 14:30 UTC.

    ## Timeline

    - 14:27 UTC Deploy
    - 14:40 UTC ~30 hosts restarted
"""

import re
from collections.abc import Iterator
from typing import Final

from afterword.model.span import Span
from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.figures.rows import has_clock, rows
from afterword.text.expressions import later

CODE: Final = "TIM106"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("house soc",)

_HEDGED: Final = later(
    r"(?:~|\u2248|\b(?:around|about|approx(?:imately|\.)?|circa|ca\.|roughly|sometime around)\s)\s?"
    r"(?:\d{4}-\d\d-\d\d[ T])?(?:[01]?\d|2[0-3])(?::[0-5]\d|\s?[ap]\.?m\b)(?:\s?[ap]\.?m\b)?"
    r"|\b(?:at some point|some ?time (?:after|before|between|around|later|that))\b",
    re.IGNORECASE,
)
_ASK: Final = "The time from the log, or unknown, with the times before and after it"


def check(case: Case) -> Iterator[Hit]:
    """Guessed times of entries, and entries that happened at some point; one for an entry."""
    told: set[int] = set()
    exact: set[int] = set()
    for row in rows(case):
        if has_clock(row.event):
            exact.update(range(*row.lines))
        if row.event.precision == "approximate":
            told.update(range(*row.lines))
            yield Hit(span=row.time, message="the time is a guess", suggestion=_ASK)
    for passage in case.passages_in("timeline"):
        if passage.line in told or passage.kind == "heading" or passage.quoted:
            continue
        match = _HEDGED.search(passage.text)
        # a person's words within an entry that has a time of its own are about something else
        if match and (passage.line not in exact or match.group().lower().startswith("at some")):
            told.add(passage.line)
            span = Span(passage.start + match.start(), passage.start + match.end())
            yield Hit(span=span, message="the time is a guess", suggestion=_ASK)
