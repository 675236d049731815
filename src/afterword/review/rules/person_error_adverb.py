"""A person is said to have done something mistakenly.

The adverb adds a verdict and no fact. At that moment the action made sense, and the tool accepted it.

Instead: say what the tool allowed: the command accepted the name of the primary without asking.

Bad:
    ## Root cause

    An engineer mistakenly wiped the primary.

Bad:
    ## Root cause

    A team member ran the command on the live cluster by mistake.

Good:
    ## Root cause

    The nodes were accidentally deleted.

Bad:
    ## What went wrong

    A technician cut the live cable by accident.

Bad:
    ## What went wrong

    The on-call engineer, being new, blindly followed the page.

Good:
    ## Root cause

    The controller mistakenly took the node for healthy.

Bad:
    ## Timeline

    11:02 - Mike accidentally hits the button for production.

Bad:
    ## Lessons learned

    The contractor followed the advice of the forum blindly.

Good:
    ## Timeline

    11:02 - The controller accidentally starts a second leader.

Bad:
    ## What happened

    The three lists were accidentally deleted by a user who took them for copies.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.language.acts import acts, is_cause_of_someone
from afterword.review.language.guards import is_guidance, mentioning
from afterword.review.language.lexicon import CARE_ADVERB, OPERATED
from afterword.review.language.persons import ROLE
from afterword.review.language.phrases import Phrases
from afterword.review.language.slips import is_nobodys, slips
from afterword.text.expressions import later

CODE: Final = "LNG103"
SEVERITY: Final[Severity] = "error"
SOURCES: Final = ("Dekker", "PagerDuty")

_PUBLIC: Final = later(r"\b(?:people|folks)$", re.IGNORECASE)
_VERBS: Final = (
    rf"{CARE_ADVERB} (?!because|due|when|if|and\b)\w+|(?:{OPERATED}|\w+(?:ed|s)) (?:[^\s.;:]+ ){{1,14}}?(?:by "
    rf"(?:mistake"
    rf"|accident"
    rf"|error)|in error|without thinking|in haste|out of carelessness|{CARE_ADVERB}(?=[.,;]|$))"
    rf"|(?:was|were) {CARE_ADVERB} \w+ing|by (?:mistake|accident) \w+ed"
)
_HINTS: Final = (
    "mistake", "accident", "inadvert", "erroneous", "careless", "wrong", "incorrect", "unintent", "unwitting",
    "unknowing", "hast", "hurried", "reckless", "blindly", "negligent", "improper", "prematur", "needless",
    "unnecess", "foolish", "naive", "na\u00efve", "irrespons", "thoughtless", "clumsi", "sloppi", "lazily",
    "casually", "unwise", "absent", "stupid", "falsely", "in error", "by error", "without thinking",
)  # fmt: skip


@cache
def _by_person() -> Phrases:
    return Phrases(
        rf"\b(?:was|were|been|got) {CARE_ADVERB} \w+ by (?:an?|the|our|one of (?:our|the)"
        rf"|a member of) (?:[\w-]+ ){{0,3}}?"
        rf"(?:{ROLE}|user)\b(?! (?:script|job|agent|process|controller|pods?)\b)"
    )


def check(case: Case) -> Iterator[Hit]:
    """Persons other than the authors, with an adverb of error or ``by mistake``."""
    told: set[int] = set()
    for act in acts(case, _VERBS, hints=_HINTS):
        if is_cause_of_someone(act) or _PUBLIC.search(act.person):
            continue
        told.add(act.statement.sentence.start)
        yield Hit(span=act.span, message=f"calls what {act.person.strip()!r} did a mistake", suggestion=_ASK)
    for statement in mentioning(case, _HINTS, skip=("actions", "people", "title", "impact")):
        found = _by_person().search(statement.text)
        if found and statement.sentence.start not in told and not is_guidance(statement.text):
            told.add(statement.sentence.start)
            yield Hit(
                span=statement.span(found), message=f"calls what was done a mistake: {found[0]!r}", suggestion=_ASK
            )
    for slip in slips(case):
        is_told = slip.statement.sentence.start in told
        if slip.subject in {"third", "someone"} and slip.kind == "adverb" and not is_told and not is_nobodys(slip):
            yield Hit(span=slip.span, message=f"calls what {slip.person.strip()!r} did a mistake", suggestion=_ASK)


_ASK: Final = "What did the tool show, and what did it accept without asking?"
