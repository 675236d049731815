"""A milestone stands before one that must come first.

A resolution before the declaration is a slip of the clock, of the zone, or of the label; every figure that is computed
from it is wrong.

Instead: look the time up in the source, and check the zone.

Bad:
    # Checkout outage

    ## Timeline

    | Time (UTC) | Event |
    |---|---|
    | 2024-02-15 12:20 | Impact began |
    | 2024-02-15 12:27 | Resolved |
    | 2024-02-15 12:53 | Incident declared |

Bad:
    # Checkout outage

    ## Timeline

    | Time (UTC) | Event |
    |---|---|
    | 2024-02-15 12:20 | Alert detected the errors |
    | 2024-02-15 12:27 | Impact began |
    | 2024-02-15 12:53 | Resolved |

Bad:
    # Incident on 2024-02-15

    - Incident declared: 2024-02-15 12:53
    - Resolved: 2024-02-15 12:27

Good:
    # Checkout outage

    ## Timeline

    | Time (UTC) | Event |
    |---|---|
    | 2024-02-15 12:20 | Impact began |
    | 2024-02-15 12:27 | Incident declared |
    | 2024-02-15 12:53 | Resolved |

Good:
    # Checkout outage

    ## Timeline

    | Time (UTC) | Event |
    |---|---|
    | 2024-02-15 12:20 | Impact began |
    | 2024-02-15 12:25 | Resolved |
    | 2024-02-15 12:27 | Incident declared again |
    | 2024-02-15 12:53 | Resolved |
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from afterword.model.event import Event
from afterword.model.vocabulary import Phase
from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.figures.anchors import groups
from afterword.review.figures.rows import rows
from afterword.text.expressions import later
from afterword.timeline.durations import WORDS
from afterword.timeline.intervals import Interval, interval, on_one_line

CODE: Final = "CON108"
SEVERITY: Final[Severity] = "error"
SOURCES: Final = ("measured on real reports",)

_PAIRS: Final[tuple[tuple[Phase, Phase], ...]] = (
    ("began", "detected"),
    ("began", "mitigated"),
    ("began", "resolved"),
    ("began", "recovered"),
    ("detected", "acknowledged"),
    ("detected", "mitigated"),
    ("detected", "resolved"),
    ("declared", "resolved"),
    ("mitigating", "mitigated"),
    ("mitigating", "resolved"),
    ("responding", "resolved"),
)
_ASK: Final = "Which of the two times is wrong? Check the zone of each"
_ENDS: Final = later(r"resolv|recover|restor|fixed|normal|closed|all clear|mitigat", re.IGNORECASE)
_AGAIN: Final = {"resolved": _ENDS, "recovered": _ENDS, "mitigated": _ENDS}


def check(case: Case) -> Iterator[Hit]:
    """Milestones whose last time lies before the first one of another that has to come before."""
    yield from _labels(case)
    told: set[int] = set()
    spans = [(event, span) for event in case.record.timeline if event.phase and (span := interval(event))]
    places = {row.event.line: row.time for row in rows(case)}
    for first, then in _PAIRS:
        begin, end = _edge(spans, first, last=False), _edge(spans, then, last=True)
        pair = on_one_line(begin[1], end[1]) if begin and end else None
        if begin is None or end is None or pair is None or pair[1].high >= pair[0].low or id(end[0]) in told:
            continue
        if _comes_again(case.record.timeline, begin[1], _AGAIN.get(then)):
            continue
        told.add(id(end[0]))
        message = f"{WORDS[then]} stands before {WORDS[first]} ({begin[0].written or begin[0].at})"
        place = places.get(end[0].line) or case.line(end[0].line)
        yield Hit(span=place, message=message, suggestion=_ASK)


def _labels(case: Case) -> Iterator[Hit]:
    """Milestones in labels of which a later one, mitigation or the end, stands before an earlier one."""
    read = {event.line for event in case.record.timeline if event.phase}
    for group in groups(case):
        for anchor in group:
            later = next((a for a in group if a.rank < anchor.rank and anchor.rank > 2 and a.at > anchor.at), None)
            if later and not {later.line + 1, anchor.line + 1} <= read:
                message = f"{anchor.name} stands before {later.name} ({later.at:%Y-%m-%d %H:%M})"
                yield Hit(span=anchor.whole, message=message, suggestion=_ASK)


def _comes_again(events: Sequence[Event], after: Interval, words: re.Pattern[str] | None) -> bool:
    """Whether a later entry tells of the same milestone, though only the first is marked."""
    if words is None:
        return False
    later = (e for e in events if words.search(e.what or "") and (span := interval(e)) and span.line == after.line)
    return any(span.low >= after.low for event in later if (span := interval(event)))


def _edge(spans: list[tuple[Event, Interval]], phase: Phase, *, last: bool) -> tuple[Event, Interval] | None:
    own = [pair for pair in spans if pair[0].phase == phase and not pair[1].line.startswith("yearless")]
    return (max if last else min)(own, key=lambda pair: pair[1].low, default=None)
