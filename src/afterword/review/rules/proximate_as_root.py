"""The root cause is only what broke, or the change that set it off.

A deploy is a trigger. That one deploy could take down the shop is the cause.

Instead: say what allowed the trigger to matter.

Bad:
    # Checkout

    ## Root cause

    Deploy of v2.1.3.

Bad:
    # Checkout

    ## Root cause

    The service was down.

Good:
    # Checkout

    ## Root cause

    The auth service has no staged rollout, so v2.1.3 reached all pods at once.
"""

import re
from collections.abc import Iterator
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.text.expressions import later

CODE: Final = "ANA105"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("house sre", "Atlassian")

_TRIGGER: Final = later(
    r"(?:the |a |an |our )?(?:bad |buggy |faulty |broken |new )?(?:deploy(?:ment)?|release|rollout|upgrade"
    r"|update|restart|merge|push|change|commit)"
    r"(?: of| to)? ?[\w./-]{0,30}(?: (?:was|caused) [\w ]{1,40})?[.!]?$"
    r"|(?:the |our )?[\w-]+(?: \w+)? (?:was|were|went|crashed|is|became) ?(?:down|unavailable|unreachable"
    r"|offline|slow|broken)?[.!]?$",
    re.IGNORECASE,
)
_LONGEST: Final = 90


def check(case: Case) -> Iterator[Hit]:
    """Root causes of a few words that name only a deploy or a state."""
    cause = " ".join((case.record.analysis.root_cause or "").split())
    if cause and len(cause) < _LONGEST and _TRIGGER.match(cause):
        yield Hit(
            span=case.place("analysis", "root_cause") or case.heading("cause") or case.start,
            message="the root cause names only what set it off or what broke",
            suggestion="What allowed this to take effect?",
        )
