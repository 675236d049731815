"""The incident has no severity.

What has to be done, by whom, and how fast hangs on it.

Instead: a grade of your scale.

Bad:
    ---
    house: sre
    ---
    **INCIDENT POSTMORTEM: Checkout**

    **INCIDENT SUMMARY**

    300 of 900 orders failed.

Good:
    # Checkout outage

    Severity: SEV-2

    ## Summary

    300 of 900 orders failed.

Good:
    # Outage

    ## Summary

    300 of 900 orders failed.
"""

from collections.abc import Iterator
from typing import Final

from afterword.houses.template import asked_for
from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity

CODE: Final = "IMP108"
SEVERITY: Final[Severity] = "error"
SOURCES: Final = ("houses security, seal, soc, sre",)


def check(case: Case) -> Iterator[Hit]:
    """Documents of a house that asks for a severity, without one."""
    asks = ("severity",) in {path[:1] for path in asked_for(case.house)} or "severity" in case.require
    if not case.house.is_fallback and asks and case.record.severity is None:
        yield Hit(span=case.start, message="no severity", suggestion="A grade of the team's scale")
