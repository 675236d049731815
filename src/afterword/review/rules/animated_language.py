"""The language is dramatic.

Strong words ask readers to feel what happened. Figures let them know it.

Instead: state the measured effect.

Bad:
    ## Summary

    A catastrophic, inexcusable mistake took down the site.

Good:
    ## Root cause

    The regular expression needed catastrophic backtracking.

Good:
    ## Summary

    30 % of requests failed for 12 minutes.
"""

from collections.abc import Iterator
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.language.guards import mentioning
from afterword.review.language.phrases import Phrases

CODE: Final = "LNG111"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("Google SRE workbook",)

_WORDS: Final = Phrases(
    r"\b(?:catastroph(?:e|ic)(?! (?:failover|backtracking|failure mode|cancellation))|inexcusabl[ey]|unacceptabl[ey]"
    r"|disastrous(?:ly)?|horrif(?:ic|ying)|horribl[ey]|terribl[ey]|egregious(?:ly)?|shocking(?:ly)?|appalling(?:ly)?"
    r"|stupid(?:ly)?|idiotic|insane(?:ly)?|ridiculous(?:ly)?|outrageous(?:ly)?|blunders?|fiasco|debacle"
    r"|nightmare|shameful(?:ly)?|unforgivabl[ey]|disgraceful(?:ly)?|pathetic(?:ally)?)\b"
)
_HINTS: Final = (
    "catastroph",
    "inexcus",
    "unaccept",
    "disast",
    "horri",
    "terribl",
    "egregious",
    "shocking",
    "appalling",
    "stupid",
    "idiot",
    "insane",
    "ridicul",
    "outrag",
    "blunder",
    "fiasco",
    "debacle",
    "nightmare",
    "shameful",
    "unforgiv",
    "disgrace",
    "pathetic",
)


def check(case: Case) -> Iterator[Hit]:
    """Words of drama, outside of quotations."""
    for statement in mentioning(case, _HINTS):
        for found in _WORDS.finditer(statement.text):
            yield Hit(
                span=statement.span(found),
                message=f"dramatic: {found.group()!r}",
                suggestion="The measured effect: how many, how long, how much",
            )
