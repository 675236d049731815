"""An action item is due later than the policy allows.

What is due in half a year is not a lesson of this incident any more.

Instead: split it into steps, the first within the time allowed.

Bad:
    ---
    policy: {action_max_days: 30}
    ---
    # Checkout outage

    Severity: SEV-1

    ## Timeline

    - 2024-02-01 10:00 UTC Down
    - 2024-02-01 11:00 UTC Up again

    ## Action items

    | What | Owner | Due | Priority | Status | Ticket |
    |---|---|---|---|---|---|
    | Add an alert when lag is over 30 s | @liam | 2024-09-01 | high | pending | INFRA-1 |

Good:
    ---
    policy: {action_max_days: 30}
    ---
    # Checkout outage

    Severity: SEV-1

    ## Timeline

    - 2024-02-01 10:00 UTC Down
    - 2024-02-01 11:00 UTC Up again

    ## Action items

    | What | Owner | Due | Priority | Status | Ticket |
    |---|---|---|---|---|---|
    | Add an alert when lag is over 30 s | @liam | 2024-02-20 | high | pending | INFRA-1 |

Good:
    # Checkout outage

    Severity: SEV-1

    ## Action items

    | What | Owner | Due | Priority | Status | Ticket |
    |---|---|---|---|---|---|
    | Add an alert when lag is over 30 s | @liam | 2024-09-01 | high | pending | INFRA-1 |
"""

from collections.abc import Iterator
from typing import Final

from afterword.learning.days import day_of
from afterword.review.action_items import items
from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.policy.terms import for_severity

CODE: Final = "ACT116"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("PagerDuty", "Atlassian")


def check(case: Case) -> Iterator[Hit]:
    """Open items due more days after the incident than ``policy.action_max_days`` allows, for all or by severity."""
    record = case.record
    last = max((event.at for event in record.timeline if event.at), default=None)
    begin = day_of(record.incident.end or record.incident.start or last)
    most = _most(case)
    for item in items(case) if begin and most else ():
        due = day_of(item.action.due)
        if due and begin and most and item.is_open and (due - begin).days > most:
            yield Hit(
                span=case.cell(item.unit, "due"),
                message=f"is due {(due - begin).days} days after the incident; {most} are allowed",
                suggestion="Which first step can be done by then?",
            )


def _most(case: Case) -> int | None:
    value = for_severity(case.policy.get("action_max_days"), case.record)
    return int(str(value)) if str(value).isdecimal() else None
