"""A host or an address of the inside is named.

It helps an attacker and nobody else.

Instead: the role of the host: the primary database.

Bad:
    ---
    audience: customer
    ---
    # Checkout

    ## Summary

    The host db-01.corp.internal failed over.

Bad:
    ---
    audience: customer
    ---
    # Checkout

    ## Summary

    Traffic to 10.3.4.5 stopped.

Good:
    ---
    audience: customer
    ---
    # Checkout

    ## Summary

    Traffic to 192.0.2.7 and shop.example.com stopped.

Good:
    # Checkout

    ## Timeline

    - 10:00 UTC db-01.corp.internal failed over
"""

import re
from collections.abc import Iterator
from typing import Final

from afterword.model.span import Span
from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.distribution import outward
from afterword.text.expressions import later

CODE: Final = "DST105"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("house soc",)

_HOST: Final = later(
    r"\b[\w-]+(?:\.[\w-]+)*\.(?:internal|corp|local|lan|intra|intranet|private|svc(?:\.cluster\.local)?)\b"
    r"|\b(?:10\.\d{1,3}|192\.168|172\.(?:1[6-9]|2\d|3[01])|169\.254)\.\d{1,3}\.\d{1,3}\b|\bip-\d+-\d+-\d+-\d+\b",
    re.IGNORECASE,
)


def check(case: Case) -> Iterator[Hit]:
    """Names and addresses of private networks, in what leaves the team."""
    for passage in outward(case):
        raw = case.text[passage.start : passage.start + len(passage.text)]
        for found in _HOST.finditer(raw):
            span = Span(passage.start + found.start(), passage.start + found.end())
            yield Hit(span=span, message=f"a host of the inside: {found.group()!r}", suggestion="Its role")
