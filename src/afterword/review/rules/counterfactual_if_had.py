"""A sentence begins a history that did not happen: if only, had we.

Everything is avoidable in a story that one may rewrite.

Instead: say what was known at that point, and from where.

Bad:
    ## Root cause

    If only we had read the changelog.

Bad:
    ## Root cause

    Had the team noticed the alert, the site would have stayed up.

Good:
    ## Root cause

    If the primary fails, the standby takes over.

Good:
    ## Root cause

    We checked if the job had finished.
"""

import re
from collections.abc import Iterator
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.language.guards import is_about_an_attacker, mentioning

CODE: Final = "LNG303"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("Dekker", "Learning from Incidents")

_IF: Final = re.compile(
    r"\b[Ii]f only\b|\b[Ii]f (?:\w+ ){1,5}?(?:had|hadn['\u2019]t)(?: not)? (?:\w+ ){0,2}?\w+(?=[^.;]*\b(?:would"
    r"|could|might)\b)"
    r"|(?:^|[,;] )[Hh]ad (?:we|I|he|she|they|the \w+|this|that|it)(?: \w+){0,2} (?:not )?\w+(?=[^.;]*\b(?:would"
    r"|could|might)\b)"
    r"|\b(?:would|could|might)(?: not|n['\u2019]t)? (?:have|hav|['\u2019]ve)\b[^.;]*?\bif (?:we|I|the \w+|they"
    r"|it|this) had\b"
    r"|\bif we (?:actually )?(?:stopped|used|checked|tested|knew) [^.;]*?\bwould hav?e? (?:been|have)\b"
)
_HINTS: Final = ("if ", "had ")


def check(case: Case) -> Iterator[Hit]:
    """If only; if X had with would; had we with would."""
    for statement in mentioning(case, _HINTS):
        if is_about_an_attacker(statement.text):
            continue
        for found in _IF.finditer(statement.text):
            yield Hit(
                span=statement.span(found),
                message=f"begins a history that did not happen: {found.group().strip(' ,;')!r}",
                suggestion="What was known at that moment, and where did it stand?",
            )
