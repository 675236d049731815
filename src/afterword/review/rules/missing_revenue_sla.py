"""Nothing says what it cost.

Cost decides how much prevention is worth.

Instead: a figure, or why it cannot be given.

Bad:
    ---
    house: sre
    ---
    **INCIDENT POSTMORTEM: Checkout**

    **IMPACT ANALYSIS**

    - Customers Affected: 300 of 900
    - Duration: 20 minutes
    - Revenue Impact:

Good:
    ---
    house: sre
    ---
    **INCIDENT POSTMORTEM: Checkout**

    **IMPACT ANALYSIS**

    - Customers Affected: 300 of 900
    - Duration: 20 minutes
    - Revenue Impact: None, verified by the nightly reconciliation

Good:
    # Outage

    ## Impact

    300 of 900 users for 20 minutes.
"""

from collections.abc import Iterator
from typing import Final

from afterword.review.asked import impact_left_open
from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity

CODE: Final = "IMP105"
SEVERITY: Final[Severity] = "info"
SOURCES: Final = ("houses seal, soc, sre",)


def check(case: Case) -> Iterator[Hit]:
    """Houses that ask for it, in a document that leaves it open."""
    yield from impact_left_open(case, "revenue", "nothing says what it cost", "A figure, or why it cannot be given")
