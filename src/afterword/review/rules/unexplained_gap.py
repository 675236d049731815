"""Between detection and mitigation the timeline is silent for a long time.

What was tried and did not help is what the next responder needs most.

Instead: what was being looked at, tried, or waited for in that time.

Bad:
    # Checkout outage

    ## Timeline

    | Time (UTC) | Event |
    |---|---|
    | 2024-02-15 14:32 | Impact began |
    | 2024-02-15 14:37 | Alert detected the errors |
    | 2024-02-15 15:17 | Rollback applied, mitigated |

Bad:
    # Checkout outage

    ## Timeline

    | Time (UTC) | Event |
    |---|---|
    | 2024-02-15 14:37 | Alert detected the errors |
    | 2024-02-15 14:45 | The database was ruled out |
    | 2024-02-15 17:45 | Resolved |

Good:
    # Checkout outage

    ## Timeline

    | Time (UTC) | Event |
    |---|---|
    | 2024-02-15 13:57 | Impact began |
    | 2024-02-15 14:37 | Alert detected the errors |
    | 2024-02-15 14:55 | Rollback applied, mitigated |
    | 2024-02-15 15:55 | Resolved |

Good:
    # Checkout outage

    ## Timeline

    | Time (UTC) | Event |
    |---|---|
    | 2024-02-15 14:37 | Alert detected the errors |
    | 2024-02-15 14:37 - 15:30 | Restoring the backup |
    | 2024-02-15 15:40 | Rollback applied, mitigated |
"""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from typing import Final

from afterword.model.vocabulary import Phase
from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.figures.rows import Row, rows
from afterword.timeline.figures import spoken
from afterword.timeline.intervals import Interval, interval

CODE: Final = "TIM104"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("house soc", "PagerDuty")

_MOST: Final = timedelta(minutes=30)
_ENDS: Final[tuple[Phase, ...]] = ("mitigated", "neutralised", "recovered", "resolved")


def check(case: Case) -> Iterator[Hit]:
    """The longest stretch of over 30 minutes without an entry between detection and the first end of the impact."""
    told = [(row, span) for row in rows(case) if (span := interval(row.event)) and span.coarse in {None, "bounded"}]
    begin = min((s.low for r, s in told if r.event.phase == "detected"), default=None)
    ends = ([s for r, s in told if r.event.phase == phase] for phase in _ENDS)
    end = next((min(s.low for s in spans) for spans in ends if spans), None)
    if begin is None or end is None or len({s.line for _, s in told}) != 1:
        return
    within = sorted(((r, s) for r, s in told if begin <= s.low <= end), key=lambda pair: pair[1].low)
    gaps = list(_gaps(within))
    if gaps:
        longest, above, row = max(gaps, key=lambda gap: gap[0])
        more = f", the longest of {len(gaps)} such gaps" if len(gaps) > 1 else ""
        since = (above.event.written or above.event.at or "").strip()
        message = f"no entry for {spoken(longest.total_seconds())} since {since}{more}"
        yield Hit(span=row.time, message=message, suggestion="What was looked at, tried, or waited for?")


def _gaps(within: list[tuple[Row, Interval]]) -> Iterator[tuple[timedelta, Row, Row]]:
    busy = None
    for (above, first), (row, second) in pairwise(within):
        busy = max(busy or first.high, first.high)
        if second.low - busy > _MOST:
            yield second.low - busy, above, row
