"""The whys stop at a person.

What a person did is where the next why begins: what made it sensible?

Instead: ask on: which signal, default, or rule led there?

Bad:
    ---
    house: sre
    ---
    **INCIDENT POSTMORTEM: Checkout**

    **ROOT CAUSE ANALYSIS**

    5 Whys Analysis:

    Why: Why did orders fail?
    Answer: The pool had 10 connections.

    Why: Why had it 10?
    Answer: The new module reads another setting.

    Why: Why did nobody see that?
    Answer: Settings are not compared before a release.

    Why: Why did nobody see the alert?
    Answer: The operator did not notice it.

Good:
    ---
    house: sre
    ---
    **INCIDENT POSTMORTEM: Checkout**

    **ROOT CAUSE ANALYSIS**

    5 Whys Analysis:

    Why: Why did orders fail?
    Answer: The pool had 10 connections.

    Why: Why had it 10?
    Answer: The new module reads another setting.

    Why: Why did nobody see that?
    Answer: Settings are not compared before a release.

    Why: Why not?
    Answer: The release check covers code only.

    Why: Why code only?
    Answer: Settings were moved out of the repository in 2023.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from afterword.review.case import Case
from afterword.review.chains import lasts
from afterword.review.diagnostic import Hit, Severity
from afterword.review.language.persons import marked, own_people, third_person
from afterword.text.expressions import later

CODE: Final = "ANA101"
SEVERITY: Final[Severity] = "error"
SOURCES: Final = ("house cloud", "house sre", "Dekker")

_PERSONAL: Final = (
    r"(?:did not|didn['\u2019]t|failed to|forgot|missed|overlooked|ignored|made an? (?:mistake|error)|misread"
    r"|misjudged|mistyped|wrongly"
    r"|accidentally|mistakenly|carelessly|inadvertently|was careless|was not trained|was inexperienced|never"
    r"|(?:was|were) not (?:aware|trained|paying attention|careful)|lacked|neglected|assumed|skipped)"
)
_ERROR: Final = later(
    r"\b(?:human|operator|user) error\b|\b(?:a|an|the|our|his|her|their) (?:mistake|oversight)\b", re.IGNORECASE
)


@cache
def _person() -> re.Pattern[str]:
    return re.compile(rf"(?:{third_person()}|\b[Ww]e|\bI)(?: \w+ly)? {_PERSONAL}\b")


def check(case: Case) -> Iterator[Hit]:
    """The last answer of each chain, where it ends at what a person did or did not do."""
    person = _person()
    for unit, why in lasts(case):
        answer = marked(why.answer or why.question or "", own_people(case.record))
        if (person.search(answer) or _ERROR.search(answer)) and "because" not in answer:
            yield Hit(
                span=case.cell(unit, "answer"),
                message="the chain ends at a person",
                suggestion="What made that sensible at the moment: which signal, default, or rule?",
            )
