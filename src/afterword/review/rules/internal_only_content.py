"""A document for others holds a part that is marked internal.

What is sent cannot be called back.

Instead: leave it out of this version, or summarise what may be known.

Bad:
    ---
    audience: customer
    ---
    # Checkout

    ## Technical Details (Internal Only)

    The pool was small.

Good:
    # Checkout

    ## Technical Details (Internal Only)

    The pool was small.
"""

import re
from collections.abc import Iterator
from typing import Final

from afterword.model.span import Span
from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.distribution import is_external
from afterword.text.expressions import later

CODE: Final = "DST101"
SEVERITY: Final[Severity] = "error"
SOURCES: Final = ("house soc", "PagerDuty")

_INTERNAL: Final = later(
    r"\b(?:internal[- ]only|internal use(?: only)?|(?:company |strictly )?confidential"
    r"|not for (?:external )?distribution|do not (?:share|distribute)"
    r"|TLP:\s?(?:RED|AMBER(?:\+STRICT)?))\b",
    re.IGNORECASE,
)


def check(case: Case) -> Iterator[Hit]:
    """Marks of internal content, in documents for customers or the public."""
    if is_external(case):
        for passage in case.passages:
            for found in _INTERNAL.finditer(passage.text):
                span = Span(passage.start + found.start(), passage.start + found.end())
                yield Hit(span=span, message=f"a document for others holds a part marked {found.group()!r}")
