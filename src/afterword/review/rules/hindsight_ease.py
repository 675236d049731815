"""Something is called easy that nobody found easy then.

What takes a second to say took the people in the incident what it took. The ease belongs to the teller.

Instead: say where the thing was: disk usage is on dashboard D, which the alert does not link.

Bad:
    ## Root cause

    The team just had to look at disk usage.

Bad:
    ## Root cause

    This could easily have been avoided.

Good:
    ## Recovery

    Clear the cache, then simply reload.

Bad:
    ## Root cause

    All it took to find it was to sort the log by duration.

Bad:
    ## Root cause

    The limit was easy to spot in the diff.

Bad:
    ## Root cause

    A five-minute conversation would have been enough.

Good:
    ## Action items

    - Make the instructions easily discoverable

Bad:
    ## Summary

    This was a simple problem to fix.

Good:
    ## Summary

    The root cause was a simple configuration problem in the cache key.

Good:
    ## Lessons learned

    Had even one test used a real file, the parser would have failed in the pipeline.

Bad:
    ## What went wrong

    It would have taken five minutes to check.

Bad:
    ## What went wrong

    A quick look at the queue depth would have told the whole story.
"""

import re
from collections.abc import Iterator
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.language.guards import is_negated, mentioning
from afterword.review.language.phrases import Phrases
from afterword.review.language.sayings import said
from afterword.text.expressions import later

CODE: Final = "LNG403"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("Etsy", "Dekker")

_FOUND: Final = (
    r"(?:avoid|prevent|caught|catch|detect|fix|found|find|spott|spot|seen|see|notic|discover|identif|diagnos|foresee"
    r"|check|resolv)"
)
_LITTLE: Final = (
    r"(?:simple|quick|cursory|brief|one|mere|trivial|basic|elementary|two-minute|five-minute|\w+-second|\w+-minute"
    r"|one-line)"
)
_EASE: Final = Phrases(
    r"\bturned out to be (?:\w+ly )?(?:trivial|obvious|easy|a trivial|a one-line)\b"
    r"|\b[Ss]imply \w+ing [^.;]{2,60}? would\b|"
    r"\b(?:just|only|simply|merely) (?:had|needed) to\b(?! (?:be|wait)\b)|\b(?:had|needed) (?:only|merely|just) to\b"
    r"|\ball (?:that )?(?:they|we|he|she|one|anyone|it|the \w+|was|that was) (?:had|needed|took|would have taken"
    r"|required)\b"
    rf"|\b(?:easily|trivially|readily) (?:have been |be |been )?{_FOUND}(?!\w*able)\w*|\bsimply (?:have been |be "
    rf"|been )(?:avoid|prevent|caught)\w*"
    rf"|\b(?:was|were|been|be) (?:\w+ly |so |quite |pretty |too |very )?(?:easy|trivial|simple"
    rf"|straightforward) to (?:{_FOUND}|predict|miss)\w*"
    rf"|\b{_LITTLE} (?:\w+ )?(?:glance|look|check|grep|search|read|test|query|diff|command|review|question|call"
    rf"|phone call|message|conversation|chat|meeting)\b"
    r"[^.;]{0,60}\b(?:would|could|was all|enough|sufficed)\b"
    r"|\b(?:simple|quick|cursory|brief|mere) (?:glance|look|check|grep|search|read|test) (?:at|of|in|on"
    r"|for) [^.;]{2,50}?\b(?:shows?|showed|told|reveals?|revealed)\b"
    r"|\bwas all (?:that was|it|they|we) (?:needed|took|had to|would)\b|\bright (?:there )?in front of\b"
    r"|\bwas as simple as\b|\bcould have been as simple as\b|\bwould have been (?:trivial|easy|simple|obvious"
    r"|straightforward)\b"
    r"|\b(?:easily|readily|trivially) (?:avoidable|preventable|detectable|visible)\b|\bplainly told\b"
    r"|\b(?:error|message|log|dashboard|graph|alert|metric|documentation|docs|runbook|changelog"
    r"|release notes)s? (?:plainly|clearly)"
    r" (?:told|said|showed|stated|indicated|warned)\b|\bwould have taken (?:only |just |less than )?(?:a|an|one|two"
    r"|five|\d+)"
    r" (?:\w+ )?(?:second|minute|hour)s?\b|\b(?:rookie|basic|elementary|schoolboy|beginner['\u2019]?s?|textbook"
    r"|classic|simple|silly|trivial)"
    r" (?:mistake|error|blunder|oversight)s?\b|\b(?:simple|trivial|easy|straightforward) (?:problem|issue|thing|bug"
    r"|matter) to (?:fix|find|solve|spot|see|avoid)\b"
    r"|^easy to (?:fix|find|spot|see|avoid)\b|\bno-brainer\b|\b(?:real |actual )?(?:solution|fix|answer) (?:was"
    r"|is) (?:simply|as simple as|trivial)\b|\b(?:problem|cause|bug|issue|fix|answer|solution) was "
    r"(?:(?!an? )\w+ )?simple(?=[.,;:)]|$| (?:and|but|enough|once|to|in the end)\b)|\b(?:error )?message (?:was"
    r"|is) (?:\w+ )?clear\b|\bcommon sense\b|\b(?:how|why) could (?:we"
    r"|they|anyone"
    r"|nobody) [^.;?]{0,30}miss\w*"
    r"|\b(?:hard|difficult|impossible) to (?:understand|believe|see|explain) (?:how|why) (?:nobody|no one|we|they"
    r"|anyone|the \w+)\b"
    r"|\binexplicabl[ey]\b|\bembarrassingly\b"
)
_UNREAL: Final = later(r"\b(?:had|if)(?: (?:even|only|just|at least))* $", re.IGNORECASE)
_HINTS: Final = (
    "had to", "needed", "easily", "trivial", "simpl", "plainly", "readily", "glance", "look", "check", "grep",
    "search", "read", "test", "took", "front", "would have", "clear", "easy to", "straightforward", "query", "diff",
    "command", "required", "call", "message", "review", "question", "mistake", "error", "oversight", "blunder",
    "brainer", "common sense", "solution", "could we", "could they", "could anyone", "hard to", "difficult to",
    "impossible to", "inexplic", "embarrassing", "all ",
)  # fmt: skip


def check(case: Case) -> Iterator[Hit]:
    """Just had to, could easily have, all they needed to do."""
    told: set[int] = set()
    for statement in mentioning(case, _HINTS, skip=("actions", "went_well")):
        for found in _EASE.finditer(statement.text):
            if is_negated(statement.text, found.start()) or _UNREAL.search(statement.text, 0, found.start()):
                continue
            yield Hit(span=statement.span(found), message=f"calls it easy: {found.group()!r}", suggestion=_ASK)
            told.add(statement.sentence.start)
    for each in said(case, "ease", skip=("actions", "people", "title", "went_well", "lucky")):
        if each.start not in told:
            yield Hit(span=each.span, message=f"calls it easy: {each.words!r}", suggestion=_ASK)


_ASK: Final = "Where did it stand, and what led there from where they were?"
