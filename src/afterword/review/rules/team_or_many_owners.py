"""An action item belongs to a team, or to several people.

Each of several owners may think that another one does it.

Instead: one accountable person, or a role that one person holds.

Bad:
    # Checkout outage

    Severity: SEV-1

    ## Action items

    | What | Owner | Due | Priority | Status | Ticket |
    |---|---|---|---|---|---|
    | Add an alert when lag is over 30 s | SRE team | 2024-04-01 | high | pending | INFRA-1 |

Bad:
    # Checkout outage

    Severity: SEV-1

    ## Action items

    | What | Owner | Due | Priority | Status | Ticket |
    |---|---|---|---|---|---|
    | Add an alert when lag is over 30 s | Ana, Bo | 2024-04-01 | high | pending | INFRA-1 |

Good:
    # Checkout outage

    Severity: SEV-1

    ## Action items

    | What | Owner | Due | Priority | Status | Ticket |
    |---|---|---|---|---|---|
    | Add an alert when lag is over 30 s | Ana (SRE) | 2024-04-01 | high | pending | INFRA-1 |

Good:
    # Checkout outage

    Severity: SEV-1

    ## Action items

    | What | Owner | Due | Priority | Status | Ticket |
    |---|---|---|---|---|---|
    | Add an alert when lag is over 30 s | release manager | 2024-04-01 | high | pending | INFRA-1 |
"""

import re
from collections.abc import Iterator
from typing import Final

from afterword.review.action_items import items
from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.text.expressions import later

CODE: Final = "ACT102"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("PagerDuty",)

_MANY: Final = later(r"(?<=[\w)]) ?(?:,|&|\+|/|;| and | or ) ?(?=[@\w])", re.IGNORECASE)
_TEAM: Final = later(
    r"\b(?:teams?|squads?|group|guild|everyone|everybody|all|engineering|operations|ops|devops|sres?"
    r"|infra(?:structure)?|platform"
    r"|support|security|dev(?:elopment|s)?|backend|frontend|management|staff)\b$",
    re.IGNORECASE,
)
_ASIDE: Final = later(r"\s*\([^)]*\)")


def check(case: Case) -> Iterator[Hit]:
    """Owners that are several, or a team by name."""
    for item in items(case):
        owner = _ASIDE.sub("", item.action.owner or "").strip()
        if not owner or not item.is_open or owner.lower().startswith(("tbd", "todo")):
            continue
        many = _MANY.search(owner)
        if many or _TEAM.search(owner):
            yield Hit(
                span=case.cell(item.unit, "owner"),
                message=f"{'several owners' if many else 'a team as owner'}: {owner!r}",
                suggestion="Which one of them answers for it?",
            )
