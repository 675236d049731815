"""The incident was closed without the postmortem that its severity asks for.

What is grave enough to be named so is grave enough to be learned from.

Instead: write it: the timeline, the cause, and what will be done.

Bad:
    ---
    status: closed
    ---
    # Checkout outage

    Severity: SEV-1

    ## Summary

    300 of 900 orders failed.

Bad:
    # Checkout outage

    Severity: SEV-2

    Postmortem: not needed

Good:
    # Checkout outage

    Severity: SEV-4

    Postmortem: not needed

Good:
    ---
    status: closed
    ---
    # Checkout outage

    Severity: SEV-1

    ## Root cause

    The pool of connections had no limit.

    ## Action items

    - Limit the pool
"""

import re
from collections.abc import Iterator
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.policy.terms import is_grade
from afterword.text.expressions import later
from afterword.text.wording import name_key

CODE: Final = "CON105"
SEVERITY: Final[Severity] = "error"
SOURCES: Final = ("houses seal, soc", "PagerDuty", "Atlassian")

_NAMES: Final = frozenset({"postmortem", "post-mortem", "post mortem", "postmortem required", "post-incident review"})
_NONE: Final = later(
    r"\s*(?:no|none|not (?:needed|required|planned|done|necessary)|skipped|waived|n/?a|will not be written)\b",
    re.IGNORECASE,
)


def check(case: Case) -> Iterator[Hit]:
    """Incidents of a severity that asks for a postmortem, closed with none, or with a word that there will be none."""
    record = case.record
    if record.severity is None or not _is_mandatory(case):
        return
    grade = record.severity.written or record.severity.value
    for passage in case.passages:
        if passage.kind in {"label", "cell"} and name_key(passage.label) in _NAMES and _NONE.match(passage.text):
            span = case.line(passage.line + 1)
            yield Hit(span=span, message=f"{grade} asks for a postmortem", suggestion="Who writes it, and until when?")
    analysis = record.analysis
    causes = analysis.root_cause or analysis.root_causes or analysis.proximate or analysis.contributing_factors
    told = causes or analysis.whys or record.timeline or record.actions or record.lessons
    if record.status is not None and record.status.value == "closed" and not told:
        message = f"{grade} asks for a postmortem, and the document is closed without a timeline, a cause, and actions"
        yield Hit(span=case.place("status") or case.start, message=message)


def _is_mandatory(case: Case) -> bool:
    """Whether the house asks for a postmortem of this severity; without a house, of the two gravest."""
    severity = case.record.severity
    if severity is None:
        return False
    named = case.require.get("severity") or case.policy.get("mandatory")
    if isinstance(named, list):
        return any(is_grade(case.record, str(each)) for each in named)
    return severity.rank is not None and severity.rank <= 2
