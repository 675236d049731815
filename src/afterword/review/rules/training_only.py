"""Training is all that is done about it.

Training wears off and people change. It is the weakest of measures when it stands alone.

Instead: a control beside it: a check, a default, a limit.

Bad:
    # Checkout outage

    Severity: SEV-1

    ## Action items

    | What | Owner | Due | Priority | Status | Ticket |
    |---|---|---|---|---|---|
    | Retrain on-call on failover | @liam | 2024-04-01 | high | pending | INFRA-1 |

Good:
    # Checkout outage

    Severity: SEV-1

    ## Action items

    | What | Owner | Due | Priority | Status | Ticket |
    |---|---|---|---|---|---|
    | Retrain on-call on failover | @liam | 2024-04-01 | high | pending | INFRA-1 |
    | Make the failover script ask for the host | @liam | 2024-04-01 | high | pending | INFRA-1 |
"""

import re
from collections.abc import Iterator
from typing import Final

from afterword.review.action_items import items
from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity

CODE: Final = "ACT107"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("RCA2",)

_TRAINING: Final = re.compile(
    r"\b(?:re-?train(?:ing)?|train(?:ing)?s?|educat(?:e|ion)|workshops?|brown[- ]bags?|lunch and learn"
    r"|awareness|onboard(?:ing)? sessions?"
    r"|knowledge[- ](?:sharing|transfer)|teach(?:ing)?|courses?)\b",
    re.IGNORECASE,
)


def check(case: Case) -> Iterator[Hit]:
    """Training where no other item stands beside it, for its factor or in the whole document."""
    every = list(items(case))
    trains = {id(item): _TRAINING.search(item.text) for item in every}
    for item in every:
        found = trains[id(item)]
        beside = [o for o in every if o is not item and (set(o.action.addresses) & set(item.action.addresses))]
        others = beside if item.action.addresses else [o for o in every if o is not item]
        if found and all(trains[id(other)] for other in others):
            yield Hit(
                span=item.span(found),
                message="training stands alone",
                suggestion="Which check, default, or limit would hold for somebody who missed the training?",
            )
