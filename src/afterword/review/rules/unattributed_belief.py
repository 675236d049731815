"""A belief is stated without who held it, when, and on what evidence.

"We believe" is neither a finding nor a gap; a reader cannot tell which.

Instead: give the evidence, or say that it is not established.

Bad:
    ## Root cause

    We believe much of this stemmed from the old driver.

Good:
    ## Timeline

    14:20 UTC - At 14:20 the IC believed the database was the cause.

Bad:
    ## Root cause

    It is believed that the job ran twice.

Good:
    ## Lessons learned

    We think about limits before we add a queue.

Bad:
    ## Impact

    We do not think that any customer was affected.

Bad:
    ## Impact

    We don't believe that any mail was lost.
"""

import re
from collections.abc import Iterator
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.language.guards import mentioning
from afterword.review.language.phrases import Phrases
from afterword.review.language.sayings import said
from afterword.text.expressions import later

CODE: Final = "LNG502"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("house soc", "PagerDuty")

_BELIEF: Final = Phrases(
    r"\b(?:we|I)(?:['\u2019]re)?(?: (?:now|still|strongly|currently|therefore|also|do|do not|are|can only|would"
    r"|\w+ly))* (?:believe|believing|think|thinking|assume"
    r"|assuming|guess|reckon|presume|speculate|feel that|expect that|figure|gather)\b"
    r"|\bit(?: is|['\u2019]s| was) (?:now |still |generally |currently |widely )?(?:believed|thought|assumed"
    r"|presumed|understood)\b"
    r"|\b(?:is|are) (?:now |still |generally |currently |widely )?(?:believed|thought|assumed|presumed) to\b"
    r"|\b(?:our|my|the) (?:best |current |working |initial )?(?:guess|theory|belief|hypothesis|assumption|feeling"
    r"|impression|understanding) is\b"
    r"|\b(?:to (?:the best of )?(?:our|my) knowledge)\b|\bin (?:our|my) (?:opinion|view|estimation)\b|\b(?:IMO|IMHO"
    r"|AFAIK|AFAICT|AFAICS|IIRC)\b"
    r"|^(?:assuming|believed|thought|guessing|presumed|supposedly) (?:it|this|that|to be|due|because)\b"
)
_WISH: Final = later(
    r"\b(?:we|I) (?:\w+ )?(?:think|believe|feel that|feel) (?:that )?(?:we|it|this|that|there"
    r"|the \w+)?\s*(?:is worth|['\u2019]s worth|should|would be|could|are better"
    r"|is (?:important|best|better|worth|necessary|time|the right)|about|of|through|in|need|must|can)\b|\b(?:we"
    r"|I) (?:should|need to|must|will) (?:think|assume)",
    re.IGNORECASE,
)
_SUPPOSED: Final = later(r"\b(?:if|unless|whether|in case|when)(?: [\w'\u2019-]+){0,4} $", re.IGNORECASE)
_HINTS: Final = (
    "believ",
    "think",
    "assum",
    "guess",
    "reckon",
    "presum",
    "speculat",
    "thought",
    "theory",
    "belief",
    "hypothesis",
    "knowledge",
    "opinion",
    "view",
    "feel",
    "figure",
    "gather",
    "estimation",
    "impression",
    "understanding",
    "understood",
    "imo",
    "imho",
    "afai",
    "iirc",
    "expect that",
)


def check(case: Case) -> Iterator[Hit]:
    """We believe, it is thought, our theory is; opinions on what to do are none."""
    told: set[int] = set()
    for statement in mentioning(case, _HINTS, skip=("actions", "lessons", "went_well", "people")):
        for found in _BELIEF.finditer(statement.text):
            if not _WISH.match(statement.text, found.start()):
                yield Hit(
                    span=statement.span(found),
                    message=f"a belief without evidence: {found.group()!r}",
                    suggestion="The evidence, or: not established",
                )
                told.add(statement.sentence.start)
    for each in said(case, "belief", skip=("actions", "lessons", "went_well", "people", "title")):
        if each.start in told or _SUPPOSED.search(each.statement.text, 0, each.match.start()):
            continue
        if not _WISH.match(each.statement.text, each.match.start()):
            yield Hit(
                span=each.span,
                message=f"a belief without evidence: {each.words!r}",
                suggestion="The evidence, or: not established",
            )
