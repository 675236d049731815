"""An action item is overdue and still open.

A broken promise that nobody speaks of teaches that promises here mean nothing.

Instead: plan it anew with a reason, or close it.

Bad:
    # Checkout outage

    Severity: SEV-1

    ## Action items

    | What | Owner | Due | Priority | Status | Ticket |
    |---|---|---|---|---|---|
    | Add an alert when lag is over 30 s | @liam | 2024-02-01 | high | pending | INFRA-1 |

Good:
    # Checkout outage

    Severity: SEV-1

    ## Action items

    | What | Owner | Due | Priority | Status | Ticket |
    |---|---|---|---|---|---|
    | Add an alert when lag is over 30 s | @liam | 2024-02-01 | high | done | INFRA-1 |

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

from afterword.learning.days import day_of
from afterword.review.action_items import items
from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity

CODE: Final = "ACT104"
SEVERITY: Final[Severity] = "error"
SOURCES: Final = ("house sre",)


def check(case: Case) -> Iterator[Hit]:
    """Open items whose day lies before the day of the review."""
    for item in items(case):
        due = day_of(item.action.due)
        if due and item.is_open and due < case.today:
            late = (case.today - due).days
            yield Hit(
                span=case.cell(item.unit, "due"),
                message=f"is {late} day{'' if late == 1 else 's'} overdue and still open",
                suggestion="A new day with the reason, or done, or cancelled",
            )
