"""The document orders no action.

An incident from which nothing follows will be followed by another one.

Instead: at least one item, or the decision that none is needed and why.

Bad:
    # Outage

    ## Summary

    It was down.

    ## Action items

Bad:
    # Outage

    ## Summary

    It was down.

    ## Timeline

    - 10:00 UTC down

    ## Root cause

    The disk was full.

Good:
    # Outage

    ## Summary

    It was down.

    ## Action items

    None: the service is switched off next week, decided by the owner.

Good:
    # Checkout outage

    Severity: SEV-1

    ## Action items

    | What | Owner | Due | Priority | Status | Ticket |
    |---|---|---|---|---|---|
    | Add an alert when lag is over 30 s | @liam | 2024-04-01 | high | pending | INFRA-1 |
"""

from collections.abc import Iterator
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity

CODE: Final = "ACT117"
SEVERITY: Final[Severity] = "error"
SOURCES: Final = ("houses seal, soc",)


def check(case: Case) -> Iterator[Hit]:
    """Documents with a cause or a section for actions, and no item; a draft gets a warning only."""
    record = case.record
    heading = case.heading("actions")
    told = any(p.text.strip() for p in case.passages_in("actions") if p.kind != "heading")
    if record.actions or (told and heading) or record.prevention != type(record.prevention)():
        return
    if heading or record.analysis.root_cause or record.analysis.contributing_factors:
        yield Hit(
            span=heading or case.start,
            message="no action item",
            suggestion="What will be different, who sees to it, and by when; or: none, because ...",
            severity="warning" if case.is_draft else None,
        )
