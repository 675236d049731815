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

Bad:
    ## What went wrong

    Responsibility for the long outage lies with the release team.

Bad:
    ## What went wrong

    The shift lead should be held accountable for the handover.

Good:
    ## Root cause

    The team responsible for storage was paged at 14:10 UTC.

Bad:
    ## What went wrong

    It was the vendor's job to rotate the key.
"""

import re
from collections.abc import Iterator
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.language.guards import mentioning
from afterword.review.language.phrases import Phrases
from afterword.text.expressions import later

CODE: Final = "LNG105"
SEVERITY: Final[Severity] = "error"
SOURCES: Final = ("Google SRE book", "PagerDuty", "house cloud")

_FAULT: Final = Phrases(
    r"\b(?:\w+(?:['\u2019]s|s['\u2019])|my|our|their|his|her|your) (?:own )?(?:fault|doing)\b(?! (?:tolerance|domain"
    r"|injection|line))|\b(?:is|are|was|were|solely|entirely|largely|squarely|partly|be) to blame\b"
    r"|\b(?:at fault for|the culprits? (?:is|was|were) (?:an? |the )?"
    r"(?:engineer|developer|operator|colleague|employee|team|admin)\w*)\b"
    r"|\b(?:team|engineer|developer|operator|vendor|contractor|supplier|reviewer|admin\w*|provider|manager|who)"
    r" (?:is|are|was|were) (?:clearly |solely |entirely |squarely |partly )?at fault\b"
    r"|\bblam(?:es?|ed|ing) (?:the |our |an? )?(?:\w+ )?(?:engineer|developer|operator|team|vendor|reviewer|contractor"
    r"|admin)\w*\b|\bguilty of\b|\bthe guilty (?:party|person)\b"
    r"|\b(?:responsibility|fault|blame|accountability)(?: for [^.;:]{2,60}?)? (?:lies|lay|rests?|rested|falls|fell"
    r"|sits|sat"
    r"|belongs?|goes)(?: \w+ly)? (?:with|on|to|at the (?:feet|door) of) (?!us\b|me\b)"
    r"|\b(?:solely|entirely|directly|fully|personally|primarily|ultimately) responsible for (?:the"
    r"|this) (?:\w+ )?(?:outage"
    r"|incident|failure|breach|loss|downtime|mess|delay)\b"
    r"|\bshame on\b|\bwas (?:\w+['\u2019]s|their|his|her|the \w+(?: \w+)?['\u2019]s?) (?:job|responsibility|duty"
    r"|task) to\b"
    r"|\b(?:team|engineer|developer|operator|vendor|contractor|supplier|reviewer|person|people|provider)s?(?: (?:is"
    r"|are|was|were))? (?:\w+ly )?responsible for (?:the|this)"
    r" (?:\w+ )?(?:outage|incident|failure|breach|mess|downtime|delay|bug|error|mistake|breakage|damage)\b"
    r"|\b(?:held|hold|holding|be) (?:\w+ )?(?:accountable|responsible|liable) for (?!us\b)(?:the|this|his|her|their"
    r"|failing|not)\b"
    r"|\b(?:has|have|had) (?:only )?(?:himself|herself|themselves|itself) to (?:blame|thank)\b"
    r"|\b(?:must|should|has to|needs? to|will have to) (?:answer|account|apologi[sz]e) for\b"
    r"|\b(?:is|was|sits|falls) (?:squarely|entirely|solely) on (?:the|our) \w+"
)
_NOBODY: Final = later(r"\b(?:nobody|no one|none|not|never|n['\u2019]t)\b", re.IGNORECASE)
_HINTS: Final = (
    "fault", "blam", "culprit", "guilty", "responsib", "shame on", "job to", "duty to", "task to", "accountab",
    "liable", "answer for", "squarely", "account for", "apologi", "doing", "to thank", "entirely on", "solely on",
)  # fmt: skip


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
