"""An action item asks people to be more careful.

People were careful already. Care cannot be scheduled, tested, or closed.

Instead: change the system: block deploys that have no canary.

Bad:
    ## Action items

    - Be more careful with migrations

Bad:
    ## Action items

    - Remind everyone to double-check the host

Good:
    ## Action items

    - Block deploys without a canary

Good:
    ## Action items

    - Add a reminder bot that posts expiring certificates 30 days before

Bad:
    ## Action items

    - Everyone should be more vigilant during deploys
"""

from collections.abc import Iterator
from typing import Final

from afterword.review.action_items import worded
from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.language.phrases import Phrases

CODE: Final = "ACT106"
SEVERITY: Final[Severity] = "error"
SOURCES: Final = ("RCA2", "Dekker")

_CARE: Final = Phrases(
    r"\b(?:be|being|stay|remain|is|are)(?: a bit| even)? (?:more |extra |especially |very |fully |all "
    r"|always )?(?:careful|aware|mindful"
    r"|vigilant|alert|cautious|diligent"
    r"|attentive|conscious|thorough)\b|\b(?:more|extra|greater|closer) (?:care(?:fully)?|caution|attention"
    r"|vigilance|diligence|awareness"
    r"|discipline)\b|\bcareful(?:ly)? (?:study|review|check|test)\w*|\bdouble[- ]?check(?:ing)?\b"
    r"|\bpay(?:ing)? (?:more |closer |better )?attention\b"
    r"|\bkeep (?:\w+ ){0,2}in mind\b|\bdon['\u2019]t forget\b|\bdo not forget\b|\bremember to\b|\btake (?:more "
    r"|better )?care\b"
    r"|\bremind(?:ing)? (?:everyone|everybody|people|the team|all|engineers|developers|staff|ourselves|folks"
    r"|each other)\b|\bmindset\b"
    r"|\bmore carefully\b|\bavoid (?:making )?(?:such |this |these |similar )?mistakes?\b|\bthink twice\b"
    r"|\bbear in mind\b"
)


def check(case: Case) -> Iterator[Hit]:
    """Items that ask for care, attention, or memory."""
    for item in worded(case):
        found = _CARE.search(item.text)
        if found:
            yield Hit(
                span=item.span(found),
                message=f"asks for vigilance: {found.group()!r}",
                suggestion="What would make the system refuse, ask, or show it?",
            )
