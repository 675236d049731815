"""How headings and labels are compared: without number, case, emphasis, emoji, and trailing colon."""

import re
import unicodedata
from functools import lru_cache

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_NUMBER = re.compile(r"^\s*(?:\(?\d+(?:\.\d+)*[.):]|#)\s+")
_EMOJI_NAME = re.compile(r"(?<!\w):(?:[a-z][a-z0-9_+-]*|[+-]1):(?!\w)")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_REMARK = re.compile(r"\s*\([^)]*\)$")
_EDGES = " :\uff1a.-\u2013\u2014#"
_MARKS = str.maketrans("", "", "*_`~")
_LONGEST_LABEL = 62
"""Characters; no plain label is longer, its colon included."""
_LONGEST_SIGN = 8
_LABEL = re.compile(
    r"(?P<bold>\*\*|__)(?P<name>[^*_\n]{1,80}?)(?P<colon>[::]?)(?P=bold)(?P<after>\s*[::]?)"
    r"|(?P<slant>[*_])(?P<slanted>[^*_\n]{1,60}?)(?P<inside>[::]?)(?P=slant)(?P<outside>[::]?)(?=\s)"
    r"|(?P<plain>[^\W_][^:\n|*`<>\[\]{}]{0,60}?)(?P<plain_colon>[::])(?=\s|$)"
)


@lru_cache(maxsize=1 << 16)
def name_key(text: str) -> str:
    """The form in which two headings, labels, or column names are the same."""
    # hundreds of names are compared at every start, so what cannot match is not searched
    if "<!--" in text:
        text = _COMMENT.sub("", text)
    if "](" in text:
        text = _LINK.sub(r"\1", text)
    if ":" in text:
        text = _EMOJI_NAME.sub("", text)
    if not text.isalnum():
        text = _without_marks(text)
    return " ".join(text.split()).strip(_EDGES).casefold()


def _without_marks(text: str) -> str:
    """A text without emphasis, emoji, and the number before it."""
    if "*" in text or "_" in text or "`" in text or "~" in text:
        text = text.translate(_MARKS)
    if not text.isascii() and not text.replace(" ", "").isalnum():
        text = text.replace("\u2019", "'").replace("\u00a0", " ").replace("\ufe0f", "")
        text = "".join([c for c in text if unicodedata.category(c) not in {"So", "Sk", "Cf"}])
    text = text.strip()
    return _NUMBER.sub("", text) if text[:1] in "(#" or text[:1].isdigit() else text


@lru_cache(maxsize=1 << 16)
def short_key(text: str) -> str:
    """``name_key`` without a remark in parentheses at its end."""
    key = name_key(text)
    return (_REMARK.sub("", key) or key) if key.endswith(")") else key


@lru_cache(maxsize=1 << 12)
def leading_label(text: str) -> tuple[str, int] | None:
    """The label at the start of a line, bold or ending in a colon, and where its value starts.

    returns: the label as written, without marks and colon; None where the line starts with none.
    """
    if (
        ":" not in (start := text[:_LONGEST_LABEL])
        and "**" not in start
        and "__" not in start
        and "\uff1a" not in start
    ):
        return None
    match = _LABEL.match(text, _behind_sign(text))
    if match is None:
        return None
    if match.group("slanted"):
        has_colon = match.group("inside") or match.group("outside")
        return (match.group("slanted").strip(), match.end()) if has_colon else None
    if match.group("plain"):
        return match.group("plain").strip(), match.end()
    has_colon = match.group("colon") or match.group("after").strip()
    if not has_colon and text[match.end() :].strip():
        return None
    return match.group("name").strip(), match.end()


def _behind_sign(text: str) -> int:
    """Where a line starts behind a picture that somebody put before its label."""
    if text[:1].isascii() or unicodedata.category(text[0]) != "So":
        return 0
    end = text.find(" ", 0, _LONGEST_SIGN)
    return end + 1 if end > 0 and not any(c.isalnum() for c in text[:end]) else 0


@lru_cache(maxsize=1 << 12)
def plain_text(text: str) -> str:
    """Text without comments and emphasis marks, for comparing only."""
    if "<!--" in text:
        text = _COMMENT.sub("", text)
    return " ".join(text.translate(_MARKS).split())


def shortened(text: str, longest: int) -> str:
    """The text, or as much of it as ``longest`` characters hold with the sign that it goes on."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "\u2026"
