"""Nothing says why the controls that existed did not stop it.

Review, tests, alerts, and stages were there. Each one let it pass for a reason, and the reasons are the findings.

Instead: one line for each control: canary skipped, as it is not wired to this service.

Bad:
    # Checkout

    ## Root cause

    The new module of the checkout service reads another setting than our environment sets, so every
    pod took the default of ten connections in place of forty, and the pods ran out of connections.

Good:
    # Checkout

    ## Root cause

    The new module reads another setting than our environment sets. The canary got
    too little traffic to show it, and no alert watches the pool.
"""

import re
from collections.abc import Iterator
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.text.expressions import later

CODE: Final = "ANA107"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("house soc", "CAST", "Swiss cheese")

_CONTROLS: Final = later(
    r"\b(?:review|test|alert|alarm|monitor|canar|stag(?:e|ing)|approv|pipeline|lint|check(?!out)|validat"
    r"|safeguard|guard|audit|quality|rollback|gate"
    r"|backup|failover|redundan|circuit|detect|CI|QA|dashboard|probe|threshold)\w*",
    re.IGNORECASE,
)
_LEAST: Final = 120


def check(case: Case) -> Iterator[Hit]:
    """An analysis of some length in which no review, test, alert, or stage occurs."""
    analysis = case.record.analysis
    told = [
        p for p in case.passages_in("cause", "factors", "detection", "went_wrong", "lessons") if p.kind != "heading"
    ]
    if analysis.controls or not case.is_english or not (analysis.root_cause or analysis.contributing_factors):
        return
    if sum(len(p.text) for p in told) >= _LEAST and not any(_CONTROLS.search(p.text) for p in told):
        yield Hit(
            span=case.heading("cause", "factors") or case.start,
            message="nothing says why review, tests, stages, and alerts let it pass",
            suggestion="One line for each control that existed",
        )
