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

Bad:
    ## Summary

    It turns out that @kim used the import command on the live state.
"""

import re
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
_TOLD_AS_CAUSE: Final = later(
    r"\b(?:because|since|after|when|as|turn(?:s|ed) out(?: that)?|found(?: out)?(?: that)?|discover(?:ed|s)?(?: that)?"
    r"|due to|caused by|traced to|is that|was that) $",
    re.IGNORECASE,
)
_DID: Final = later(rf" (?:had |has |\w+ly )*(?:{OPERATED}|re-\w+ed)\b")
_HARMED: Final = later(
    rf" (?:had |has |\w+ly )*(?:{OPERATED}|re-\w+ed)\b[^.]{{2,140}}?(?:, (?:and )?(?:this|that|which|thereby)"
    r"| and (?:this|thereby)|, (?:thereby|thus)?) ?(?:\w+ )?(?:caus|led to|leading|result|broke|trigger|took down)\w*"
)
_EFFECTS: Final = ("caus", "led to", "leading", "result", "broke", "trigger", "took down")
_HANDLE: Final = later(r"(?<![\w@/])@[A-Za-z][\w-]+")


def check(case: Case) -> Iterator[Hit]:
    """The document's own people and common first names, in sections on causes, and whoever is told as the cause."""
    people = own_people(case.record)
    for statement in statements(case, skip=("people", "title", "actions")):
        if statement.passage.owner == ("actions",):
            continue
        is_there, text = statement.role in _ROLES, statement.text
        if not is_there and not any(effect in statement.low for effect in _EFFECTS):
            continue
        for found in (*named(text, people), *(_HANDLE.finditer(text) if is_there and "@" in text else ())):
            if (is_there and _is_the_cause(text, found)) or _HARMED.match(text, found.end()):
                yield Hit(
                    span=statement.span(found),
                    message=f"names {text[found.start() : found.end()]!r} where causes are told",
                    suggestion="The role, or the change itself: the on-call engineer, the deploy of v2.1.3",
                )


def _is_the_cause(text: str, found: re.Match[str]) -> bool:
    """Whether somebody is named by what they did wrong, or by what was theirs."""
    if text[found.start()] == "@":
        return _TOLD_AS_CAUSE.search(text, 0, found.start()) is not None and _DID.match(text, found.end()) is not None
    return _CAUSED.match(text, found.end()) is not None or _CAUSER.search(text, 0, found.start()) is not None
