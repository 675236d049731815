"""A belief is stated without who held it, when, and on what evidence.

"We believe" is neither a finding nor a gap; a reader cannot tell which.

Instead: give the evidence, or say that it is not established.

Bad:
    ## Root cause

    We believe much of this stemmed from the old driver.

Good:
    ## Timeline

    14:20 UTC - At 14:20 the IC believed the database was the cause.
"""

import re
from collections.abc import Iterator
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.language.guards import mentioning

CODE: Final = "LNG502"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("house soc", "PagerDuty")

_BELIEF: Final = re.compile(
    r"\b(?:we|I) (?:now |still |strongly |currently |therefore )?(?:believe|think|assume|guess|reckon|presume"
    r"|speculate)\b"
    r"|\bit is (?:believed|thought|assumed)\b|\bour (?:best )?(?:guess|theory|belief|hypothesis|assumption) is\b"
    r"|\b(?:to (?:the best of )?our knowledge)\b|\bin our (?:opinion|view)\b",
    re.IGNORECASE,
)
_WISH: Final = re.compile(
    r"\b(?:we|I) (?:think|believe) (?:we|it|this|that|there)?\s*(?:is worth|should|would be good|are better)",
    re.IGNORECASE,
)
_HINTS: Final = (
    "believ",
    "think",
    "assum",
    "guess",
    "reckon",
    "presum",
    "speculat",
    "thought",
    "theory",
    "belief",
    "hypothesis",
    "knowledge",
    "opinion",
    "view",
)


def check(case: Case) -> Iterator[Hit]:
    """We believe, it is thought, our theory is; opinions on what to do are none."""
    for statement in mentioning(case, _HINTS, skip=("actions", "lessons", "went_well", "lucky", "people")):
        for found in _BELIEF.finditer(statement.text):
            if not _WISH.match(statement.text, found.start()):
                yield Hit(
                    span=statement.span(found),
                    message=f"a belief without evidence: {found.group()!r}",
                    suggestion="The evidence, or: not established",
                )
