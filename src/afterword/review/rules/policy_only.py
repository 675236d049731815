"""An action item is a rule for people and nothing that enforces it.

A rule that nothing enforces holds until the first evening in a hurry.

Instead: enforce it: the pipeline blocks deploys on Fridays.

Bad:
    # Checkout outage

    Severity: SEV-1

    ## Action items

    | What | Owner | Due | Priority | Status | Ticket |
    |---|---|---|---|---|---|
    | Never deploy on Friday | @liam | 2024-04-01 | high | pending | INFRA-1 |

Bad:
    # Checkout outage

    Severity: SEV-1

    ## Action items

    | What | Owner | Due | Priority | Status | Ticket |
    |---|---|---|---|---|---|
    | All changes must be announced in the channel | @liam | 2024-04-01 | high | pending | INFRA-1 |

Good:
    # Checkout outage

    Severity: SEV-1

    ## Action items

    | What | Owner | Due | Priority | Status | Ticket |
    |---|---|---|---|---|---|
    | CI blocks deploys on Friday | @liam | 2024-04-01 | high | pending | INFRA-1 |

Good:
    # Checkout outage

    Severity: SEV-1

    ## Action items

    | What | Owner | Due | Priority | Status | Ticket |
    |---|---|---|---|---|---|
    | Add a check that no deploy runs on Friday | @liam | 2024-04-01 | high | pending | INFRA-1 |

Bad:
    ## Action items

    - To prevent this, we must not give full access to new developers
"""

import re
from collections.abc import Iterator
from typing import Final

from afterword.review.action_items import worded
from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.text.expressions import later

CODE: Final = "ACT108"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("RCA2",)

_RULE: Final = later(
    r"(?:(?:(?:to [^,]{3,60}|going forward|in (?:the )?future|from now on), )?(?:we|you|people|developers|engineers"
    r"|(?:the )?(?:team|on-?call|operators?|reviewers?)) (?:must|should|shall|may|can)(?: only| not| never| always)\b"
    r"|never|do not|don['\u2019]t|no more|always|no one (?:may|should)|nobody (?:may|should)|everyone (?:must"
    r"|should|has to)"
    r"|(?:all|every|any) [\w -]{3,50}? (?:must|should|have to|has to|need to|needs to)(?: always| not)?"
    r"|require (?:that )?(?:all|every|everyone|people"
    r"|engineers|developers)|establish an? (?:policy|rule)|(?:write|update|create|define"
    r"|introduce) an? (?:\w+ )?(?:policy|rule|guideline)s?)\b",
    re.IGNORECASE,
)
_ENFORCED: Final = later(
    r"\b(?:enforc|block|reject|prevent|automat|pipeline|lint|check that|alert|gate|refus|CI\b|pre-commit|hook"
    r"|bot|script)\w*",
    re.IGNORECASE,
)


def check(case: Case) -> Iterator[Hit]:
    """Items that begin with a rule for people and name nothing that enforces it."""
    for item in worded(case):
        found = _RULE.match(item.text, item.lead)
        if found and item.is_open and not _ENFORCED.search(item.text, found.end()):
            yield Hit(
                span=item.span(found),
                message=f"a rule that nothing enforces: {found.group().strip()!r}",
                suggestion="What refuses, asks, or shows it when somebody does otherwise?",
            )
