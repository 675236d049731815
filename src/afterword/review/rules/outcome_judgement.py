"""A decision is judged by how it ended.

A decision is as good as its reasons, and the outcome is not one of them.

Instead: say which options were known, and why this one was taken.

Bad:
    ## Root cause

    That was the wrong call.

Good:
    ## Response

    Rollback was chosen over a fix at 14:50.
"""

import re
from collections.abc import Iterator
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.language.guards import is_guidance, is_negated, mentioning

CODE: Final = "LNG404"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("Dekker", "Learning from Incidents")

_JUDGED: Final = re.compile(
    r"\b(?:wrong|bad|poor|terrible|unfortunate|questionable|ill-advised|unwise|misguided|flawed) (?:call"
    r"|decision|choice"
    r"|judge?ment|idea|move)s?\b|\b(?:ill-advised|ill-considered|unwise|short-sighted)\b"
    r"|\b(?:it |that |this |which )?(?:was|were) a mistake to\b|\b(?:wrongly|incorrectly|foolishly"
    r"|unwisely) (?:decided|chose|opted)\b|\bshould never have been (?:made|done|merged"
    r"|deployed|approved)\b",
    re.IGNORECASE,
)
_HINTS: Final = (
    "wrong",
    "bad",
    "poor",
    "terribl",
    "unfortunate",
    "questionab",
    "ill-",
    "unwise",
    "misguided",
    "flawed",
    "mistake",
    "should never",
    "incorrect",
    "foolish",
    "short-sighted",
)


def check(case: Case) -> Iterator[Hit]:
    """Decisions with an adjective of outcome."""
    for statement in mentioning(case, _HINTS):
        for found in _JUDGED.finditer(statement.text):
            if not is_negated(statement.text, found.start()) and not is_guidance(statement.text):
                yield Hit(
                    span=statement.span(found),
                    message=f"judges a decision by its outcome: {found.group()!r}",
                    suggestion="Which options were known then, and why was this one taken?",
                )
