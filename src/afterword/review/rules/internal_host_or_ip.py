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

from collections.abc import Iterator
from typing import Final

from afterword.model.span import Span
from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.distribution import outward_hits
from afterword.text.sensitive.networks import PUBLIC

CODE: Final = "DST105"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("house soc",)


def check(case: Case) -> Iterator[Hit]:
    """Names and addresses of private networks, in what leaves the team."""
    for found in outward_hits(case, "network"):
        if found.kind != PUBLIC:
            name = case.text[found.start : found.end]
            yield Hit(
                span=Span(found.start, found.end), message=f"a host of the inside: {name!r}", suggestion="Its role"
            )
