"""An entry of the timeline judges what it reports.

The timeline is the part that all can agree on. A judgement in it decides the analysis before it has begun.

Instead: the act and its time; what to think of it belongs into the analysis.

Bad:
    # Checkout outage

    ## Timeline

    - 14:32 UTC Deploy
    - 14:40 UTC Finally someone noticed

Bad:
    # Checkout outage

    ## Timeline

    | Time (UTC) | Event |
    |---|---|
    | 14:32 | Unfortunately the wrong image was deployed |
    | 14:40 | The team wasted ten minutes on the cache |

Good:
    # Checkout outage

    ## Timeline

    - 14:32 UTC Deploy
    - 14:40 UTC On-call acknowledged
    - 14:45 UTC The store is eventually consistent; the final step was run

Good:
    # Checkout outage

    ## What went wrong

    Unfortunately the alert was late.

    ## Timeline

    - 14:32 UTC Support wrote: "Finally it works"
"""

import re
from collections.abc import Iterator
from typing import Final

from afterword.model.span import Span
from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.language.phrases import Phrases
from afterword.review.wording_edits import taken_out
from afterword.text.expressions import later

CODE: Final = "TIM109"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("PagerDuty",)

_JUDGED: Final = Phrases(
    r"\bfinally\b|\bat (?:long )?last\b(?! (?:check|seen|known))|\bunfortunately\b|\bsadly\b|\bluckily\b|\bthankfully\b"
    r"|\bfortunately\b|\bbelatedly\b|\bfrustratingly\b|\bsurprisingly\b|\bshockingly\b|\binexplicably\b|\bfoolishly\b"
    r"|\bcarelessly\b|\bneedlessly\b|\bonly then (?:did|was|were)\b|\bwast(?:ed|ing) (?:\w+ ){0,3}"
    r"(?:minutes|hours?|time)|\b(?:far |much |way )?too late\b"
    r"|\b(?:painfully|unacceptably|ridiculously) (?:slow\w*|long|late)\b"
    r"|\b(?:in a|started to|began to) panic\b|\bpanicked\b"
)
_ADVERB: Final = later(r"finally|at (?:long )?last|\w+ly", re.IGNORECASE)
_THEN: Final = later(r"\bfinally,", re.IGNORECASE)


def check(case: Case) -> Iterator[Hit]:
    """Words of judgement in entries of the timeline, outside quotations."""
    for passage in case.passages_in("timeline"):
        if passage.kind == "heading" or passage.quoted or passage.owner != ("timeline",):
            continue
        for match in _JUDGED.finditer(passage.text):
            # "Finally, we ..." ends a list and judges nobody
            if _THEN.match(passage.text, match.start()):
                continue
            span = Span(passage.start + match.start(), passage.start + match.end())
            message = f"{match.group().lower()!r} judges in the timeline"
            fix = taken_out(case.text, span.start, span.end) if _ADVERB.fullmatch(match.group()) else ()
            yield Hit(span=span, message=message, suggestion="What was done, by whom, at what time", fix=fix)
