"""The authors blame themselves.

Blame turned on oneself ends the inquiry as surely as blame turned on others, and tells readers that it is expected.

Instead: describe the work: the check was manual and not part of the deploy.

Bad:
    ## Root cause

    I screwed up the DNS change.

Bad:
    ## Root cause

    We failed to verify the certificate.

Bad:
    ## Timeline

    12:32 UTC - We accidentally deleted the index.

Good:
    ## Timeline

    14:55 UTC - We rolled back.

Good:
    ## Summary

    We did not have an alert for this.
"""

from collections.abc import Iterator
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.language.acts import own_acts

CODE: Final = "LNG106"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("Etsy", "Allspaw")

_VERBS: Final = (
    r"(?:failed|neglected|omitted) to \w+|forgot(?:ten)?|overlooked|misread|misjudged|mistyped|dropped the ball"
    r"|screwed up|messed up|botched|(?:mistakenly|accidentally|inadvertently|erroneously|wrongly|incorrectly"
    r"|carelessly)"
    r" \w+|broke (?:the |our )?(?:build|site|production|prod|main)|made (?:a|the|this|that|our) (?:\w+ )?mistakes?"
)


def check(case: Case) -> Iterator[Hit]:
    """We or I, with a verb or an adverb of error."""
    for act in own_acts(case, _VERBS):
        yield Hit(
            span=act.span,
            message=f"the authors blame themselves: {act.match.group().strip()!r}",
            suggestion="What in the work made this the likely thing to happen?",
        )
