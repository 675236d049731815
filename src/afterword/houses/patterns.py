"""Texts of words and holes, read and written: ``{{ went_well.text }}: Enabled {{ went_well.enabled }}``."""

import re
from collections.abc import Collection
from functools import lru_cache
from itertools import combinations, pairwise

from afterword.houses.fields import DATES
from afterword.houses.house import Hole, Pattern

_TRACKER = Hole(path=("actions", "tracker"))
_CLOSING_OF = {"(": ")", "[": "]"}
_CLOSING = frozenset(_CLOSING_OF.values())
_PARTING = ",;|"
_LONGEST = 120
"""Characters of a value that stands beside the main one."""
_OPENING = re.compile(r"[^(\[\n]*[(\[]")


def hole_spans(pattern: Pattern, text: str) -> dict[Hole, tuple[int, int]]:
    """Where the value of each hole stands in a text that follows a pattern.

    shape: holes whose words are missing at the end are missing in the result; the first hole takes
    the whole text where none of the pattern's words stand in it.
    """
    holes = [part for part in pattern if isinstance(part, Hole)]
    if not holes or not text.strip():
        return {}
    if len(pattern) == 1:
        return {holes[0]: _trimmed(text, 0, len(text))}
    for count in range(len(holes), 0, -1):
        match = _expression(pattern, count).fullmatch(text)
        if match:
            found = {hole: _trimmed(text, *match.span(n)) for n, hole in enumerate(holes[:count], 1)}
            return {hole: span for hole, span in found.items() if span[1] > span[0]}
    return {holes[0]: _trimmed(text, 0, len(text))}


def marked_spans(pattern: Pattern, main: Hole, text: str) -> dict[Hole, tuple[int, int]] | None:
    """Where the values stand in a text that has the words of the pattern around them; some of the holes may miss.

    The main hole takes as much as it can, so that brackets and dashes within its words stay there.
    returns: None where no hole but the main one has its words in the text.
    """
    others = [piece for piece in pattern if isinstance(piece, Hole) and piece != main]
    for count in range(len(others), 0, -1):
        for kept in combinations(others, count):
            match = _marked(with_holes(pattern, (main, *kept)), main).fullmatch(text)
            held = [hole for hole in pattern if isinstance(hole, Hole) and (hole == main or hole in kept)]
            spans = {hole: _trimmed(text, *match.span(n)) for n, hole in enumerate(held, 1)} if match else {}
            if spans and all(_may_be(hole, text[start:end]) for hole, (start, end) in spans.items()):
                return spans
    return None


def with_holes(pattern: Pattern, kept: Collection[Hole]) -> Pattern:
    """A pattern with some of its holes only: without the words before the others, its brackets opened and closed."""
    made: list[str | Hole] = []
    words = lost = opened = ""
    for piece in pattern:
        if isinstance(piece, str):
            words += piece
        elif piece in kept:
            if lost and words.lstrip()[:1] in _CLOSING:
                lost = ""
            if lost and not _OPENING.search(words):
                words = lost + words.lstrip(" ,;:/|)]\u2013\u2014-")
            words, opened = _balanced(words if made else words.lstrip(" ,;:/|)]\u2013\u2014-"), opened)
            made += [words, piece] if words else [piece]
            words = lost = ""
        else:
            lost = lost or (match.group() if (match := _OPENING.match(words)) else "")
            words = ""
    words, _ = _balanced(words, opened) if isinstance(pattern[-1], str) and pattern[-2] in kept else ("", opened)
    rest = opened[: len(opened) - sum(char in _CLOSING for char in words)]
    words += "".join(_CLOSING_OF[char] for char in reversed(rest))
    return (*made, words) if words else tuple(made)


def _may_be(hole: Hole, value: str) -> bool:
    """Whether a text may be the value of a hole: a day or a ticket has a digit, all else a letter or a sign."""
    is_numbered = hole.path in DATES or hole == _TRACKER
    return bool(re.search(r"\d" if is_numbered else r"[^\W\d]|[^\w\s-]", value))


def _balanced(words: str, opened: str) -> tuple[str, str]:
    """Words without the brackets that close what is not open, and the brackets that are open behind them."""
    kept = ""
    for char in words:
        if char in _CLOSING:
            if not opened:
                continue
            opened = opened[:-1]
        elif char in _CLOSING_OF:
            opened += char
        kept += char
    return kept, opened


