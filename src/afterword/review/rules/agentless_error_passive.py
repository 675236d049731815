"""Something was done "accidentally" by nobody.

The passive hides the person and keeps the verdict. What is missing is the mechanism.

Instead: say which mechanism allowed it: the script took live-1 as its default.

Bad:
    ## Root cause

    Records were accidentally deleted.

Good:
    ## Timeline

    14:02 UTC - The queue was drained.

Good:
    ## Root cause

    The rows were accidentally deleted by the cleanup job, whose default is the live database.
"""

import re
from collections.abc import Iterator
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.language.guards import mentioning
from afterword.text.expressions import later

CODE: Final = "LNG113"
SEVERITY: Final[Severity] = "info"
SOURCES: Final = ("Dekker", "Learning from Incidents")

_PASSIVE: Final = later(
    r"\b(?:was|were|been|being|got|gets|is|are) (?:\w+ )?(?:accidentally|mistakenly|inadvertently|erroneously|wrongly"
    r"|unintentionally) \w+(?:ed|en|wn|nt|lt|t)\b",
    re.IGNORECASE,
)
_CONTEXT: Final = later(
    r"\b(?:[Ww]hile|[Ww]hen|[Dd]uring|because|due to|via|through|without|causing|which|this caused|this led|by (?:the"
    r"|an?|our) \w+|as (?:the|a) \w+)\b(?! mistake)"
)
_HINTS: Final = ("accident", "mistaken", "inadvert", "erroneous", "wrongly", "unintent")


def check(case: Case) -> Iterator[Hit]:
    """Passives with an adverb of error."""
    for statement in mentioning(case, _HINTS):
        if _CONTEXT.search(statement.text):
            continue
        for found in _PASSIVE.finditer(statement.text):
            yield Hit(
                span=statement.span(found),
                message=f"an error without a mechanism: {found.group()!r}",
                suggestion="Which script, default, or permission did it?",
            )
