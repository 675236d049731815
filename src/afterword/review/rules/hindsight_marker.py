"""A word looks back from the end of the story: in hindsight, obviously, clearly.

What is clear now was one signal among many then. The word makes the people in the incident look blind.

Instead: say which signal was visible, where, to whom, and at what time.

Bad:
    ## Root cause

    In hindsight the alert was too quiet.

Bad:
    ## Root cause

    Obviously the queue was full.

Good:
    ## Root cause

    There was no obvious trigger.

Good:
    ## Lessons learned

    With this hindsight we recommend a canary.

Good:
    ## Root cause

    The runbook clearly states the order.
"""

import re
from collections.abc import Iterator
from typing import Final

from afterword.model.span import Span
from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.language.guards import is_negated, mentioning
from afterword.review.wording_edits import starts_sentence, taken_out
from afterword.text.source import Edit

CODE: Final = "LNG401"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("Dekker", "PagerDuty", "Howie")

_MARKER: Final = re.compile(
    r"\b(?:in|with(?: the benefit of)?) (?:hindsight|retrospect)\b|\bof course\b|\bneedless to say\b"
    r"|\bas everyone knows\b"
    r"|\blooking back\b|\bknowing what we (?:now )?know(?: now)?\b|\bunsurprisingly\b|\bnot surprisingly\b"
    r"|(?:^|[,;(] ?)predictably\b|\bnaturally,|\b(?:it|this) (?:is|was) (?:now )?(?:clear|evident|apparent"
    r"|no surprise) (?:that|in)\b|\bevidently\b|\bblatant(?:ly)?\b|\bglaring(?:ly)?\b|\bin plain sight\b"
    r"|\bplain to see\b|\bafter the fact it\b|\bobviously\b|\bplainly\b|\b(?:was|were|is|are|seems?"
    r"|seemed) (?:\w+ly |so |quite |pretty )?obvious\b"
    r"|(?:^|[,;(] ?)clearly\b|\b(?:was|were|is|are) clearly (?:\w+)|\bself-evident\b|\bhindsight (?:is|being)\b",
    re.IGNORECASE,
)
_MANNER: Final = re.compile(
    r"clearly (?:defined|documented|marked|labell?ed|stated|visible|separated|communicated|described|named|identified)",
    re.IGNORECASE,
)
_BEFORE: Final = frozenset(
    {"obviously", "clearly", "of course", "evidently", "needless to say", "unsurprisingly", "not surprisingly"}
    | {f"{first} {second}" for first in ("in", "with") for second in ("hindsight", "retrospect")}
)
_RECOMMENDS: Final = re.compile(r"\bwith this hindsight\b|\b(?:recommend|suggest|propose)\w*\b", re.IGNORECASE)
_HINTS: Final = (
    "hindsight",
    "retrospect",
    "course",
    "needless",
    "obvious",
    "plainly",
    "clear",
    "evident",
    "looking back",
    "knowing",
    "surpris",
    "predictabl",
    "naturally",
    "apparent",
    "blatant",
    "glaring",
    "plain",
    "after the fact",
    "everyone",
)


def check(case: Case) -> Iterator[Hit]:
    """Markers of hindsight, not denied and not in recommendations."""
    for statement in mentioning(case, _HINTS, skip=("actions",)):
        for found in _MARKER.finditer(statement.text):
            if is_negated(statement.text, found.start()) or _MANNER.search(found.group()):
                continue
            if re.search(r"\b(?:no|not|n['\u2019]t|non)\b", found.group()) or _RECOMMENDS.search(statement.text):
                continue
            span = statement.span(found)
            yield Hit(
                span=span,
                message=f"looks back from the end: {found.group().strip(' ,;(')!r}",
                suggestion="Which signal was visible, where, to whom, and at what time?",
                fix=_without(case, span),
            )


def _without(case: Case, span: Span) -> tuple[Edit, ...]:
    """The sentence without the marker, where it only stands before it, with a comma."""
    words = case.text[span.start : span.end].strip(" ,;(").lower()
    alone = words in _BEFORE and case.text[span.end : span.end + 2] == ", " and starts_sentence(case.text, span.start)
    return taken_out(case.text, span.start, span.end) if alone else ()
