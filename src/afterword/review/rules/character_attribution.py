"""Somebody is called careless, sloppy, or the like.

Character cannot be fixed by an action item, and no one who reads it will report the next near miss.

Instead: name the missing control: timeouts had no default and no lint rule.

Bad:
    ## Root cause

    Developers were sloppy with timeouts.

Bad:
    ## Root cause

    A careless engineer ran the script.

Good:
    ## Summary

    A careful rollout limited the impact.

Good:
    ## Root cause

    The retry was lazy: it waited for the first request.
"""

import re
from collections.abc import Iterator
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.language.acts import states
from afterword.review.language.guards import is_guidance, statements

CODE: Final = "LNG104"
SEVERITY: Final[Severity] = "error"
SOURCES: Final = ("Dekker", "PagerDuty")

_WORD: Final = (
    r"careless|sloppy|lazy|incompetent|negligent|reckless|irresponsible|inattentive|complacent|unprofessional|clueless"
    r"|thoughtless|foolish|stupid|lax|ignorant|overconfident|over-confident|hasty|incapable|arrogant"
    r"|undisciplined|half-?hearted"
    r"|not paying attention|not doing (?:their|his|her|its) jobs?"
)
_NOUN: Final = re.compile(
    rf"\b(?:{_WORD}) (?:engineers?|developers?|operators?|reviewers?|admins?|teams?|work|mistakes?|errors?)\b",
    re.IGNORECASE,
)


def check(case: Case) -> Iterator[Hit]:
    """Persons with an adjective of character, before the noun or after ``was``."""
    for act in states(case, rf"(?:being |too |a bit |so |rather )?(?:{_WORD})"):
        yield Hit(span=act.span, message=f"judges {act.person.strip()!r}: {act.verb!r}", suggestion=_ASK)
    for statement in statements(case):
        for found in _NOUN.finditer(statement.text):
            if not is_guidance(statement.text):
                yield Hit(span=statement.span(found), message=f"judges a person: {found.group()!r}", suggestion=_ASK)


_ASK: Final = "Which default, check, or limit was missing?"
