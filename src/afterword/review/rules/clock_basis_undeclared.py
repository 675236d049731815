"""A stated figure leaves out nights or days off, and does not say so.

A reader takes a duration for the time that passed. Where only some hours are counted, the figure means something else,
and cannot be compared.

Instead: the time that passed; or the hours that are counted, said beside the figure: 5h 16m (business hours).

Bad:
    # Website down

    Time to resolve: 5h 16m

    ## Timeline

    | Time (UTC) | Event |
    |---|---|
    | 2024-02-15 20:00 | Impact began |
    | 2024-02-15 20:05 | Alert detected the errors |
    | 2024-02-16 10:11 | Resolved |

Bad:
    # Website down

    Duration: 9 hours

    ## Timeline

    | Time (UTC) | Event |
    |---|---|
    | 2024-02-15 15:00 | Impact began |
    | 2024-02-15 15:05 | Alert detected the errors |
    | 2024-02-16 16:00 | Resolved |

Good:
    # Website down

    Time to resolve: 5h 16m (on-call hours)

    ## Timeline

    | Time (UTC) | Event |
    |---|---|
    | 2024-02-15 20:00 | Impact began |
    | 2024-02-15 20:05 | Alert detected the errors |
    | 2024-02-16 10:11 | Resolved |

Good:
    # Website down

    Duration: 25 minutes

    ## Timeline

    | Time (UTC) | Event |
    |---|---|
    | 2024-02-15 14:32 | Impact began |
    | 2024-02-15 14:37 | Alert detected the errors |
    | 2024-02-15 15:02 | Resolved |
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from afterword.model.measure import Figure
from afterword.model.moment import sort_instant
from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.figures.anchors import beside_claim, disagrees, measured
from afterword.review.figures.claims import claims
from afterword.review.figures.measured import contradiction, prepared
from afterword.timeline.figures import spoken

CODE: Final = "CON109"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("measured on real reports",)

_NIGHT: Final = 4 * 3600


def check(case: Case) -> Iterator[Hit]:
    """Figures that are hours shorter than a stretch over at least one midnight."""
    stated = [c for c in claims(case) if c.about in {"duration", "time_to_resolve", "time_to_mitigate"}]
    record = prepared(case.record) if stated else case.record
    for claim in stated:
        figure = (
            record.metrics.time_to_mitigate if claim.about == "time_to_mitigate" else record.metrics.time_to_resolve
        )
        group = beside_claim(case, claim)
        pair = measured(claim.about, group)
        ends = (pair[0].at, pair[1].at) if pair else _ends(figure)
        wrong = disagrees(claim, group) if pair else contradiction(record, claim)
        if ends is None or ends[0].date() == ends[1].date() or wrong is None:
            continue
        elapsed = (ends[1] - ends[0]).total_seconds()
        if 3600 <= claim.seconds <= elapsed - _NIGHT:
            message = f"{spoken(elapsed)} passed, over {_nights(ends)}; the figure does not say which hours it counts"
            yield Hit(span=claim.span, message=message, suggestion="Which hours are counted?")


def _ends(figure: Figure) -> tuple[datetime, datetime] | None:
    start = sort_instant(figure.from_.at) if figure.from_ else None
    end = sort_instant(figure.to.at) if figure.to else None
    return (start, end) if start and end and start < end else None


def _nights(ends: tuple[datetime, datetime]) -> str:
    nights = (ends[1].date() - ends[0].date()) // timedelta(days=1)
    return "a night" if nights == 1 else f"{nights} nights"
