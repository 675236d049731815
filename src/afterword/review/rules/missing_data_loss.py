"""Nothing says whether data was lost.

Silence on data reads as loss to one reader and as safety to another.

Instead: none, and how that was verified; or what was lost.

Bad:
    ---
    house: sre
    ---
    **INCIDENT POSTMORTEM: Checkout**

    **IMPACT ANALYSIS**

    - Customers Affected: 300 of 900
    - Duration: 20 minutes
    - Data Loss:

Good:
    ---
    house: sre
    ---
    **INCIDENT POSTMORTEM: Checkout**

    **IMPACT ANALYSIS**

    - Customers Affected: 300 of 900
    - Duration: 20 minutes
    - Data Loss: None, verified by the nightly reconciliation

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

CODE: Final = "IMP104"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("house sre",)


def check(case: Case) -> Iterator[Hit]:
    """Houses that ask for it, in a document that leaves it open."""
    yield from impact_left_open(
        case, "data_loss", "nothing says whether data was lost", "None, and how that was verified; or what was lost"
    )
