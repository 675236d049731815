"""The tables of forms beside this file: in each row what it finds, a sum, hints, what stands before it, its form."""

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from afterword.text.expressions import later
from afterword.text.sensitive.checksums import CHECKS
from afterword.text.sensitive.hits import Family, Hit

_BEFORE: Final = 40
"""Characters before a form in which its name may stand."""
_ROUND: Final = 80
"""Characters around digits in which the whole of a number stands."""
_MARKS: Final = later(r"[ ./\-()]")
_DIGITS: Final = later(r"\d(?:[ ./+\-()A-Z]{0,2}\d){5,200}")
_DAY: Final = later(r"(?:19|20)\d\d([-./ ])[01]?\d\1[0-3]?\d(?:[T ]{1,2}\d\d?)?|[0-3]?\d([-./])[01]?\d\2(?:19|20)\d\d")
_STREET: Final = later(
    r"Street|Avenue|Road|Boulevard|Lane|Terrace|Crescent|Ave\b|Blvd|Rd\.|St\.|Drive|Dr\b|Court|Ct\b|Way\b|Square"
    r"|Place|Pl\b|Parkway|Pkwy|\d (?:rue|avenue|boulevard|chemin|all\u00e9e|quai|impasse|place) "
    r"|(?:stra(?:\u00df|ss)e|str\.|allee|gasse|weg|platz|ring|damm|ufer|straat|laan|gracht|kade|plein) \d"
    r"|Calle|Avenida|Avda|Plaza|Paseo|Via|Piazza|Corso|Rua|Pra\u00e7a|Box \d|\u3012"
)
_SIGNS: Final = {"#": _DIGITS, "~": _STREET}


class Row(NamedTuple):
    """A form."""

    kind: str
    """What it finds."""
    check: Callable[[str], bool] | None
    """Its sum; None for none."""
    hints: tuple[str, ...]
    """In small letters; one of these is in every text that it finds something in; ``#`` for many digits, ``~`` for the
    word of a street."""
    context: re.Pattern[str] | None
    """What stands before it; None where its form is enough."""
    pattern: re.Pattern[str]
    """The form; its group ``id`` is what is hit, all of it where it has none."""

    def hits(self, text: str, start: int, end: int, family: Family) -> Iterator[Hit]:
        """Where a stretch of the text has this form; the subject is without blanks and marks."""
        group = "id" if "id" in self.pattern.groupindex else 0
        for found in self.pattern.finditer(text, start, end):
            first, last = found.span(group)
            bare = _MARKS.sub("", found[group])
            named = not self.context or self.context.search(text, max(first - _BEFORE, 0), first)
            if named and (not self.check or self.check(bare)):
                yield Hit(start=first, end=last, kind=self.kind, family=family, subject=bare)


@cache
def rows(name: str) -> tuple[Row, ...]:
    """The forms of a table: ``identities``, ``contacts``, or ``accounts``."""
    found = []
    for line in Path(__file__).with_name(f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, check, hints, context, pattern = line.split(" ", 4)
            named = None if context == "-" else later(context.replace("_", r"[ _\-]{0,2}"), re.IGNORECASE)
            listed = tuple(hint.replace("_", " ") for hint in hints.split(","))
            found.append(Row(kind, CHECKS.get(check), listed, named, later(pattern)))
    return tuple(found)


def table_hits(name: str, text: str, family: Family) -> Iterator[Hit]:
    """Where a text has one of the forms of a table.

    shape: a form of digits is looked for around digits only, any other where one of its hints is in the text: most of
    a text has neither.
    """
    lower = text.lower()
    for row in rows(name):
        if row.hints[0] in _SIGNS:
            for start, end in _near(text, row.hints[0]):
                yield from row.hits(text, start, end, family)
        elif any(hint in lower for hint in row.hints):
            yield from row.hits(text, 0, len(text), family)


@lru_cache(maxsize=4)
def _near(text: str, sign: str) -> tuple[tuple[int, int], ...]:
    """Where a text has many digits, or the word of a street."""
    found: list[tuple[int, int]] = []
    for match in _SIGNS[sign].finditer(text):
        if _DAY.fullmatch(match[0]):
            continue
        start, end = max(match.start() - _ROUND, 0), min(match.end() + _ROUND, len(text))
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return tuple(found)
