"""The document is closed though something that closure needs is missing.

Closed says that the organisation has done what it owed. It must be true.

What it takes is the house's and the team's `policy.closure`; `afterword close` shows each criterion with its evidence.

Instead: give what is named, or open it again.

Bad:
    ---
    status: closed
    ---
    # Checkout

    ## Action items

    | What | Owner | Due |
    |---|---|---|
    | Add an alert | | |

Bad, nobody was told of the lessons:
    ---
    status: closed
    policy: {closure: {lessons communicated: {filled: lessons, shared_with: all of engineering}}}
    ---
    # Checkout

    ## Root cause

    The pool of connections had no limit.

    ## Action items

    | What | Owner | Due |
    |---|---|---|
    | Limit the pool | @ana | 2024-03-01 |

    ## Lessons learned

    - A limit needs an alert below it

    The lessons will be shared with engineering.

Good:
    ---
    status: closed
    shared_with: [all of engineering on 2024-03-01]
    policy: {closure: {lessons communicated: {filled: lessons, shared_with: all of engineering}}}
    ---
    # Checkout

    ## Root cause

    The pool of connections had no limit.

    ## Action items

    | What | Owner | Due |
    |---|---|---|
    | Limit the pool | @ana | 2024-03-01 |

    ## Lessons learned

    - A limit needs an alert below it

Good:
    ---
    status: draft
    ---
    # Checkout

    ## Action items

    | What | Owner | Due |
    |---|---|---|
    | Add an alert | | |
"""

from collections.abc import Iterator
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.policy.closure import unmet

CODE: Final = "CMP106"
SEVERITY: Final[Severity] = "error"
SOURCES: Final = ("house soc",)


def check(case: Case) -> Iterator[Hit]:
    """Closed documents that do not meet a criterion of closure which their text can show."""
    record = case.record
    if record.status is None or record.status.value != "closed":
        return
    lacking = list(unmet(case))
    if lacking:
        yield Hit(span=case.place("status") or case.start, message=f"closed without: {'; '.join(lacking)}")
