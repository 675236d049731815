"""Words by which a template is known and guidance is told from what happened, read from ``signs.json``."""

import json
import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from afterword.model.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """The words as patterns; letter case is not told apart."""

    template: re.Pattern[str]
    """What a template calls itself, anywhere in a text."""
    document: re.Pattern[str]
    """What says of any such document only what it is, anywhere in a text."""
    only_document: re.Pattern[str]
    """A text of such words alone."""
    tells: re.Pattern[str]
    """How a line starts that tells its writer what belongs there, or asks for it."""
    told: re.Pattern[str]
    """Words of sentences about what happened."""


@lru_cache(maxsize=1)
def signs() -> Signs:
    """The words, loaded once."""
    data: dict[str, Sequence[str]] = json.loads(Path(__file__).with_name("signs.json").read_text(encoding="utf-8"))
    named = _any(data["document"])
    polite, tells = _any(data["polite"]), _any(data["tells"])
    return Signs(
        template=_word(_any(data["template"])),
        document=_word(named),
        only_document=re.compile(rf"(?:(?:{named})\s*)+", re.IGNORECASE),
        tells=re.compile(rf"\s*(?:\d+[.)])?[\W_]*(?:(?:{polite}) )?(?:{tells})(?!\w)", re.IGNORECASE),
        told=_word(_any(data["told"])),
    )


def _word(pattern: str) -> re.Pattern[str]:
    """The pattern between the ends of words; where words have no spaces between them, anywhere."""
    return re.compile(rf"(?<![A-Za-z\u00c0-\u024f])(?:{pattern})(?![A-Za-z\u00c0-\u024f])", re.IGNORECASE)


def _any(phrases: Sequence[str]) -> str:
    return "|".join(re.escape(phrase) for phrase in sorted(phrases, key=lambda p: (-len(p), p)))
