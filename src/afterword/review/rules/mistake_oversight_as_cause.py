"""A mistake or an oversight is given as a cause.

The word names the outcome, not what produced it.

Instead: say which step is missing: the checklist for migrations has no step for X.

Bad:
    ## Root cause

    The tables were dropped due to an oversight in the migration.

Good:
    ## Root cause

    No oversight board exists.

Good:
    ## Lessons

    Mistakes happen; the tool has to catch them.
"""

import re
from collections.abc import Iterator
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.language.guards import is_guidance, is_negated, mentioning

CODE: Final = "LNG202"
SEVERITY: Final[Severity] = "error"
SOURCES: Final = ("Dekker", "CAST")

_NOUN: Final = (
    r"(?:oversight|mistakes?|misjudge?ment|misunderstanding|carelessness|negligence|inattention|slip-?up|misstep"
    r"|complacency|error (?:in|of) judge?ment|bad judge?ment)"
)
_CAUSE: Final = re.compile(
    r"\b(?:due to|caused by|because of|result(?:ed|ing)? (?:of|from)|attributed to|stem(?:med|s) from|owing to"
    r"|thanks to"
    rf"|root cause (?:is|was):?) (?:[\w'\u2019-]+ ){{0,4}}?{_NOUN}\b"
    rf"|\b(?:our|my|their|his|her|\w+['\u2019]s) (?:own )?{_NOUN} (?:that |which |has |had )*(?:caused|led to"
    rf"|resulted|meant)\b"
    rf"|\bcause: (?:an? |the )?(?:\w+ )?{_NOUN}\b",
    re.IGNORECASE,
)
_HINTS: Final = (
    "oversight",
    "mistake",
    "misjudg",
    "misunderst",
    "careless",
    "negligen",
    "inattent",
    "slip",
    "misstep",
    "complacen",
    "judgment",
    "judgement",
)


def check(case: Case) -> Iterator[Hit]:
    """A noun of error after words of cause, or before them."""
    for statement in mentioning(case, _HINTS):
        for found in _CAUSE.finditer(statement.text):
            if not is_guidance(statement.text) and not is_negated(statement.text, found.start()):
                yield Hit(
                    span=statement.span(found),
                    message=f"gives a mistake as the cause: {found.group()!r}",
                    suggestion="Which step of which process did not exist, or did not work?",
                )
