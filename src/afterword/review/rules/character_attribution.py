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

Bad:
    ## What went wrong

    The contractor who wrote the job was careless with the zone.

Bad:
    ## What went wrong

    Poor workmanship by the cabling contractor loosened the uplink.

Bad:
    ## What went wrong

    The platform team's complacency cost a day.

Bad:
    ## What went wrong

    Several members of the team had reckless working habits.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from afterword.review.case import Case
from afterword.review.diagnostic import Hit, Severity
from afterword.review.language.acts import states
from afterword.review.language.guards import is_guidance, mentioning
from afterword.review.language.persons import marked, third_person
from afterword.review.language.phrases import Phrases

CODE: Final = "LNG104"
SEVERITY: Final[Severity] = "error"
SOURCES: Final = ("Dekker", "PagerDuty")

_WORD: Final = (
    r"careless|sloppy|lazy|incompetent|negligent|reckless|irresponsible|inattentive|complacent|unprofessional|clueless"
    r"|thoughtless|foolish|stupid|lax|ignorant|overconfident|over-confident|hasty|incapable|arrogant"
    r"|undisciplined|half-?hearted|unqualified|incompetently|forgetful|unreliable|stubborn|naive|na\u00efve"
    r"|inexcusable"
    r"|negligently|too (?:lazy|proud|confident|careless|trusting|hasty)|over-?eager|cavalier|asleep at the wheel"
    r"|out of (?:his|her|their) depth|not (?:competent|diligent|careful|thorough|attentive|qualified"
    r"|professional)(?: enough)?"
    r"|not paying attention|not doing (?:their|his|her|its) jobs?"
)
_HINTS: Final = (
    "careless", "sloppy", "lazy", "incompeten", "negligen", "reckless", "irrespons", "inattent", "complacen",
    "unprofess", "clueless", "thoughtless", "foolish", "stupid", "ignorant", "overconf", "over-conf", "hasty",
    "incapable", "arrogant", "undisciplin", "unqualif", "forgetful", "unreliab", "stubborn", "naive", "na\u00efve",
    "inexcus", "eager", "cavalier", "asleep", "depth", "poor", "shoddy", "insufficient", "haste", "laziness",
    "indifferen", "impatien", "inaction", "ignorance", "lack of", "sloppiness", "arroganc", "inexperience",
    "not paying", "not doing", "not compet", "not dilig", "not careful", "not thorough", "not attent", "not qualif",
    "not profess", "too lazy", "too proud", "too conf", "too careless", "too trust", "too hasty", " lax", "half-",
    "halfh", "paying attention", "bad work", "bad judg", "bad job", "bad comm", "bad coord", "bad plan", "bad att",
    "bad disc", "bad prep", "bad dec", "bad over", "bad sup", "of attention",
)  # fmt: skip
_NOUN: Final = Phrases(
    rf"\b(?:{_WORD}) (?:engineers?|developers?|operators?|reviewers?|admins?|teams?|contractors?|vendors?|staff"
    rf"|colleagues?|interns?|work(?!-?load)(?:ing)?(?: habits| practices?)?|habits|practices?|attitude|behaviou?r"
    rf"|review(?:ing)?|mistakes?|errors?|merges?|deploy\w*"
    rf"|changes?|commits?|push|edits?|handling|workmanship|planning)\b"
)


_WORK: Final = (
    r"(?:poor|shoddy|sloppy|careless|bad|insufficient) (?:workmanship|work|judge?ment|job|communication|coordination"
    r"|planning|attitude|discipline"
    r"|preparation|decision-making|oversight|supervision) (?:by|of|from|on the part of) "
)
_TRAIT: Final = (
    r"(?:negligence|carelessness|incompetence|haste|arrogance|inaction|laziness|sloppiness|recklessness|complacency"
    r"|indifference|stubbornness"
    r"|inattention|inexperience|ignorance|impatience|overconfidence|lack of (?:care|ownership|discipline|judge?ment"
    r"|attention"
    r"|diligence|urgency))"
)


_GLANCE: Final = Phrases(rf"\b{_WORK}|\b{_TRAIT}\b")


@cache
def _work() -> re.Pattern[str]:
    person = third_person()
    return re.compile(rf"(?i:{_WORK}){person}|{person}['\u2019]s? (?:own |apparent |utter |sheer )?{_TRAIT}\b")


def check(case: Case) -> Iterator[Hit]:
    """Persons with an adjective of character, before the noun or after ``was``."""
    for act in states(case, rf"(?:being |too |a bit |so |rather |simply |very |quite )?(?:{_WORD})", hints=_HINTS):
        yield Hit(span=act.span, message=f"judges {act.person.strip()!r}: {act.verb!r}", suggestion=_ASK)
    for statement in mentioning(case, _HINTS):
        for found in _work().finditer(marked(statement.text, ())) if _GLANCE.search(statement.low) else ():
            if not is_guidance(statement.text):
                words = statement.text[found.start() : found.end()]
                yield Hit(span=statement.span(found), message=f"judges a person: {words!r}", suggestion=_ASK)
        for found in _NOUN.finditer(statement.text):
            if not is_guidance(statement.text):
                yield Hit(span=statement.span(found), message=f"judges a person: {found.group()!r}", suggestion=_ASK)


_ASK: Final = "Which default, check, or limit was missing?"
