"""Something is called easy that nobody found easy then.

What takes a second to say took the people in the incident what it took. The ease belongs to the teller.

Instead: say where the thing was: disk usage is on dashboard D, which the alert does not link.

Bad:
    ## Root cause

    The team just had to look at disk usage.

Bad:
    ## Root cause

    This could easily have been avoided.

Good:
    ## Recovery

    Clear the cache, then simply reload.
"""

import re
from collections.abc import Iterator
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.language.guards import mentioning

CODE: Final = "LNG403"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("Etsy", "Dekker")

_EASE: Final = re.compile(
    r"\b(?:just|only|simply|merely) (?:had|has|have|needed) to\b|\b(?:had|needed) (?:only|merely|just) to\b"
    r"|\ball (?:that )?(?:they|we|he|she|one|anyone|the \w+) (?:had|needed) to do\b"
    r"|\b(?:easily|trivially|simply) (?:have been |be |been )?(?:avoid|prevent|caught|catch|detect|fix|found"
    r"|spotted|seen)\w*"
    r"|\b(?:simple|quick|single|cursory|brief|one|mere) (?:glance|look|check|grep|search|read"
    r"|test)\b[^.;]{0,60}\b(?:would|could|was all|enough|sufficed|shows?|showed|needed)\b|\bwas all (?:that was"
    r"|it|they|we) (?:needed|took|had to)\b|\bright (?:there )?in front of\b|\bas simple as\b"
    r"|\bwould have been (?:trivial|easy|simple|obvious)\b|\b(?:easily|readily) avoidable\b|\bplainly told\b"
    r"|\b(?:error|message|log|dashboard|graph"
    r"|alert)s? (?:plainly|clearly)"
    r" (?:told|said|showed|stated)\b|\bwould have taken (?:only )?(?:a|one|two|\d+) (?:minute|second)s?\b",
    re.IGNORECASE,
)
_HINTS: Final = (
    "had to",
    "has to",
    "have to",
    "needed",
    "easily",
    "trivial",
    "simpl",
    "plainly",
    "readily",
    "glance",
    "look",
    "check",
    "grep",
    "search",
    "read",
    "test",
    "all ",
    "front",
    "of",
    "would have",
    "clear",
)


def check(case: Case) -> Iterator[Hit]:
    """Just had to, could easily have, all they needed to do."""
    for statement in mentioning(case, _HINTS, skip=("actions",)):
        for found in _EASE.finditer(statement.text):
            yield Hit(
                span=statement.span(found),
                message=f"calls it easy: {found.group()!r}",
                suggestion="Where did it stand, and what led there from where they were?",
            )
