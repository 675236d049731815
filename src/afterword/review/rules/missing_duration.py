"""Nothing says how long the impact lasted.

The duration is what incidents are compared by, and what customers ask first.

Instead: the figure with its two ends: 27 min (14:35-15:02 UTC).

Bad:
    # Checkout outage

    Severity: SEV-2

    ## Impact

    Users saw errors: 300 of 900.

    ## Root cause

    The disk was full.

Good:
    # Checkout outage

    Severity: SEV-2

    ## Impact

    Users saw errors for 27 minutes.

    ## Root cause

    The disk was full.

Good:
    # Checkout outage

    Severity: SEV-2

    Duration: 27 minutes

    ## Impact

    300 users.

    ## Root cause

    The disk was full.
"""

import re
from collections.abc import Iterator
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.text.expressions import later

CODE: Final = "IMP102"
SEVERITY: Final[Severity] = "error"
SOURCES: Final = ("houses seal, sre",)

_LASTED: Final = later(
    r"\b(?:\d+(?:[.,]\d+)?|an?|half an|one|two|three|four|five|six|several|few) ?-?(?:seconds?|secs?|minutes?"
    r"|mins?|hours?|hrs?|days?|weeks?|h|m|s)\b"
    r"|\d{1,2}:\d\d[^.\n]{1,30}?(?:-|\u2013|\u2014|to|until|till|and)[^.\n]{1,20}?\d{1,2}:\d\d|\b(?:no downtime"
    r"|no impact|no outage)\b|day (?:and|to|until|through|till) (?:\w+ )?(?:sun|mon|tues|wednes|thurs|fri|satur)day\b",
    re.IGNORECASE,
)
_DOWN: Final = later(
    r"\b(?:down|outage|unavailab\w+|unreachable|offline|degraded|interrupt\w+|downtime|lasted|took|restored)\b",
    re.IGNORECASE,
)
_MEASURED: Final = frozenset({"recorded", "range", "pending", "not_applicable"})


def check(case: Case) -> Iterator[Hit]:
    """Documents with a cause or an impact, without a stated or measured duration."""
    record = case.record
    if record.impact.duration or record.stated.duration or record.stated.impact_duration:
        return
    if {record.metrics.duration.status, record.metrics.impact_duration.status} & _MEASURED:
        return
    told = case.passages_in("summary", "impact", "narrative")
    if not case.is_english or any(_LASTED.search(case.text, p.start, p.start + len(p.text)) for p in told):
        return
    if any(_LASTED.search(words.text) and _DOWN.search(words.text) for p in case.passages for words in p.sentences):
        return
    if case.heading("impact", "cause"):
        yield Hit(
            span=case.heading("impact") or case.start,
            message="nothing says how long it lasted",
            suggestion="The figure with its two ends: 27 min (14:35-15:02 UTC)",
        )
