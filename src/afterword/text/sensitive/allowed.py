"""What looks sensitive and is not: ``allowed.txt``."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path


@cache
def _lists() -> Mapping[str, frozenset[str]]:
    lines = Path(__file__).with_name("allowed.txt").read_text(encoding="utf-8").splitlines()
    rows = (line.split() for line in lines if line and not line.startswith("#"))
    return {row[0]: frozenset(row[1:]) for row in rows}


def is_allowed(which: str, word: str) -> bool:
    """Whether a list of the data file (``roles``, ``hosts``, ``users`` ...) has a word, in whatever case."""
    return word.casefold() in _lists()[which]
