"""A finished document has no root cause.

Without it nobody can say whether the actions are the right ones.

Instead: the cause, or that it is not established, what is known, and the next check.

Bad:
    ---
    status: final
    ---
    # Checkout

    ## Root cause

    TBD

    ## Timeline

    - 10:00 UTC Down

Good:
    ---
    status: draft
    ---
    # Checkout

    ## Root cause

    Not established, see the unknowns.
"""

from collections.abc import Iterator
from typing import Final

from afterword.review.asked import says_nothing
from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity

CODE: Final = "ANA106"
SEVERITY: Final[Severity] = "error"
SOURCES: Final = ("house soc",)


def check(case: Case) -> Iterator[Hit]:
    """Final and closed documents without any cause or unknowns."""
    analysis = case.record.analysis
    causes = [
        analysis.root_cause,
        *analysis.root_causes,
        *analysis.proximate,
        *(f.text for f in analysis.contributing_factors),
    ]
    if case.is_final and not any(c and not says_nothing(c) for c in causes) and not case.record.unknowns:
        yield Hit(span=case.heading("cause") or case.start, message="a finished document without a root cause")
