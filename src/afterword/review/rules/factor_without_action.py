"""A contributing factor has no action item.

What contributed once will contribute again, unless somebody decides otherwise.

Instead: an item that addresses it, or the decision not to act and its reason.

Bad:
    ## Contributing factors

    - No canary for the auth service (A-1)
    - No alert on the pool

    ## Action items

    | ID | What | Owner |
    |---|---|---|
    | A-1 | Add a canary for the auth service | @liam |

Good:
    ## Contributing factors

    - No canary for the auth service (A-1)
    - No alert on the pool (A-2)

    ## Action items

    | ID | What | Owner |
    |---|---|---|
    | A-1 | Add a canary | @liam |
    | A-2 | Alert on the pool | @ana |

Good:
    ## Contributing factors

    - No canary for the auth service
    - No alert on the pool

    ## Action items

    - @liam: add a canary
"""

from collections.abc import Iterator
from typing import Final

from afterword.review.action_items import is_answered
from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity

CODE: Final = "ACT114"
SEVERITY: Final[Severity] = "error"
SOURCES: Final = ("house cloud",)


def check(case: Case) -> Iterator[Hit]:
    """Factors that no item addresses, in documents that link factors and items at all, or where the house asks."""
    factors = case.record.analysis.contributing_factors
    is_linked = any(factor.actions for factor in factors) or any(action.addresses for action in case.record.actions)
    if not is_linked and case.policy.get("factors_need_actions") is not True:
        return
    for unit, factor in zip(case.units("analysis", "contributing_factors"), factors, strict=False):
        words = factor.text or ""
        if factor.actions or not words or is_answered(case, words):
            continue
        yield Hit(
            span=case.cell(unit, "text"),
            message="no action item addresses this factor",
            suggestion="Which item does, or who decided that none shall, and why?",
        )
