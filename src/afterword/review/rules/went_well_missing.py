"""Nothing says what went well.

What worked this time is what the next incident will lean on. It is cut first when nobody knows that it worked.

Instead: what worked, and what it made possible.

Bad:
    ---
    house: seal
    status: final
    ---
    # Checkout

    ## Summary

    Orders failed.

    ## Root Cause

    The pool was small.

Good:
    # Checkout

    ## Root cause

    The pool was small.
"""

from collections.abc import Iterator
from typing import Final

from afterword.review.case import Case, asked_fields
from afterword.review.diagnostic import Hit, Severity

CODE: Final = "ANA112"
SEVERITY: Final[Severity] = "info"
SOURCES: Final = ("PagerDuty", "houses seal, soc")


def check(case: Case) -> Iterator[Hit]:
    """Finished documents of a house that has a place for it, and nothing there."""
    record = case.record
    if (
        not case.house.is_fallback
        and case.is_final
        and not record.went_well
        and "went_well" in asked_fields(case.house)
    ):
        yield Hit(span=case.heading("went_well") or case.start, message="nothing says what went well")
