"""A person is said to have forgotten, missed, or overlooked something.

Attention is not a control. What one person misses today another misses tomorrow, until the work itself is changed.

Instead: describe the signal: the disk alarm was one of 40 in that hour and had no owner.

Bad:
    ## Root cause

    The DBA overlooked the disk alarm.

Bad:
    ## Root cause

    The engineer updated the chart but forgot to bump the limits.

Good:
    ## Timeline

    14:10 UTC - The scheduler missed three heartbeats.

Good:
    ## Summary

    Nobody was paged, as the alert was routed to a closed channel.

Bad:
    ## What went wrong

    It was the night operator who let the alert sit for an hour.

Bad:
    ## What went wrong

    The contractor, who wrote the cron entry, used the wrong zone.

Bad:
    ## What went wrong

    Two reviewers waved it through despite the failing tests.

Bad:
    ## What went wrong

    The release manager merged it anyway.

Good:
    ## Impact

    Some people missed the announcement on Teams.

Good:
    ## Timeline

    14:10 UTC - The team missed the target of 15 minutes.

Bad:
    ## What went wrong

    The reviewer clearly wasn't paying attention.

Bad:
    ## What went wrong

    The approver waved the migration through in ten seconds.

Bad:
    ## Timeline

    09:12 UTC - Marcus pushed to the release branch, bypassing the required approvals.

Bad:
    ## Timeline

    17:10 - The second engineer ignores the alert.

Bad:
    ## Timeline

    14:20 - [jdoe] restarts the wrong pod.

Bad:
    ## Timeline

    11:08 - jdoe forgot to include the migration.

Bad:
    ## What went wrong

    The reviewers were too busy to look at the diff.

Good:
    ## Impact

    Developers who pulled the image in that hour got the wrong version.

Good:
    ## What went well

    Nobody panicked.

Good:
    ## Timeline

    14:05 - The team skipped the second retry as agreed with the incident commander.

Bad:
    ## What went wrong

    The reviewer signed off on the change after a cursory look.

Bad:
    ## What went wrong

    Management kept cutting the time for testing.

Bad:
    ## Timeline

    15:10 The on-call engineer finally opens the runbook.

Good:
    ## Timeline

    15:10 The on-call engineer opens the runbook.
"""

import re
from collections.abc import Iterator
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.language.guards import is_guidance, mentioning
from afterword.review.language.slips import Slip, is_nobodys, slips
from afterword.text.expressions import later

CODE: Final = "LNG102"
SEVERITY: Final[Severity] = "error"
SOURCES: Final = ("Dekker", "PagerDuty")

_ANYWAY: Final = later(
    r"\b(?:merged|deployed|pushed|shipped|released|went ahead|carried on|proceeded) (?:it |them |this )?(?:anyway"
    r"|regardless)\b"
    r"|^[A-Z][a-z]+ (?:ignored|disregarded|dismissed) the (?:\w+ )?(?:warning|alert|lint\w*|advice|error|review"
    r"|page)s?\b"
)
_OURS: Final = later(r"\b(?:[Ww]e|I)\b")


def check(case: Case) -> Iterator[Hit]:
    """Persons other than the authors, with a verb of lost attention."""
    told: set[int] = set()
    for slip in slips(case):
        at = slip.statement.sentence.start
        if _is_persons(slip) and at not in told:
            told.add(at)
            yield Hit(
                span=slip.span, message=f"says that {slip.person.strip()!r} slipped: {slip.words!r}", suggestion=_ASK
            )
    for statement in mentioning(
        case, ("anyway", "regardless", "ignored", "disregarded", "dismissed"), skip=("actions", "people")
    ):
        found = _ANYWAY.search(statement.text)
        is_told = found and statement.sentence.start in told
        if (
            found
            and not is_told
            and not _OURS.search(statement.text, 0, found.start())
            and not is_guidance(statement.text)
        ):
            yield Hit(span=statement.span(found), message=f"judges what was done: {found.group()!r}", suggestion=_ASK)


_FAILED: Final = re.compile(r"(?:failed|neglected|omitted|refused|declined) (?:to|in|on|at)\b")
"""What LNG101 tells of."""
_ASK: Final = "What made it hard to see, and what in the process would have shown it?"


def _is_persons(slip: Slip) -> bool:
    """Whether a person other than the authors is said to have slipped."""
    is_told = slip.kind in {"error", "target", "state"} and slip.statement.role != "impact"
    if "aware" in slip.words or "familiar" in slip.words or _FAILED.match(slip.words):
        return False
    return is_told and slip.subject in {"third", "someone"} and not is_nobodys(slip)
