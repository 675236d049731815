"""The stated duration is not the one that the timeline gives.

The figure is what others quote, and what incidents are compared by. One that its own timeline contradicts costs the
trust in all the others.

Instead: compute it from the timeline and give its two ends: 27 min (14:35-15:02 UTC).

Bad:
    # Website down

    Duration: 28 minutes (14:35-15:03 UTC)

    ## Timeline

    | Time (UTC) | Event |
    |---|---|
    | 2024-02-15 14:35 | Impact began |
    | 2024-02-15 14:37 | Alert detected the errors |
    | 2024-02-15 14:55 | Rollback applied, mitigated |
    | 2024-02-15 15:02 | Error rate normal, resolved |

Bad:
    # Website down

    Duration: 28 minutes (14:35-15:02 UTC)

Bad:
    # Website down

    ## Summary

    The outage lasted 45 minutes.

    ## Timeline

    | Time (UTC) | Event |
    |---|---|
    | 2024-02-15 14:32 | Deploy; impact began |
    | 2024-02-15 14:37 | Alert detected the errors |
    | 2024-02-15 14:55 | Rollback applied, mitigated |
    | 2024-02-15 15:02 | Error rate normal, resolved |

Good:
    # Website down

    Duration: 27 minutes (14:35-15:02 UTC)

    ## Timeline

    | Time (UTC) | Event |
    |---|---|
    | 2024-02-15 14:35 | Impact began |
    | 2024-02-15 14:37 | Alert detected the errors |
    | 2024-02-15 14:55 | Rollback applied, mitigated |
    | 2024-02-15 15:02 | Error rate normal, resolved |

Good:
    # Website down

    Duration: about half an hour

    ## Summary

    Clients waited 30 seconds, and each query took 5 minutes. The first outage of 4 minutes was another one.

    ## Timeline

    | Time (UTC) | Event |
    |---|---|
    | 2024-02-15 14:32 | Deploy; impact began |
    | 2024-02-15 14:37 | Alert detected the errors |
    | 2024-02-15 14:55 | Rollback applied, mitigated |
    | 2024-02-15 15:02 | Error rate normal, resolved |
"""

from collections.abc import Iterator
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.figures.judged import contradicted

CODE: Final = "CON101"
SEVERITY: Final[Severity] = "error"
SOURCES: Final = ("house sre",)


def check(case: Case) -> Iterator[Hit]:
    """Durations of the incident or its impact that the house's definitions do not give."""
    yield from contradicted(case, "duration")
