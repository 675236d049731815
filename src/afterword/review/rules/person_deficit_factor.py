"""A factor is what a person lacks: knowledge, experience, care.

People know what their work has taught them. A deficit is a fact about onboarding, documents, and tools.

Instead: name the gap in the organisation: onboarding has no step for services changed in the last month.

Bad:
    ## Contributing factors

    - On-call had weak knowledge of the new code (hired 3 weeks ago).

Good:
    ## Contributing factors

    - The runbook did not cover the new service.
"""

import re
from collections.abc import Iterator
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.language.acts import acts
from afterword.review.language.guards import statements

CODE: Final = "LNG109"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("Dekker", "CAST")

_LACK: Final = (
    r"(?:had|has|have|with|lacked|lacks|lacking|showed) (?:(?:a|the|any|very|only) )*(?:weak|poor|insufficient"
    r"|limited|little|no"
    r"|inadequate|lack of|not enough)? ?(?:\w+ )?(?:knowledge|experience|understanding|training|skills?|expertise)"
)
_HIRED: Final = re.compile(r"\b(?:hired|joined) (?:only |just )?(?:\w+ ){1,3}ago\b|\binexperienced \w+", re.IGNORECASE)
_WEAK: Final = re.compile(r"weak|poor|insufficient|limited|little|\bno\b|inadequate|lack|not enough", re.IGNORECASE)


def check(case: Case) -> Iterator[Hit]:
    """Persons with a lack of knowledge or experience, or how long they have been there."""
    for act in acts(case, _LACK):
        if _WEAK.search(act.verb):
            yield Hit(span=act.span, message=f"makes a deficit of {act.person.strip()!r} a factor", suggestion=_ASK)
    for statement in statements(case, skip=("timeline", "actions", "people")):
        for found in _HIRED.finditer(statement.text):
            yield Hit(
                span=statement.span(found), message=f"makes a person a factor: {found.group()!r}", suggestion=_ASK
            )


_ASK: Final = "Which step of onboarding, which document, or which tool would have taught it?"
