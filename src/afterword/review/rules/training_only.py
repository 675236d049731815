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

Bad:
    ## Action items

    - Train the night shift on failover
    - Add an index to the orders table

Good:
    # Checkout outage

    Severity: SEV-1

    ## Action items

    | What | Owner | Due | Priority | Status | Ticket |
    |---|---|---|---|---|---|
    | Retrain on-call on failover | @liam | 2024-04-01 | high | pending | INFRA-1 |
    | Make the failover script ask for the host | @liam | 2024-04-01 | high | pending | INFRA-1 |

Good:
    ## Action items

    1. **Documentation & Training**:
       - Put the limit of the pool on the page of the service
"""

import re
from collections.abc import Iterator
from typing import Final

from afterword.review.action_items import Item, worded
from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.text.expressions import later

CODE: Final = "ACT107"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("RCA2",)

_TRAINING: Final = later(
    r"\b(?:re-?train(?:ing)?|train(?:ing)?s?|educat(?:e|ion)|workshops?|brown[- ]bags?|lunch and learn"
    r"|awareness|onboard(?:ing)? sessions?"
    r"|knowledge[- ](?:sharing|transfer)|teach(?:ing)?|courses?)\b",
    re.IGNORECASE,
)


_WORD: Final = later(r"[a-z]{5,}")
_COMMON: Final = frozenset(
    {
        "engineer",
        "engineers",
        "developer",
        "developers",
        "everyone",
        "people",
        "incident",
        "incidents",
        "response",
        "should",
        "about",
    }
    | {
        "their",
        "there",
        "which",
        "production",
        "operations",
        "operators",
        "members",
        "staff",
        "process",
        "system",
        "systems",
    }
)


def check(case: Case) -> Iterator[Hit]:
    """Training where no other item stands beside it: for its factor, or on what it is about."""
    every = list(worded(case))
    trains = {id(item): _TRAINING.search(item.text) for item in every}
    for item in every:
        found = trains[id(item)]
        if found and all(trains[id(other)] for other in every if other is not item and _is_beside(item, other)):
            yield Hit(
                span=item.span(found),
                message="training stands alone",
                suggestion="Which check, default, or limit would hold for somebody who missed the training?",
            )


def _is_beside(item: Item, other: Item) -> bool:
    """Whether two items are for the same factor, or where none is named share a word that says what about."""
    if item.action.addresses:
        return bool(set(item.action.addresses) & set(other.action.addresses))
    return bool(_about(item) & _about(other))


def _about(item: Item) -> set[str]:
    return set(_WORD.findall(item.text.lower())) - _COMMON
