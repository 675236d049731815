"""Every action item is of low priority though the incident was grave.

Either the incident was not as grave as it is called, or its repetition is accepted.

Instead: rank anew: at least one item that would have prevented or shortened it is high.

Bad:
    # Checkout outage

    Severity: SEV-1

    ## Action items

    | What | Owner | Due | Priority | Status | Ticket |
    |---|---|---|---|---|---|
    | Add an alert when lag is over 30 s | @liam | 2024-04-01 | low | pending | INFRA-1 |
    | Add an alert when lag is over 30 s | @liam | 2024-04-01 | low | pending | INFRA-1 |

Good:
    # Checkout outage

    Severity: SEV-1

    ## Action items

    | What | Owner | Due | Priority | Status | Ticket |
    |---|---|---|---|---|---|
    | Add an alert when lag is over 30 s | @liam | 2024-04-01 | low | pending | INFRA-1 |
    | Add an alert when lag is over 30 s | @liam | 2024-04-01 | high | pending | INFRA-1 |
"""

from collections.abc import Iterator
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity

CODE: Final = "ACT113"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("house sre",)

_GRAVE: Final = 1


def check(case: Case) -> Iterator[Hit]:
    """Priorities that are all low in an incident of the gravest rank."""
    severity = case.record.severity
    ranked = [a.priority.value for a in case.record.actions if a.priority is not None]
    if severity is None or severity.rank is None or severity.rank > _GRAVE or not ranked:
        return
    if len(ranked) == len(case.record.actions) and set(ranked) == {"low"}:
        yield Hit(
            span=case.heading("actions") or case.start,
            message=f"all {len(ranked)} items are of low priority in an incident of {severity.written}",
            suggestion="Which of them would have prevented or shortened it?",
        )
