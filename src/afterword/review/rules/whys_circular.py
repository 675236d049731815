"""A why is answered with what was said before.

A loop looks like an explanation and explains nothing.

Instead: a new thing at each step.

Bad:
    ---
    house: sre
    ---
    **INCIDENT POSTMORTEM: Checkout**

    **ROOT CAUSE ANALYSIS**

    5 Whys Analysis:

    Why: Why did orders fail?
    Answer: The connection pool of the checkout service was too small.

    Why: Why was it small?
    Answer: The limit was set to ten.

    Why: Why ten?
    Answer: Because the pool of the checkout service was too small for connections.

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

from collections.abc import Iterator
from typing import Final

from afterword.review.case import Case
from afterword.review.chains import chains
from afterword.review.diagnostic import Hit, Severity
from afterword.text.expressions import later

CODE: Final = "ANA103"
SEVERITY: Final[Severity] = "error"
SOURCES: Final = ("Card",)

_SAME: Final = 0.8
_FEWEST: Final = 3
_WORD: Final = later(r"[^\W_]{3,}")
_EMPTY: Final = frozenset(
    [
        "the",
        "and",
        "was",
        "were",
        "for",
        "that",
        "this",
        "with",
        "had",
        "has",
        "have",
        "not",
        "because",
        "from",
        "are",
        "did",
        "which",
        "when",
        "its",
        "also",
        "too",
    ]
)


def check(case: Case) -> Iterator[Hit]:
    """Answers whose words are those of an earlier answer of the chain."""
    for chain in chains(case):
        seen: list[frozenset[str]] = []
        for unit, why in chain:
            words = frozenset(_WORD.findall((why.answer or "").lower())) - _EMPTY
            if len(words) >= _FEWEST and any(_overlap(words, before) >= _SAME for before in seen):
                yield Hit(
                    span=case.cell(unit, "answer"),
                    message="the answer says again what an earlier one said",
                    suggestion="What made that so?",
                )
            if words:
                seen.append(words)


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / min(len(one), len(other)) if len(other) >= _FEWEST else 0.0
