"""A person is said to have done something mistakenly.

The adverb adds a verdict and no fact. At that moment the action made sense, and the tool accepted it.

Instead: say what the tool allowed: the command accepted the name of the primary without asking.

Bad:
    ## Root cause

    An engineer mistakenly wiped the primary.

Bad:
    ## Root cause

    A team member ran the command on the live cluster by mistake.

Good:
    ## Root cause

    The nodes were accidentally deleted.
"""

from collections.abc import Iterator
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.language.acts import acts

CODE: Final = "LNG103"
SEVERITY: Final[Severity] = "error"
SOURCES: Final = ("Dekker", "PagerDuty")

_VERBS: Final = (
    r"(?:mistakenly|accidentally|inadvertently|erroneously|carelessly|wrongly|incorrectly|unintentionally"
    r"|unwittingly|hastily|recklessly|blindly|negligently|improperly)"
    r" \w+|[^.;:]{2,160}? by (?:mistake|accident)"
)


def check(case: Case) -> Iterator[Hit]:
    """Persons other than the authors, with an adverb of error or ``by mistake``."""
    for act in acts(case, _VERBS):
        yield Hit(
            span=act.span,
            message=f"calls what {act.person.strip()!r} did a mistake",
            suggestion="What did the tool show, and what did it accept without asking?",
        )
