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
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.figures.holes import holes
from afterword.timeline.figures import spoken

CODE: Final = "TIM104"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("house soc", "PagerDuty")


def check(case: Case) -> Iterator[Hit]:
    """The longest stretch of over 30 minutes without an entry between detection and the first end of the impact."""
    gaps = holes(case)
    if gaps:
        longest = max(gaps, key=lambda gap: gap.length)
        more = f", the longest of {len(gaps)} such gaps" if len(gaps) > 1 else ""
        since = (longest.above.event.written or longest.above.event.at or "").strip()
        message = f"no entry for {spoken(longest.length.total_seconds())} since {since}{more}"
        yield Hit(span=longest.below.time, message=message, suggestion="What was looked at, tried, or waited for?")
