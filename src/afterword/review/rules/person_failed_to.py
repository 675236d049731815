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

Bad:
    ## What went wrong

    The vendor refused to share the logs.

Bad:
    ## What went wrong

    The developer's failure to escalate delayed the rollback.

Good:
    ## Root cause

    Failure to reach the broker stops the worker.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.language.acts import acts
from afterword.review.language.guards import is_guidance, mentioning
from afterword.review.language.persons import is_software, marked, third_person
from afterword.review.language.phrases import Phrases

CODE: Final = "LNG101"
SEVERITY: Final[Severity] = "error"
SOURCES: Final = ("Dekker", "Learning from Incidents")

_VERBS: Final = (
    r"(?:failed|neglected|omitted|refused|declined|was (?:too \w+|reluctant|unwilling)"
    r"|were (?:too \w+|reluctant|unwilling)) to \w+|(?:failed|neglected) (?:in|on|at) (?:his|her|their) \w+"
)
_HINTS: Final = ("failed", "neglected", "omitted", "refused", "declined", "reluctan", "unwilling", "too ")
_NOUNS: Final = ("failure", "inability", "refusal", "unwillingness", "reluctance")


_GLANCE: Final = Phrases(
    r"\b(?:failure|inability|refusal|unwillingness|reluctance) (?:of|by|on the part of) |['\u2019]s? (?:failure"
    r"|inability|refusal|unwillingness|reluctance) to"
)


@cache
def _failure() -> re.Pattern[str]:
    person = third_person()
    return re.compile(
        rf"(?:\b(?:failure|inability|refusal|unwillingness|reluctance) (?:of|by|on the part of) {person} to \w+"
        rf"|{person}(?:['\u2019]s?) (?:failure|inability|refusal|unwillingness|reluctance) to \w+)"
    )


def check(case: Case) -> Iterator[Hit]:
    """Persons other than the authors, with failed, neglected, or omitted to; or their failure to."""
    for act in acts(case, _VERBS, hints=_HINTS):
        what = act.verb.split(" to ", 1)[-1]
        yield Hit(
            span=act.span,
            message=f"{act.person.strip()!r} is said to have {act.verb}",
            suggestion=f"What would have made it possible to {what}, and what did they see instead?",
        )
    for statement in mentioning(case, _NOUNS, skip=("cause", "factors", "actions")):
        for found in _failure().finditer(marked(statement.text, ())) if _GLANCE.search(statement.low) else ():
            if not is_guidance(statement.text) and not is_software(found.group()):
                words = statement.text[found.start() : found.end()]
                yield Hit(
                    span=statement.span(found),
                    message=f"tells of a person's failure: {words!r}",
                    suggestion="What did they see and do instead, and what would have made it possible?",
                )
