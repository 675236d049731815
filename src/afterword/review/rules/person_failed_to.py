"""A person is said to have failed to do something.

What somebody failed to do is a judgement from the end of the story. It hides why nothing in the work asked for it,
or made it possible, at that moment.

Instead: say what happened and what stood in the way: the page was not acknowledged for 22 minutes; it went to a device
that was switched off.

Bad:
    ## Timeline

    14:10 UTC - The on-call engineer failed to acknowledge the page.

Bad:
    ## Root cause

    The reviewer, who was on leave, neglected to hand over.

Good:
    ## Impact

    The job failed to start.

Good:
    ## Impact

    Users failed to log in.

Good:
    ## Root cause

    The Strimzi operator failed to reconcile.
"""

from collections.abc import Iterator
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.language.acts import acts

CODE: Final = "LNG101"
SEVERITY: Final[Severity] = "error"
SOURCES: Final = ("Dekker", "Learning from Incidents")

_VERBS: Final = r"(?:failed|neglected|omitted) to \w+"


def check(case: Case) -> Iterator[Hit]:
    """Persons other than the authors, with failed, neglected, or omitted to."""
    for act in acts(case, _VERBS):
        what = act.verb.split(" to ", 1)[1]
        yield Hit(
            span=act.span,
            message=f"{act.person.strip()!r} is said to have {act.verb}",
            suggestion=f"What would have made it possible to {what}, and what did they see instead?",
        )
