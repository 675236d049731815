"""Nothing says where luck helped, in a grave incident.

Luck is a control that nobody owns. The next time it is not there.

Instead: what could have gone worse, and did not by chance.

Bad:
    ---
    house: seal
    status: final
    severity: P1
    ---
    # Checkout

    ## Summary

    Orders failed.

Good:
    # Checkout

    Severity: SEV-3

    ## Root cause

    The pool was small.
"""

from collections.abc import Iterator
from typing import Final

from afterword.review.case import Case, asked_fields
from afterword.review.diagnostic import Hit, Severity

CODE: Final = "ANA113"
SEVERITY: Final[Severity] = "info"
SOURCES: Final = ("Google SRE book", "house seal")


def check(case: Case) -> Iterator[Hit]:
    """Finished documents of the gravest rank, of a house that has a place for luck, and nothing there."""
    severity = case.record.severity
    grave = severity is not None and severity.rank is not None and severity.rank <= 1
    if grave and case.is_final and not case.record.lucky and "lucky" in asked_fields(case.house):
        yield Hit(span=case.heading("lucky") or case.start, message="nothing says where luck helped")
