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
from datetime import date, timedelta
from typing import Final

from afterword.model.span import Span
from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.figures.days import last_day
from afterword.text.wording import name_key

CODE: Final = "CON106"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("houses seal, sre", "PagerDuty")

_DAY: Final = re.compile(r"\b(\d{4}-\d\d-\d\d)\b")
_WITHIN: Final = re.compile(r"\s*(?P<number>\d+)\s*(?P<unit>h|d|bd|w|hours?|days?|business days?|weeks?)\s*")
_REASON: Final = re.compile(
    r"\b(?:because|due to|since|resched\w*|postponed|holiday|vacation|moved|waited for)\b", re.IGNORECASE
)
_WHEN: Final = frozenset({"date", "when", "held", "held on", "day", "time"})
_LABELS: Final = frozenset(
    {"meeting date", "meeting held", "postmortem meeting", "post-mortem meeting", "review meeting", "review held"}
)


def check(case: Case) -> Iterator[Hit]:
    """Meetings after the last day that ``policy.meeting_within`` allows, without a reason beside their day."""
    limit = case.policy.get("meeting_within")
    if isinstance(limit, dict):
        severity = case.record.severity
        limit = (limit.get(severity.written or "") or limit.get(severity.value or "")) if severity else None
    when, span = _meeting(case)
    found = _DAY.search(when)
    end = last_day(case.record)
    within = _WITHIN.fullmatch(str(limit)) if limit else None
    if within is None or found is None or end is None or _REASON.search(when):
        return
    try:
        held = date.fromisoformat(found[1])
    except ValueError:
        return
    last = _last(end, int(within["number"]), within["unit"])
    if held > last:
        message = f"is {(held - end).days} days after the incident; {limit} are allowed"
        yield Hit(span=span, message=message, suggestion=f"A day until {last.isoformat()}, or the reason")


def _meeting(case: Case) -> tuple[str, Span]:
    """When the meeting was or will be, as written; empty where the document does not say."""
    if case.record.meeting.when:
        return case.record.meeting.when, case.place("meeting", "when") or case.start
    for passage in case.passages:
        label = name_key(passage.label)
        under = "meeting" in passage.heading.lower() and label in _WHEN
        if passage.kind in {"label", "cell"} and (under or label in _LABELS) and _DAY.search(passage.text):
            return passage.text, Span(passage.start, passage.start + len(passage.text))
    return "", case.start


def _last(end: date, number: int, unit: str) -> date:
    if unit.startswith("b"):
        while number > 0:
            end += timedelta(days=1)
            number -= end.weekday() < 5
        return end
    days = -(-number // 24) if unit.startswith("h") else number * 7 if unit.startswith("w") else number
    return end + timedelta(days=days)
