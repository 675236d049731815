"""A sentence says what somebody should have done, which nobody can do any more.

It is written from the end of the story. What the person saw, and why their choice made sense then, stays hidden,
and with it what would have to change.

Instead: say what was done and by which rule or signal, or turn the wish into an action with an owner.

Bad:
    ## Root cause

    The on-call should have escalated at 14:10.

Good:
    ## Impact

    The request should have returned 200 but returned 503.

Good:
    ## Summary

    We should have a talk about capacity.
"""

import re
from collections.abc import Iterator
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity

CODE: Final = "LNG301"
SEVERITY: Final[Severity] = "error"
SOURCES: Final = ("Dekker", "CAST", "Learning from Incidents")

_SHOULD: Final = re.compile(r"\bshould(?:n't| not)? have\b", re.IGNORECASE)


def check(case: Case) -> Iterator[Hit]:
    """Placeholder of the engine: see review/language."""
    for passage in case.passages:
        for sentence in passage.sentences:
            for found in _SHOULD.finditer(sentence.text):
                yield Hit(span=sentence.span(found), message=f"says what should have been: {found.group()!r}")
