"""The document says that it is final, and parts of it are still open.

Final tells readers that nothing more will come. What is open then stays open.

Instead: finish the part, state it as unknown with the next check, or set the document back to draft.

Bad:
    ---
    status: final
    ---
    # Checkout outage

    ## Root cause

    TBD

Bad:
    ---
    status: closed
    ---
    # Checkout outage

    ## Summary

    Orders failed. The investigation is still ongoing.

Good:
    ---
    status: draft
    ---
    # Checkout outage

    ## Root cause

    TBD

Good:
    ---
    status: final
    ---
    # Checkout outage

    ## Summary

    At 14:20 the cause was still being investigated.

    ## Root cause

    The pool of connections had no limit.
"""

import re
from collections.abc import Iterator
from typing import Final

from afterword.model.span import Span
from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.text.expressions import later

CODE: Final = "CON107"
SEVERITY: Final[Severity] = "error"
SOURCES: Final = ("houses seal, soc",)

_OPEN: Final = later(
    r"\b(?:TBD|TODO|TBC|FIXME|to be (?:determined|decided|confirmed|completed|added|filled in|written)|coming soon)\b"
    r"|\b(?:investigation|analysis|root cause|RCA)\s(?:is|remains)\s(?:still\s)?(?:ongoing|pending|in progress|open"
    r"|under (?:way|investigation))\b|\b(?:is|are) (?:still )?under investigation\b|\bstill (?:being )?investigating\b",
    re.IGNORECASE,
)
_ROLES: Final = frozenset(
    {"summary", "impact", "timeline", "detection", "response", "cause", "factors", "narrative", "lessons", "other"}
)


def check(case: Case) -> Iterator[Hit]:
    """Words that say that a part is open, in documents that say that they are done."""
    if not case.is_final:
        return
    for passage in case.passages:
        if passage.kind == "heading" or passage.quoted or passage.role not in _ROLES or passage.owner == ("timeline",):
            continue
        for match in _OPEN.finditer(passage.text):
            span = Span(passage.start + match.start(), passage.start + match.end())
            status = case.record.status
            message = f"the document is {status.value if status else 'final'}, and this is open"
            yield Hit(span=span, message=message, suggestion="Finish it, or say that it is not known and what is next")
