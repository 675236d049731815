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

Good:
    ## Root cause

    Maria noticed at 14:10 UTC that the limit was 10.
"""

from collections.abc import Iterator
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.language.guards import statements
from afterword.review.language.lexicon import OPERATED
from afterword.review.language.persons import named, own_people
from afterword.review.roles import Role
from afterword.text.expressions import later

CODE: Final = "LNG107"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("Google SRE book", "PagerDuty")

_CAUSED: Final = later(
    r"['\u2019]s? (?:[\w.-]+ ){0,3}?(?:deploy\w*|change|commit|merge|pull request|PR|MR|patch|branch|code|script"
    r"|release"
    r"|migration|push|config\w*|query|command|mistake|error|decision|refactor\w*|fix|update|rollout|review|approval)\b"
    rf"|(?: (?:had|has|then|also|who|\w+ly)){{0,3}} (?:{OPERATED}|caused|broke|triggered|introduced|failed|forgot"
    rf"|missed"
    r"|ignored|overlooked|did not|didn['\u2019]t|never|should have|decided|wrote|made|took|started|left|let)\b"
)
_CAUSER: Final = later(
    r"\b(?:caused|made|written|introduced|deployed|merged|pushed|approved|reviewed|committed|triggered|due to"
    r"|because of"
    r"|fault of|mistake of|error (?:by|of)|deploy by|change by) (?:by )?$"
)
_ROLES: Final[tuple[Role, ...]] = ("summary", "narrative", "cause", "factors", "went_wrong", "lessons")


def check(case: Case) -> Iterator[Hit]:
    """The document's own people and common first names, in sections on causes."""
    people = own_people(case.record)
    for statement in statements(case):
        if statement.role not in _ROLES or statement.passage.owner == ("actions",):
            continue
        for found in named(statement.text, people):
            if not _CAUSED.match(statement.text, found.end()) and not _CAUSER.search(statement.text, 0, found.start()):
                continue
            yield Hit(
                span=statement.span(found),
                message=f"names {statement.text[found.start() : found.end()]!r} where causes are told",
                suggestion="The role, or the change itself: the on-call engineer, the deploy of v2.1.3",
            )
