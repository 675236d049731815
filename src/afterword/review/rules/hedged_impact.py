"""The impact is hedged.

Who was hit is what most readers come for. "Might be affected" alarms those who were not, and tells nothing to those
who were.

Instead: a number and how it was measured, or that it is unknown and why.

Bad:
    ## Impact

    Multiple services might be affected.

Good:
    ## Impact

    It is not known whether records were read; the logs were off.
"""

import re
from collections.abc import Iterator
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.language.guards import is_about_an_attacker, mentioning
from afterword.text.expressions import later

CODE: Final = "LNG503"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("house soc", "PagerDuty")

_HEDGED: Final = later(
    r"\b(?:may|might|could) (?:also |well |potentially |possibly )?(?:have been|be|have|have had|have seen"
    r"|have experienced)"
    r"(?: \w+ly)? (?:affected|impacted|accessed|read|leaked|corrupted|dropped|missing|duplicated|slow|interrupted"
    r"|seen|unable|experienced?|disrupted|unavailable|degraded|exposed|lost"
    r"|delayed|noticed)\b"
    r"|\b(?:possibly|potentially|probably|presumably) (?:affected|impacted|all|some|many|several|exposed)\b",
    re.IGNORECASE,
)
_ABLE: Final = later(r"\b(?:any(?:one|body)|any \w+) (?:with|who|having|that)\b[^.;]{0,80}$", re.IGNORECASE)
_HINTS: Final = ("may", "might", "could", "possibl", "potential", "probabl", "presum")


def check(case: Case) -> Iterator[Hit]:
    """May be affected and its like, in sections on impact and in summaries."""
    for statement in mentioning(case, _HINTS):
        if statement.role not in {"impact", "summary", "other"} or is_about_an_attacker(statement.text):
            continue
        for found in _HEDGED.finditer(statement.text):
            if _ABLE.search(statement.text, 0, found.start()):
                continue
            yield Hit(
                span=statement.span(found),
                message=f"hedges the impact: {found.group()!r}",
                suggestion="How many, measured by what; or unknown, and why",
            )
