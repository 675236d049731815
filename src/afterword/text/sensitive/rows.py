"""The tables of forms beside this file: in each row what it finds, a sum, hints, what stands before it, its form."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from afterword.text.expressions import later
from afterword.text.sensitive.checksums import CHECKS
from afterword.text.sensitive.hits import Family, Hit

_BEFORE: Final = 40
"""Characters before a form in which its name may stand."""
_AROUND: Final = {"#": (60, 40), "~": (80, 100)}
"""Characters before and after digits, and before and after the word of a street, in which the whole of it stands."""
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
    """In small letters; one of these is in every text that it finds something in, besides many digits where the first
    is ``#``, and the word of a street where it is ``~``."""
    context: re.Pattern[str] | None
    """What stands before it; None where its form is enough."""
    pattern: re.Pattern[str]
    """The form; its group ``id`` is what is hit, all of it where it has none."""

    def found(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Where a text has this form: start, end, and what stands there without blanks and marks."""
        group = "id" if "id" in self.pattern.groupindex else 0
        for found in self.pattern.finditer(text):
            first, last = found.span(group)
            bare = _MARKS.sub("", found[group])
            named = not self.context or self.context.search(text, max(first - _BEFORE, 0), first)
            if named and (not self.check or self.check(bare)):
                yield first, last, bare


class _Stretches(NamedTuple):
    """The stretches of a text in which it is worth looking for a form, one after the other."""

    text: str
    """All of them, with line breaks between."""
    starts: Sequence[int]
    """Where each begins in ``text``."""
    shifts: Sequence[int]
    """How much farther on each stands in the whole text."""

    def shift(self, place: int) -> int:
        """How much farther on a place of ``text`` stands in the whole text."""
        return self.shifts[bisect_right(self.starts, place) - 1]


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
    whole = _Stretches(text, (0,), (0,))
    for row in rows(name):
        is_near = row.hints[0] in _SIGNS
        words = row.hints[is_near:]
        if not words or any(word in lower for word in words):
            within = _near(text, row.hints[0]) if is_near else whole
            for start, end, subject in row.found(within.text) if within.text else ():
                shift = within.shift(start)
                yield Hit(start=start + shift, end=end + shift, kind=row.kind, family=family, subject=subject)


@lru_cache(maxsize=4)
def _near(text: str, sign: str) -> _Stretches:
    """Where a text has many digits, or the word of a street."""
    spans: list[tuple[int, int]] = []
    before, after = _AROUND[sign]
    for match in _SIGNS[sign].finditer(text):
        if _DAY.fullmatch(match[0]):
            continue
        start, end = max(match.start() - before, 0), min(match.end() + after, len(text))
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    parts, starts, shifts, at = [], [], [], 0
    for start, end in spans:
        # a sign that is cut off from its word must not look like the beginning of one
        begin = start if start == 0 or not text[start - 1].isalnum() else _next_word(text, start, end)
        parts.append(text[begin:end])
        starts.append(at)
        shifts.append(begin - at)
        at += end - begin + 1
    return _Stretches("\n".join(parts), starts, shifts)


def _next_word(text: str, start: int, end: int) -> int:
    """Where the word ends that a stretch begins in."""
    while start < end and not text[start].isspace():
        start += 1
    return start
