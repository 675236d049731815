"""The stated time to detect or to acknowledge is not the one that the timeline gives.

Better detection is planned from this figure. A wrong one hides how long nobody knew.

Instead: subtract the start of impact from the detection, and name both: 10 min (14:32 to 14:42 UTC).

Bad:
    # Website down

    Time to detect: 5 minutes

    ## Timeline

    | Time (UTC) | Event |
    |---|---|
    | 2024-02-15 14:32 | Impact began |
    | 2024-02-15 14:42 | Alert detected the errors |
    | 2024-02-15 15:02 | Error rate normal, resolved |

Bad:
    # Website down

    ## Detection

    The TTD was 2 min.

    ## Timeline

    | Time (UTC) | Event |
    |---|---|
    | 2024-02-15 14:32 | Impact began |
    | 2024-02-15 14:42 | Alert detected the errors |

Good:
    # Website down

    Time to detect: 10 minutes

    ## Timeline

    | Time (UTC) | Event |
    |---|---|
    | 2024-02-15 14:32 | Impact began |
    | 2024-02-15 14:42 | Alert detected the errors |

Good:
    # Website down

    ## Detection

    We want a time to detect of under 5 minutes. The alert waits for 5 minutes.

    ## Timeline

    | Time (UTC) | Event |
    |---|---|
    | 2024-02-15 14:32 | Impact began |
    | 2024-02-15 14:42 | Alert detected the errors |
"""

from collections.abc import Iterator
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.figures.judged import contradicted

CODE: Final = "CON102"
SEVERITY: Final[Severity] = "error"
SOURCES: Final = ("house sre",)


def check(case: Case) -> Iterator[Hit]:
    """Stated times to detect and to acknowledge that the timeline contradicts."""
    yield from contradicted(case, "time_to_detect", "time_to_acknowledge")
