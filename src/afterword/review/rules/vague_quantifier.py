"""The impact is told in vague amounts: some, many, brief, significant.

Every reader puts a number in, and no two put the same.

Instead: the number, or what is known of it.

Bad:
    # Checkout outage

    Severity: SEV-2

    ## Impact

    Some users saw errors for a brief period.

Good:
    # Checkout outage

    Severity: SEV-2

    ## Impact

    3 regions and 412 users.

Good:
    # Checkout outage

    Severity: SEV-2

    ## Root cause

    Some pods had the old image.
"""

import re
from collections.abc import Iterator
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.language.guards import statements
from afterword.text.expressions import later

CODE: Final = "IMP106"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("PagerDuty", "house security")

_VAGUE: Final = later(
    r"\b(?:some|many|several|a few|few|numerous|various|a (?:small |large |significant |limited )?(?:number"
    r"|handful|portion|subset|fraction|percentage)"
    r" of|a lot of|most|multiple) (?:of (?:our|the) )?(?:\w+ )?(?:users?|customers?|clients?|requests?"
    r"|sessions?|services?|accounts?|orders?"
    r"|transactions?|regions?|people|visitors?|tenants?|projects?|jobs?|builds?)\b|\b(?:a |for a )?(?:brief"
    r"|short|prolonged|extended)"
    r" (?:period|time|outage|interruption|downtime|disruption)\b|\b(?:significant|substantial|considerable"
    r"|minor|minimal|severe|major)"
    r" (?:impact|number|amount|portion|delays?|degradation|increase|latency|disruption)\b",
    re.IGNORECASE,
)
_FIGURE: Final = later(r"\d+(?:[.,]\d+)*\s*(?:%|percent|of|users?|customers?|k\b|m\b|\w+)", re.IGNORECASE)


def check(case: Case) -> Iterator[Hit]:
    """Vague amounts in sections on impact, in sentences without a figure."""
    for statement in statements(case):
        if statement.role != "impact" or _FIGURE.search(statement.text):
            continue
        for found in _VAGUE.finditer(statement.text):
            yield Hit(
                span=statement.span(found),
                message=f"a vague amount: {found.group()!r}",
                suggestion="The number, or what is known of it and how",
            )
