"""A lesson leads to no action item.

What was only learned is forgotten with the people who learned it.

Instead: link the item that follows from it, or say that nothing has to.

Bad:
    ---
    house: cloud
    ---
    # Post Mortem

    ## Title:

    Checkout

    ## Lessons Learned:

    1. Pools need an alert.

    ## Action items:

    - @liam: add an alert

Good:
    # Checkout

    ## Lessons learned

    - Pools need an alert.
"""

from collections.abc import Iterator
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity

CODE: Final = "CMP105"
SEVERITY: Final[Severity] = "info"
SOURCES: Final = ("house cloud",)


def check(case: Case) -> Iterator[Hit]:
    """Lessons without an item, where the house asks for one or the document links others."""
    lessons = case.record.lessons
    if case.policy.get("lessons_need_actions") is not True and not any(lesson.actions for lesson in lessons):
        return
    for unit, lesson in zip(case.units("lessons"), lessons, strict=False):
        if not lesson.actions and lesson.text:
            yield Hit(span=case.cell(unit, "text"), message="no action item follows from this lesson")
