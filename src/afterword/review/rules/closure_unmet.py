"""The document is closed though something that closure needs is missing.

Closed says that the organisation has done what it owed. It must be true.

Instead: give what is named, or open it again.

Bad:
    ---
    status: closed
    ---
    # Checkout

    ## Action items

    | What | Owner | Due |
    |---|---|---|
    | Add an alert | | |

Good:
    ---
    status: draft
    ---
    # Checkout

    ## Action items

    | What | Owner | Due |
    |---|---|---|
    | Add an alert | | |
"""

from collections.abc import Iterator
from typing import Final

from afterword.review.action_items import DONE
from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity

CODE: Final = "CMP106"
SEVERITY: Final[Severity] = "error"
SOURCES: Final = ("house soc",)


def check(case: Case) -> Iterator[Hit]:
    """Closed documents without a cause, with items that have no owner or no date, or without items and lessons."""
    record = case.record
    if record.status is None or record.status.value != "closed":
        return
    analysis = record.analysis
    lacking = [] if analysis.root_cause or analysis.root_causes or analysis.proximate else ["a root cause"]
    lacking += [] if record.actions else ["action items"]
    open_ = [a for a in record.actions if a.status is None or a.status.value not in DONE]
    lacking += ["owners of all items"] if any(not a.owner for a in open_) else []
    lacking += ["due dates of all items"] if any(not a.due for a in open_) else []
    lacking += [] if record.lessons or record.went_well or record.went_wrong else ["lessons"]
    if lacking:
        yield Hit(span=case.place("status") or case.start, message=f"closed without {', '.join(lacking)}")
