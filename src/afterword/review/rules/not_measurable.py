"""Nobody can see when an action item is done.

Two people will disagree on whether it is, and the one in a hurry wins.

Instead: say how done is seen: p99 under 300 ms for 7 days.

Bad:
    ## Action items

    | What | Owner | Done when |
    |---|---|---|
    | Add an alert on lag | @liam | fires in the drill |
    | Clean up the old tables | @ana | |

Bad, where the team asks for SMART items:
    ---
    policy: {smart: true}
    ---
    # Checkout outage

    ## Action items

    - Onboard the new colleague

Good:
    ## Action items

    | What | Owner | Done when |
    |---|---|---|
    | Add an alert on lag | @liam | fires in the drill |

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

from afterword.review.action_items import items
from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.smart import is_endless

CODE: Final = "ACT109"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("Lunney, Lueder and Beyer", "house sre")


def check(case: Case) -> Iterator[Hit]:
    """Open items without a criterion, where the team asks for one or gives one for other items.

    Where the team asks for SMART items, those whose deed has no end that anybody could see.
    """
    every = [item for item in items(case) if item.is_open]
    wanted = case.policy.get("every_action")
    is_asked = isinstance(wanted, list) and "done_when" in wanted
    if is_asked or any(item.action.done_when for item in every):
        lacking = [item for item in every if not item.action.done_when and not item.is_bounded]
    elif case.policy.get("smart") is True:
        lacking = [item for item in every if is_endless(item)]
    else:
        return
    for item in lacking:
        yield Hit(
            span=item.whole,
            message="nothing says when it is done",
            suggestion="By which figure, test, or drill will anybody see it?",
        )
