"""A chain of whys is short.

The first answers name what broke. Why it could break stands further down.

Instead: ask on, or branch: two chains of three say more than one of five.

Bad:
    ---
    house: sre
    ---
    **INCIDENT POSTMORTEM: Checkout**

    **ROOT CAUSE ANALYSIS**

    5 Whys Analysis:

    Why: Why did orders fail?
    Answer: The pool had 10 connections.

    Why: Why had it 10?
    Answer: The new module reads another setting.

Good:
    ---
    house: sre
    ---
    **INCIDENT POSTMORTEM: Checkout**

    **ROOT CAUSE ANALYSIS**

    5 Whys Analysis:

    Why: Why did orders fail?
    Answer: The pool had 10 connections.

    Why: Why had it 10?
    Answer: The new module reads another setting.

    Why: Why did nobody see that?
    Answer: Settings are not compared before a release.

    Why: Why not?
    Answer: The release check covers code only.

    Why: Why code only?
    Answer: Settings were moved out of the repository in 2023.
"""

from collections.abc import Iterator
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity

CODE: Final = "ANA102"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("houses security, seal, sre",)

_LEAST: Final = 3


def check(case: Case) -> Iterator[Hit]:
    """Documents all of whose chains have fewer answers than ``policy.whys``, three where it says nothing."""
    least = int(str(case.policy.get("whys"))) if str(case.policy.get("whys")).isdecimal() else _LEAST
    chains = [chain for chain in case.record.analysis.whys if any(why.answer for why in chain)]
    longest = max((sum(bool(why.answer or why.question) for why in chain) for chain in chains), default=None)
    if longest is not None and longest < least:
        unit = next(iter(case.units("analysis", "whys")), None)
        yield Hit(
            span=case.line(unit.first + 1) if unit else case.start,
            message=f"the longest chain of whys has {longest} of {least} steps",
            suggestion="Why was that possible?",
        )
