"""No action item would prevent the incident, or show it earlier.

Fixing the one defect leaves the next of its kind as invisible and as likely.

Instead: one item that prevents the class, and one that detects it.

Bad:
    ## Action items

    - @liam: fix the parser
    - @ana: clean up the broken rows

Good:
    ## Action items

    - @liam: fix the parser
    - @ana: add an alert on parser errors
"""

import re
from collections.abc import Iterator
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.text.expressions import later

CODE: Final = "ACT115"
SEVERITY: Final[Severity] = "info"
SOURCES: Final = ("Google SRE book", "house soc")

_CLASSES: Final = later(
    r"\b(?:alert|alarm|monitor|metric|dashboard|detect|probe|canary|page|notif|log(?:ging)?|trac(?:e|ing)|test"
    r"|block|prevent|limit|guard|check"
    r"|validat|automat|enforc|lint|gate|rollback|roll back|redundan|replica|backup|failover|quota|review|isolat"
    r"|circuit|retr|timeout|rate.limit"
    r"|require|restrict|permission|policy|stag(?:e|ing)|scan|verif|protect|default|document|runbook|upgrade"
    r"|rotat|renew|capacity|scale)\w*",
    re.IGNORECASE,
)
_FEWEST: Final = 2


def check(case: Case) -> Iterator[Hit]:
    """Documents all of whose items only repair."""
    actions = case.record.actions
    if len(actions) < _FEWEST or any(action.kind in {"prevent", "detect"} for action in actions):
        return
    if not any(_CLASSES.search(f"{action.what} {action.why or ''}") for action in actions):
        yield Hit(
            span=case.heading("actions") or case.start,
            message=f"none of the {len(actions)} items prevents or detects",
            suggestion="What would stop the next of its kind, and what would show it?",
        )
