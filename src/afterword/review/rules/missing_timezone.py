"""Times of the timeline have no time zone.

Whoever compares the timeline with a log, a graph, or another team's notes has to guess, and guesses wrong by hours.

Instead: the zone once, in the column's name, in the heading, or in a sentence: all times UTC.

Bad:
    # Checkout outage

    ## Timeline

    | Time | Event |
    |---|---|
    | 2024-02-15 14:32 | Deploy |
    | 2024-02-15 14:37 | Alert |

Bad:
    # Checkout outage

    ## Timeline

    - 14:32 Deploy
    - 14:37 Alert

Good:
    # Checkout outage

    ## Timeline

    | Time (UTC) | Event |
    |---|---|
    | 2024-02-15 14:32 | Deploy |
    | 2024-02-15 14:37 | Alert |

Good:
    # Checkout outage

    ## Timeline

    All times are in UTC.

    - 14:32 Deploy
    - 14:37 Alert
    - Later that day: Review
"""

from collections.abc import Iterator
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.figures.rows import Row, has_clock, rows

CODE: Final = "TIM101"
SEVERITY: Final[Severity] = "error"
SOURCES: Final = ("houses seal, soc, cloud, sre",)

_ASK: Final = "The zone, once, in the column's name or in a sentence"


def check(case: Case) -> Iterator[Hit]:
    """Entries with a clock time and no zone: the first, where none has one, else each."""
    timed = [row for row in rows(case) if has_clock(row.event)]
    lacking = [row for row in timed if _lacks(row)]
    if lacking and len(lacking) == len(timed):
        count = f"none of the {len(timed)} times has a zone" if len(timed) > 1 else "the time has no zone"
        yield Hit(span=lacking[0].time, message=count, suggestion=_ASK)
    elif lacking and len(lacking) > _MANY:
        message = f"this time and {len(lacking) - 1} others have no zone"
        yield Hit(span=lacking[0].time, message=message, suggestion=_ASK)
    else:
        yield from (Hit(span=row.time, message="the time has no zone", suggestion=_ASK) for row in lacking)


_MANY: Final = 5


def _lacks(row: Row) -> bool:
    return row.event.zone is None and not (row.event.at or "").endswith("Z")
