"""Personal data stand in the document.

A postmortem is read by many and kept for ever; whose data these are was not asked.

Instead: take them out, or say the role.

Bad:
    ---
    audience: customer
    ---
    # Checkout

    ## Summary

    The report came from jane.doe@customer.com.

Bad:
    ---
    audience: customer
    ---
    # Checkout

    ## Summary

    Call +1 415 555 0134 for details.

Good:
    ---
    audience: customer
    ---
    # Checkout

    ## Summary

    Write to security@example.org.

Good:
    # Checkout

    ## Timeline

    - 10:00 UTC @ana restarts the pod
"""

from collections.abc import Iterator
from typing import Final

from afterword.model.span import Span
from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.distribution import outward_hits

CODE: Final = "DST103"
SEVERITY: Final[Severity] = "error"
SOURCES: Final = ("houses soc, sre",)


def check(case: Case) -> Iterator[Hit]:
    """How people are reached, and their numbers, in what leaves the team; addresses of roles are silent."""
    for found in outward_hits(case, "contact", "identity"):
        shown = case.text[found.start : found.end] if found.family == "contact" else found.kind
        yield Hit(
            span=Span(found.start, found.end), message=f"personal data: {shown!r}", suggestion="The role, or nothing"
        )
