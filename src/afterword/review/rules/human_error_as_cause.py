"""Human error is given as a cause.

Human error is where the analysis starts, not where it ends: the question is which input, default, or missing check let
one action have this effect.

Instead: name that input, default, or check.

Bad:
    ## Root cause

    Root cause: human error.

Bad:
    ## Root cause

    The breach resulted from an employee clicking a link.

Good:
    ## Root cause

    Avoid "human error" without its context.

Good:
    ## Impact

    The error budget is spent; users saw the user error page.
"""

import re
from collections.abc import Iterator
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.language.guards import is_guidance, is_negated, statements
from afterword.review.language.persons import third_person

CODE: Final = "LNG201"
SEVERITY: Final[Severity] = "error"
SOURCES: Final = ("Dekker", "PagerDuty", "houses soc, cloud, sre")

_HUMAN: Final = re.compile(
    r"\b(?:human|user|operator|pilot|manual|personnel) (?:error|mistake|failure)s?\b"
    r"(?! (?:pages?|messages?|rates?|codes?|reports?|budgets?|handling|logs?))"
    r"|\b(?:engineer|developer|admin\w*|employee|staff|reviewer|people|personal|human[- ]factors?) (?:error"
    r"|mistake|failure|fault)s?\b|\bpebkac\b|\bpicnic error\b|\bfinger trouble\b|\bfat[- ]finger\w*|\b(?:user"
    r"|operator|team) misunderstanding\b"
    r"|\b(?:error|mistake|slip|typo|misconfiguration|oversight|negligence|carelessness|misunderstanding"
    r"|diligence|inattention)"
    r" (?:made |committed |introduced )?(?:by|on the part of) (?:an? |the |our "
    r"|one of )?(?:\w+ ){0,2}?(?:engineer|developer|operator|reviewer"
    r"|admin\w*|employee|team|staff|contractor|vendor|intern|person|user|colleague|technician|member)\w*"
    r"|\b(?:insufficient|lack of|lacking|poor|inadequate) (?:diligence|care|attention|vigilance|discipline"
    r"|concentration)\b|\blapse (?:in|of) (?:judge?ment|attention|concentration)\b",
    re.IGNORECASE,
)
_WHENCE: Final = re.compile(r"result|caused by|due to|because of|down to|triggered by")
_ASSUMED: Final = re.compile(
    r"\b(?:assumed|suspected|looked like|thought (?:it was|to be))(?: \w+){0,2} $", re.IGNORECASE
)
_RESULT: Final = (
    r"\b(?:result(?:ed|s|ing)? (?:from|of)|caused by|due to|because of|down to|triggered by) (?={person} \w+ing\b)"
)


def check(case: Case) -> Iterator[Hit]:
    """Human error by any name, and effects that come from a person doing something."""
    person = third_person(case.record)
    result = re.compile(_RESULT.format(person=person), re.IGNORECASE)
    for statement in statements(case):
        named = [*_HUMAN.finditer(statement.text)]
        is_result = statement.role != "actions" and _WHENCE.search(statement.low) is not None
        if not (named or is_result) or is_guidance(statement.text):
            continue
        for found in named:
            if not is_negated(statement.text, found.start()) and not _ASSUMED.search(statement.text, 0, found.start()):
                yield Hit(span=statement.span(found), message=f"gives {found.group()!r} as a cause", suggestion=_ASK)
        for found in result.finditer(statement.text) if is_result else ():
            span = statement.span(found)
            yield Hit(span=span, message=f"ends at a person: {found.group().strip()!r}", suggestion=_ASK)


_ASK: Final = "Which input, default, or check let the action have this effect?"
