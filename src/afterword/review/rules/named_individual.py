"""A person is named where causes are told.

Names belong to roles and to owners of actions. Among causes a name reads as a verdict.

Instead: say the role, or the change: the deploy of v2.1.3.

Bad:
    ## Root cause

    Maria's deploy caused the outage.

Bad:
    ## Root cause

    The outage began when Kevin restarted the primary.

Good:
    ## Action items

    - Add an alert (owner: Maria)

Good:
    ## Timeline

    14:10 UTC - Maria acknowledges the page.
"""

from collections.abc import Iterator
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.language.guards import statements
from afterword.review.language.persons import named, own_people
from afterword.review.roles import Role

CODE: Final = "LNG107"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("Google SRE book", "PagerDuty")

_ROLES: Final[tuple[Role, ...]] = ("summary", "narrative", "cause", "factors", "went_wrong", "lessons")


def check(case: Case) -> Iterator[Hit]:
    """The document's own people and common first names, in sections on causes."""
    names = named(own_people(case.record))
    for statement in statements(case):
        if statement.role not in _ROLES or statement.passage.owner == ("actions",):
            continue
        for found in names.finditer(statement.text):
            yield Hit(
                span=statement.span(found),
                message=f"names {found.group()!r} where causes are told",
                suggestion="The role, or the change itself: the on-call engineer, the deploy of v2.1.3",
            )