def is_marked(pattern: Pattern, main: Hole) -> bool:
    """Whether more than commas tells the main hole of a pattern from the others, and words stand between all holes.

    A link to a tracker is told from words by itself.
    """
    if main not in pattern or any(a is b is Hole for a, b in pairwise(map(type, pattern))):
        return False
    at = pattern.index(main)
    beside = pattern[at + 1 : at + 2] if any(isinstance(p, Hole) for p in pattern[at + 1 :]) else pattern[at - 1 : at]
    is_told = any(isinstance(words, str) and words.strip(" ,") for words in beside)
    return len(pattern) > 1 and (is_told or _TRACKER in pattern[at + 2 : at + 3])


@lru_cache(maxsize=512)
def _marked(pattern: Pattern, main: Hole) -> re.Pattern[str]:
    forms = {main: "(.+)", _TRACKER: r"(\[[^\]\n]*\]\([^)\s]*\)|[^\s()\[\]]+)"}
    pieces = (
        _firm_words(piece) if isinstance(piece, str) else forms.get(piece) or _short(after)
        for piece, after in pairwise((*pattern, ""))
    )
    return re.compile(r"\s*" + "".join(pieces) + r"\s*", re.DOTALL | re.IGNORECASE)


def _short(after: str | Hole) -> str:
    """A value beside the main one: it ends at the comma behind it, so that many of them are not tried everywhere."""
    ends = after.lstrip()[:1] if isinstance(after, str) else ""
    return rf"([^\n{ends}]{{1,{_LONGEST}}})" if ends and ends in _PARTING else rf"([^\n]{{1,{_LONGEST}}}?)"


def _firm_words(words: str) -> str:
    """Words between holes, with space where they have space, but before brackets."""
    if not words.strip():
        return r"\s+"
    body = r"\s+".join(re.escape(word) for word in words.split())
    before = r"\s*" if words.lstrip()[:1] in _CLOSING_OF else r"\s+"
    return (before if words[:1].isspace() else "") + body + (r"\s+" if words[-1:].isspace() else "")


def fill(pattern: Pattern, values: dict[Hole, str]) -> str:
    """The text of a pattern; words before a hole without value are left out, and so is what only joins holes."""
    text = ""
    words = ""
    before = ""
    for part in pattern:
        if isinstance(part, str):
            words += part
            continue
        value = values.get(part, "")
        unit, between = _parted(words) if text else ("", words)
        text += unit if before else ""
        if value:
            text += (between if text or not _joins(between) else "") + value
        elif not text and not _joins(words):
            text += words.rstrip()
        words, before = "", value
    return text + (words if text and not _only_punctuation(words) and values.get(_last_hole(pattern)) else "")


def _parted(words: str) -> tuple[str, str]:
    """Words between two holes, parted into those that belong to the first, `` priority``, and what joins them."""
    match = re.match(r"( [\w ]+)([,;].*)", words, re.DOTALL)
    return (match.group(1), match.group(2)) if match else ("", words)


def _last_hole(pattern: Pattern) -> Hole:
    return next(part for part in reversed(pattern) if isinstance(part, Hole))


def _joins(words: str) -> bool:
    return bool(words) and not words[0].isalnum() and words[:1] not in "*_[("


def _only_punctuation(words: str) -> bool:
    return not words.strip()


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    lead = len(part) - len(part.lstrip())
    return (start + lead, start + len(part.rstrip())) if part.strip() else (start, start)


@lru_cache(maxsize=512)
def _expression(pattern: Pattern, count: int) -> re.Pattern[str]:
    """The first ``count`` holes with the words before them, and the words after the last of them if it is the last."""
    holes = [part for part in pattern if isinstance(part, Hole)]
    text = ""
    seen = 0
    for part in pattern:
        if isinstance(part, Hole):
            seen += 1
            if seen > count:
                break
            text += "(.*)" if seen == count and count == len(holes) and _is_loose(pattern) else "(.*?)"
        elif seen < count or (seen == count == len(holes)):
            text += _loose_words(part)
    return re.compile(r"\s*" + text + r"\s*", re.DOTALL | re.IGNORECASE)


def _is_loose(pattern: Pattern) -> bool:
    return isinstance(pattern[-1], Hole)


def _loose_words(words: str) -> str:
    body = r"\s+".join(re.escape(word) for word in words.split())
    return (r"\s*" if words[:1].isspace() else "") + body + (r"\s*" if words[-1:].isspace() else "")
