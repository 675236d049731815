"""A sentence says what somebody should have done, which nobody can do any more.

It is written from the end of the story. What the person saw, and why their choice made sense then, stays hidden,
and with it what would have to change.

Instead: say what was done and by which rule or signal, or turn the wish into an action with an owner.

Bad:
    ## Root cause

    The on-call should have escalated at 14:10.

Bad:
    ## Lessons learned

    The staging environment should have been checked beforehand.

Good:
    ## Impact

    The request should have returned 200 but returned 503.

Good:
    ## Summary

    We should have a talk about capacity.

Good:
    ## Lessons learned

    We should have alerting on queue length.

Bad:
    ## Root cause

    The on-call engineer was supposed to page the second line.

Bad:
    ## Root cause

    The migration should not have been run at noon.

Good:
    ## Root cause

    The job was supposed to end in 5 minutes.

Good:
    ## Root cause

    The pod should not have been evicted.

Bad:
    ## What went wrong

    Security was not invited to the bridge and should have been.

Bad:
    ## What went wrong

    The status page should have been updated sooner.

Bad:
    ## What went wrong

    The change should have gone through the usual review.

Good:
    ## Impact

    The queue was far longer than it should have been.

Bad:
    ## What went wrong

    The announcement should have gone out before the maintenance, not after.

Bad:
    ## What went wrong

    A second replica was right but should have been the default.

Good:
    ## Root cause

    12 rows that should have been published on Monday were removed.
"""

from collections.abc import Iterator
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.language.acts import acts, own_acts
from afterword.review.language.guards import mentioning
from afterword.review.language.modals import modals
from afterword.review.language.phrases import Phrases
from afterword.review.language.sayings import ALL_BUT_LEARNED, said

CODE: Final = "LNG301"
SEVERITY: Final[Severity] = "error"
SOURCES: Final = ("Dekker", "CAST", "Learning from Incidents")


_SUPPOSED: Final = r"(?:was|were) (?:supposed|meant|expected) to \w+|(?:should have|ought to have)(?=[.,;)]|$)"
_LATE: Final = Phrases(
    r"(?<!than )\b(?:and|but|which|who|it|they) (?:\w+ly )?should(?: have|['\u2019]ve)(?: been| done)?(?=[.,;)]|$)"
    r"|\b(?:should|ought to)(?: not| never|n['\u2019]t)?(?: have|['\u2019]ve) (?:been (?:there|more|less|much|part of"
    r"|able"
    r"|enough)\b|gone (?:through|via)\b|(?:been )?[\w-]+[^.;]{0,60}?\b(?:sooner|earlier|in the first place|from the"
    r" (?:start|beginning|outset)|long ago|months ago|weeks ago|years ago|right away|immediately|beforehand"
    r"|as soon as)\b)"
    r"|\bought not to have\b|\b(?:ideally|in an? (?:ideal|perfect) world)\b[^.;]{0,80}?\b(?:would|should|could)"
    r"(?: have|['\u2019]ve)\b"
)
_HINTS: Final = ("supposed", "meant to", "expected to", "should have", "ought to have")
_LATE_HINTS: Final = ("should", "ought", "ideally", "perfect world", "ideal world")
_ASK: Final = "What led to what was done instead, and which action would make it different next time?"


def check(case: Case) -> Iterator[Hit]:
    """Should have, with a person or with a verb of diagnosis or organisation; or what a person was supposed to do."""
    told: set[int] = set()
    for modal in modals(case, "should", "ought to", "needed to"):
        if modal.is_person or modal.is_diagnostic or modal.is_forbidden:
            told.add(modal.statement.sentence.start)
            yield Hit(span=modal.span, message=f"says what should have been: {modal.words!r}", suggestion=_ASK)
    for act in (*acts(case, _SUPPOSED, hints=_HINTS), *own_acts(case, _SUPPOSED, hints=_HINTS)):
        told.add(act.statement.sentence.start)
        yield Hit(span=act.span, message=f"says what should have been: {act.verb!r}", suggestion=_ASK)
    for statement in mentioning(case, _LATE_HINTS, skip=("went_well",)):
        for found in () if statement.sentence.start in told else _LATE.finditer(statement.text):
            told.add(statement.sentence.start)
            yield Hit(span=statement.span(found), message=f"says what should have been: {found[0]!r}", suggestion=_ASK)
    anywhere = said(case, "should", skip=("people", "title", "lucky", "went_well"))
    for each in (*anywhere, *said(case, "should.told", skip=ALL_BUT_LEARNED)):
        if each.start not in told:
            told.add(each.start)
            yield Hit(span=each.span, message=f"says what should have been: {each.words!r}", suggestion=_ASK)
