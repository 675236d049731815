"""A link leads where its readers cannot go.

It tells outsiders how the inside is called, and tells readers nothing.

Instead: say in words what stands there.

Bad:
    ---
    audience: customer
    ---
    # Checkout

    ## Summary

    See https://acme.slack.com/archives/C012/p1.

Good:
    ---
    audience: customer
    ---
    # Checkout

    ## Summary

    See https://github.com/acme/shop/issues/7.

Good:
    # Checkout

    ## Timeline

    - 10:00 UTC paged, https://acme.slack.com/archives/C012/p1
"""

from collections.abc import Iterator
from typing import Final

from afterword.model.span import Span
from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.distribution import outward_hits

CODE: Final = "DST104"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("measured on real reports",)


def check(case: Case) -> Iterator[Hit]:
    """Links to chats, trackers, and hosts of the inside, in what leaves the team."""
    for found in outward_hits(case, "link"):
        yield Hit(
            span=Span(found.start, found.end),
            message="a link that its readers cannot follow",
            suggestion="Say what stands there",
        )
