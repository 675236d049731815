"""There is one cause and no contributing factor.

Every layer had a hole that day. One hole named is the others left open.

Instead: add the other layers: what let it in, what did not stop it, what made it last.

Bad:
    # Checkout

    ## Root cause

    The pool limit was 10.

    ## Action items

    - @liam: raise the limit

Good:
    # Checkout

    ## Root cause

    The pool limit was 10.

    ## Contributing factors

    - No alert on the pool
    - Settings are not compared before a release
"""

from collections.abc import Iterator
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity

CODE: Final = "ANA104"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("house cloud", "PagerDuty", "Swiss cheese")


def check(case: Case) -> Iterator[Hit]:
    """A root cause without factors, further causes, controls, or a branching chain; a draft gets none."""
    analysis = case.record.analysis
    if not analysis.root_cause or analysis.root_causes or analysis.contributing_factors or analysis.controls:
        return
    if len(analysis.whys) > 1 or analysis.proximate or case.is_draft:
        return
    single = case.policy.get("single_cause") is True
    yield Hit(
        span=case.heading("cause") or case.start,
        message="one cause and no contributing factor",
        suggestion="What let it in, what did not stop it, what made it last?",
        severity="info" if single else None,
    )
