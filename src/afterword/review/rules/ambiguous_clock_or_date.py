"""A time or a date of the timeline can be read in two ways.

3:00 is night or afternoon; 03/04 is March or April. Half of the readers read the other one.

Instead: 2024-02-15 15:00, on a 24-hour clock.

Bad:
    # Checkout outage

    ## Timeline (UTC)

    - 11:40 Deploy
    - 12:10 Alert
    - 3:00 Rollback

Bad:
    # Checkout outage

    ## Timeline (UTC)

    - 03/04/2024 14:32 Deploy
    - 03/04/2024 14:37 Alert

Bad:
    # Checkout outage

    ## Timeline (UTC)

    - 23:40 Deploy
    - 23:58 Alert
    - 00:10 Rollback

Good:
    # Checkout outage

    ## Timeline (UTC)

    - 2024-02-15 11:40 Deploy
    - 2024-02-15 12:10 Alert
    - 2024-02-15 15:00 Rollback

Good:
    # Checkout outage

    ## Timeline (UTC)

    - 11:40 am Deploy
    - 3:00 pm Rollback

Good:
    # Checkout outage, 2024-02-15

    ## Timeline (UTC)

    - 9:40 Deploy
    - 10:05 Alert
    - 15:00 Rollback
"""

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import pairwise
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.figures.rows import Row, clock_of, rows
from afterword.text.expressions import later

CODE: Final = "TIM108"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("house security",)

_NUMERIC: Final = later(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2(?:\d{4}|\d\d)(?![\d/.-])")
_ONE_DIGIT: Final = later(r"(?<![\d:])[1-9]:[0-5]\d(?::[0-5]\d)?(?!\d)(?!\s?[ap]\.?m)", re.IGNORECASE)
_DAYTIME: Final = later(r"(?<![\d:])(?:0\d|1[3-9]|2[0-3])[:.h][0-5]\d|[ap]\.?m\b", re.IGNORECASE)
_TWELVE: Final = timedelta(hours=12)


def check(case: Case) -> Iterator[Hit]:
    """Hours without their half of the day, days and months that could be swapped, and midnights without a date."""
    timed = list(rows(case))
    yield from _dates(timed)
    yield from _halves(timed)
    yield from _midnights(timed)


def _dates(timed: Sequence[Row]) -> Iterator[Hit]:
    numeric = [(row, m) for row in timed if (m := _NUMERIC.search(row.event.written or ""))]
    if any(int(match[1]) > 12 or int(match[3]) > 12 for _, match in numeric):
        return
    swapped = [(row, match) for row, match in numeric if match[1] != match[3]]
    if swapped and not any(match[2] == "." for _, match in swapped):
        row, match = swapped[0]
        message = f"day and month of {match.group()} can be swapped"
        yield Hit(span=row.time, message=message, suggestion="The year first: 2024-03-04")


def _halves(timed: Sequence[Row]) -> Iterator[Hit]:
    """The first hour of one digit where no other time shows whether the clock has 12 or 24 hours."""
    if any(_DAYTIME.search(row.event.written or "") for row in timed):
        return
    # on a 24-hour clock hours rise through the day; 11:40, 12:10, 3:00 do not
    for above, row in pairwise(timed):
        written = row.event.written or ""
        before, after = clock_of(above.event), clock_of(row.event)
        if _ONE_DIGIT.search(written) and before is not None and after is not None and after < before:
            message = f"{written.strip()} can be of the morning or of the afternoon"
            yield Hit(span=row.time, message=message, suggestion="The time on a 24-hour clock: 15:00")
            return


def _midnights(timed: Sequence[Row]) -> Iterator[Hit]:
    if any(row.event.at is not None for row in timed):
        return
    for above, row in pairwise(timed):
        before, after = clock_of(above.event), clock_of(row.event)
        if before is not None and after is not None and before - after > _TWELVE:
            message = "the timeline passes midnight, and no entry has a date"
            yield Hit(span=row.time, message=message, suggestion="The date, in the entry or over those of a day")
            return
