"""Nothing says who was affected.

An impact without anybody in it cannot be weighed.

Instead: a number of users or customers, or a stated zero.

Bad:
    # Checkout outage

    Severity: SEV-2

    ## Impact

    The error rate was 30 % for 20 minutes.

Good:
    # Checkout outage

    Severity: SEV-2

    ## Impact

    5,700 users saw errors.

Good:
    # Checkout outage

    Severity: SEV-2

    ## Impact

    Nobody outside was affected, the service is internal only.

Good:
    # Checkout outage

    Severity: SEV-2

    ## Customer impact

    The search in the back office showed prices of the day before.
"""

import re
from collections.abc import Iterator
from typing import Final

from afterword.review.affected import AFFECTED
from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.passages import Passage
from afterword.text.expressions import later

CODE: Final = "IMP103"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("houses security, seal, cloud",)

_WHO: Final = later(rf"\b(?:{AFFECTED})\b", re.IGNORECASE)


def check(case: Case) -> Iterator[Hit]:
    """Sections on impact in which nobody is affected, not even nobody."""
    told = [p for p in case.passages_in("impact") if p.kind != "heading" and p.text.strip()]
    if told and case.is_english and not case.record.impact.users and not any(_names_whom(p) for p in told):
        yield Hit(
            span=case.heading("impact") or case.line(told[0].line + 1),
            message="nothing says who was affected",
            suggestion="How many users or customers; or: none, internal only",
        )


def _names_whom(passage: Passage) -> bool:
    """Whether a passage, or the heading or label over it, names those who were or were not affected."""
    return any(_WHO.search(words) for words in (passage.text, passage.label, passage.heading))
