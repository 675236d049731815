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

Bad:
    ## Lessons learned

    Were the replicas in another zone, none of this would have reached customers.

Bad:
    ## Lessons learned

    Had one existed, the outage would have been shorter.

Bad:
    ## Lessons learned

    We wish we had declared the incident sooner.

Good:
    ## Lessons learned

    If this had hit the auction, the damage would have been far worse.

Bad:
    ## What went wrong

    If we had read the log first, we'd have saved an hour.

Bad:
    ## What went wrong

    Without the manual change, the failover would have worked.
"""

import re
from collections.abc import Iterator
from typing import Final

from afterword.model.span import Span
from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.language.guards import is_about_an_attacker, mentioning
from afterword.review.language.lexicon import BETTER, WORSE
from afterword.text.expressions import later

CODE: Final = "LNG303"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("Dekker", "Learning from Incidents")

_WOULD: Final = r"(?=[^.;]*(?:\b(?:would|could|might)\b|['\u2019]d have\b))"
_IF: Final = later(
    rf"\b[Ii]f only (?:we|I|they|he|she|it|there|some(?:one|body)|any(?:one|body)|the|our|this|that)\b"
    rf"|\b[Ii]f (?:[\w'\u2019-]+ ){{1,7}}?(?:had|hadn['\u2019]t)(?: not| never| only)? (?:\w+ ){{0,2}}?\w+{_WOULD}"
    rf"|\b[Ii]f (?:we|I|they|you|he|she)['\u2019]d (?:\w+ )?\w+{_WOULD}"
    rf"|(?:^|[,;:(] |\b(?:and|but|that) )[Hh]ad (?!to\b|been\b|not\b|a\b(?! \w+ (?:been|existed"
    rf"|\w+ed)))(?:[\w'\u2019-]+ ?){{1,9}}"
    r"(?=[^.;]{0,80}?,[^.;]*\b(?:would|could|might)\b|[^.;]{0,60}?\b(?:would|could|might)(?: not| never)? (?:have"
    r"|be)\b)"
    r"|(?:^|[;(] )Were (?:we|it|they|he|she|there|the|our|this|that|an?)\b(?=[^.;?]*\b(?:would|could|might)(?: not"
    r"| never)? have\b)"
    r"|\b(?:would|could|might)(?: not|n['\u2019]t| never)? (?:have|hav"
    r"|['\u2019]ve)\b[^.;]*?\b(?:if [^.;,]{1,50}? had|if (?:we|they)['\u2019]d"
    r"|had (?:we|I|they|he|she|it|there|the|our|this|that|some(?:one|body)|any(?:one|body)))\b"
    r"|\b[Ii]f we (?:actually )?(?:stopped|used|checked|tested|knew|were using|ran) [^.;]*?\bwould hav?e? (?:been"
    r"|have)\b"
    r"|\b(?:[Ww]e|I) (?:\w+ )?wish(?:ed)? (?:that )?(?:we|I|it|there|they|the \w+)(?: \w+)? (?:had|did|could have"
    r"|were)\b"
    r"|\b[Bb]ut for (?:the|an?|our|this) [^.;,]{3,60}?,? (?:\w+ ){1,6}?(?:would|could)\b"
    r"|(?:^|[,;] )[Ww]ithout (?:the|an?|our|this|that|these) [^.;,]{3,60}, [^.;]{3,60}?\bwould(?: not"
    r"|n['\u2019]t)? have\b"
    r"|\bwould otherwise have (?!been lost)"
)
_HINTS: Final = ("if ", "had ", "were ", "wish", "but for", "otherwise", "without ")
_UNREAL: Final = later(r"would|could|might|wish|if only|['\u2019]d have")
_WORSE: Final = later(rf"\b{WORSE}", re.IGNORECASE)
_BETTER: Final = later(rf"\b{BETTER}|n['\u2019]t have\b", re.IGNORECASE)


def check(case: Case) -> Iterator[Hit]:
    """If only; if X had with would; had we with would; histories that would have been worse are no reproach."""
    for statement in mentioning(case, _HINTS, skip=("lucky", "went_well")):
        found = _IF.search(statement.text) if _UNREAL.search(statement.low) else None
        if not found or is_about_an_attacker(statement.text):
            continue
        if _WORSE.search(statement.text) and not _BETTER.search(statement.text):
            continue
        words = found.group().strip(" ,;:(")
        start = statement.sentence.start + found.start() + found.group().index(words)
        yield Hit(
            span=Span(start, start + min(len(words), _SHORT)),
            message=f"begins a history that did not happen: {words[:_SHORT]!r}",
            suggestion="What was known at that moment, and where did it stand?",
        )


_SHORT: Final = 60
