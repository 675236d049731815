"""A document for others tells how to exploit what is not fixed yet.

It arms everybody who reads it before those who must patch have done so.

Instead: hold it back until the fix is out everywhere, and name that day.

Bad:
    ---
    audience: customer
    ---
    # Checkout

    ## Summary

    A fix is not deployed yet. To reproduce: send two headers of the same name.

Good:
    ---
    audience: customer
    ---
    # Checkout

    ## Summary

    The fix is out since 2024-02-01. To reproduce, send two headers of the same name.
"""

import re
from collections.abc import Iterator
from typing import Final

from afterword.model.span import Span
from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.distribution import is_external
from afterword.text.expressions import later

CODE: Final = "DST107"
SEVERITY: Final[Severity] = "error"
SOURCES: Final = ("houses security, soc", "NIST")

_STEPS: Final = later(
    r"\b(?:proof of concept|PoC|steps to (?:reproduce|exploit)|to (?:reproduce|exploit)|exploit (?:code|steps)"
    r"|payload|curl -|nc -)\b",
    re.IGNORECASE,
)
_OPEN: Final = later(
    r"\b(?:(?:fix|patch)(?:es)? (?:is|are|was) not (?:yet )?(?:out|deployed|released|available|rolled out)"
    r"|not (?:yet )?(?:fixed|patched)"
    r"|unpatched|under embargo|embargoed|will be (?:fixed|patched)|(?:fix|patch) is (?:pending|in progress|being))\b",
    re.IGNORECASE,
)


def check(case: Case) -> Iterator[Hit]:
    """Steps of an exploit beside words that the fix is not out, in documents for others."""
    if not is_external(case) or not any(_OPEN.search(passage.text) for passage in case.passages):
        return
    for passage in case.passages:
        for found in _STEPS.finditer(passage.text):
            span = Span(passage.start + found.start(), passage.start + found.end())
            yield Hit(span=span, message="tells how to exploit what is not fixed yet")
