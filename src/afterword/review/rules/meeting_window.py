"""The review meeting was held, or is planned, later than the policy allows.

Memories fade, logs expire, and the next incident comes first.

Instead: hold it in time, or say beside the day why it was later.

Bad:
    ---
    policy: {meeting_within: 48h}
    ---
    # Checkout outage

    Severity: SEV-1

    ## Timeline

    - 2024-02-01 10:00 UTC Impact began
    - 2024-02-01 11:00 UTC Resolved

    ## Postmortem meeting

    - Date: 2024-02-10

Bad:
    ---
    policy: {meeting_within: {SEV-1: 3d, SEV-2: 5bd}}
    ---
    # Checkout outage

    Severity: SEV-2

    ## Timeline

    - 2024-02-01 10:00 UTC Impact began
    - 2024-02-01 11:00 UTC Resolved

    ## Postmortem meeting

    - Date: 2024-02-10

Good:
    ---
    policy: {meeting_within: 48h}
    ---
    # Checkout outage

    Severity: SEV-1

    ## Timeline

    - 2024-02-01 10:00 UTC Impact began
    - 2024-02-01 11:00 UTC Resolved

    ## Postmortem meeting

    - Date: 2024-02-03

Good:
    # Checkout outage

    ## Timeline

    - 2024-02-01 10:00 UTC Impact began
    - 2024-02-01 11:00 UTC Resolved

    ## Postmortem meeting

    - Date: 2024-02-10
"""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.policy.due import end_of, stages
from afterword.review.policy.meeting import meeting_of
from afterword.review.policy.terms import for_severity, term_of
from afterword.text.expressions import later

CODE: Final = "CON106"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("houses seal, sre", "PagerDuty")

_REASON: Final = later(
    r"\b(?:because|due to|since|resched\w*|postponed|holiday|vacation|moved|waited for)\b", re.IGNORECASE
)


def check(case: Case) -> Iterator[Hit]:
    """Meetings after the last day that ``policy.meeting_within`` allows, without a reason beside their day."""
    term = term_of(for_severity(case.policy.get("meeting_within"), case.record))
    held = meeting_of(case) if term else None
    if term is None or held is None or _REASON.search(held.written):
        return
    stage, end = stages(case)[1], end_of(case)
    if stage.days_late and end:
        days = (held.day - (end.date() if isinstance(end, datetime) else end)).days
        message = f"is {days} days after the incident; {term.spoken} {'is' if term.number == 1 else 'are'} allowed"
        last = (stage.due or "").replace("T", " ").replace("Z", " UTC")
        yield Hit(span=held.span, message=message, suggestion=f"A day until {last}, or the reason")
