"""A decision is judged by how it ended.

A decision is as good as its reasons, and the outcome is not one of them.

Instead: say which options were known, and why this one was taken.

Bad:
    ## Root cause

    That was the wrong call.

Good:
    ## Response

    Rollback was chosen over a fix at 14:50.

Bad:
    ## Root cause

    Going ahead without a second region was a mistake.

Bad:
    ## Root cause

    The plan looks reckless.

Good:
    ## Root cause

    There was a mistake in the formula.

Bad:
    ## What went wrong

    Choosing a single zone was short-sighted.

Bad:
    ## What went wrong

    We wasted an hour on a red herring.

Bad:
    ## What went wrong

    Turning the cleanup off was a dumb idea.

Bad:
    ## What went wrong

    The patch fixed the wrong problem.

Bad:
    ## What went wrong

    The leak went unnoticed for weeks.

Good:
    ## What went wrong

    The choice was between a restart and a rollback.
"""

from collections.abc import Iterator
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.language.guards import is_guidance, is_negated, mentioning
from afterword.review.language.phrases import Phrases
from afterword.review.language.sayings import said

CODE: Final = "LNG404"
SEVERITY: Final[Severity] = "warning"
SOURCES: Final = ("Dekker", "Learning from Incidents")

_JUDGED: Final = Phrases(
    r"\b(?:looks?|looked|seems?|appears?) (?:\w+ )?(?:reckless|naive|foolish|short-?sighted|unwise|irresponsible)\b|"
    r"\b(?:wrong|bad|poor|terrible|unfortunate|questionable|ill-advised|unwise|misguided|flawed|rash|costly|dubious"
    r"|hasty)"
    r" (?:call|decision|choice|judge?ment|idea|move)s?\b|\b(?:ill-advised|ill-considered|ill-judged|unwise"
    r"|short-?sighted|foolhardy)\b"
    r"|\b(?:it|that|this|which|and|\w+ing|decision|choice) (?:was|were) an? (?!operator|human|user"
    r"|copy)(?:[\w-]+,? ){0,3}?mistake\b(?! (?:in"
    r"|on|of) )"
    r"|\b(?:here(?: is|['\u2019]s)|the (?:biggest|crucial|fatal)) (?:was )?(?:the |my "
    r"|our )?mistakes?\b"
    r"|\bunfortunate mistakes?\b|\b(?:much|far|way) too (?:long|late|slow|high|low)\b|\b(?:it['\u2019]s|it is|this "
    r"is|is|was) (?:\w+ )?unfortunate"
    r"(?: that|, given)|\b(?:wrong (?:diagnosis|track|tree)"
    r"|(?:look|search|check|were|was)\w* (?:[^\s.;]+ ){0,4}in the wrong place)\b|\bwasted?:?\W* (?:about |over "
    r"|nearly )?\d+|\bunnecessary (?:\w+ )?(?:troubleshooting|debugging|restarts?|work|downtime)\b"
    r"|\bmis(?:attributed|diagnosed)\b|\bpresumptuous\b|\blots (?:and lots )?of mistakes\b|\b(?:it |that |this "
    r"|which )?(?:was|were) a (?:\w+ )?mistake to\b|\b(?:wrongly|incorrectly|foolishly|unwisely"
    r"|naively|hastily)"
    r" (?:decided|chose|opted)\b|\bshould never have (?:been )?(?:made|done|merged|deployed|approved|happened|gone"
    r"|reached|left|shipped"
    r"|allowed|enabled|given|had)\b"
    r"|\b(?:was|were|proved|proved to be|turned out to be) (?:clearly |obviously |simply |just "
    r"|plainly )?(?:an? (?!operator|human|user|copy)(?:\w+ )?(?:mistake|misjudge?ment|blunder|bad idea"
    r"|gamble|poor choice|error of judge?ment)|the wrong (?:thing|approach|way|response|decision|call)|unwise"
    r"|foolish|naive|irresponsible|inexcusable|reckless|over-?optimistic|too optimistic|rash|premature|hasty"
    r"|short-?sighted|ill-timed)\b"
    r"(?! (?:in|with|by|made|on|that|where) )"
)
_HINTS: Final = (
    "wrong",
    "too ",
    "waste",
    "unnecessary",
    "misattrib",
    "misdiagnos",
    "presumpt",
    "bad",
    "poor",
    "terribl",
    "unfortunate",
    "questionab",
    "ill-",
    "unwise",
    "misguided",
    "flawed",
    "mistake",
    "should never",
    "incorrect",
    "foolish",
    "short-sighted",
    "shortsighted",
    "foolhardy",
    "naive",
    "optimistic",
    "premature",
    "ill-timed",
    "reckless",
    "hast",
    "rash",
    "costly",
    "dubious",
    "blunder",
    "misjudg",
    "gamble",
    "error of",
    "irresponsible",
    "inexcusable",
)


def check(case: Case) -> Iterator[Hit]:
    """Decisions with an adjective of outcome."""
    told: set[int] = set()
    for statement in mentioning(case, _HINTS):
        for found in _JUDGED.finditer(statement.text):
            if not is_negated(statement.text, found.start()) and not is_guidance(statement.text):
                yield Hit(
                    span=statement.span(found),
                    message=f"judges a decision by its outcome: {found.group()!r}",
                    suggestion=_ASK,
                )
                told.add(statement.sentence.start)
    for each in said(case, "judged", skip=("actions", "people", "title", "went_well", "lucky")):
        if each.start not in told:
            yield Hit(span=each.span, message=f"judges a decision by its outcome: {each.words!r}", suggestion=_ASK)


_ASK: Final = "Which options were known then, and why was this one taken?"
