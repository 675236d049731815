"""The impact has no number.

Without a number nobody can tell a nuisance from a disaster, or this incident from the next.

Instead: how many, of how many, measured by what.

Bad:
    # Checkout outage

    Severity: SEV-2

    ## Impact

    Users were affected.

Bad:
    # Checkout outage

    Severity: SEV-2

    ## Impact

    Orders failed in all regions for some time.

Good:
    # Checkout outage

    Severity: SEV-2

    ## Impact

    5,700 of 19,000 sessions failed (30 %).

Good:
    # Checkout outage

    Severity: SEV-2

    ## Impact

    No users were affected; the cluster is internal.

Good:
    # Checkout outage

    Severity: SEV-2

    ## Impact

    All customers in the shop were logged out.

Good:
    # Checkout outage

    Severity: SEV-2

    ## Summary

    The disk was full.
"""

import re
from collections.abc import Iterator
from typing import Final

from afterword.review.affected import AFFECTED
from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.text.expressions import later

CODE: Final = "IMP101"
SEVERITY: Final[Severity] = "error"
SOURCES: Final = ("houses security, seal", "PagerDuty")

_NUMBER: Final = later(
    r"\d|\b(?:no|zero|none|one|two|three|four|five|six|seven|eight|nine|ten|half|a (?:third|quarter)|dozens?|hundreds?"
    r"|thousands?|millions?) (?:of )?(?:\w+ )?(?:users?|customers?|data|impact|sessions?|requests?|orders?"
    r"|services?|accounts?|regions?"
    r"|clusters?|downtime|effect|loss)\b|\bcomplete(?:ly)? (?!re)\w+|\beveryone\b"
    rf"|\b(?:all|every)(?: of)?(?: the| our)?(?: [\w-]+){{0,3}}? (?:{AFFECTED})\b"
    r"|\bno (?:\w+ ){1,3}(?:could|can|was|were|had)\b|\bnobody\b|\bnone\b|\bunknown\b|\bnot (?:known|measured)\b",
    re.IGNORECASE,
)


def check(case: Case) -> Iterator[Hit]:
    """Sections on impact that state something and neither a number nor that there was none."""
    told = [p for p in case.passages_in("impact") if p.kind != "heading" and p.text.strip()]
    if told and case.is_english and not any(_NUMBER.search(case.text, p.start, p.start + len(p.text)) for p in told):
        yield Hit(
            span=case.heading("impact") or case.line(told[0].line + 1),
            message="no number in the impact",
            suggestion="How many of how many, measured by what; or: none; or: unknown, because ...",
        )
