"""An action item has no due date.

Without a day nothing is late, and the incident comes back first.

Instead: a day.

Bad:
    # Checkout outage

    Severity: SEV-1

    ## Action items

    | What | Owner | Due | Priority | Status | Ticket |
    |---|---|---|---|---|---|
    | Add an alert when lag is over 30 s | @liam | 2024-04-01 | high | pending | INFRA-1 |
    | Add an alert when lag is over 30 s | @liam |  | high | pending | INFRA-1 |

Bad:
    # Checkout outage

    Severity: SEV-1

    ## Action items

    | What | Owner | Due | Priority | Status | Ticket |
    |---|---|---|---|---|---|
    | Add an alert when lag is over 30 s | @liam | ASAP | high | pending | INFRA-1 |

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

from afterword.review.action_items import is_day, missing
from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity

CODE: Final = "ACT103"
SEVERITY: Final[Severity] = "error"
SOURCES: Final = ("every house",)


def check(case: Case) -> Iterator[Hit]:
    """Open items without a day; "soon" is none."""
    yield from missing(case, "due", "due date", "By which day?", is_there=is_day)
