"""A sentence tells a history that did not happen: could have, would have.

It compares the incident with one that nobody lived through, and proves nothing about this one.

Instead: move it to an action: alert on X at threshold Y.

Bad:
    ## Lessons learned

    The incident could have been detected earlier.

Bad:
    ## Lessons learned

    We could have saved an hour.

Good:
    ## Where we got lucky

    It could have been worse.

Good:
    ## Impact

    An attacker could have read the table.

Good:
    ## Impact

    The pod would have been evicted.
"""

import re
from collections.abc import Iterator
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.language.guards import is_negated, statements
from afterword.review.language.modals import modals

CODE: Final = "LNG302"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("Dekker", "CAST")


def check(case: Case) -> Iterator[Hit]:
    """Could, would, or might have, with a verb of prevention, detection, or repair."""
    for modal in modals(case, "could", "would", "might", "may"):
        if (modal.is_diagnostic or modal.is_helping) and not modal.is_by_a_thing and not modal.is_capability:
            yield Hit(
                span=modal.span,
                message=f"tells what did not happen: {modal.words!r}",
                suggestion="As an action: what will be in place, by whom, by when?",
            )
    for statement in statements(case, skip=("lucky", "went_well")):
        for found in _AVOIDABLE.finditer(statement.text):
            if not is_negated(statement.text, found.start()):
                yield Hit(
                    span=statement.span(found),
                    message=f"tells what did not happen: {found.group()!r}",
                    suggestion="As an action: what will be in place, by whom, by when?",
                )


_AVOIDABLE: Final = re.compile(
    r"\b(?:was|were|is|are) (?:entirely|easily|completely|fully|totally|clearly|largely)? ?(?:avoidable|preventable)\b"
    r"|\b(?:would|could|might)(?: have|['\u2019]ve) been (?:\w+ly )?(?:better|easier|faster|quicker|sooner|nice"
    r"|good|useful|helpful"
    r"|preferable|sensible|wise|wiser|ideal|beneficial|avoidable|shorter|smaller|possible to (?:detect|prevent"
    r"|avoid|catch|find))\b"
    r"|\b(?:did not|didn['\u2019]t) (?:have|need) to happen\b|\bneed not have happened\b",
    re.IGNORECASE,
)
