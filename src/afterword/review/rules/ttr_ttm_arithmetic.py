"""The stated time to respond, mitigate, or resolve is not the one that the timeline gives.

Targets and trends are computed from it; a figure that counts other hours than the reader thinks misleads both.

Instead: the time that passed, with its two ends; or say which hours are counted.

Bad:
    # Website down

    Time to resolve: 5h 16m

    ## Timeline

    | Time (UTC) | Event |
    |---|---|
    | 2024-02-15 04:00 | Impact began |
    | 2024-02-15 04:05 | Alert detected the errors |
    | 2024-02-15 18:11 | Resolved |

Bad:
    # Website down

    Time to mitigate: 10 minutes

    ## Timeline

    | Time (UTC) | Event |
    |---|---|
    | 2024-02-15 14:32 | Impact began |
    | 2024-02-15 14:37 | Alert detected the errors |
    | 2024-02-15 14:55 | Rollback applied, mitigated |
    | 2024-02-15 15:02 | Resolved |

Bad:
    # Incident on 2023-07-25

    - Key events
      - First detected 2023-07-25 04:05
      - Resolved 2023-07-25 18:16

    - Time to resolve: 5h 16m

Good:
    # Incident on 2023-07-25

    - Key events
      - First detected 2023-07-25 04:05
      - Incident declared 2023-07-25 04:16
      - Resolved 2023-07-25 18:16

    - Time to resolve: 14h 11m

Good:
    # Website down

    Time to resolve: 5h 16m (business hours)

    ## Timeline

    | Time (UTC) | Event |
    |---|---|
    | 2024-02-15 04:00 | Impact began |
    | 2024-02-15 04:05 | Alert detected the errors |
    | 2024-02-15 18:11 | Resolved |

Good:
    # Website down

    Time to resolve: 30 minutes

    ## Timeline

    | Time (UTC) | Event |
    |---|---|
    | 2024-02-15 14:32 | Impact began |
    | 2024-02-15 14:37 | Alert detected the errors |
    | 2024-02-15 14:55 | Rollback applied, mitigated |
    | 2024-02-15 15:02 | Resolved |
"""

from collections.abc import Iterator
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.figures.judged import contradicted

CODE: Final = "CON103"
SEVERITY: Final[Severity] = "error"
SOURCES: Final = ("measured on real reports", "house sre")


def check(case: Case) -> Iterator[Hit]:
    """Stated times to respond, to mitigate, and to resolve that the timeline contradicts."""
    yield from contradicted(case, "time_to_respond", "time_to_mitigate", "time_to_resolve")
