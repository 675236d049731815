"""The house asks for contributing factors, and there are fewer than two.

One factor is a root cause by another name.

Instead: the other conditions without which it would not have happened, or not so long.

Bad:
    ---
    house: sre
    status: final
    ---
    **INCIDENT POSTMORTEM: Checkout**

    **ROOT CAUSE ANALYSIS**

    Primary Root Cause: the pool was small

    Contributing Factors:

    1. No alert on the pool

Good:
    # Checkout

    ## Root cause

    The pool was small.
"""

from collections.abc import Iterator
from typing import Final

from afterword.houses.reading.outline import list_slots
from afterword.houses.template import walk
from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity

CODE: Final = "ANA110"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("houses seal, soc, cloud, sre",)

_LEAST: Final = 2


def check(case: Case) -> Iterator[Hit]:
    """Documents of a house that has a place for factors, with a cause and fewer than two of them; no drafts."""
    analysis = case.record.analysis
    places = {slot.owner for part in walk(case.house.root) for slot in list_slots(part)}
    asks = ("analysis", "contributing_factors") in places and not case.house.is_fallback
    if asks and not case.is_draft and analysis.root_cause and len(analysis.contributing_factors) < _LEAST:
        count = len(analysis.contributing_factors)
        yield Hit(
            span=case.heading("factors", "cause") or case.start,
            message="no contributing factor" if count == 0 else "one contributing factor only",
            suggestion="Without which other condition would it not have happened, or not so long?",
        )
