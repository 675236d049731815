"""A thing that did not exist would have prevented it.

It may well be right, and is an action in disguise: said as a wish it has no owner and no date.

Instead: write the action: add test T for service S.

Bad:
    ## Lessons learned

    A test would have caught this.

Good:
    ## Contributing factors

    The canary would not have protected us, as it gets no traffic.

Bad:
    ## Lessons learned

    An alert on the age of the queue would have fired at 08:50.

Good:
    ## Lessons learned

    The failover would have started at 08:50.

Bad:
    ## Lessons learned

    A hardware key would have blocked the attack.

Bad:
    ## Lessons learned

    Randomised tests of the parser could have caught it.

Good:
    ## What went well

    A fault that could have taken hours to find was seen at once.
"""

from collections.abc import Iterator
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.language.modals import modals

CODE: Final = "LNG304"
SEVERITY: Final[Severity] = "info"
SOURCES: Final = ("Etsy", "PagerDuty")


def check(case: Case) -> Iterator[Hit]:
    """Could or would have, with a thing as the subject that would have prevented, caught, or helped."""
    for modal in modals(case, "could", "would", "might"):
        if modal.statement.role in {"went_well", "lucky"}:
            continue
        is_wished = (modal.is_diagnostic or modal.is_helping) and modal.is_by_a_thing
        if (is_wished or modal.is_by_a_control) and not modal.is_capability:
            yield Hit(
                span=modal.span,
                message=f"a wish instead of an action: {modal.words!r}",
                suggestion="As an action: add it, with an owner and a date",
            )
