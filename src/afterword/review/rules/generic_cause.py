"""The cause is a commonplace: process gap, technical debt.

It fits every incident and therefore none. No action follows from it.

Instead: name the process and the gap: CI has no load test for the auth service.

Bad:
    # Checkout

    ## Root cause

    Process gap.

Bad:
    # Checkout

    ## Contributing factors

    - Technical debt
    - No canary for auth

Good:
    # Checkout

    ## Root cause

    Process gap: no load test in CI for the auth service.
"""

import re
from collections.abc import Iterator
from typing import Final

from afterword.model.span import Span
from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.text.expressions import later

CODE: Final = "ANA109"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("house soc",)

_GENERIC: Final = later(
    r"\W*(?:an? |the |our |some |general |various )?(?:process (?:gap|issue|failure|problem)|technical debt"
    r"|tech debt|legacy (?:code|system)s?"
    r"|(?:lack|absence) of (?:testing|tests|monitoring|communication|documentation|process(?:es)?|automation"
    r"|resources|time|alignment|training)"
    r"|(?:poor|bad|insufficient|inadequate|missing) (?:testing|monitoring|communication|documentation"
    r"|process(?:es)?|planning|code quality)"
    r"|communication (?:issue|problem|gap|breakdown)s?|miscommunication|complexity|system complexity|bug"
    r"|software bug|a bug in the code"
    r"|configuration (?:error|issue|problem)|misconfiguration|network (?:issue|problem)s?"
    r"|infrastructure (?:issue|problem)s?|unforeseen"
    r" circumstances|resource constraints|scaling issues?)\W*$",
    re.IGNORECASE,
)


def check(case: Case) -> Iterator[Hit]:
    """Causes and factors that consist of a commonplace and nothing else."""
    for passage in case.passages_in("cause", "factors"):
        if passage.kind != "heading" and _GENERIC.match(passage.text):
            yield Hit(
                span=Span(passage.start, passage.start + len(passage.text)),
                message=f"a commonplace: {passage.text.strip()!r}",
                suggestion="Which process, which gap, in which system?",
            )
