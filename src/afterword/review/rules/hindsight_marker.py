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

Bad:
    ## Root cause

    This should have been obvious from the start.

Bad:
    ## Root cause

    The outcome was entirely predictable.

Bad:
    ## Root cause

    It should not have come as a surprise.

Good:
    ## What went well

    The logs clearly showed which version was at fault.

Good:
    ## Detection

    Nothing on the dashboards pointed obviously at the broker.

Bad:
    ## What went wrong

    We waited half an hour for predictable failures.

Bad:
    ## Summary

    The certificates are very clearly out of control.

Bad:
    ## What went wrong

    Sure enough, it failed again.

Good:
    ## Lessons learned

    Blocks spread more evenly and predictably.
"""

import re
from collections.abc import Iterator
from typing import Final

from afterword.model.span import Span
from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.language.guards import is_negated, mentioning
from afterword.review.language.phrases import Phrases
from afterword.review.language.sayings import said
from afterword.review.wording_edits import starts_sentence, taken_out
from afterword.text.expressions import later
from afterword.text.source import Edit

CODE: Final = "LNG401"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("Dekker", "PagerDuty", "Howie")

_PATENT: Final = (
    r"(?:obvious|predictable|foreseeable|evident|self-evident|apparent|glaring|blatant|unmistakable|plain|inevitable"
    r"|visible to (?:anyone|everyone|all) (?:who|that|looking|watching)|hard to miss|impossible to miss"
    r"|easy to (?:see|spot|predict|foresee)"
    r"|in plain sight)"
)
_MARKER: Final = Phrases(
    r"\b(?:with|given|knowing) (?:all )?(?:the )?(?:information|knowledge|data|facts|understanding|experience"
    r"|what) (?:that )?we (?:now |today )?(?:have|know)(?: now| today)?\b"
    r"|\bit(?: is|['\u2019]s| was) (?:now )?(?:plain|obvious|painfully clear) (?:that|in)\b|\b(?:not|hardly"
    r"|scarcely) unexpected(?:ly)?\b"
    r"|\bas (?:was|were|is) to be expected\b|\bas (?:might|could|one would|would) (?:have been |be "
    r"|have )?expected?\b|\bpredictably enough\b|\bthe obvious\b"
    r"|\bonly (?:afterwards|later|in the end|now) (?:did|do) (?:we|they|it|he|she|anyone)\b|\bhow (?:simple|obvious"
    r"|easy|clear|predictable) (?:it|this|that|the \w+) (?:was|is|had|would)\b|"
    r"\b(?:in|with|by|upon|on)(?: the benefit of| the wisdom of| full| 20[/:]20)? (?:hindsight|retrospect|reflection)\b"
    r"|\bof course\b"
    r"|\bneedless to say\b|\bas everyone knows\b|\blooking back\b|\bknowing what we (?:now )?know(?: now)?\b"
    r"|\bwith what we know (?:now|today)\b|\blittle did (?:we|they|he|she|I) know\b|\bunsurprisingly\b|(?:^"
    r"|[,;] )retrospectively,"
    r"|\b(?:hardly|not|never|scarcely) (?:be |been |come as )?(?:an? )?surpris\w+\b|\bno (?:great |real "
    r"|big )?surprise\b"
    r"|\b(?:not|n['\u2019]t|never) have (?:come as (?:a|any) surprise|been (?:a|any) surprise|surprised)\b"
    r"|\bsurprised (?:no one|nobody)\b"
    r"|(?:^|[,;(] ?)predictably\b|^naturally,|\b(?:it|this) (?:is|was) (?:now )?(?:clear|evident|apparent"
    r"|no surprise) (?:that|in)\b|\bevidently\b|\bunmistakabl[ey]\b|\balready clearly\b|\bblatantly\b|\bglaringly\b"
    r"|\bin plain (?:sight|view)\b"
    r"|\bplain to see\b|\bafter the fact,? (?:it|this|we)\b|\bobviously\b|\bplainly\b|\b(?:blatant"
    r"|glaring) (?!red\b)\w+"
    rf"|\b(?:was|were|seemed|been|is now|are now|seems? now) (?:\w+ly |so |quite |pretty |all too |too |rather |now "
    rf"|there and )?{_PATENT}\b"
    r"|\b(?:is|are|seems?) (?:\w+ly |so |quite |pretty |all too )?obvious\b"
    rf"|\bshould have been (?:\w+ly |more |quite |an? )?(?:{_PATENT}|clear|warning)\b"
    r"|(?:^|[,;(] ?)clearly\b|\b(?:was|were|is|are) clearly (?:\w+)|\bself-evident\b|\b20[/:]20 hindsight\b"
    r"|\bhindsight (?:is|being|shows?"
    r"|tells?|makes)\b"
    r"|\bclearly (?:show|indicat|point|reveal|signal|demonstrat|warn|suggest|had|needed|should|not|was|were|wrong)\w*"
    r"|\b(?:looks?|seems?|appears?|feels?) (?:today|now|these days|with hindsight|afterwards|in hindsight) like\b"
    r"|\bfrom today['\u2019]s (?:perspective|point of view|vantage)\b|\b(?:obvious|clear) (?:in the|after the"
    r"|from the start|from the outset|all along)\b"
    r"|\b(?:clear|obvious) enough\b|\bthe obvious (?:\w+ )?(?:\w+)\b(?= (?:was|were|is|would|had|should))"
    r"|\ban? (?:fairly |pretty |rather |very )?obvious (?:mistake|error|gap|omission|flaw|problem|sign|bug|oversight"
    r"|risk|candidate|culprit)\b"
)
_MANNER: Final = later(
    r"clearly (?:defined|documented|marked|labell?ed|stated|visible|separated|communicated|described|named|identified"
    r"|state|define|document|mark|label|describe|name|identify|communicate|explain|list|separate)\b",
    re.IGNORECASE,
)
_DENIAL: Final = later(r"\b(?:no|not|n['\u2019]t|non)\b")
_SURPRISE: Final = later(r"surpris", re.IGNORECASE)
_BEFORE: Final = frozenset(
    {"obviously", "clearly", "of course", "evidently", "needless to say", "unsurprisingly", "not surprisingly"}
    | {f"{first} {second}" for first in ("in", "with") for second in ("hindsight", "retrospect")}
)
_RECOMMENDS: Final = later(r"\bwith this hindsight\b|\b(?:recommend|suggest|propose)\w*\b", re.IGNORECASE)
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
    "reflection",
    "little did",
    "foresee",
    "inevitabl",
    "unmistak",
    "visible to",
    "hindsight",
    "to miss",
    "easy to",
    "given ",
    "unexpected",
    "expected",
    "only later",
    "afterwards",
    "how simple",
    "how easy",
    "with the",
    "with what",
    "with all",
    "only now",
    "in the end",
    "should have been",
    "today",
    " now like",
)


def check(case: Case) -> Iterator[Hit]:
    """Markers of hindsight, not denied and not in recommendations."""
    told: set[int] = set()
    for statement in mentioning(case, _HINTS, skip=("went_well",)):
        if statement.passage.owner == ("actions",):
            continue
        for found in _MARKER.finditer(statement.text):
            if is_negated(statement.text, found.start()) or _MANNER.search(statement.text, found.start()):
                continue
            is_denied = _DENIAL.search(found.group()) and not _SURPRISE.search(found.group())
            if is_denied or _RECOMMENDS.search(statement.text):
                continue
            span = statement.span(found)
            yield Hit(
                span=span,
                message=f"looks back from the end: {found.group().strip(' ,;(')!r}",
                suggestion="Which signal was visible, where, to whom, and at what time?",
                fix=_without(case, span),
            )
            told.add(statement.sentence.start)
    for each in said(case, "marker", skip=("actions", "people", "title", "went_well", "lucky")):
        text = each.statement.text
        if each.start in told or _RECOMMENDS.search(text) or _MANNER.search(text, each.match.start()):
            continue
        yield Hit(
            span=each.span,
            message=f"looks back from the end: {each.words!r}",
            suggestion="Which signal was visible, where, to whom, and at what time?",
        )


def _without(case: Case, span: Span) -> tuple[Edit, ...]:
    """The sentence without the marker, where it only stands before it, with a comma."""
    words = case.text[span.start : span.end].strip(" ,;(").lower()
    alone = words in _BEFORE and case.text[span.end : span.end + 2] == ", " and starts_sentence(case.text, span.start)
    return taken_out(case.text, span.start, span.end) if alone else ()
