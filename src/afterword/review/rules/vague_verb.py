"""An action item says a direction, not a deed.

"Improve", "look into", and "consider" are never done and never refused. Nobody can tell from them who has to do what.

Instead: a verb, an object, and a threshold: add an alert when the lag is over 30 s for 5 minutes.

Bad:
    ## Action items

    - Improve monitoring.

Bad:
    ## Action items

    - Look into rate limiting.

Bad:
    ## Action items

    - Maybe we could have a test cluster.

Good:
    ## Action items

    - Add an alert when the lag is over 30 s for 5 min

Good:
    ## Action items

    - Improve the p99 of /search to under 300 ms

Good:
    ## Action items

    - Make sure the runbook is linked from the alert
"""

import re
from collections.abc import Iterator
from typing import Final

from afterword.review.action_items import items
from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity

CODE: Final = "ACT105"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("Lunney, Lueder and Beyer", "house soc")

_VERB: Final = re.compile(
    r"(?:(?:we|i|the team|someone|somebody) (?:also )?(?:should|need to|needs to|must|will(?: need to)?|have to"
    r"|want to|could|can|may"
    r"|might|plan to|would like to|intend to|are (?:also )?(?:going to|planning to))\s+(?:also |then )?)?"
    r"(?:to )?(?P<verb>improv(?:e|ing)|look(?:ing)? (?:into|at)|investigat(?:e|ing)|consider(?:ing)?|explor(?:e"
    r"|ing)|enhanc(?:e|ing)"
    r"|better|think(?:ing)? about|discuss(?:ing)?|evaluat(?:e|ing)|assess(?:ing)?|examin(?:e|ing)|see (?:if"
    r"|whether|about)|try(?:ing)? to"
    r"|work(?:ing)? on|strengthen(?:ing)?|optimi[sz](?:e|ing)|research(?:ing)?|study(?:ing)?|analy[sz](?:e|ing)"
    r"|brainstorm(?:ing)?"
    r"|figure out|find (?:a|some|out)|look for|address(?:ing)?|deal with|handle better|adopt an?|be better"
    r"|do better"
    r"|stud(?:y|ying)|review(?:ing)? (?:our|the|how|whether|all)|revisit(?:ing)?|rethink(?:ing)?|check (?:if"
    r"|whether|out)|understand"
    r"|find ways|get better|raise awareness|strive|aim to|re-?evaluat(?:e|ing)|determin(?:e|ing))\b",
    re.IGNORECASE,
)
_ANYWHERE: Final = re.compile(
    r"\bmight be an? (?:good )?(?:option|idea)\b|\bmaybe\b|\bperhaps\b|\bwould be (?:nice|good"
    r"|great|useful|helpful)\b"
    r"|\bshould have (?:something|some kind)\b|\bneeds? (?:more|better|some) \w+|\bbetter (?:communication"
    r"|governance|monitoring|testing"
    r"|tooling|documentation|observability|alerting|visibility|processe?s?)\b|\b(?:are|be"
    r"|is) (?:also )?(?:looking|investigating|exploring"
    r"|considering|thinking)\b|\bwe need to ensure\b|\bsome (?:kind|sort|form) of\b|\bwill need to adopt\b"
    r"|\bin the long[- ]term\b",
    re.IGNORECASE,
)


def check(case: Case) -> Iterator[Hit]:
    """Items that begin with a verb of intention, or hedge; a threshold or a day silences."""
    for item in items(case):
        if item.is_bounded or not item.is_open:
            continue
        found = _VERB.match(item.text, item.lead) or _ANYWHERE.search(item.text)
        if found:
            word = found.groupdict().get("verb") or found.group()
            yield Hit(
                span=item.span(found),
                message=f"no deed: {word.strip()!r}",
                suggestion="Which deed, on which thing, and by which figure is it done?",
            )
