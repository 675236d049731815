"""A milestone lies on a day outside the incident.

Mostly the month or the year is a slip. Every figure that is computed from it is wrong by weeks.

Instead: the right date; or the incident's first and last day, where it did last that long.

Bad:
    # Checkout outage

    Date: 2023-07-25

    ## Timeline

    | Time (UTC) | Event |
    |---|---|
    | 2023-07-25 14:32 | Impact began |
    | 2023-07-25 14:37 | Alert detected the errors |
    | 2023-09-25 15:02 | Resolved |

Bad:
    # Checkout outage

    ## Timeline

    | Time (UTC) | Event |
    |---|---|
    | 2024-01-03 14:32 | Impact began |
    | 2024-01-03 14:37 | Alert detected the errors |
    | 2023-01-03 15:02 | Resolved |

Bad:
    # Incident on 2023-07-25

    - Key events
      - First detected 2023-07-25 14:05
      - Incident declared 2023-07-25 15:21
      - Resolved 2023-09-25 15:55

Good:
    # Checkout outage

    Incident start: 2023-07-25

    Incident end: 2023-09-25

    ## Timeline

    | Time (UTC) | Event |
    |---|---|
    | 2023-07-25 14:32 | Impact began |
    | 2023-07-25 14:37 | Alert detected the errors |
    | 2023-09-25 15:02 | Resolved |

Good:
    # Checkout outage

    Date: 2023-07-25

    ## Timeline

    | Time (UTC) | Event |
    |---|---|
    | 2023-05-02 09:00 | The change was merged |
    | 2023-07-25 14:32 | Impact began |
    | 2023-07-25 14:37 | Alert detected the errors |
    | 2023-07-26 15:02 | Resolved |
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Final

from afterword.houses.reading.times.incident import local_day
from afterword.model.span import Span
from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.figures.anchors import groups
from afterword.review.figures.rows import Row, rows
from afterword.text.expressions import later

CODE: Final = "TIM112"
SEVERITY: Final[Severity] = "error"
SOURCES: Final = ("measured on real reports",)

_ANCHORS: Final = frozenset({
    "detected", "acknowledged", "declared", "responding", "ic_engaged", "war_room", "identified", "mitigating",
    "mitigated", "neutralised", "recovered", "resolved",
})  # fmt: skip
_FAR: Final = timedelta(days=20)
_NEAR: Final = timedelta(days=3)
_DAY: Final = later(r"\d{4}-\d\d-\d\d")


def check(case: Case) -> Iterator[Hit]:
    """Milestones from detection on that lie weeks from the stated day, or from all the other entries."""
    yield from _labels(case)
    days = {row.event.line: day for row in rows(case) if row.event.at and (day := local_day(row.event))}
    start, end = _stated(case.record.incident.start), _stated(case.record.incident.end)
    for row in rows(case):
        day = days.get(row.event.line)
        if day is None or row.event.phase not in _ANCHORS or row.event.year_basis == "unknown":
            continue
        if start and end and end > start:
            is_far, what = not start - _NEAR <= day <= end + _NEAR, f"{start} to {end}"
        else:
            first = start or _most(days)
            is_far, what = abs(day - first) >= _FAR and _stands_alone(row, day, days), f"{first}"
        if is_far:
            yield Hit(
                span=_day_written(case, row),
                message=f"{day} lies outside the incident ({what})",
                suggestion="The right date, or the last day of the incident",
            )


def _labels(case: Case) -> Iterator[Hit]:
    """Milestones in labels that lie weeks from most of their neighbours, or from the day in the heading above."""
    read = {event.line for event in case.record.timeline if event.phase}
    for group in groups(case):
        days = {anchor.line: anchor.at.date() for anchor in group}
        usual = _most(days)
        # of two days that stand as often nobody can say which is right
        is_usual = len(group) > 2 and list(days.values()).count(usual) >= len(group) - 1
        record = case.record
        sure = is_usual or usual.isoformat() in f"{record.title or ''} {record.incident.start or ''}"
        if record.incident.end and _stated(record.incident.end) != usual:
            continue
        for anchor in group if sure else ():
            if abs(anchor.at.date() - usual) >= _FAR and anchor.line + 1 not in read:
                yield Hit(
                    span=anchor.day,
                    message=f"{anchor.at.date()} lies outside the incident ({usual})",
                    suggestion="The right date, or the last day of the incident",
                )


def _most(days: Mapping[int, date] | Mapping[int | None, date]) -> date:
    """The day that most entries have; of several, the first in the text."""
    counted = list(days.values())
    return max(counted, key=counted.count)


def _stands_alone(row: Row, day: date, days: Mapping[int | None, date]) -> bool:
    """Whether no entry is on that day or fills the time until it, and most of the others are close together."""
    others = [other for line, other in days.items() if line != row.event.line]
    usual = max(others, key=others.count, default=None)
    if usual is None:
        return False
    low, high = min(day, usual), max(day, usual)
    between = [other for other in others if low + _NEAR < other < high - _NEAR or abs(other - day) <= _NEAR]
    return not between


def _stated(text: str | None) -> date | None:
    found = _DAY.match(text or "")
    try:
        return date.fromisoformat(found[0]) if found else None
    except ValueError:
        return None


def _day_written(case: Case, row: Row) -> Span:
    found = _DAY.search(case.text, row.time.start, row.time.end)
    return Span(found.start(), found.end()) if found else row.time
