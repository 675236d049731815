"""Times stand in another zone than the one that the house writes.

Two documents of one team in two zones cannot be laid side by side.

Instead: the house's zone; the original can stay in a note.

Bad:
    ---
    house: sre
    ---
    **INCIDENT POSTMORTEM: Checkout**

    **TIMELINE**

    | Time | Who | What | Evidence | Context |
    |---|---|---|---|---|
    | 2024-02-15 09:32 EST | Jenkins | Deploy | Logs | |
    | 2024-02-15 09:37 EST | On-call | Alert | Logs | |

Bad:
    ---
    house: seal
    ---
    # Post-Mortem: Checkout

    ## Timeline

    | Time (UTC) | Event |
    |---|---|
    | 2024-02-15 09:32 EST | Incident began |
    | 2024-02-15 14:37 UTC | Detected |

Good:
    ---
    house: sre
    ---
    **INCIDENT POSTMORTEM: Checkout**

    **TIMELINE**

    | Time (UTC) | Who | What | Evidence | Context |
    |---|---|---|---|---|
    | 2024-02-15 14:32 | Jenkins | Deploy | Logs | |
    | 2024-02-15 14:37 GMT | On-call | Alert | Logs | |

Good:
    # Checkout outage

    ## Timeline

    - 2024-02-15 09:32 EST Deploy
    - 2024-02-15 09:37 EST Alert
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from afterword.model.event import Event
from afterword.model.moment import instant
from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.figures.rows import has_clock, rows
from afterword.text import zones

CODE: Final = "TIM102"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("houses security, soc",)

_MANY: Final = 5


def check(case: Case) -> Iterator[Hit]:
    """Entries in a zone other than the house's ``time.zone``, the first only where there are many."""
    zone = case.house.time.zone
    if zone is None or case.house.is_fallback:
        return
    other = [row for row in rows(case) if has_clock(row.event) and _is_other(row.event, zone)]
    for row in other[:1] if len(other) > _MANY else other:
        more = f" here and in {len(other) - 1} other entries" if len(other) > _MANY else ""
        message = f"the time is in {row.event.zone}{more}; the house writes {zone}"
        yield Hit(span=row.time, message=message, suggestion=_converted(row.event, zone))


def _is_other(event: Event, zone: str) -> bool:
    """Whether the clocks of the two zones differ at that moment."""
    if event.zone is None or event.zone.casefold() == zone.casefold():
        return False
    moment, own, house = instant(event.at), zones.zone_of(event.zone), zones.zone_of(zone)
    if moment is None or own is None or house is None:
        return own is None
    return moment.astimezone(own).utcoffset() != moment.astimezone(house).utcoffset()


def _converted(event: Event, zone: str) -> str:
    moment, house = instant(event.at), zones.zone_of(zone)
    if moment is None or house is None:
        return f"The time in {zone}; the original can stay in a note"
    local: datetime = moment.astimezone(house)
    return f"{local:%Y-%m-%d %H:%M} {zone}; the original can stay in a note"
