"""Texts of words and holes, read and written: ``{{ went_well.text }}: Enabled {{ went_well.enabled }}``."""

import re
from functools import lru_cache

from afterword.houses.house import Hole, Pattern


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
