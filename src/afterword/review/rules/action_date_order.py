"""An action is due, or was done, on a day that cannot be.

A day before the incident is a slip, mostly of the year; a day outside the heading that it stands under makes the plan
say two things.

Instead: the right day, or the right heading.

Bad:
    # Checkout outage

    ## Timeline

    - 2024-02-01 10:00 UTC Impact began
    - 2024-02-01 11:00 UTC Resolved

    ## Action items

    | What | Owner | Due | Status |
    |---|---|---|---|
    | Add an alert when lag is over 30 s | @liam | 2023-03-01 | pending |

Bad:
    # Checkout outage

    ## Timeline

    - 2024-12-30 10:00 UTC Impact began
    - 2024-12-30 11:00 UTC Resolved

    ## Action items

    | What | Owner | Due | Status |
    |---|---|---|---|
    | Add an alert when lag is over 30 s | @liam | 2024-01-15 | pending |

Good:
    # Checkout outage

    ## Timeline

    - 2024-02-01 10:00 UTC Impact began
    - 2024-02-01 11:00 UTC Resolved

    ## Action items

    | What | Owner | Due | Status |
    |---|---|---|---|
    | Roll back | @liam | 2024-02-01 | done |
    | Add an alert when lag is over 30 s | @liam | 2024-03-01 | pending |

Good:
    # Checkout outage

    ## Action items

    | What | Owner | Due | Status |
    |---|---|---|---|
    | Add an alert when lag is over 30 s | @liam | 2023-03-01 | pending |
"""

from collections.abc import Iterator
from typing import Final

from afterword.learning.days import day_of
from afterword.review.action_items import Item, items
from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.timeline.incident_days import first_day, last_day

CODE: Final = "CON110"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("house sre",)

_BOUNDS: Final = {"immediate": (0, 7), "short": (7, 31), "long": (28, 92)}


def check(case: Case) -> Iterator[Hit]:
    """Days of actions before the incident began, and due days outside the stretch that their heading names."""
    begin, end = first_day(case.record), last_day(case.record)
    if begin is None or end is None:
        return
    for item in items(case):
        for name, text in (("due", item.action.due), ("closed_on", item.action.closed_on)):
            day = day_of(text)
            if day and day < begin:
                message = f"is {(begin - day).days} day{'' if (begin - day).days == 1 else 's'} before the incident"
                yield Hit(span=case.cell(item.unit, name), message=message, suggestion="Which year, month, and day?")
        due = day_of(item.action.due)
        bounds = _BOUNDS.get(item.action.horizon or "") if _is_said(item) else None
        if due and bounds and due >= end and not bounds[0] <= (due - end).days <= bounds[1]:
            message = f"is {(due - end).days} days after the incident, and stands under {item.action.group!r}"
            yield Hit(span=case.cell(item.unit, "due"), message=message, suggestion="Another day, or another heading")


def _is_said(item: Item) -> bool:
    """Whether the heading itself says how far off its actions are."""
    group = (item.action.group or "").lower()
    return any(unit in group for unit in ("day", "week", "month"))
