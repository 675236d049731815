"""Nobody looked whether it happened before, or whether its prevention was in the backlog.

The second time is a finding about the organisation, not about the system.

Instead: what was searched, over which time, and what was found: none in 12 months.

Bad:
    ---
    house: security
    status: final
    ---
    # Checkout

    ## Root Cause

    The pool was small.

Good:
    ---
    house: security
    status: final
    ---
    # Checkout

    ## Root Cause

    The pool was small.

    ## Backlog Check

    Nothing found.

    ## Recurrence

    None found, searched 12 months.
"""

from collections.abc import Iterator
from typing import Final

from afterword.review.case import Case, asked_fields
from afterword.review.diagnostic import Hit, Severity

CODE: Final = "ANA114"
SEVERITY: Final[Severity] = "info"
SOURCES: Final = ("houses security, cloud",)


def check(case: Case) -> Iterator[Hit]:
    """Finished documents of a house that asks for both, and neither; earlier incidents that are alike are named."""
    record = case.record
    asked = asked_fields(case.house)
    open_ = [name for name in ("backlog", "recurrence") if name in asked and not getattr(record, name)]
    if case.neighbours and not record.recurrence:
        alike = "; ".join(f"{near.day or 'day unknown'} {near.title} ({near.reason})" for near in case.neighbours)
        several = "earlier incidents are" if len(case.neighbours) > 1 else "an earlier incident is"
        yield Hit(
            span=case.start,
            message=f"{several} alike: {alike}",
            suggestion="Say under recurrence what was tried then, and why it happened again",
        )
    elif open_ and case.is_final and not case.house.is_fallback:
        yield Hit(span=case.start, message=f"open: {' and '.join(open_)}", suggestion="None found, searched 12 months")
