"""An action item has no owner.

What belongs to everybody is done by nobody, and nobody can be asked about it.

Instead: one name, or a role that one person holds.

Bad:
    ## Action items

    - Add an alert when lag is over 30 s

Bad:
    # Checkout outage

    Severity: SEV-1

    ## Action items

    | What | Owner | Due | Priority | Status | Ticket |
    |---|---|---|---|---|---|
    | Add an alert when lag is over 30 s | @liam | 2024-04-01 | high | pending | INFRA-1 |
    | Add an alert when lag is over 30 s |  | 2024-04-01 | high | pending | INFRA-1 |

Good:
    # Checkout outage

    Severity: SEV-1

    ## Action items

    | What | Owner | Due | Priority | Status | Ticket |
    |---|---|---|---|---|---|
    | Add an alert when lag is over 30 s | @liam | 2024-04-01 | high | pending | INFRA-1 |

Good:
    ## Action items

    - @liam: add an alert when lag is over 30 s
"""

from collections.abc import Iterator
from typing import Final

from afterword.review.action_items import missing
from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity

CODE: Final = "ACT101"
SEVERITY: Final[Severity] = "error"
SOURCES: Final = ("every house",)


def check(case: Case) -> Iterator[Hit]:
    """Open items without an owner."""
    yield from missing(case, "owner", "owner", "Who will see it through?")
