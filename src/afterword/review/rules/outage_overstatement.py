"""It is called an outage though most of it worked.

The word is heard as "everything was down". Readers who were not hit stop trusting the rest.

Instead: degradation, with the share that failed.

Bad:
    # Checkout outage

    Severity: SEV-2

    ## Summary

    During the outage the error rate was 4 %.

Good:
    # Checkout outage

    Severity: SEV-2

    ## Summary

    During the outage 100 % of requests failed.

Good:
    # Checkout outage

    Severity: SEV-2

    ## Summary

    The provider reported an outage in one zone.
"""

import re
from collections.abc import Iterator
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.language.guards import statements
from afterword.text.expressions import later

CODE: Final = "IMP107"
SEVERITY: Final[Severity] = "info"
SOURCES: Final = ("PagerDuty",)

_OUTAGE: Final = later(r"\b(?:full |complete |total |major )?outage\b", re.IGNORECASE)
_SHARE: Final = later(r"(?<![\d.])(\d{1,2}(?:[.,]\d+)?) ?(?:%|percent)(?= of\b| error|,|\.|;|$|\))", re.IGNORECASE)
_ERRORS: Final = later(r"\b(?:error|fail|5\d\d)\w*", re.IGNORECASE)
_MOST: Final = 50.0


def check(case: Case) -> Iterator[Hit]:
    """An outage in a sentence that gives a share of failures below one half."""
    for statement in statements(case):
        if statement.role not in {"summary", "impact"}:
            continue
        found, share = _OUTAGE.search(statement.text), _SHARE.search(statement.text)
        if found and share and _ERRORS.search(statement.text) and float(share[1].replace(",", ".")) < _MOST:
            yield Hit(
                span=statement.span(found),
                message=f"calls it an outage at {share.group()} of failures",
                suggestion="Degradation, with the share that failed",
            )
