"""How alike two questions are: a house's own, and the one that a document or a template asks."""

import re

from afterword.houses.words import words

_WORD = re.compile(r"[a-z]{3,}")


def telling_words(question: str) -> list[str]:
    """The words that tell a question from others, in their order, in small letters."""
    return [word for word in _WORD.findall(question.casefold()) if word not in words().asking_fillers]


def likeness(one: str, other: str, *, least: int = 2) -> float:
    """How much of the shorter question the other one asks, 0 to 1; 0 for fewer than ``least`` words in common."""
    asked, known = set(telling_words(one)), set(telling_words(other))
    common = len(asked & known)
    return common / min(len(asked), len(known)) if common >= max(1, least) else 0.0
