"""What is left of a template where nobody wrote: placeholders, guidance, brackets to fill, unanswered questions."""

import re
from collections.abc import Sequence
from functools import lru_cache

from afterword.houses.words import words
from afterword.text.expressions import later
from afterword.text.wording import leading_label

_COMMENT = later(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_MARKER = later(r"[\s>]*(?:(?:[-*+\u2022]|\d{1,3}[.)])(?:\s+|$))?(?:\[[ xX]?\](?:\s+|$))?")
_BRACKETS = later(
    r"\\?\[(?!\^)[^\]\[]+\\?\](?![(\[:])|\\?<(?!https?:|mailto:)[^<>@/]*[^\W\d_][^<>@/]*\\?>|\{+[^{}]*\}+"
)
_ITALIC = later(r"([*_])(?![*_\s])(?:(?!\1).)+(?<!\s)\1[.:]?", re.DOTALL)
_CHOICE = later(r"[`*_\[(]*[\w-]+(?: [\w-]+)?[`*_]*(?:\s*[|/]\s*[`*_]*[\w-]+(?: [\w-]+)?[`*_\])]*){2,}")
_OF_TIMES = later(r"\b(?i:times?(?:stamps?)?)\b.*\b[A-Z]{2,5}\b|\b[A-Z]{2,5}\b.*\b(?i:times?)\b")
"""A remark in brackets that says in which zone the times are."""
_LETTERS = later(r"[^\W\d_]+")
_SEVERAL, _LONG_WORD = 3, 5
_YES_OR_NO = later(r"[?\uff1f]\s*(?:yes\s*/\s*no|y\s*/\s*n)\W*$", re.IGNORECASE)
_LONGEST_INSTRUCTION = 400
_TAGS = later(r"<[^>]*>")
_PUNCTUATION = later(r"[^\w\s]+")
_OPENING = later(r"[\s*_>(\[-]+")
_SHORT = 40
_GLANCE = 60
_UNSURE = later(r"[:\n?<\[{\uff1a\uff1f]")
"""What keeps a glance at the start of a text from showing that a person wrote it."""
_WORD = later(r"[^\W\d_]+(?:[.'][^\W\d_]+)*\.?")
_EDGES = " \t.,:;!?*_`~\"'()\\\u2026\u2013\u2014-\uff1f\u3002"


def is_residue(text: str, *, asks: bool = False) -> bool:
    """Whether nothing in a text was written by a person.

    ``asks`` counts questions and reminders to write something among what a template leaves.
    """
    if _instructs(text, asks=asks):
        return True
    head = text[:_GLANCE]
    if (
        len(head) == _GLANCE
        and head[0].isalpha()
        and text[-1] not in "?\uff1f"
        and not _UNSURE.search(head)
        and not _unwritten().search(head)
    ):
        return False
    if "<!--" in text:
        text = _COMMENT.sub("", text)
    if is_guidance(text):
        return True
    return all(_is_left(line, asks=asks) for line in text.split("\n"))


@lru_cache(maxsize=1)
def _unwritten() -> re.Pattern[str]:
    """A word that says that something is still to be written."""
    return later(rf"(?:{'|'.join(words().unwritten)})\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def _to_do() -> re.Pattern[str]:
    """A reminder to write something, with such a word before it."""
    return later(rf"(?:{'|'.join(words().unwritten)})\b\s*[:\-\u2013\u2014(]", re.IGNORECASE)


def is_filler(text: str) -> bool:
    """Whether a text is the Latin that stands where nobody has written yet."""
    return _is_latin(_LETTERS.findall(text[:_GLANCE].casefold()))


def _is_latin(said: Sequence[str]) -> bool:
    if words().fillers.isdisjoint(said):
        return False
    long = [word for word in said if len(word) >= _LONG_WORD]
    known = sum(map(words().fillers.__contains__, long))
    return said[:2] == ["lorem", "ipsum"] or (known >= _SEVERAL and known >= len(long) - 1)


def is_example_event(what: str) -> bool:
    """Whether what stands for an event is what a template writes there."""
    head = what[:_GLANCE]
    if len(head) == _GLANCE and head.isascii() and head.replace(" ", "").isalnum() and "  " not in head:
        return _is_latin(head.casefold().split())  # words alone, more than a template has in the place of an event
    bare = " ".join((_TAGS.sub(" ", what) if "<" in what else what).strip("{}[]<> ").split())
    key = " ".join(_PUNCTUATION.sub(" ", bare).split()).casefold()
    if is_filler(key):
        return True
    if not key or words().numbered.fullmatch(key):
        return not key or key in words().example_events
    return key in words().example_events or key in words().placeholders or _is_instruction(what)


def _instructs(text: str, *, asks: bool) -> bool:
    """Whether a paragraph starts as an instruction to the writer does."""
    if len(text) > _LONGEST_INSTRUCTION or "\n\n" in text:
        return False
    start = text[:_SHORT]
    if not start[:1].isalpha():
        start = start[opening.end() :] if (opening := _OPENING.match(start)) else start
    return (words().instructs_prose if asks else words().instructs).match(start) is not None


def is_choice(text: str) -> bool:
    """Whether a short value still lists what could be chosen, as in ``SEV1 | SEV2 | SEV3``."""
    return len(text) < 120 and _CHOICE.fullmatch(text.strip()) is not None


def is_guidance(text: str) -> bool:
    """Whether a paragraph only tells what to write below it: in italics, quoted, or in brackets."""
    text = text.strip()
    if text.startswith(">"):
        inner = " ".join(line.lstrip("> ") for line in text.split("\n")).strip()
        return _guides(inner.strip("*_"))
    return _is_instruction(text)


def _is_instruction(text: str) -> bool:
    text = text.strip()
    if text[:1] in "*_" and _ITALIC.fullmatch(text):
        return _guides(text.strip("*_ "))
    if text[:1] in "(\uff08" and text[-1:] in ")\uff09" and "](" not in text:
        return not any(char.isdigit() for char in text) and not _OF_TIMES.search(text)
    return bool(text[:1] in "[<{\\(" and _BRACKETS.fullmatch(text) and not text.startswith("[x]"))


def _guides(text: str) -> bool:
    match = _WORD.match(text)
    first = match.group().casefold().rstrip(".") if match else ""
    return first in words().guiding or text.rstrip().endswith(("?", "...", "\u2026"))


def _is_left(line: str, *, asks: bool) -> bool:
    line = line[end.end() :] if (end := _MARKER.match(line)) else line
    return _says_nothing(line.strip(), asks)


@lru_cache(maxsize=1 << 12)
def _says_nothing(line: str, asks: bool) -> bool:
    """The same of a line without what marks it as an item."""
    if is_filler(line):
        return True
    if len(line) > 300:
        return False
    bare = line.strip(_EDGES)
    if not bare or bare.casefold() in words().placeholders or _is_instruction(line):
        return True
    if words().numbered.fullmatch(bare) or _YES_OR_NO.search(line):
        return True
    if words().unfilled.search(line) and len(line) < _SHORT:
        return True
    if asks and (line.endswith(("?", "\uff1f")) or _to_do().match(line)):
        return True
    label = leading_label(line)
    if label is None or line[: label[1]].rstrip(" *_")[-1:] not in {":", "\uff1a"}:
        return False
    rest = line[label[1] :]
    return not rest.strip(_EDGES) or (rest != line and _is_left(rest, asks=asks))
