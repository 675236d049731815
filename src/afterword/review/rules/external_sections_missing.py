"""A document for others lacks what they come for.

Customers want three things: what it was, what happened, and what is being done.

Instead: a summary, what happened, and what we are doing about it.

Bad:
    ---
    audience: customer
    ---
    # Checkout

    ## Summary

    Orders failed for 20 minutes.

Good:
    ---
    audience: customer
    ---
    # Checkout

    ## Summary

    Orders failed for 20 minutes.

    ## Root cause

    A limit was too low.

    ## Action items

    - Raise the limit

Good:
    # Checkout

    ## Summary

    Orders failed.
"""

from collections.abc import Iterator
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.distribution import is_external

CODE: Final = "DST106"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("PagerDuty",)


def check(case: Case) -> Iterator[Hit]:
    """Documents for customers or the public without a summary, an account, or actions."""
    if not is_external(case):
        return
    roles = {passage.role for passage in case.passages if passage.kind != "heading" and passage.text.strip()}
    lacking = [] if "summary" in roles else ["a summary"]
    lacking += [] if roles & {"timeline", "cause", "factors", "narrative"} else ["what happened"]
    lacking += [] if "actions" in roles else ["what is being done"]
    if lacking:
        yield Hit(span=case.start, message=f"a document for others without {', '.join(lacking)}")
