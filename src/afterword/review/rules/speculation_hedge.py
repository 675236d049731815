"""A guess stands where a finding should: probably, apparently, it seems.

Readers build on it as if it were known, and nobody goes to look.

Instead: state what is unknown, the evidence so far, and the next check.

Bad:
    ## Root cause

    The outage was probably caused by the cache.

Bad:
    ## Root cause

    We suspect a network issue.

Good:
    ## Root cause

    The collision has a probability of 1e-4.

Good:
    ## Action items

    - Add a jitter so that it is less likely to recur

Good:
    ## Timeline

    14:20 UTC - The IC suspects the database.
"""

import re
from collections.abc import Iterator
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.language.guards import is_about_an_attacker, is_guidance, mentioning

CODE: Final = "LNG501"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("house soc", "house sre")

_HEDGE: Final = re.compile(
    r"\b(?:probably|presumably|apparently|supposedly|possibly|perhaps|maybe|seemingly|conceivably)\b"
    r"|(?<!less )(?<!more )(?<!as )(?<!not )(?<!un)\b(?:most |very |quite )?likely\b(?! (?:cause|candidate"
    r"|culprit|indicator|explanation)\b)(?! to (?:recur"
    r"|happen again|be able))"
    r"|\b(?:seem(?:s|ed)?|appear(?:s|ed)?)(?: to\b(?! never)| that\b| as if\b| like\b| it\b| we\b)"
    r"|\b(?:we|I) (?:strongly |still |currently )?suspect(?:ed)?\b|\bit is (?:also )?(?:possible|conceivable"
    r"|likely) that\b"
    r"|\b(?:may|might|could) (?:also |well |even )?(?:be|have been) (?:\w+ly )?(?:due to|related to|caused by"
    r"|because|the (?:cause|reason|result)|a (?:\w+ ){1,4}(?:issue|problem|bug))\b|\bmust have (?:been "
    r"|\w+ed\b)|\b(?:our|my|one|the|a) (?:best |working |main |leading )?(?:suspicion|hunch|theory|guess) (?:is"
    r"|was)\b|\bsuspected to\b|\bin all likelihood\b|\bchances are\b|\b(?:looks|looked|sounds|sounded) like\b"
    r"|\bnot sure (?:if|whether|why|what)\b|\bfor some reason\b|\bsomehow\b|\bI guess\b|\bit(?: is"
    r"|['\u2019]s) (?:most )?likely\b|\b(?:may|might) (?:also )?have (?:contributed|caused|led"
    r"|triggered)\w*",
    re.IGNORECASE,
)
_ATTRIBUTED: Final = re.compile(
    r"\b(?:IC|commander|on-?call|engineers?|team|responders?|vendor|support|they|he|she) (?:\w+ )?"
    r"(?:suspect|believe|thought|think|assum)\w*\b|\bsuspects\b|\bat the time\b|\bat (?:that|this) point we\b",
    re.IGNORECASE,
)
_COUNTERFACTUAL: Final = re.compile(r" (?:\w+ )?(?:should|could|would|allowed)\b")
_CLOCK: Final = re.compile(r"\b\d{1,2}:\d\d\b")
_UNKNOWN: Final = re.compile(r"\bunknown\b|\bnot (?:yet )?(?:known|established|clear|confirmed)\b", re.IGNORECASE)
_HINTS: Final = (
    "probabl",
    "presum",
    "apparent",
    "suppos",
    "possib",
    "perhaps",
    "maybe",
    "seem",
    "conceiv",
    "likel",
    "appear",
    "suspect",
    "might",
    "may",
    "must",
    "could",
    "looks",
    "looked",
    "sounds",
    "not sure",
    "reason",
    "somehow",
    "guess",
    "hunch",
    "theory",
    "suspicion",
    "chances",
)


def check(case: Case) -> Iterator[Hit]:
    """Hedges in the author's own voice; where the sentence itself says unknown, a note only."""
    for statement in mentioning(case, _HINTS, skip=("actions", "lessons", "lucky", "people")):
        text = statement.text
        if is_about_an_attacker(text) or is_guidance(text) or statement.passage.owner == ("actions",):
            continue
        for found in _HEDGE.finditer(text):
            if _COUNTERFACTUAL.match(text, found.end()):
                continue
            if _ATTRIBUTED.search(text, 0, found.end()) and (statement.role == "timeline" or _CLOCK.search(text)):
                continue
            yield Hit(
                span=statement.span(found),
                message=f"guesses: {found.group().strip()!r}",
                suggestion="Unknown: ... Evidence so far: ... Next check: ...",
                severity="info" if _UNKNOWN.search(text) else None,
            )
            break
