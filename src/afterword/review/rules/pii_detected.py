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

import re
from collections.abc import Iterator
from typing import Final

from afterword.model.span import Span
from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.distribution import outward
from afterword.text.expressions import later

CODE: Final = "DST103"
SEVERITY: Final[Severity] = "error"
SOURCES: Final = ("houses soc, sre",)

_MAIL: Final = later(r"(?<![\w.+-/:@])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}\b")
_ROLE: Final = later(
    r"^(?:security|abuse|support|help|info|contact|ops|sre|on-?call|noreply|no-reply|admin|postmaster|press"
    r"|privacy|team|alerts?|hello|sales|git)\b"
    r"|@(?:[\w-]+\.)*example\.(?:com|org|net)$",
    re.IGNORECASE,
)
_PHONE: Final = later(r"(?<![\w.:/-])\+\d{1,3}[ .-]?(?:\(\d{1,4}\)[ .-]?)?\d{2,4}(?:[ .-]\d{2,4}){1,4}\b")


def check(case: Case) -> Iterator[Hit]:
    """Addresses of people and telephone numbers, in what leaves the team; addresses of roles are silent."""
    for passage in outward(case):
        raw = case.text[passage.start : passage.start + len(passage.text)]
        for found in (*_MAIL.finditer(raw), *_PHONE.finditer(raw)):
            if not _ROLE.search(found.group()):
                span = Span(passage.start + found.start(), passage.start + found.end())
                yield Hit(span=span, message=f"personal data: {found.group()!r}", suggestion="The role, or nothing")
