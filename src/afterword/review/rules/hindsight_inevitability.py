"""The incident is told as if it had to happen and everybody could have known.

Before the fact there were many futures, and the signs of this one stood among the signs of the others.

Instead: give the figures: at 13:50 the graph showed 91 %; the alert fires at 95 %.

Bad:
    ## Root cause

    The warning signs were there all along.

Bad:
    ## Root cause

    It was only a matter of time.

Good:
    ## Root cause

    Certificate expiry is a known date.
"""

import re
from collections.abc import Iterator
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.language.guards import is_negated, mentioning

CODE: Final = "LNG402"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("Dekker", "PagerDuty")

_BOUND: Final = re.compile(
    r"\b(?:warning )?signs (?:were|had been) (?:all )?there\b|\b(?:was|were) bound to\b|\binevitabl[ey]\b"
    r"|\b(?:only )?a matter of time\b|\baccident waiting to happen\b|\b(?:was|were|been) (?:there )?all along\b"
    r"|\b(?:anyone|anybody|everyone|everybody|any \w+) (?:looking|who (?:looked|looks|had looked|reads?)"
    r"|reading|watching)"
    r"\b[^.;]*?\b(?:would|could|should)(?: have)? (?:see|seen|know|known|notice|noticed|realise|realize|spot"
    r"|spotted)\w*\b"
    r"|\b(?:anyone|anybody|everyone|everybody) (?:could|would|should) have (?:seen|known|noticed|guessed"
    r"|predicted|told)\b|\bred flags\b|\btell-?tale signs?\b|\bstaring (?:us|them|everyone) in the face\b"
    r"|\bdoomed\b|\bdisaster waiting\b|\bhad it coming\b|\bcould be seen coming\b|\bsaw (?:it|this) coming\b"
    r"|\bforeseeable\b|\btime bomb\b|\bwriting (?:was )?on the wall\b",
    re.IGNORECASE,
)
_HINTS: Final = (
    "sign",
    "bound",
    "inevitab",
    "matter of",
    "waiting",
    "along",
    "anyone",
    "anybody",
    "everyone",
    "everybody",
    "any ",
    "foresee",
    "bomb",
    "wall",
    "flag",
    "tell",
    "staring",
    "doom",
    "coming",
)


def check(case: Case) -> Iterator[Hit]:
    """Words of fate and of what anybody would have seen."""
    for statement in mentioning(case, _HINTS, skip=("actions",)):
        for found in _BOUND.finditer(statement.text):
            if not is_negated(statement.text, found.start()):
                yield Hit(
                    span=statement.span(found),
                    message=f"makes it look inevitable: {found.group()!r}",
                    suggestion="What did which graph or message show at what time, and what does its alert wait for?",
                )
