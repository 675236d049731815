"""A factor is what a person lacks: knowledge, experience, care.

People know what their work has taught them. A deficit is a fact about onboarding, documents, and tools.

Instead: name the gap in the organisation: onboarding has no step for services changed in the last month.

Bad:
    ## Contributing factors

    - On-call had weak knowledge of the new code (hired 3 weeks ago).

Good:
    ## Contributing factors

    - The runbook did not cover the new service.

Bad:
    ## Contributing factors

    The operator was not fully familiar with the new console.

Bad:
    ## Contributing factors

    Not enough experience on the team to mend a broken chart.

Bad:
    ## Root cause

    No one in the team knows how to renew the certificate.
"""

import re
from collections.abc import Iterator
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.language.acts import acts
from afterword.review.language.guards import mentioning
from afterword.review.language.sayings import said
from afterword.text.expressions import later

CODE: Final = "LNG109"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("Dekker", "CAST")

_LACK: Final = (
    r"(?:had|has|have|with|lacked|lacks|lacking|showed) (?:(?:a|the|any|very|only) )*(?:weak|poor|insufficient"
    r"|limited|little|no"
    r"|inadequate|lack of|not enough)? ?(?:\w+ )?(?:knowledge|experience|understanding|training|skills?|expertise"
    r"|familiarity|awareness|competence)"
    r"|(?:was|were|is|are) (?:not |n['\u2019]t )(?:yet |fully |sufficiently |adequately |properly |well |very "
    r"|really ){1,2}(?:aware"
    r"|familiar|trained|prepared|experienced|qualified|versed|skilled)|wasn['\u2019]t (?:fully|sufficiently|properly"
    r"|adequately)"
    r" (?:aware|familiar|trained|prepared)|(?:was|were) (?:untrained|inexperienced|unqualified|unskilled"
    r"|new to the (?:team|job"
    r"|company)|too junior|under-?qualified)|did not (?:have enough|have sufficient) (?:knowledge|experience|skills?"
    r"|training)"
)
_HINTS: Final = (
    "knowledge", "experience", "understanding", "training", "skill", "expertise", "familiar", "aware", "competen",
    "trained", "prepared", "qualified", "versed", "new to", "junior", "hired", "joined",
)  # fmt: skip
_HIRED: Final = later(r"\b(?:hired|joined) (?:only |just )?(?:\w+ ){1,3}ago\b|\binexperienced \w+", re.IGNORECASE)
_WEAK: Final = later(
    r"weak|n[o'\u2019]t|un|too|new|poor|insufficient|limited|little|\bno\b|inadequate|lack|not enough", re.IGNORECASE
)


def check(case: Case) -> Iterator[Hit]:
    """Persons with a lack of knowledge or experience, or how long they have been there."""
    for act in acts(case, _LACK, hints=_HINTS):
        if _WEAK.search(act.verb):
            yield Hit(span=act.span, message=f"makes a deficit of {act.person.strip()!r} a factor", suggestion=_ASK)
    for statement in mentioning(case, _HINTS, skip=("timeline", "actions", "people")):
        for found in _HIRED.finditer(statement.text):
            yield Hit(
                span=statement.span(found), message=f"makes a person a factor: {found.group()!r}", suggestion=_ASK
            )
    for each in said(case, "deficit", skip=("timeline", "actions", "people", "impact", "went_well")):
        yield Hit(span=each.span, message=f"makes a deficit a factor: {each.words!r}", suggestion=_ASK)


_ASK: Final = "Which step of onboarding, which document, or which tool would have taught it?"
