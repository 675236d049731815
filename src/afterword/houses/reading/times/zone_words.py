"""How a zone is named in words about times, and which words say no more than that."""

import re
from functools import lru_cache
from itertools import pairwise

from afterword.houses.words import words
from afterword.text import zones
from afterword.text.dates import find_days
from afterword.text.expressions import later
from afterword.text.time_words import any_of, hints_of, time_words

_ZONES = "|".join(zones.ABBREVIATIONS)
_CITY = r"[A-Z][a-z]+(?:[ _][A-Z][a-z]+)?"
WITHIN = r"(?!(?<=[A-Za-z])[a-z])"
"""Stands before expressions that find nothing in the middle of a word, so that most characters take one step."""
ZONE_WORDS = later(
    rf"{WITHIN}(?:(?<![A-Za-z0-9/]){zones.PAIR}(?![A-Za-z0-9])|(?i:{any_of(time_words().zones)})"
    rf"|(?<![A-Za-z0-9])(?:{_ZONES})(?![A-Za-z0-9])(?:\s?[+\u2212-]\s?\d{{1,2}}(?::?\d{{2}})?)?"
    r"|(?<![A-Za-z])[A-Z][a-z]+/[A-Z][A-Za-z]+(?:_[A-Z][A-Za-z]+)*"
    r"|(?<![A-Za-z])(?:US[ /])?(?:Pacific|Eastern|Central|Mountain)(?: (?:Standard |Daylight )?[Tt]ime)?(?![A-Za-z])"
    r"|(?:(?<=local time, )|(?<=local time \()|(?<=local time in )|(?<=local time of )|(?<=local to )"
    rf"|(?<=local, )|(?<=local \()){_CITY}"
    rf"|(?<![A-Za-z]){_CITY}(?=(?: local)? time\b)"
    r"|(?<![A-Za-z])US/[A-Z][a-z]+|\bCoordinated Universal Time(?![A-Za-z])"
    r"|(?:\b(?:GMT|UTC)\s?)?(?<![\d:])[+\u2212-](?:0\d|1[0-4]):?(?:00|15|30|45)\b)"
)
"""A zone as it is named in words about times; ``text.zones`` says what it means."""
ZONE_SENTENCE = later(
    rf"{WITHIN}(?:\b(?:{any_of(time_words().times)})\b|{any_of((*time_words().times_joined, *time_words().zones))})",
    re.IGNORECASE,
)
"""Words by which a sentence, a heading, or a column is about times."""
_CLAUSE = later(r"[;.,](?=\s|$)|\s[-\u2013\u2014]\s|[()]")
"""What parts what is said of the times from what else a sentence says."""
_OTHER = later(rf"\b(?:{any_of(time_words().other_zones)})\s+$", re.IGNORECASE)
_AMBIGUOUS = later(r"\b(?:IST|CST|BST)\b")
_WORD = later(r"[^\W_]+")
_DAYS_OF_LINE = 4


@lru_cache(maxsize=1)
def _hints() -> tuple[str, ...]:
    known = time_words()
    return hints_of((*known.times, "dates", *known.times_joined, *known.zones))


def hints_of_times(text: str) -> tuple[str, ...]:
    """The words about times that a glance shows in a text; most paragraphs of one have none of them."""
    low = text.lower()
    return tuple([hint for hint in _hints() if hint in low])


def zones_told(text: str) -> list[re.Match[str]]:
    """The zones that a text names, those first that a part of it names beside a word about times.

    A zone that the text says is another one is left out: ``local, not UTC``, ``converted from PST``.
    """
    found = [match for match in ZONE_WORDS.finditer(text) if not _OTHER.search(text, 0, match.start())]
    if len(found) > 1:
        cuts = [0, *(cut.end() for cut in _CLAUSE.finditer(text)), len(text)]
        parts = [(a, b) for a, b in pairwise(cuts) if ZONE_SENTENCE.search(text, a, b)]
        found.sort(key=lambda match: not any(a <= match.start() < b for a, b in parts))
    return found


def says_only_times(text: str) -> bool:
    """Whether a text says which day or zone times are of, and nothing beside it."""
    rest = text
    for _ in range(_DAYS_OF_LINE):
        if next(find_days(rest), None) is None:
            break
        rest = without_day(rest)
    rest = ZONE_WORDS.sub(" ", rest)
    return all(word.casefold() in words().time_words for word in _WORD.findall(rest))


def without_day(text: str) -> str:
    """What a short line says beside a day: ``(UTC August 5th, 2021)`` says UTC."""
    day = next(find_days(text), None)
    return text if day is None else text[: day[1].start()] + text[day[1].end() :]


def meant_zone(text: str) -> tuple[str, str] | None:
    """An abbreviation of several zones in a text, and the zone that the text means by it; None for no hint."""
    if not any(name in text for name in ("IST", "CST", "BST")):
        return None
    for match in _AMBIGUOUS.finditer(text):
        meant = zones.meant_in(match.group(), text)
        if meant:
            return match.group(), meant
    return None
