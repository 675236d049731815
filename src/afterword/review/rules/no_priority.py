"""An action item has no priority.

Where everything is equal, what is easy is done first.

Instead: critical, high, medium, or low.

Bad:
    # Checkout outage

    Severity: SEV-1

    ## Action items

    | What | Owner | Due | Priority | Status | Ticket |
    |---|---|---|---|---|---|
    | Add an alert when lag is over 30 s | @liam | 2024-04-01 | high | pending | INFRA-1 |
    | Add an alert when lag is over 30 s | @liam | 2024-04-01 |  | pending | INFRA-1 |

Bad:
    ## Action items

    - @liam: add an alert when lag is over 30 s

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

CODE: Final = "ACT112"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("houses soc, cloud, sre",)


def check(case: Case) -> Iterator[Hit]:
    """Open items without a priority."""
    yield from missing(case, "priority", "priority", "What has to come first?")
