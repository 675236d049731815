"""An entry of the timeline stands after one that came later.

Readers take the order of the rows for the order of what happened, and cause for effect.

Instead: sort the entries; or write the date, where the entry is of the next day.

Bad:
    # Checkout outage

    ## Timeline

    | Time (UTC) | Event |
    |---|---|
    | 2024-02-15 14:32 | Deploy |
    | 2024-02-15 14:42 | Investigation starts |
    | 2024-02-15 14:35 | Alert |

Bad:
    # Checkout outage

    ## Timeline (UTC)

    - 14:32 Deploy
    - 14:42 Investigation starts
    - 14:35 Alert
    - 14:55 Rollback

Good:
    # Checkout outage

    ## Timeline

    | Time (UTC) | Event |
    |---|---|
    | 2024-02-15 23:58 | Deploy |
    | 2024-02-16 00:04 | Alert |

Good:
    # Checkout outage

    ## Timeline of the database

    - 2024-02-15 14:32 UTC Deploy
    - 2024-02-15 14:55 UTC Rollback

    ## Timeline of the network

    - 2024-02-15 14:35 UTC Alert
"""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.figures.rows import Row, clock_of, rows
from afterword.timeline.intervals import interval

CODE: Final = "TIM103"
SEVERITY: Final[Severity] = "error"
SOURCES: Final = ("house soc",)

_DAY: Final = timedelta(days=1)


def check(case: Case) -> Iterator[Hit]:
    """Entries before the one above them in the same list or table; lists that run backwards are left alone."""
    for part in _parts(case):
        pairs = [(one, other, _apart(one, other)) for one, other in pairwise(part)]
        back = [pair for pair in pairs if pair[2] is not None and pair[2] < timedelta(0)]
        if len(back) * 2 > len(pairs) and len(pairs) > 1:
            continue
        for above, row, _ in back:
            message = f"stands after {(above.event.written or above.event.at or '').strip()}, and comes before it"
            yield Hit(span=row.time, message=message, suggestion="Its place in the order, or its date")


def _parts(case: Case) -> Iterator[list[Row]]:
    """The entries, cut where other words stand between them."""
    part: list[Row] = []
    for row in rows(case):
        if part and any(_is_text(case.source.content(line)) for line in range(part[-1].lines[1], row.lines[0])):
            yield part
            part = []
        part.append(row)
    yield part


def _is_text(line: str) -> bool:
    """Whether a line between two entries is a heading, a label, or the head of another list or table."""
    return bool(line.strip(" \t>|:-")) and not line.startswith(("    ", "\t"))


def _apart(above: Row, row: Row) -> timedelta | None:
    """How much later an entry is than the one above it; None where that is not known."""
    first, second = interval(above.event), interval(row.event)
    if first and second:
        if first.line != second.line or first.coarse or second.coarse:
            return None
        return second.low - first.low
    if above.event.at is not None or row.event.at is not None:
        return None
    one, other = clock_of(above.event), clock_of(row.event)
    apart = other - one if one is not None and other is not None else None
    # half a day back is more likely the next day
    return apart if apart is not None and apart > -_DAY / 2 else None
