"""A person is said not to have done something.

What people did not do explains nothing: they also did not do a thousand other things. What they did, and why, explains.

Instead: say what the process does not do: the pipeline promotes without a test of the rollback.

Bad:
    ## Root cause

    The developer did not test the rollback.

Bad:
    ## Root cause

    QA never verified the change.

Good:
    ## Root cause

    The team did not know, because the flag page shows no scope.

Bad:
    ## Root cause

    The engineer merged the change without waiting for the tests.

Good:
    ## Root cause

    The job did not start.

Bad:
    ## What went wrong

    Nobody on the platform team bothered to read the notice.

Bad:
    ## What went wrong

    Sales sent the campaign without telling anyone.

Bad:
    ## What went wrong

    Two reviewers approved the pull request without opening the diff.

Good:
    ## Impact

    Many people had not updated by then.

Bad:
    ## What went wrong

    Instead of paging the database team, the engineer restarted the node.

Bad:
    ## What went wrong

    No one from the team was watching the dashboards.

Bad:
    ## What went wrong

    None of the reviewers spotted the missing index.

Bad:
    ## Timeline

    20:15 - @sam merges the revert without running the tests.

Good:
    ## What went well

    Nobody had to be woken up.

Good:
    ## What went wrong

    Nobody was told, because the channel was closed.

Bad:
    ## Contributing factors

    Did not test that the second message arrives.

Bad:
    ## What went wrong

    The patch went live on Friday and nobody stayed to watch it.

Bad:
    ## What went wrong

    Rolled the change out to every region without trying it on one first.

Bad:
    ## What went wrong

    The release went out before QA had given its okay.

Bad:
    ## What went wrong

    Communication with the partners was sloppy.

Good:
    ## Impact

    Nobody could log in.

Bad:
    ## What went wrong

    Nothing was done for an hour after the cause was known.

Bad:
    ## What went wrong

    The users were informed too late.

Bad:
    ## Lessons learned

    The change had never been rehearsed.

Bad:
    ## What went wrong

    Assumed that the copy was recent.

Bad:
    ## What went wrong

    We relied on reports of users instead of a probe.

Good:
    ## What went wrong

    Nothing is sent while the queue is paused.
"""

import re
from collections.abc import Iterator
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.language.sayings import ALL_BUT_WRONG, said
from afterword.review.language.slips import Slip, slips
from afterword.text.expressions import later

CODE: Final = "LNG108"
SEVERITY: Final[Severity] = "error"
SOURCES: Final = ("Dekker", "Etsy")

_PUBLIC: Final = later(r"\b(?:people|folks|nobody|no one|no-one)\b", re.IGNORECASE)
_BECAUSE: Final = later(r"\b(?:because|since|as (?:the|it|there|no)|so that)\b")
_ASK: Final = "What did they do, and which step of the process would have asked for the other?"


def check(case: Case) -> Iterator[Hit]:
    """Persons other than the authors, with a verb of diagnosis or organisation denied; a reason given silences."""
    told: set[int] = set()
    for slip in slips(case):
        at = slip.statement.sentence.start
        if at not in told and _is_persons(slip):
            told.add(at)
            yield Hit(span=slip.span, message=f"says what {slip.person.strip()!r} did not do", suggestion=_ASK)
    for each in said(case, "wrong", skip=ALL_BUT_WRONG, denied=True):
        if each.start not in told and not _BECAUSE.search(each.statement.text, each.match.end()):
            told.add(each.start)
            yield Hit(span=each.span, message=f"says what was not done: {each.words!r}", suggestion=_ASK)
    for each in said(case, "omitted", skip=("actions", "people", "title", "impact", "went_well", "lucky", "timeline")):
        if each.start not in told and not _BECAUSE.search(each.statement.text, each.match.end()):
            told.add(each.start)
            yield Hit(span=each.span, message=f"says what was not done: {each.words!r}", suggestion=_ASK)


def _is_persons(slip: Slip) -> bool:
    """Whether it is something that a person did not do, and no reason is given."""
    if slip.subject not in {"third", "someone"} or slip.kind != "omission":
        return False
    return not _BECAUSE.search(slip.statement.text, slip.end) and not _PUBLIC.search(slip.person)
