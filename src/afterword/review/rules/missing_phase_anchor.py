"""The timeline has no entry for a milestone that the house names.

The figures of the incident are computed between its milestones. Where one is missing they cannot be, and nobody can
say how long detection or mitigation took.

Instead: an entry for the milestone; or the label with the word unknown, or not applicable.

Bad:
    ---
    house: seal
    ---
    # Post-Mortem: Checkout

    ## Timeline

    | Time (UTC) | Event |
    |---|---|
    | 2024-02-15 14:32 | Incident began |
    | 2024-02-15 14:37 | Detected |
    | 2024-02-15 15:02 | Resolved |

Bad:
    ---
    house: soc
    ---
    # Checkout

    ## 4. Incident Timeline

    | Time (UTC) | Event |
    |---|---|
    | 2024-02-15 14:37 | Alert detected |

Good:
    ---
    house: seal
    ---
    # Post-Mortem: Checkout

    ## Timeline

    | Time (UTC) | Event |
    |---|---|
    | 2024-02-15 14:32 | Incident began |
    | 2024-02-15 14:37 | Detected |
    | 2024-02-15 14:40 | Response started |
    | 2024-02-15 14:42 | Root cause identified |
    | 2024-02-15 14:55 | Mitigation applied |
    | 2024-02-15 15:02 | Service recovered |

Good:
    # Checkout outage

    ## Timeline

    | Time (UTC) | Event |
    |---|---|
    | 2024-02-15 14:37 | Alert |
"""

from collections.abc import Iterator
from typing import Final

from afterword.model.vocabulary import Phase
from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.figures.measured import with_recovery

CODE: Final = "TIM105"
SEVERITY: Final[Severity] = "error"
SOURCES: Final = ("houses seal, soc, sre",)

_BOTH: Final = frozenset({"recovered", "resolved"})


def check(case: Case) -> Iterator[Hit]:
    """The house's phases that no entry has; of recovered and resolved one stands for both."""
    if case.house.is_fallback or not case.record.timeline:
        return
    there = {event.phase for event in with_recovery(case.record).timeline}
    lacking = [label for label, phase in case.house.phases.items() if not _is_there(phase, there)]
    if lacking:
        words = "an entry for" if len(lacking) == 1 else "entries for"
        span = case.heading("timeline") or case.line(case.record.timeline[0].line)
        names = ", ".join(repr(label) for label in lacking)
        yield Hit(span=span, message=f"the timeline lacks {words} {names}", suggestion="When was it, or why not?")


def _is_there(phase: str, there: set[Phase | None]) -> bool:
    return phase in there or (phase in _BOTH and not _BOTH.isdisjoint({str(each) for each in there}))
