"""An action item has no ticket.

What is not in the tracker is not planned, and its state is nowhere to be seen.

Instead: the link or the key of its ticket.

Bad:
    # Checkout outage

    Severity: SEV-1

    ## Action items

    | What | Owner | Due | Priority | Status | Ticket |
    |---|---|---|---|---|---|
    | Add an alert when lag is over 30 s | @liam | 2024-04-01 | high | pending | INFRA-1 |
    | Add an alert when lag is over 30 s | @liam | 2024-04-01 | high | pending |  |

Bad:
    ## Action items

    - @liam: add an alert when lag is over 30 s, by 2024-04-01

Good:
    # Checkout outage

    Severity: SEV-1

    ## Action items

    | What | Owner | Due | Priority | Status | Ticket |
    |---|---|---|---|---|---|
    | Add an alert when lag is over 30 s | @liam | 2024-04-01 | high | pending | INFRA-1 |
"""

from collections.abc import Iterator
from typing import Final

from afterword.review.action_items import missing
from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity

CODE: Final = "ACT111"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("houses security, cloud", "PagerDuty")


def check(case: Case) -> Iterator[Hit]:
    """Open items without a link or key."""
    yield from missing(case, "tracker", "ticket", "Its link or key")
