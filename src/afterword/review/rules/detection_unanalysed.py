"""The house asks how it was noticed, and nothing says so.

Half of the time to recovery is often the time until somebody knew.

Instead: how it was noticed, by whom, and how it could be sooner.

Bad:
    ---
    house: security
    status: final
    ---
    # Checkout

    ## Root Cause

    The pool was small.

Good:
    # Checkout

    ## Root cause

    The pool was small.
"""

from collections.abc import Iterator
from typing import Final

from afterword.model.response import Detection
from afterword.review.case import Case, asked_fields
from afterword.review.diagnostic import Hit, Severity

CODE: Final = "ANA111"
SEVERITY: Final[Severity] = "info"
SOURCES: Final = ("houses security, cloud", "Atlassian")


def check(case: Case) -> Iterator[Hit]:
    """Finished documents of a house that has a place for it, and nothing there."""
    record = case.record
    if (
        not case.house.is_fallback
        and case.is_final
        and record.detection == Detection()
        and "detection" in asked_fields(case.house)
    ):
        yield Hit(
            span=case.heading("detection") or case.start, message="nothing says how it was noticed, or could be sooner"
        )
