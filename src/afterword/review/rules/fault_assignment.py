"""Somebody is declared to be at fault.

A fault that has an owner needs no further explanation, and so none is found.

Instead: describe the condition and leave the person out.

Bad:
    ## Root cause

    This was John's fault.

Bad:
    ## Root cause

    The network team is to blame for the delay.

Good:
    ## Timeline

    13:30 UTC - The fault occurred.

Good:
    ## Root cause

    The fault tolerance of the cluster was one node.

Good:
    ## Summary

    Nobody is to blame.
"""

import re
from collections.abc import Iterator
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.language.guards import mentioning

CODE: Final = "LNG105"
SEVERITY: Final[Severity] = "error"
SOURCES: Final = ("Google SRE book", "PagerDuty", "house cloud")

_FAULT: Final = re.compile(
    r"\b(?:\w+(?:['\u2019]s|s['\u2019])|my|our|their|his|her|your) (?:own )?fault\b(?! (?:tolerance|domain"
    r"|injection|line))"
    r"|\b(?:is|are|was|were|solely|entirely) to blame\b|\b(?:at fault for|the culprits? (?:is|was|were) (?:an? |the )?"
    r"(?:engineer|developer|operator|colleague|employee|team|admin)\w*)\b"
    r"|\bblames? (?:the )?(?:engineer|developer|operator|team|vendor|reviewer|admin)\w*\b"
    r"|\bguilty of\b|\b(?:responsibility|fault|blame) (?:lies|lay|rests|rested) (?:\w+ )?with\b"
    r"|\b(?:solely|entirely|directly|fully|personally) responsible for (?:the|this) (?:outage|incident|failure"
    r"|breach|loss)\b",
    re.IGNORECASE,
)
_NOBODY: Final = re.compile(r"\b(?:nobody|no one|none|not|never|n['\u2019]t)\b", re.IGNORECASE)
_HINTS: Final = ("fault", "blame", "culprit", "guilty", "responsib")


def check(case: Case) -> Iterator[Hit]:
    """A person's fault, to blame, at fault; denials are silent."""
    for statement in mentioning(case, _HINTS):
        for found in _FAULT.finditer(statement.text):
            if not _NOBODY.search(statement.text, max(0, found.start() - 30), found.end()):
                yield Hit(
                    span=statement.span(found),
                    message=f"assigns fault: {found.group()!r}",
                    suggestion="Which condition made this possible, whoever had been there?",
                )
